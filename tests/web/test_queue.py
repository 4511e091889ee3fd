"""The queue, read answer by answer: what it shows, where it leads, what a batch decides."""

import re
from html import unescape
from itertools import islice

import pytest

from onrecord.model import Choice, Count
from onrecord.workflow import choosing
from onrecord.workflow.desk import queue, second

ALL = queue.Asked()


@pytest.fixture
def amal(client):
    client.cookies.set("person", "Amal")
    return client


def shown(page):
    """Return the claim that a page of the queue shows."""
    return re.search(r'data-claim="([^"]+)"', page.text)[1]


def form(page, action):
    """Return the fields of the first form with an action."""
    body = re.search(rf'<form[^>]*action="{action}".*?</form>', page.text, re.DOTALL)[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
    return {name: unescape(value) for name, value in fields}


def ids(desk, most, asked=ALL):
    return [one.claim_id for one in islice(queue.upcoming(desk.view, asked), most)]


def test_the_first_proposal_is_shown_with_its_words_its_reasons_and_what_would_change(amal, desk):
    page = amal.get("/queue")
    (first,) = ids(desk, 1)
    claim = desk.view.record.claims[first]
    assert page.status_code == 200
    assert shown(page) == first
    assert f"<mark>{claim.passage.exact}</mark>" in page.text
    assert "its number is an end of a figure" in page.text
    assert "the same without it" in page.text


def test_a_proposal_shows_what_the_figure_would_be_without_it(amal, desk):
    """26 is the least that is told of the fish market; without it the least is 40."""
    (least,) = [c for c in desk.view.record.claims.values() if c.passage.exact == "26 deaths"]
    page = re.sub(r"<[^>]*>|\s+", " ", amal.get(f"/queue?at={least.id}").text)
    assert re.search(r" 26–55 +killed +if it is rejected: +40–55 ", page)


def test_accepting_goes_on_to_the_next_and_undo_brings_it_back(amal, desk):
    first, then = ids(desk, 2)
    page = amal.get("/queue")
    answer = amal.post("/decide/accept", data=form(page, "/decide/accept"))
    assert answer.status_code == 303
    page = amal.get(answer.headers["location"])
    assert shown(page) == then
    answer = amal.post("/decide/undo", data=form(page, "/decide/undo"))
    page = amal.get(answer.headers["location"])
    assert shown(page) == first
    assert desk.view.record.claims[first].decision is None
    assert "Decided last:" not in page.text


def test_a_reason_is_one_button_and_rejects(amal, desk):
    first = ids(desk, 1)[0]
    page = amal.get("/queue")
    amal.post("/decide/reject", data=form(page, "/decide/reject") | {"reason": "again"})
    (decision,) = desk.view.about(first)
    assert (decision.choice, decision.by) == (Choice.REJECT, "Amal")
    assert decision.why == "It says again what another claim says."


def test_leaving_for_later_keeps_the_filter_and_going_back_shows_what_was_decided(amal, desk):
    first, then = ids(desk, 2, queue.Asked(kind=queue.Kind.PLACE))
    page = amal.get("/queue?kind=place")
    onward = unescape(re.search(r'rel="next" href="([^"]+)"', page.text)[1])
    assert onward == f"/queue?kind=place&at={then}"
    answer = amal.post("/decide/accept", data=form(page, "/decide/accept"))
    page = amal.get(answer.headers["location"])
    earlier = unescape(re.search(r'rel="prev" href="([^"]+)"', page.text)[1])
    page = amal.get(earlier)
    assert shown(page) == first
    assert "is-accepted" in page.text


def test_a_batch_is_listed_before_it_is_decided_and_is_taken_back_together(amal, desk):
    claims = desk.view.record.claims
    alike = [one.id for one in claims.values() if one.passage.exact in {"39 قتيلا", "50 قتيلا"}]
    page = amal.get(f"/queue/like?at={alike[0]}")
    assert set(re.findall(r'name="claim" value="([^"]+)"', page.text)) == set(alike)
    seen = re.findall(r'name="seen" value="([^"]+)"', page.text)
    assert desk.view.record.decisions == ()
    answer = amal.post("/decide/accept", data={"claim": alike, "seen": seen, "back": "/queue"})
    assert {desk.view.record.claims[one].decision for one in alike} == {"accepted"}
    page = amal.get(answer.headers["location"])
    assert "You decided on 2 claims at once" in page.text
    decisions = re.findall(r'name="decision" value="([^"]+)"', page.text)
    amal.post("/decide/undo", data={"decision": decisions, "why": "No.", "back": "/queue"})
    assert {desk.view.record.claims[one].decision for one in alike} == {None}


def test_a_document_can_be_gone_through_to_the_end(amal, desk):
    name = "14-opinion.txt"
    page = amal.get("/queue", params={"document": name})
    for _ in range(20):
        if "Nothing is left to decide here." in page.text:
            break
        answer = amal.post("/decide/accept", data=form(page, "/decide/accept"))
        page = amal.get(answer.headers["location"])
    claims = [one for one in desk.view.record.claims.values() if one.document == name]
    assert {one.decision for one in claims} == {"accepted"}
    assert "Nothing is left to decide here." in page.text


def test_a_second_reader_is_shown_nothing_of_what_was_decided(amal, desk):
    first = ids(desk, 1)[0]
    claim = desk.view.record.claims[first]
    changed = claim.with_(count=Count(low=4321, high=4321))
    desk.decide(choosing.correct(first, changed), by="Badr", why="I counted.")
    page = amal.get("/queue?second=1")
    assert shown(page) == first
    for told in ("4,321", "corrected", "Badr", "I counted.", "if it is rejected:"):
        assert told not in page.text
    answer = amal.post("/decide/accept", data=form(page, "/decide/accept"))
    blind = desk.view.record.decisions[-1]
    assert (blind.is_blind, blind.by, blind.claim) == (True, "Amal", claim)
    assert desk.view.record.claims[first].count.low == 4321
    page = amal.get(answer.headers["location"])
    assert "Nothing is left to decide here." in page.text


def test_a_second_reader_who_asks_to_see_decides_openly(amal, desk):
    first = ids(desk, 1)[0]
    desk.decide(choosing.accept(first), by="Badr")
    page = amal.get(f"/queue?second=1&shown=1&at={first}")
    assert "Badr" in page.text
    assert "is_blind" not in form(page, "/decide/reject")


def test_a_second_reader_edits_the_claim_as_it_was_read(amal, desk):
    first = ids(desk, 1)[0]
    claim = desk.view.record.claims[first]
    changed = claim.with_(count=Count(low=4321, high=4321))
    desk.decide(choosing.correct(first, changed), by="Badr")
    page = amal.get("/queue?second=1")
    edit = unescape(re.search(rf'href="(/claims/{first}/edit[^"]+)"', page.text)[1])
    page = amal.get(edit, follow_redirects=True)
    assert page.status_code == 200
    assert "4321" not in page.text
    assert form(page, "/decide/correct")["is_blind"] == "yes"


def test_editing_from_the_queue_leads_back_to_it(amal):
    page = amal.get("/queue")
    edit = unescape(re.search(r'href="(/claims/[^"]+/edit[^"]+)"', page.text)[1])
    page = amal.get(edit, follow_redirects=True)
    assert form(page, "/decide/correct")["back"].startswith("/queue?")


def test_the_second_reading_asks_first_who_reads(client):
    page = client.get("/queue?second=1")
    assert page.status_code == 403
    assert 'name="person_name"' in page.text


def test_disagreements_stand_side_by_side_and_are_settled_by_a_button(amal, desk):
    first = ids(desk, 1)[0]
    desk.decide(choosing.accept(first), by="Badr")
    desk.decide(choosing.reject(first), by="Chadia", why="Not said.", is_blind=True)
    page = amal.get("/queue/disagreements")
    assert "Decide as Badr" in page.text
    assert "Decide as Chadia" in page.text
    fields = form(page, "/queue/settle") | {"as": "Chadia"}
    assert amal.post("/queue/settle", data=fields).status_code == 303
    assert desk.view.record.claims[first].decision == "rejected"
    assert desk.view.about(first)[-1].by == "Amal"
    assert second.disagreements(desk.view) == ()
    assert "Nobody disagrees." in amal.get("/queue/disagreements").text


def test_agreement_is_told_with_its_number_and_refused_for_too_few(amal, desk):
    for number, one in enumerate(ids(desk, 4)):
        desk.decide(choosing.accept(one), by="Badr")
        asked = choosing.accept(one) if number else choosing.reject(one)
        desk.decide(asked, by="Chadia", why="So.", is_blind=True)
    page = amal.get("/agreement")
    assert "4 claims were decided on by two people" in page.text
    assert "too few" in page.text
    verdict = amal.get("/api/agreement").json()[0]
    assert verdict == {"slot": "verdict", "agreed": 3, "of": 4, "alpha": None}


def test_the_queue_and_today_are_api_calls_too(amal, desk):
    told = amal.get("/api/queue?most=3").json()
    assert [one["claim"] for one in told["proposals"]] == ids(desk, 3)
    assert told["left"] == queue.left(desk.view).all
    assert told["proposals"][0]["score"] == 66
    day = amal.get("/api/today").json()
    assert (day["decided"], day["of"], day["after"]) == (0, told["left"], None)
    assert len(day["documents"]) == 14


def test_today_says_what_came_in_what_is_left_and_remembers_what_was_seen(amal, desk):
    page = amal.get("/")
    assert "since the record began" in page.text
    assert f"<b>{queue.left(desk.view).all}</b>" in page.text
    answer = amal.post("/today/seen", data=form(page, "/today/seen"))
    page = amal.get(answer.headers["location"])
    assert "No document." in page.text
    assert "No figure, no origin, no contradiction." in page.text


def test_what_is_not_there_is_said_and_a_filter_that_is_none_is_passed_over(amal):
    assert amal.get("/queue?at=clm_none").status_code == 404
    assert amal.get("/queue/like?at=clm_none").status_code == 404
    assert amal.post("/queue/settle", data={"claim": "x", "as": "y"}).status_code == 404
    assert amal.get("/queue?kind=nonsense&doubt=none").status_code == 200
