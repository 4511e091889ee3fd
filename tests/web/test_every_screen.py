"""Every page of the desk: there, quiet, for everybody, no wider than a phone, and without scripts."""

import re
import shutil
from html import unescape
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord import store, workflow
from onrecord.model import InclusionTable
from onrecord.web.app import PAGES, app, router
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk

LOOKS = [(1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")]
NO_PAGES = {
    "/documents/{document_id}/bytes": "an original, as it came",
    "/media/{medium_id}/bytes": "a picture, as it came",
    "/media/{medium_id}/picture": "a picture, made anew",
    "/names.csv": "a table",
    "/history/decisions.jsonl": "the log",
    "/static/{version}/{name:path}": "styles and scripts",
    "/estimates/{estimate_id}/page.html": "a page to keep, apart from the desk",
    "/state": "a line of a page",
    "/follow.atom": "alerts as a feed",
    "/follow.json": "likewise",
    "/unsubscribe/{token}": "apart from the desk: test_follow_in_a_browser.py opens it",
    "/claims/{claim_id:path}": "leads to the claim in its document",
    **dict.fromkeys(
        (
            "/sign-in",
            "/sign-in/passkey",
            "/sign-in/outside",
            "/sign-in/outside/back",
            "/invitation",
            "/account",
            "/people",
            "/people/log",
        ),
        "only of a record with accounts: test_accounts_in_a_browser.py opens them",
    ),
}
MANY = 4  # links of one kind that are followed from all pages together


@pytest.fixture(scope="module")
def desk(built, tmp_path_factory, picture):
    """A record on which people have decided a little of everything."""
    folder = tmp_path_factory.mktemp("every") / "demo-record"
    shutil.copytree(built, folder)
    _one_came_again(folder)
    photo = folder.parent / "square.png"
    picture(51).save(photo)
    arabic = next(d for d in workflow.load(folder).documents.values() if d.language == "ar")
    beside = workflow.Beside(document=arabic.id, caption="The square on Friday")
    workflow.attach(folder, [photo], beside)
    _estimate(folder)
    _lists(folder)
    with Desk(folder) as held:
        record = held.view.record
        one, two, three, four = list(record.claims)[:4]
        held.decide(choosing.accept(one), by="Amal")
        held.decide(choosing.reject(two), by="Amal", why="Wrong number.")
        held.decide(choosing.leave_open(three), by="Badr")
        held.decide(choosing.reject(one), by="Badr", why="No.", is_blind=True)
        held.decide(choosing.note(record.incidents[0].id), by="Amal", why="Ask the hospital.")
        held.decide(choosing.settle(record.problems[0].id), by="Amal", why="Looked at.")
        (done,) = held.decide(choosing.accept(four), by="Amal")
        held.decide(choosing.undo(done.id), by="Amal", why="Too soon.")
        yield held


def _lists(folder):
    """Take two lists in, one of them twice, and link them."""
    head = "Ref,Name,Sex,Age,Date of death,Place,Status"
    omar = "1,Omar Adel Haddad,M,34,2024-05-03,Qasra,killed"
    yusuf = "2,Yusuf Sami Nasser,M,51,2024-05-04,Dahyan,killed"
    brother = "3,Salim Sami Nasser,M,49,2024-05-04,Dahyan,killed"
    files = (
        ("ministry", "may", (head, omar, yusuf, brother)),
        ("ministry", "june", (head, omar.replace("34", "35"), yusuf, brother)),
        ("wall", "wall", (head, "9,يوسف سامي ناصر,M,51,2024-05-04,دهيان,missing")),
    )
    for name, file, rows in files:
        path = folder.parent / f"{file}.csv"
        path.write_text("\n".join(rows), "utf-8")
        workflow.take_list(folder, path, workflow.ListTold(name=name, by="Amal"))
    workflow.link_lists(folder)


def _estimate(folder):
    """Keep an estimate of three lists."""
    cells = ("100", 60), ("010", 50), ("001", 40), ("110", 20), ("101", 15), ("011", 12), ("111", 9)
    table = InclusionTable(lists=("ministry", "press", "hospital"), cells=cells)
    asked = workflow.EstimateAsked(of="people killed", methods=("graphs", "chao", "bic"))
    made = workflow.estimate_table(table, asked, by="Amal")
    with store.open_record(folder) as kept, kept.build(doing="estimate"):
        kept.save_estimate(made)


def _one_came_again(folder):
    """Read the reports again, of which one says something more now."""
    reports = folder.parent / "reports"
    shutil.copytree(Path(__file__).parents[2] / "examples", reports)
    changed = reports / "04-ar-dahyan.txt"
    changed.write_text(changed.read_text("utf-8") + "\nتصحيح: لا جديد.\n", "utf-8")
    assert workflow.build(reports, folder).changed == (changed.name,)


@pytest.fixture(scope="module")
def paths(desk):
    """An address of every page: what a route leaves open is taken from the record."""
    record = desk.view.record
    big = max(record.incidents, key=lambda incident: len(incident.claim_ids))
    other = next(i for i in record.incidents if i.id != big.id and i.when == big.when)
    document = next(d for d in record.documents.values() if d.language == "ar")
    claim = big.claim_ids[0]
    place = next(iter(record.places))
    actor = next(iter(record.actors))
    lists = desk.lists(desk.view)
    (group,) = lists.groups
    (ministry,) = (one for one in lists.people.listed.lists if one.name == "ministry")
    ids = {
        "name": ["ministry"],
        "issue_id": [lists.issues[ministry.id][-1].id],
        "person_id": [group],
        "incident_id": [big.id],
        "document_id": [document.id],
        "claim_id:path": [claim],
        "actor_id:path": [quote(actor)],
        "place_id:path": [quote(place)],
        "origin_id": [record.origins[0].id],
        "kind": ["place"],
        "folded:path": ["dahyan"],
        "problem_id": [record.problems[0].id],
        "decision_id": [record.decisions[0].id],
        "medium_id": [record.media[0].id],
        "estimate_id": [workflow.estimates_of(desk.folder)[0].id],
    }
    asked = {
        "/": ["", "?since=0"],
        "/lists/list/{name}": ["", "?q=nasser"],
        "/lists/people/{person_id}": ["", "?q=omar"],
        "/incidents/{incident_id}": ["", "?names=shown"],
        "/incidents/{incident_id}/trace": [f"?claim={claim}"],
        "/decide/merge/preview": [f"?incident={big.id}&other={other.id}"],
        "/decide/trace/preview": [f"?incident={big.id}&claim={claim}&origin=A+nurse"],
        "/queue": ["", "?kind=place", "?second=1"],
        "/queue/like": [f"?at={claim}"],
        "/documents/{document_id}": [
            "",
            f"?edit={next(iter(desk.view.record.claims))}",
            "?blind=1",
        ],
        "/explore": ["", "?of=claims", "?of=texts&q=" + quote("ضحيان"), "?q=bus"],
        "/places/new": ["?name=Dahyan"],
        "/same": ["?a=name:place:dahyan&b=name:place:dhahyan"],
        "/history": ["", "?by=Amal"],
        "/media/{medium_id}": ["", "?show=1"],
    }
    first = next(iter(record.claims.values()))
    edited = record.documents[first.document].id
    found = []
    for route in (one for each in (router, *PAGES) for one in each.routes):
        if "GET" not in route.methods or route.path in NO_PAGES:
            continue
        path = route.path
        for name, (value,) in ids.items():
            path = path.replace("{" + name + "}", value)
        assert "{" not in path, f"say what {route.path} is asked for"
        for query in asked.get(route.path, [""]):
            here = f"/documents/{edited}" if query.startswith("?edit") else path
            found.append(here + query)
    return found


@pytest.fixture(scope="module")
def client(desk):
    return TestClient(app(desk), base_url="http://127.0.0.1:8440", follow_redirects=True)


@pytest.fixture(scope="module")
def opened(chromium, desk, serve, at_rest):
    """Open an address in a tab of a certain look; what is wrong with it is in `errors`."""
    with serve(desk) as address:
        tabs = {}

        def open_in(path, look, *, scripted=True):
            if (look, scripted) not in tabs:
                context = chromium.new_context(
                    viewport={"width": look[0], "height": 900},
                    color_scheme=look[1],
                    java_script_enabled=scripted,
                )
                context.add_cookies([{"name": "person", "value": "Chadia", "url": address}])
                page = context.new_page()
                page.errors = []
                page.on("pageerror", lambda fault: page.errors.append(str(fault)))
                page.on(
                    "console",
                    lambda said: (
                        page.errors.append(said.text) if said.type in {"error", "warning"} else None
                    ),
                )
                page.on(
                    "request",
                    lambda asked: (
                        None
                        if asked.url.startswith((f"{address}/", "data:"))
                        else page.errors.append(asked.url)
                    ),
                )
                tabs[look, scripted] = page
            page = tabs[look, scripted]
            page.errors.clear()
            page.status = page.goto(address + path).status
            if scripted:
                page.evaluate(at_rest)
            return page

        yield open_in
        for page in tabs.values():
            page.context.close()


def test_every_page_is_there_and_so_is_what_it_leads_to(client, paths):
    client.cookies.set("person", "Chadia")
    kinds, links = {}, {}
    for path in paths:
        told = client.get(path)
        assert (path, told.status_code) == (path, 200)
        for href in re.findall(r'href="(/[^"#]*)', told.text):
            kind = re.sub(r"(?<=/)[^/?]*(_|:|%|-)[^/?]*|=[^&]*", "*", href)
            known = kinds.setdefault(kind, set())
            if len(known) < MANY and not href.startswith("/static"):
                known.add(href)
                links[unescape(href)] = path
    lost = {}
    for href, path in links.items():
        status = client.get(href).status_code
        if status != 200:
            lost[href] = f"{status}, from {path}"
    assert lost == {}


def test_every_page_is_quiet_fits_a_phone_and_is_for_everybody(opened, axe, paths):
    faults = {}
    for path, look in zip(paths, cycle(LOOKS), strict=False):
        page = opened(path, look)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => d.open = true)")
        found = axe(page) + page.errors
        page.set_viewport_size({"width": 390, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size({"width": look[0], "height": 900})
        if wide > 390:
            found.append(f"{wide} pixels wide on a phone")
        if found:
            faults[path, look] = found
    assert faults == {}


def test_every_page_can_be_read_without_scripts(opened, paths):
    for path in paths:
        page = opened(path, LOOKS[0], scripted=False)
        told = page.locator("main").inner_text()
        assert (path, page.status, len(told) > 40) == (path, 200, True)
        assert page.errors == []


def test_without_scripts_everybody_can_decide(opened, desk):
    page = opened("/queue", LOOKS[2], scripted=False)
    claim = page.locator("article[data-claim]").get_attribute("data-claim")
    page.get_by_role("button", name="Accept").click()
    last = desk.view.record.decisions[-1]
    assert (last.by, last.claims) == ("Chadia", (claim,))
