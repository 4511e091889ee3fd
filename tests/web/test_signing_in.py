"""The door of a record with accounts: who comes in, in which session, and who does not."""

import re
import shutil
import sys
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.model import AccountRole, Permission, Refused
from onrecord.web.app import app
from onrecord.workflow import permissions
from onrecord.workflow.desk import Desk

sys.path.insert(0, str(Path(__file__).parent))
import team

ORIGIN = "https://desk.example.org"


@pytest.fixture
def folder(folder):
    """The demonstration record, with five people."""
    team.settle(folder)
    return folder


@pytest.fixture
def as_(desk):
    """Somebody at the desk: `as_("Badr")` has signed in, `as_("")` has not."""
    with team.at(desk) as made:
        yield made


def cookie(client):
    """The one cookie that tells who somebody is: its name and value."""
    (found,) = [(one.name, one.value) for one in client.cookies.jar if "onrecord" in one.name]
    return found


def hidden(page, name):
    """What a hidden field of the page itself holds; those of the masthead are passed over."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.partition('id="main"')[2])
    return unescape(found[1]) if found else ""


def proposal(page):
    return hidden(page, "claim")


def test_a_stranger_is_led_to_the_door_from_every_page_and_sees_nothing_of_the_record(desk, as_):
    stranger = as_("")
    words = {desk.view.record.name, *(d.title for d in desk.view.record.documents.values())}
    for method, path in permissions.ROUTES:
        if permissions.ROUTES[method, path] is Permission.OPEN:
            continue
        told = stranger.request(method, re.sub(r"{[^}]+}", "x", path))
        if path.startswith("/api/"):
            assert (told.status_code, told.json()["error"]) == (401, "not-signed-in"), path
        elif method == "POST":
            assert told.status_code == 401, path
            assert 'action="/sign-in"' in told.text
        else:
            assert told.status_code == 303, path
            assert told.headers["location"].startswith("/sign-in")
        assert not [one for one in words if one and one in told.text], path


def test_what_is_at_no_address_tells_a_stranger_no_more(as_):
    assert as_("").get("/no-such-page").headers["location"] == "/sign-in?then=%2Fno-such-page"
    assert as_("Chadia").get("/no-such-page").status_code == 404


def test_whoever_signs_in_comes_back_to_where_they_were(as_):
    client = as_("")
    asked = client.get("/queue?kind=place")
    assert asked.headers["location"] == "/sign-in?then=%2Fqueue%3Fkind%3Dplace"
    page = client.get(asked.headers["location"]).text
    then = hidden(page, "then")
    told = client.post(
        "/sign-in", data={"name": "badr ", "password": team.password("Badr"), "then": then}
    )
    assert (told.status_code, told.headers["location"]) == (303, "/queue?kind=place")
    assert "Badr" in client.get(then).text


@pytest.mark.parametrize(
    "then", ["//elsewhere.example", "https://elsewhere.example", "/\\x.example"]
)
def test_nobody_is_led_elsewhere(as_, then):
    client = as_("")
    assert f'value="{then}"' not in client.get("/sign-in", params={"then": then}).text
    data = {"name": "Badr", "password": team.password("Badr"), "then": then}
    assert client.post("/sign-in", data=data).headers["location"] == "/"
    assert client.get("/sign-in", params={"then": then}).headers["location"] == "/"


def test_what_was_being_decided_is_kept_and_sent_again_by_whoever_signed_in(desk, as_):
    coder = as_("Badr")
    claim = proposal(coder.get("/queue").text)
    coder.post("/sign-out")
    sent = {"claim": claim, "reason": "number", "why": 'it says "20" <twenty>', "back": "/queue"}
    page = coder.post("/decide/reject", data=sent)
    assert page.status_code == 401
    told = coder.post(
        "/sign-in",
        data={
            "name": "Badr",
            "password": team.password("Badr"),
            "then": hidden(page.text, "then"),
            "kept": hidden(page.text, "kept"),
        },
    )
    assert told.status_code == 200
    assert desk.view.record.decisions == ()  # nothing is done before they look at it again
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', told.text))
    kept = {name: unescape(one) for name, one in fields.items() if name in sent}
    assert kept == sent
    assert coder.post("/decide/reject", data=kept).headers["location"] == "/queue"
    assert [(one.by, one.choice) for one in desk.view.record.decisions] == [("Badr", "reject")]


def test_a_password_that_was_sent_to_the_wrong_place_is_kept_nowhere(as_):
    page = as_("").post("/account/password", data={"old": "pa55word-old", "new": "pa55word-new"})
    assert page.status_code == 401
    assert "pa55word" not in page.text


def test_a_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends(as_):
    told = as_("").post("/sign-in", data={"name": "Badr", "password": team.password("Badr")})
    given = told.headers["set-cookie"]
    assert re.fullmatch(r"onrecord-[0-9a-f]{8}=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", given), (
        given
    )


def test_each_signing_in_begins_another_session_and_ends_the_one_before(as_):
    client = as_("Badr")
    name, first = cookie(client)
    client.post("/sign-in", data={"name": "Chadia", "password": team.password("Chadia")})
    _name, second = cookie(client)
    assert first != second
    old = as_("")
    old.cookies.set(name, first)
    assert old.get("/queue").status_code == 303


def test_a_token_that_somebody_else_chose_is_never_taken(as_):
    name, _ = cookie(as_("Badr"))
    victim = as_("")
    victim.cookies.set(name, "A" * 43)
    victim.post("/sign-in", data={"name": "Badr", "password": team.password("Badr")})
    thief = as_("")
    thief.cookies.set(name, "A" * 43)
    assert thief.get("/queue").status_code == 303


def test_signing_out_ends_the_session_and_not_only_the_cookie(as_):
    client = as_("Badr")
    name, token = cookie(client)
    assert client.post("/sign-out").headers["location"] == "/sign-in"
    assert not [one for one in client.cookies.jar if one.name == name]
    client.cookies.set(name, token)
    assert client.get("/queue").status_code == 303


@pytest.mark.parametrize(
    "act", [("sign-out", {}), ("role", {"role": "viewer"}), ("close", {})], ids=lambda one: one[0]
)
def test_what_an_admin_does_to_an_account_ends_its_sessions_at_once(as_, act):
    coder, admin = as_("Badr"), as_("Amal")
    assert coder.get("/queue").status_code == 200
    verb, more = act
    badr = re.search(
        r'name="account" value="(\w+)"[^>]*>\s*<select name="role" aria-label="Role of Badr',
        admin.get("/people").text,
    )[1]
    done = admin.post(f"/people/{verb}", data={"account": badr, **more})
    assert (done.status_code, "Badr" in done.text) == (200, True)
    assert coder.get("/queue").headers["location"] == "/sign-in?then=%2Fqueue"


def test_a_wrong_password_and_a_wrong_name_are_told_alike_and_the_name_is_kept(as_):
    stranger = as_("")
    wrong = stranger.post("/sign-in", data={"name": "Badr", "password": "no", "then": "/queue"})
    nobody = stranger.post("/sign-in", data={"name": "Zayd", "password": "no", "then": "/queue"})
    assert wrong.status_code == nobody.status_code == 403
    assert wrong.text.replace("Badr", "") == nobody.text.replace("Zayd", "")
    assert hidden(wrong.text, "then") == "/queue"
    assert "no" not in re.findall(r'type="password"[^>]*value="([^"]*)"', wrong.text)


def test_guessing_is_slowed_down_and_says_for_how_long(as_):
    stranger = as_("")
    told = [stranger.post("/sign-in", data={"name": "Badr", "password": "no"}) for _ in range(7)]
    assert [one.status_code for one in told[:5]] == [403] * 5
    assert told[-1].status_code == 429
    assert int(told[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://desk.example.org"},
        {"origin": "null"},
    ],
    ids=str,
)
def test_under_a_stated_name_too_no_other_page_does_anything(desk, headers):
    with team.at(desk, ORIGIN, ORIGIN) as as_:
        client = as_("Badr")
        claim = proposal(client.get("/queue").text)
        assert (
            client.post("/decide/accept", data={"claim": claim}, headers=headers).status_code == 403
        )
        assert client.post("/sign-in", data={"name": "Badr"}, headers=headers).status_code == 403
        assert client.post("/sign-out", headers=headers).status_code == 403
        assert desk.view.record.decisions == ()
        own = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
        assert client.post("/decide/accept", data={"claim": claim}, headers=own).status_code == 303


def test_under_a_stated_name_the_cookie_is_bound_to_it_and_to_tls(desk):
    with team.at(desk, ORIGIN, ORIGIN) as as_:
        client = as_("")
        data = {"name": "Badr", "password": team.password("Badr")}
        told = client.post("/sign-in", data=data)
        assert re.fullmatch(
            r"__Host-onrecord-[0-9a-f]{8}=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure",
            told.headers["set-cookie"],
        )
        assert "max-age" in told.headers["strict-transport-security"]


def test_where_a_name_is_stated_the_desk_answers_to_no_other(desk):
    for address in (
        "http://127.0.0.1:8440",
        "https://elsewhere.example",
        "https://desk.example.org:444",
    ):
        with team.at(desk, ORIGIN, address) as as_:
            assert as_("").get("/sign-in").status_code == 421


def test_a_record_that_gets_its_first_account_has_a_door_at_once(built, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.web.door._LOOK_AGAIN", 0.0)
    folder = shutil.copytree(built, tmp_path / "alone")
    with Desk(folder) as desk:
        made = app(desk, opening=team.opened)
        client = TestClient(made, base_url="http://127.0.0.1:8440", follow_redirects=False)
        assert client.get("/queue").status_code == 200
        assert client.get("/sign-in").status_code == 404
        team.settle(folder)
        assert client.get("/queue").headers["location"] == "/sign-in?then=%2Fqueue"
        made.state.door.close()


def test_without_a_provider_nobody_is_sent_anywhere_and_a_made_up_answer_lets_nobody_in(as_):
    stranger = as_("")
    assert "/sign-in/outside" not in stranger.get("/sign-in").text
    assert stranger.get("/sign-in/outside").status_code == 422
    told = stranger.get("/sign-in/outside/back?state=a&code=b")
    assert told.status_code in {403, 422}
    assert not [one for one in stranger.cookies.jar if one.name.startswith("onrecord-")]


def spend_all(made, name, kind):
    """Leave nothing of what an account may have just now."""
    held = made.state.door.accounts
    with suppress(Refused):
        while True:
            held.spend(held.named(name), kind)


def test_whoever_asks_for_too_much_is_told_for_how_long_to_wait(as_):
    """Searching costs, so an account has sixty in a minute; others have theirs."""
    coder = as_("Badr")
    assert coder.get("/api/search?q=well").status_code == 200
    spend_all(as_.app, "Badr", "search")
    told = coder.get("/api/search?q=well")
    assert (told.status_code, told.json()["error"]) == (429, "too-often")
    assert int(told.headers["retry-after"]) > 0
    page = coder.get("/explore?q=well")
    assert (page.status_code, "<nav" in page.text) == (429, True)
    assert int(page.headers["retry-after"]) > 0
    assert coder.get("/queue").status_code == 200
    assert as_("Chadia").get("/explore?q=well").status_code == 200


def test_a_decision_that_comes_too_soon_is_kept_to_be_sent_again(desk, as_):
    coder = as_("Badr")
    claim = proposal(coder.get("/queue").text)
    spend_all(as_.app, "Badr", "write")
    told = coder.post("/decide/accept", data={"claim": claim})
    assert (told.status_code, int(told.headers["retry-after"]) > 0) == (429, True)
    assert f'name="claim" value="{claim}"' in told.text
    assert desk.view.record.decisions == ()


def test_what_is_wrong_with_a_password_is_told_in_the_language_of_the_page(as_):
    told = {}
    for language in ("en", "ar"):
        stranger = as_("")
        stranger.cookies.set("language", language)
        held = as_.app.state.door.accounts
        secret = held.invite(f"Nour {language}", AccountRole.VIEWER, None)
        data = {"secret": secret, "password": "short", "again": "short"}
        page = stranger.post("/invitation", data=data)
        assert page.status_code == 422
        told[language] = re.search(r'class="fault"[^>]*><p[^>]*>([^<]+)', page.text)[1]
    assert told["en"] == "A password needs at least 12 characters."
    assert "12" in told["ar"]
    assert not re.search("[A-Za-z]", told["ar"])
