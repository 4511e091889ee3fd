"""The Follow screen: what is followed and told, and the one page that others may reach."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from onrecord import store, workflow
from onrecord.model import Alert, AlertKind, Poll
from onrecord.web import app
from onrecord.workflow import differing
from onrecord.workflow.desk import Desk

NOON = datetime(2025, 3, 17, 12, tzinfo=UTC)
TOKEN = "a-token-of-many-letters_and_2_numbers"  # noqa: S105 - of nobody
PUBLIC = "https://desk.example.org"
MAIL = f"""
[mail]
host = "127.0.0.1"
security = "none"
sender = "desk@example.org"
desk = "{PUBLIC}"

[[feed]]
url = "https://wire.example/feed.xml"

[[topic]]
name = "the <b>bus</b>"
place = "Dahyan"
"""
ATOM = "{http://www.w3.org/2005/Atom}"


def alerts(record):
    incident = record.incidents[0]
    document = next(iter(record.documents))
    shared = {
        "at": NOON, "place": incident.place_names[0], "when": "2018-08-09",
        "details": (("incident", incident.id),), "reports": (document,), "topics": ("the <b>bus</b>",),
    }  # fmt: skip
    escalation = Alert(
        kind=AlertKind.ESCALATION, about="|place geo:1", at=NOON, place="Tartus", after="9",
        when="week to 16 March 2025", names=("Syria",), reports=(document,),
        details=(("week", "2025-03-10"), ("weeks", "26"), ("highest", "3"), ("expected", "1.2"),
                 ("chance", "0.0004"), ("years", "41"), ("tested", "12")),
        why=("one", "two", "Test: …", "Assumed: …"),
    )  # fmt: skip
    return (
        Alert(kind=AlertKind.ROSE, about=incident.id, outcome="killed", before="43",
              after="51 or more", **shared),
        Alert(kind=AlertKind.NEW_ORIGIN, about=incident.id, names=("<script>x</script>",),
              **{**shared, "details": (*shared["details"], ("of", "2"))}),
        Alert(kind=AlertKind.NEW_INCIDENT, about=incident.id, outcome="killed", after="3", **shared),
        Alert(kind=AlertKind.WITHDRAWN, about="inc_gone", **{**shared, "details": ()}),
        Alert(kind=AlertKind.CONTRADICTED, about="prb_x",
              **{**shared, "details": (*shared["details"], ("problem", "Two tolls differ."))}),
        Alert(kind=AlertKind.PAGE_CHANGED, about=record.documents[document].id, before="snp_a",
              after="snp_b", **{**shared, "details": (("removed", "1"), ("added", "2"), ("changed", "1"),
                                                       ("claims changed", "2"))}),
        escalation,
    )  # fmt: skip


@pytest.fixture
def folder(folder):
    """The record with a feed that failed, a topic, mail, and one alert of most kinds."""
    path = folder / "onrecord.toml"
    path.write_text(path.read_text(encoding="utf-8") + MAIL, encoding="utf-8")
    made = alerts(workflow.load(folder))
    poll = Poll(
        feed="https://wire.example/feed.xml", asked_at=NOON, next_at=NOON, came_at=NOON,
        faults=2, fault="the server did not answer",
    )  # fmt: skip
    with store.open_record(folder) as kept:
        kept.keep_evidence("alerts", {one.id: one for one in made}, scope="told")
        kept.settle_evidence("polls", {poll.id: poll}, scope=poll.feed, why="asked")
    reader = store.Subscriber(address="editor@example.org", token=TOKEN, since=NOON)
    store.write_subscribers(folder, (reader,))
    return folder


@pytest.fixture
def outside(desk):
    """Somebody far away who reaches the desk's public address."""
    return TestClient(app(desk), base_url=PUBLIC, follow_redirects=False)


def test_the_page_shows_feeds_topics_and_alerts_with_reasons(client):
    page = client.get("/follow").text
    assert "the server did not answer" in page
    assert "failed 2 times" in page
    assert "9 incidents in the week to 16 March 2025, far above its past" in page
    assert "less than once in 41 years" in page
    assert "a second independent origin appeared:" in page
    assert "51 or more" in page
    assert "1 person gets letters." in page
    assert "<script>x" not in page
    assert "editor@example.org" not in page


def test_a_topic_shows_only_its_alerts_and_leads_to_explore(client):
    page = client.get("/follow?topic=the+%3Cb%3Ebus%3C%2Fb%3E").text
    assert "far above its past" not in page
    assert "rose" in page
    assert "/explore?place=" in page


def test_today_shows_what_was_told_since_it_was_last_seen(client):
    assert "far above its past" in client.get("/").text
    client.post("/today/seen", data={"number": "9999"})
    assert "far above its past" not in client.get("/").text


def test_the_feeds_can_be_read_by_any_reader_and_hold_every_alert(client, desk):
    atom = client.get("/follow.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(atom.text)  # noqa: S314 - our own
    entries = root.findall(f"{ATOM}entry")
    told = json.loads(client.get("/follow.json").text)
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert ids == [item["id"] for item in told["items"]]
    assert len(set(ids)) == len(desk.alerts()) == 7
    assert told["version"] == "https://jsonfeed.org/version/1.1"


def test_what_changed_in_a_document_stands_side_by_side(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for dead in (12, 19):
        (reports / "one.txt").write_text(
            f"Aleppo\n\nALEPPO, March 5, 2024 - A strike killed {dead} people in Aleppo on "
            "Tuesday, the health ministry said. <script>The</script> market was open.\n",
            encoding="utf-8",
        )
        workflow.build(reports, tmp_path / "coast")
    with Desk(tmp_path / "coast") as desk:
        client = TestClient(app(desk), base_url="http://127.0.0.1:8440")
        document = next(iter(desk.view.record.documents.values()))
        assert "/difference" in client.get(f"/documents/{document.id}").text
        page = client.get(f"/documents/{document.id}/difference").text
        found = differing.between(desk.versions(document.id))
    assert "<del>12</del>" in page
    assert "<ins>19</ins>" in page
    assert "killed 12 people" in page
    assert "<script>The" not in page
    assert len(found.difference.changed) == 1


def test_a_document_with_one_state_says_that_nothing_differs(client, desk):
    document = next(iter(desk.view.record.documents.values()))
    answer = client.get(f"/documents/{document.id}/difference")
    assert answer.status_code == 422
    assert "one state" in answer.text


def test_a_mail_provider_ends_letters_with_one_press_and_the_address_is_gone(outside, folder):
    answer = outside.post(
        f"/unsubscribe/{TOKEN}",
        content="List-Unsubscribe=One-Click",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 200
    assert not (folder / "subscribers.toml").exists()


def test_looking_at_the_page_ends_nothing_and_says_nothing_of_the_record(outside, folder, desk):
    assert outside.head(f"/unsubscribe/{TOKEN}").status_code == 200
    page = outside.get(f"/unsubscribe/{TOKEN}").text
    assert "End them" in page
    assert desk.view.record.name not in page
    assert store.read_subscribers(folder)


def test_a_token_that_nobody_holds_is_answered_like_one_that_somebody_does(outside, folder):
    known, unknown = TOKEN, "another-token-of-many-letters-it-is"
    one, other = (outside.post(f"/unsubscribe/{token}") for token in (unknown, known))
    assert one.status_code == other.status_code
    assert one.text == other.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/follow"),
        ("GET", "/follow.atom"),
        ("GET", "/api/state"),
        ("GET", "/unsubscribe/short"),
        ("GET", f"/unsubscribe/{TOKEN}/more"),
        ("PUT", f"/unsubscribe/{TOKEN}"),
        ("POST", "/decide/accept"),
    ],
)
def test_nothing_else_is_answered_under_the_public_address(outside, method, path):
    assert outside.request(method, path).status_code == 421


def test_without_a_public_address_nobody_elsewhere_is_answered(built):
    with Desk(built) as desk:
        client = TestClient(app(desk), base_url=PUBLIC)
        assert client.post(f"/unsubscribe/{TOKEN}").status_code == 421
