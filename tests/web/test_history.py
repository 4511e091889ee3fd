"""The History screen: who decided what, when and why; undone by a new decision; handed over."""

import json
import shutil

import pytest
from lxml import html

from onrecord.model import Choice
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk

A_DAY = "%Y-%m-%d"


@pytest.fixture
def signed(client):
    """The same, by somebody who said who they are."""
    client.cookies.set("person", "Amal")
    return client


@pytest.fixture
def decided(desk):
    """Decisions of every kind that the record allows."""
    record = desk.view.record
    one, two, three, *_ = record.claims
    incident = max(record.incidents, key=lambda i: len(i.claim_ids))
    made = desk.decide([choosing.accept(one), choosing.leave_open(two)], by="Amal")
    made += desk.decide(choosing.reject(three), by="Basil", why="Not harm.")
    made += desk.decide(
        choosing.split(incident.id, [incident.claim_ids[-1]]), by="Basil", why="The other raid."
    )
    made += desk.decide(choosing.trace(one, "Port Sela hospital"), by="Amal", why="Its video.")
    problem = desk.view.record.problems[0]
    made += desk.decide(choosing.settle(problem.id), by="Amal", why="A misprint.")
    made += desk.decide(choosing.note(one), by="Amal", why="Ask <b>them</b>.")
    made += desk.decide(choosing.undo(made[2].id), by="Amal", why="It is harm.")
    return made


def _entries(client, **asked):
    page = html.fromstring(client.get("/history", params=asked).text)
    return [li.get("id") for li in page.iter("li") if "entry" in (li.get("class") or "").split()]


def test_decisions_are_listed_the_newest_first_with_who_and_why(client, decided):
    assert _entries(client) == [one.id for one in reversed(decided)]
    text = client.get("/history").text
    assert all(words in text for words in ("Amal", "Basil", "Not harm.", "The other raid."))
    assert "Ask &lt;b&gt;them&lt;/b&gt;." in text
    assert "undone by Amal" in text


def test_only_what_is_asked_for_is_listed(client, decided):
    ids = {one.id: one for one in decided}
    assert {ids[i].by for i in _entries(client, by="Basil")} == {"Basil"}
    assert [ids[i].choice for i in _entries(client, choice="trace")] == [Choice.TRACE]
    assert _entries(client, holds="no") == [decided[2].id]
    claim = decided[0].claims[0]
    told = {ids[i].choice for i in _entries(client, about=claim)}
    assert told >= {Choice.ACCEPT, Choice.TRACE, Choice.NOTE}
    assert Choice.SETTLE not in told
    today = decided[0].at.strftime(A_DAY)
    assert len(_entries(client, since=today, until=today)) == len(decided)
    assert _entries(client, until="2020-01-01") == []
    assert len(_entries(client, since="no day", choice="<b>")) == len(decided)


def test_a_decision_has_a_page_with_what_was_decided_about_the_same(client, decided):
    for one in decided:
        answer = client.get(f"/history/{one.id}")
        assert answer.status_code == 200
        assert one.why in html.fromstring(answer.text).text_content()
    text = client.get(f"/history/{decided[0].id}").text
    assert "Its video." in text
    assert client.get("/history/dec_none").status_code == 404


def test_a_decision_is_undone_and_holds_again_after_the_undoing_is_undone(signed, desk, decided):
    first = decided[0]
    form = {"decision": first.id, "seen": f"{first.id}:", "back": "/history", "why": "Misread."}
    assert signed.post("/decide/undo", data=form).status_code == 303
    assert desk.view.record.claims[first.claims[0]].decision is None
    undoing = desk.view.record.decisions[-1]
    again = {**form, "decision": undoing.id, "seen": f"{undoing.id}:", "why": "It was right."}
    assert signed.post("/decide/undo", data=again).status_code == 303
    assert desk.view.record.claims[first.claims[0]].decision == "accepted"
    assert signed.post("/decide/undo", data={"why": "x", "back": "/"}).status_code == 422


def test_the_log_is_said_to_be_whole_with_its_last_link(client, desk, decided):
    text = client.get("/history").text
    assert desk.log.head in text
    assert "whole" in text


def test_decisions_are_handed_to_a_colleague_and_taken_by_them(built, tmp_path, client, decided):
    lines = client.get("/history/decisions.jsonl").content
    assert [json.loads(line)["id"] for line in lines.splitlines()] == [one.id for one in decided]
    from starlette.testclient import TestClient

    from onrecord.web import app

    other = shutil.copytree(built, tmp_path / "other" / built.name)
    with Desk(other, person="Carmen") as desk:
        theirs = TestClient(app(desk), base_url="http://127.0.0.1:8440", follow_redirects=False)
        sent = {"file": ("decisions.jsonl", lines + b'{"id": "dec_x"}\n')}
        told = theirs.post("/history/take", files=sent)
        assert told.status_code == 200
        assert "decisions.jsonl, line" in told.text
        assert [one.id for one in desk.view.record.decisions] == [one.id for one in decided]
        again = theirs.post("/history/take", files=sent)
        assert len(desk.view.record.decisions) == len(decided)
        assert again.status_code == 200
        assert not desk.view.is_behind


def test_a_decision_that_was_changed_on_the_way_is_not_taken(signed, desk, decided):
    line = json.loads(signed.get("/history/decisions.jsonl").content.splitlines()[0])
    line["by"] = "Somebody else"
    told = signed.post("/history/take", files={"file": ("d.jsonl", json.dumps(line).encode())})
    assert "the line was changed" in html.fromstring(told.text).text_content()
    assert len(desk.view.record.decisions) == len(decided)
