"""What every screen of the desk has around it, read answer by answer."""

import re
from importlib import import_module
from typing import Annotated
from urllib.parse import quote

import pytest
from fastapi import APIRouter, Form
from fastapi.testclient import TestClient

from onrecord import web
from onrecord.model import MachineLacks, OnRecordError, RecordUnusable
from onrecord.web import faults, files, guard
from onrecord.web.desk_of import Decider

application = import_module("onrecord.web.app")  # `web.app` is its one function
ADDRESS = "http://127.0.0.1:8440"


def routes():
    """Every path of the desk with its methods; what is asked for is never there."""
    for router in (application.router, *application.PAGES):
        for route in router.routes:
            yield from ((method, "", route.path) for method in sorted(route.methods))
    for router in application.APIS:
        for route in router.routes:
            yield from ((method, "/api", route.path) for method in sorted(route.methods))


@pytest.mark.parametrize(("method", "below", "path"), list(routes()))
def test_every_answer_is_marked_so_that_it_loads_and_does_nothing_else(client, method, below, path):
    answer = client.request(method, below + re.sub(r"\{[^}]+\}", "none", path))
    for name, value in guard.HEADERS.items():
        assert answer.headers[name] == value
    assert answer.status_code < 500


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(client):
    policy = client.get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"unsafe|http|\*|blob", policy)


def test_no_template_has_a_script_or_a_style_of_its_own():
    folder = files.folder().parent / "templates"
    for path in folder.glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        if path.name == "estimate_file.html.j2":  # kept as a file: its policy lets its own style in
            text = text.replace("<style>{{ style }}</style>", "")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path.name
        assert not re.search(r"<script(?![^>]* src=)", text), path.name
        assert not re.search(r"(?:src|href)=\"https?:", text), path.name


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8440", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil"]
)
def test_it_answers_under_its_own_name_only(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8440", "localhost:8440", "[::1]:8440"])
def test_it_answers_under_each_name_of_this_machine(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
    ],
)
def test_nothing_is_done_for_another_page(client, told):
    answer = client.post("/person", data={"person_name": "Mallory"}, headers=told)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "told",
    [
        {"sec-fetch-site": "same-origin", "origin": "null"},  # a form, without a referrer
        {"origin": ADDRESS},
        {},  # a program on this machine
    ],
)
def test_what_comes_from_the_desk_itself_is_done(client, told):
    assert client.post("/person", data={"person_name": "Amal"}, headers=told).status_code == 303


def test_a_link_from_elsewhere_may_lead_here_but_nothing_may_be_taken_from_here(client):
    leads = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    takes = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/", headers=leads).status_code == 200
    assert client.get("/", headers=takes).status_code == 403


def test_a_form_that_is_too_large_is_refused(client):
    much = b"person_name=" + b"a" * guard.LARGEST
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/person", content=much, headers=form).status_code == 413
    pieces = (much[at : at + 65536] for at in range(0, len(much), 65536))  # no length is told
    assert client.post("/person", content=pieces, headers=form).status_code == 413


def test_a_style_sheet_is_kept_for_ever_under_the_mark_of_its_bytes(client):
    page = client.get("/").text
    address = re.search(r'href="(/static/[0-9a-f]{12}/desk\.css)"', page)[1]
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/older/desk.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "none.css", ""])
def test_only_styles_and_scripts_are_given_as_files(client, name):
    assert client.get(f"/static/x/{name}").status_code == 404


def test_pages_are_never_kept_by_the_browser(client):
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/api/state").headers["cache-control"] == "no-store"


def test_today_tells_what_is_in_the_record(client, desk):
    page = client.get("/").text
    assert f"{len(desk.view.record.claims)} claims" in page
    assert "demo-record" in page


def test_programs_are_told_the_same_and_how_to_ask(client, desk):
    told = client.get("/api/state").json()
    assert told["claims"] == len(desk.view.record.claims)
    assert told["state"] == "ready"
    paths = client.get("/api/openapi.json").json()["paths"]
    assert "/api/state" in paths
    assert all(path.startswith("/api/") for path in paths)
    assert "GET /api/state" in client.get("/api").text


# --- Who decides, in which language, light or dark


def test_who_decides_is_remembered_as_they_wrote_it(client):
    answer = client.post("/person?then=/api", data={"person_name": "  أمل   حداد "})
    assert (answer.status_code, answer.headers["location"]) == (303, "/api")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "<bdi>أمل حداد</bdi>" in client.get("/").text


def test_nobody_decides_without_a_name(client):
    answer = client.post("/person", data={"person_name": " \u202e "})
    assert answer.status_code == 422
    assert "needs the name" in answer.text


@pytest.mark.parametrize("then", ["https://evil.example", "//evil.example", "/\\evil.example", "x"])
def test_going_on_leads_to_the_desk_only(client, then):
    answer = client.post(f"/person?then={quote(then)}", data={"person_name": "Amal"})
    assert answer.headers["location"] == "/"


def test_the_language_is_the_browsers_until_one_is_chosen(client):
    assert '<html lang="en" dir="ltr"' in client.get("/").text
    arabic = {"accept-language": "ar-LB,ar;q=0.9,en;q=0.5"}
    assert '<html lang="ar" dir="rtl"' in client.get("/", headers=arabic).text
    client.post("/language", data={"code": "en"})
    assert '<html lang="en" dir="ltr"' in client.get("/", headers=arabic).text
    assert client.post("/language", data={"code": "xx"}).status_code == 422


def test_light_or_dark_is_as_it_was_chosen(client):
    assert "data-scheme" not in client.get("/").text
    client.post("/scheme", data={"name": "dark"})
    assert 'data-scheme="dark"' in client.get("/").text
    client.post("/scheme", data={"name": ""})
    assert "data-scheme" not in client.get("/").text
    assert client.post("/scheme", data={"name": "pink"}).status_code == 422


# --- What goes wrong

trial = APIRouter()
FAULTS = {
    "wrong": OnRecordError("that is\nno number"),
    "gone": faults.NotThere("no claim has that id"),
    "unusable": RecordUnusable("the record is locked"),
    "lacking": MachineLacks("no room"),
    "bug": ZeroDivisionError("words of a report"),
}


@trial.get("/trial/{kind}")
@trial.get("/api/trial/{kind}")
def fail(kind: str) -> str:
    raise FAULTS[kind]


@trial.post("/trial")
@trial.post("/api/trial")
def decide(by: Decider, claim: Annotated[str, Form()]) -> str:
    return f"{by} decided on {claim}"


@pytest.fixture
def trying(desk) -> TestClient:
    """The desk with pages that go wrong."""
    made = web.app(desk)
    made.include_router(trial)
    return TestClient(made, base_url=ADDRESS, follow_redirects=False)


@pytest.mark.parametrize(
    ("kind", "status", "line"),
    [
        ("wrong", 422, "that is no number"),
        ("gone", 404, "no claim has that id"),
        ("unusable", 503, "the record is locked"),
        ("lacking", 503, "no room"),
        ("bug", 500, "Something went wrong inside onrecord (ZeroDivisionError)."),
    ],
)
def test_an_error_is_one_line_for_people_and_one_shape_for_programs(trying, kind, status, line):
    page = trying.get(f"/trial/{kind}")
    assert page.status_code == status
    assert line in page.text
    assert "<title>" in page.text
    piece = trying.get(f"/trial/{kind}", headers={"hx-request": "true"})
    assert piece.text.startswith('<div class="fault" role="alert">')
    told = trying.get(f"/api/trial/{kind}")
    assert told.status_code == told.json()["status"] == status
    assert told.json()["message"].startswith(line)
    for answer in (page, piece, told):
        assert "words of a report" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["content-security-policy"] == guard.POLICY


def test_a_page_that_is_not_there_says_so(client):
    assert "There is no such page at the desk." in client.get("/nowhere").text
    assert client.get("/api/nowhere").json() == {
        "error": "not-there",
        "status": 404,
        "message": "There is no such page at the desk.",
        "fields": {},
    }
    assert client.delete("/person").status_code == 405


def test_a_form_that_is_not_complete_says_what_is_missing(trying):
    trying.cookies.set("person", "Amal")
    told = trying.post("/api/trial").json()
    assert (told["status"], list(told["fields"])) == (422, ["claim"])


def test_what_is_decided_without_a_name_waits_for_it_and_goes_on(trying):
    asked = trying.post("/trial", data={"claim": "clm_<1>"})
    assert asked.status_code == 403
    assert 'name="claim" value="clm_&lt;1&gt;"' in asked.text
    onward = re.search(r'<form action="(/person\?[^"]+)"', asked.text)[1].replace("&amp;", "&")
    form = {"claim": "clm_<1>", "person_name": "Amal"}
    named = trying.post(onward, data=form)
    assert (named.status_code, named.headers["location"]) == (307, "/trial")
    assert trying.post("/trial", data=form).json() == "Amal decided on clm_<1>"


def test_a_program_says_who_decides_in_a_header(trying):
    form = {"claim": "clm_1"}
    assert trying.post("/api/trial", data=form).status_code == 403
    told = trying.post("/api/trial", data=form, headers={"onrecord-person": quote("أمل")})
    assert told.json() == "أمل decided on clm_1"


def test_a_piece_of_a_page_asks_for_the_name_on_a_page_of_its_own(trying):
    told = {"hx-request": "true", "hx-current-url": f"{ADDRESS}/queue?kind=place"}
    asked = trying.post("/trial", data={"claim": "x"}, headers=told)
    assert asked.headers["hx-redirect"] == "/person?then=%2Fqueue%3Fkind%3Dplace"
