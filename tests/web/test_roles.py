"""What each role may at the desk: it is offered that, and refused everything else."""

import html
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

import pytest

from onrecord import workflow
from onrecord.model import MAY, AccountRole, Permission, Protection, Purpose
from onrecord.web import admitting
from onrecord.web.app import API, APIS, PAGES, router
from onrecord.workflow import choosing, permissions
from onrecord.workflow.desk import Desk
from onrecord.workflow.desk.sharing import Sharing

sys.path.insert(0, str(Path(__file__).parent))
import team
import walking

PLANTED = "Zanzabeel"  # a name that stands in the statement only
WORDS = (
    f"On 3 May 2014 nine people were killed in {PLANTED} village near Aleppo by the {PLANTED} "
    f"Brigade, Doctor {PLANTED} said.\n\nTwo of them were wounded by the well, {PLANTED} said.\n"
)
ASKED = "wounded by the well"  # stands nowhere else; what it is asked by is no news
EVERY_ROUTE = admitting.every_route(
    [*((API, each) for each in APIS), *(("", each) for each in (router, *PAGES))]
)
BY_ROLE = {role: name for name, role in team.PEOPLE.items()}


@pytest.fixture(scope="module")
def desk(built, tmp_path_factory):
    """
    The demonstration record with five people, testimony that may not be shared, and decisions.

    Nothing of the statement may reach whoever may not read it, nor what was decided on it.
    """
    top = tmp_path_factory.mktemp("roles")
    folder = Path(shutil.copytree(built, top / "demo-record"))
    statement = top / "statement.txt"
    statement.write_text(WORDS, encoding="utf-8")
    given = workflow.Given(
        pseudonym="W-3", taken_by="R-1", taken_on=date(2024, 5, 3), consents=tuple(Purpose),
        protection=Protection.RESTRICTED,
    )  # fmt: skip
    workflow.take_down(folder, statement, given)
    team.settle(folder)
    with Desk(folder) as held:
        record = held.view.record
        kept = {one.document for one in record.statements}
        mine = [one.id for one in record.claims.values() if one.document in kept]
        other = [one.id for one in record.claims.values() if one.document not in kept]
        held.decide(choosing.accept(mine[0]), by="Rana", why=f"I was in {PLANTED}.")
        held.decide(choosing.accept(other[0]), by="Rana")
        held.decide(choosing.note(record.incidents[0].id), by="Rana", why="Ask the hospital.")
        yield held


@pytest.fixture(scope="module")
def as_(desk):
    with team.at(desk) as made:
        yield made


@pytest.fixture(scope="module")
def by_role(as_):
    return {role: as_(name) for role, name in BY_ROLE.items()}


@pytest.fixture(scope="module")
def protected(desk):
    """The statement's document, a claim of it, and the incident that it is in."""
    record = desk.view.record
    (name,) = (one.document for one in record.statements)
    claim = next(one for one in record.claims.values() if one.document == name)
    incident = next((one.id for one in record.incidents if claim.id in one.claim_ids), "none")
    return record.documents[name], claim, incident


def test_the_table_knows_every_page_and_no_other():
    asked = {(method, one.path) for one in EVERY_ROUTE for method in one.methods - {"HEAD"}}
    named = set(permissions.ROUTES) - {("GET", "/api/openapi.json")}
    assert asked - named == set()
    assert {one for one in named - asked if "outside" not in one[1]} == set()


@pytest.mark.parametrize("role", AccountRole)
def test_every_role_reaches_what_the_table_gives_it_and_nothing_else(by_role, role):
    client = by_role[role]
    for route in EVERY_ROUTE:
        for method in route.methods - {"HEAD"}:
            needed = permissions.of_route(method, route.path)
            if needed in {Permission.OPEN, Permission.OWN, Permission.ACCOUNTS} and (
                needed in MAY[role]
            ):
                continue  # these change the account that asks; test_signing_in.py asks for them
            told = client.request(method, re.sub(r"{[^}]+}", "x", route.path))
            is_refused = told.status_code == 403
            assert is_refused == (needed not in MAY[role]), (method, route.path, told.status_code)
            if is_refused and route.path.startswith("/api/"):
                assert told.json()["error"] == "forbidden"


def test_a_refusal_is_one_clear_line_on_a_page_in_a_piece_and_in_json(by_role):
    viewer = by_role[AccountRole.VIEWER]
    line = "That is for somebody with the role “reviewer”. You are signed in as Chadia, with the role “viewer”."
    page = viewer.post("/decide/merge")
    assert (page.status_code, line in page.text, "<nav" in page.text) == (403, True, True)
    piece = viewer.post("/decide/merge", headers={"hx-request": "true"})
    assert (piece.status_code, line in piece.text, "<nav" in piece.text) == (403, True, False)
    told = viewer.post("/api/decisions/preview")
    assert told.json() == {"error": "forbidden", "status": 403, "message": line, "fields": {}}


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.CODER, AccountRole.REVIEWER])
def test_no_page_offers_what_its_reader_may_not_do(by_role, role):
    client = by_role[role]
    seen = 0
    for address, answer, page in walking.pages(client, of_a_kind=2):
        assert answer.status_code != 403, address
        for href, method in [] if page is None else _offered(page):
            parts = urlsplit(urljoin(address, href))
            if parts.netloc or parts.path.startswith("/static/"):
                continue
            scope = {"type": "http", "method": method, "path": parts.path, "root_path": ""}
            needed = permissions.of_route(
                method, admitting.path_of(EVERY_ROUTE, {**scope, "headers": []}) or "/"
            )
            is_editor = "edit=" in parts.query or parts.path.endswith("/edit")
            needed = Permission.CODE if is_editor and needed in MAY[role] else needed
            assert needed in MAY[role], (address, method, href)
            seen += 1
    assert seen > 200


def _offered(page):
    for one in page.iter("a"):
        yield one.get("href", ""), "GET"
    for form in page.iter("form"):
        method = form.get("method", "get").upper()
        if form.get("action"):
            yield form.get("action"), method
        for one in form.iter("button", "input"):
            if one.get("formaction"):
                yield one.get("formaction"), method


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.CODER])
def test_no_page_and_no_answer_holds_a_word_of_what_its_reader_may_not_read(
    by_role, protected, role
):
    client = by_role[role]
    document, claim, incident = protected
    secret = (PLANTED.casefold(), claim.id, document.id, document.name, "w-3")
    seeds = (
        *walking.SEEDS,
        f"/documents/{document.id}", f"/documents/{document.id}/original",
        f"/documents/{document.id}/difference", f"/claims/{claim.id}", f"/queue?at={claim.id}",
        f"/queue/like?at={claim.id}", f"/incidents/{incident}", f"/incidents/{incident}/history",
        f"/explore?q={ASKED}", f"/explore?of=texts&q={ASKED}",
        f"/history?about={claim.id}", "/history?by=Rana", "/follow", "/follow.atom", "/follow.json",
        f"/checks?at={document.name}", f"/queue?document={document.name}", "/?since=0",
        *(f"/api{one}" for one in (
            "/record", "/documents", f"/documents/{document.id}", f"/documents/{document.id}/custody",
            f"/documents/{document.id}/claims", "/claims", f"/claims/{claim.id}", "/incidents",
            f"/incidents/{incident}", "/figures", "/origins", "/places", "/actors", "/problems",
            "/problems/kept", "/decisions", "/log", "/explore", f"/explore?q={ASKED}", "/today",
            "/places.geojson", f"/search?q={ASKED}", f"/search?q={ASKED}&limit=1",
            "/lookup?kind=place&q=zan", "/queue", "/agreement",
        )),
    )  # fmt: skip
    for address, answer, _page in walking.pages(client, seeds=seeds, of_a_kind=3):
        found = [word for word in secret if word.casefold() in _unasked(answer.text, address)]
        assert found == [], (address, found)
    assert client.get(f"/api/search?q={ASKED}&limit=1").json() == {"hits": [], "has_more": False}


def _unasked(told, address):
    """Return an answer without its own address, which every page says again."""
    here = unquote(address)
    said = {address, here, html.escape(here), quote(here, safe=""), here.rpartition("/")[2]}
    said |= {value for _name, value in parse_qsl(urlsplit(here).query)}
    for one in sorted(said, key=len, reverse=True):
        told = told.replace(one, "") if len(one) > 3 else told
    return told.casefold()


def test_who_may_read_testimony_reads_it(by_role, protected):
    document, claim, _incident = protected
    reviewer = by_role[AccountRole.REVIEWER]
    assert PLANTED in reviewer.get(f"/documents/{document.id}").text
    assert reviewer.get(f"/queue?at={claim.id}").status_code == 200
    assert reviewer.get(f"/documents/{document.id}/bytes").status_code == 403  # takes nothing out
    assert PLANTED not in reviewer.get("/api/claims").text  # programs get what may be shared


def test_nobody_decides_on_what_they_may_not_see_nor_learns_that_it_is_there(
    desk, by_role, protected
):
    document, claim, _incident = protected
    coder = by_role[AccountRole.CODER]
    before = desk.view.record.decisions
    asks = [
        ("/decide/accept", {"claim": claim.id}),
        ("/decide/accept", {"claim": claim.id, "seen": f"{claim.id}:dec_other"}),
        ("/decide/reject", {"claim": claim.id, "reason": "number"}),
        ("/decide/note", {"thing": claim.id, "why": "look"}),
        ("/decide/note", {"thing": document.name, "why": "look"}),
        ("/decide/add", {"document": document.id, "at": "0:5", "outcome": "killed"}),
        ("/edit", {"document": document.id, "claim": claim.id}),
        ("/decide/undo", {"decision": before[0].id, "why": "no"}),
    ]
    for path, sent in asks:
        told = coder.post(path, data={**sent, "back": "/queue"})
        assert told.status_code >= 400, (path, sent)
        assert PLANTED not in told.text, path
        assert "Rana" not in told.text, path
    verb = {"choice": "accept", "claim": claim.id}
    told = coder.post("/api/decisions", json={"decide": [verb], "seen": {claim.id: "dec_x"}})
    assert told.status_code >= 400
    assert PLANTED not in told.text
    assert desk.view.record.decisions == before


def test_whoever_signed_in_decides_and_nobody_whom_a_request_names(desk, by_role):
    coder = by_role[AccountRole.CODER]
    coder.cookies.set("person", "Mallory")
    claim = _proposal(coder)
    told = coder.post(
        "/decide/accept", data={"claim": claim, "back": "/"}, headers={"onrecord-person": "Mallory"}
    )
    assert told.status_code == 303
    assert desk.view.record.decisions[-1].by == "Badr"
    verb = {"choice": "unsure", "claim": _proposal(coder)}
    made = coder.post(
        "/api/decisions",
        json={"by": "Mallory", "decide": [verb]},
        headers={"onrecord-person": "Mallory"},
    )
    assert made.json()["decisions"][0]["by"] == "Badr"
    assert "Mallory" not in coder.get("/queue").text
    assert coder.post("/person", data={"person_name": "Mallory"}).status_code == 403
    assert coder.get("/person").headers["location"] == "/account"


def test_a_coder_undoes_their_own_reading_and_nobody_elses(desk, by_role):
    coder, reviewer = by_role[AccountRole.CODER], by_role[AccountRole.REVIEWER]
    own = _accepted(desk, coder)
    others = _accepted(desk, reviewer)
    undo = {"why": "Too soon.", "back": "/"}
    refused = coder.post("/decide/undo", data={"decision": [own, others], **undo})
    assert refused.status_code == 403
    assert f'value="{others}"' not in coder.get(f"/history/{others}").text
    assert f'value="{own}"' in coder.get(f"/history/{own}").text
    assert coder.post("/decide/undo", data={"decision": own, **undo}).status_code == 303
    assert reviewer.post("/decide/undo", data={"decision": others, **undo}).status_code == 303
    verb = {"choice": "merge", "first": "a", "second": "b"}
    told = coder.post("/api/decisions", json={"decide": [verb], "why": "one"})
    assert told.status_code in {403, 422}


def test_of_two_people_at_once_the_second_is_told_by_name_what_the_first_decided(desk, by_role):
    coder, reviewer = by_role[AccountRole.CODER], by_role[AccountRole.REVIEWER]
    claim = _proposal(coder)
    page = coder.get(f"/queue?at={claim}").text
    seen = re.search(rf'name="seen" value="({re.escape(claim)}:[^"]*)"', page)[1]
    sent = {"claim": claim, "seen": seen, "back": "/queue"}
    assert reviewer.post("/decide/accept", data=sent).status_code == 303
    told = coder.post("/decide/unsure", data=sent)
    assert (told.status_code, "by Rana" in told.text) == (409, True)
    again = re.search(rf'name="seen" value="({re.escape(claim)}:[^"]+)"', told.text)[1]
    assert coder.post("/decide/unsure", data={**sent, "seen": again}).status_code == 303
    assert [one.by for one in desk.view.on[claim]][-2:] == ["Rana", "Badr"]


def test_the_second_reader_is_an_account_and_does_not_see_what_the_first_decided(desk, by_role):
    coder, reviewer = by_role[AccountRole.CODER], by_role[AccountRole.REVIEWER]
    claim = _proposal(coder)
    sent = {"claim": claim, "why": "Wrong number.", "back": "/queue"}
    assert coder.post("/decide/reject", data=sent).status_code == 303
    blind = reviewer.get(f"/queue?second=1&at={claim}").text
    assert claim in blind
    assert "rejected" not in blind.partition('class="beside"')[0].partition("<article")[2]
    sent = {"claim": claim, "is_blind": "yes", "back": "/queue?second=1"}
    assert reviewer.post("/decide/accept", data=sent).status_code == 303
    page = reviewer.get("/queue/disagreements").text
    assert f'name="claim" value="{claim}"' in page
    assert "Decide as Badr" in page
    assert "Decide as Rana" in page
    assert "Decide as" not in coder.get("/queue/disagreements").text


def test_a_session_of_one_record_is_worth_nothing_at_another(desk, as_, built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / "other-record"))
    team.settle(folder)
    with Desk(folder) as other, team.at(other, address="http://127.0.0.1:8441") as there:
        here = as_("Amal")
        (session,) = [one for one in here.cookies.jar if one.name.startswith("onrecord")]
        stranger = there("")
        (own,) = [one.name for one in there("Amal").cookies.jar if one.name.startswith("onrecord")]
        assert own != session.name  # cookies know no ports: neither puts the other's out
        for name in (session.name, own):
            stranger.cookies.set(name, session.value)
            assert stranger.get("/people").status_code == 303
            assert stranger.get("/api/record").status_code == 401
        known = {one.id for one in other.view.record.claims.values()}
        assert known & set(desk.view.record.claims)  # the ids are the same, and open nothing
        for path in (f"/claims/{next(iter(known))}", f"/api/claims/{next(iter(known))}"):
            assert stranger.get(path).status_code in {303, 401}
            assert "/sign-in" in stranger.get(path).headers.get("location", "/sign-in")


def test_what_is_taken_out_and_what_is_refused_stands_in_the_log(as_):
    editor, viewer, admin = as_("Elias"), as_("Chadia"), as_("Amal")
    assert editor.get("/names.csv").status_code == 200
    assert viewer.get("/names.csv").status_code == 403
    page = admin.get("/people/log").text
    lines = [
        re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    ]
    assert any("Elias" in one and "asked for" in one and "GET /names.csv" in one for one in lines)
    assert any("Chadia" in one and "was refused" in one and "/names.csv" in one for one in lines)


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_what_may_be_seen_is_the_same_laid_over_as_worked_out_anew(desk, protected, verb):
    """Decisions about single claims, seen and unseen, spare the working-out and change nothing."""
    _document, claim, _incident = protected
    decide = getattr(choosing, verb)
    shared = desk.sharable
    open_one = next(one.id for one in shared.record.claims.values() if one.decision is None)
    desk.decide(decide(open_one), by="Rana", why="Looked at.")
    unseen = choosing.leave_open if verb == "accept" else choosing.accept
    desk.decide(unseen(claim.id), by="Rana", why="Ask again.")
    laid, anew = desk.sharable, Sharing(desk._kept).of(desk.view)
    assert laid is not shared
    assert laid.record.claims == anew.record.claims
    assert laid.record.decisions == anew.record.decisions
    assert {one.id for one in laid.record.problems} == {one.id for one in anew.record.problems}


def _proposal(client):
    found = re.search(r'name="claim" value="([^"]+)"', client.get("/queue").text)
    return found[1]


def _accepted(desk, client):
    claim = _proposal(client)
    assert client.post("/decide/accept", data={"claim": claim, "back": "/"}).status_code == 303
    return desk.view.on[claim][-1].id
