"""Merging, splitting and tracing: shown first, then written with a reason, then undone."""

import html
import re

import pytest

from onrecord.model import Choice
from onrecord.web import regrouping
from onrecord.workflow import choosing


@pytest.fixture
def amal(client):
    """Somebody at the desk who said that she is Amal."""
    client.cookies.set("person", "Amal")
    return client


@pytest.fixture
def two(desk):
    """Two incidents of one day: the market as English and as Arabic reports call it."""
    by_size = sorted(desk.view.record.incidents, key=lambda i: -len(i.claim_ids))
    first = by_size[0]
    return first, next(one for one in by_size[1:] if one.when == first.when)


def fields(text, action):
    """Return what a form of a page would send."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', text, re.DOTALL)[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    sent = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(html.unescape(value))
    return sent


def figures(desk):
    return {i.id: desk.view.record.figures[i.id] for i in desk.view.record.incidents}


def test_what_may_be_the_same_is_offered_with_the_reason(amal, two):
    first, second = two
    text = amal.get(f"/incidents/{first.id}/merge").text
    assert f'value="{second.id}"' in text
    assert "may be the same day" in text


def test_incidents_are_merged_after_a_preview_and_come_apart_again(amal, desk, two):
    first, second = two
    before = figures(desk)
    shown = amal.get(
        "/decide/merge/preview", params={"incident": first.id, "other": second.id}
    ).text
    assert "Nothing is written yet" in shown
    assert f"{len(first.claim_ids) + len(second.claim_ids)} claims" in shown
    assert "its id leads on to there" in shown
    assert desk.view.record.decisions == ()
    told = amal.post(
        "/decide/merge", data={**fields(shown, "/decide/merge"), "why": "two spellings"}
    )
    assert told.status_code == 303
    (decision,) = desk.view.record.decisions
    assert (decision.choice, decision.why) == (Choice.TOGETHER, "two spellings")
    assert len(desk.view.record.incidents) == len(before) - 1
    done = amal.get(told.headers["location"], follow_redirects=True).text
    assert "Done:" in done
    undone = amal.post("/decide/undo", data=fields(done, "/decide/undo"))
    assert undone.status_code == 303
    assert figures(desk) == before
    assert "Done:" not in amal.get(told.headers["location"], follow_redirects=True).text


def test_a_reason_is_asked_for(amal, desk, two):
    sent = {"thing": [one.id for one in two], "grouped": ""}
    assert amal.post("/decide/merge", data={**sent, "why": " "}).status_code == 422
    assert desk.view.record.decisions == ()


def test_others_are_named_by_their_ids_retired_ones_too(amal, two):
    first, second = two
    told = amal.get(
        "/decide/merge/preview", params={"incident": first.id, "typed": f" {second.id}, "}
    )
    assert "Merged, this would change" in told.text
    assert amal.get("/decide/merge/preview", params={"incident": first.id}).status_code == 422
    assert (
        amal.get(
            "/decide/merge/preview", params={"incident": first.id, "typed": "inc_x"}
        ).status_code
        == 404
    )


def test_claims_are_split_off_after_a_preview_and_come_back(amal, desk, two):
    first, _ = two
    before = figures(desk)
    text = amal.get(f"/incidents/{first.id}/split").text
    assert text.count('name="claim"') == len(first.claim_ids)
    some = first.claim_ids[:3]
    shown = amal.post("/decide/split/preview", data={"incident": first.id, "claim": some}).text
    assert f"{len(first.claim_ids) - 3} claims" in shown
    assert desk.view.record.decisions == ()
    told = amal.post(
        "/decide/split", data={**fields(shown, "/decide/split"), "why": "another raid"}
    )
    assert told.status_code == 303
    (decision,) = desk.view.record.decisions
    assert (decision.choice, set(decision.claims)) == (Choice.APART, set(some))
    done = amal.get(told.headers["location"], follow_redirects=True).text
    amal.post("/decide/undo", data=fields(done, "/decide/undo"))
    assert figures(desk) == before


def test_all_claims_of_an_origin_are_split_off_by_one_tick(amal, desk, two):
    first, _ = two
    shown = amal.post("/decide/split/preview", data={"incident": first.id, "group": "B"}).text
    sent = fields(shown, "/decide/split")["claim"]
    names = {desk.view.index.origin_of[one].name for one in sent}
    assert names == {"Houthis"}
    assert len(sent) > 1


def test_of_an_incident_with_very_many_claims_each_origin_shows_a_few(amal, two, monkeypatch):
    """All of one origin are shown to whoever asks for them, and what was to be split off always."""
    first, _ = two
    address = f"/incidents/{first.id}/split"

    def boxes(asked=""):
        return re.findall(r'name="claim" value="([^"]*)"', amal.get(address + asked).text)

    assert sorted(boxes()) == sorted(first.claim_ids)
    monkeypatch.setattr(regrouping, "_MOST_TICKS", 1)
    monkeypatch.setattr(regrouping, "_A_FEW", 1)
    letters = re.findall(r'href="\?of=([^"&]*)"', amal.get(address).text)
    assert letters
    few = boxes()
    assert len(few) < len(first.claim_ids)
    hidden = next(one for one in first.claim_ids if one not in few)
    assert hidden in boxes(f"?claim={hidden}")
    assert hidden in {one for letter in letters for one in boxes(f"?of={letter}")}


def test_nothing_ticked_splits_nothing(amal, two):
    told = amal.post("/decide/split/preview", data={"incident": two[0].id})
    assert told.status_code == 422
    assert "Tick at least one claim" in told.text


def test_a_claim_is_traced_to_another_origin_after_a_preview(amal, desk, two):
    first, _ = two
    claim = first.claim_ids[0]
    assert "Who said it first?" in amal.get(f"/incidents/{first.id}/trace?claim={claim}").text
    asked = {"incident": first.id, "claim": claim, "origin": "A nurse at the hospital"}
    shown = amal.get("/decide/trace/preview", params=asked).text
    assert "Traced there, this would change" in shown
    told = amal.post(
        "/decide/trace", data={**fields(shown, "/decide/trace"), "why": "see the video"}
    )
    assert told.status_code == 303
    assert desk.view.index.origin_of[claim].name == "A nurse at the hospital"
    text = amal.get(told.headers["location"]).text
    assert "1 claim traced to A nurse at the hospital" in text


def test_nobody_overrules_what_they_have_not_seen(amal, desk, two):
    first, second = two
    shown = amal.get(
        "/decide/merge/preview", params={"incident": first.id, "other": second.id}
    ).text
    desk.decide(choosing.split(first.id, first.claim_ids[:2]), by="Basma", why="another raid")
    told = amal.post("/decide/merge", data={**fields(shown, "/decide/merge"), "why": "one strike"})
    assert told.status_code == 409
    assert "Basma" in told.text
    assert [d.by for d in desk.view.record.decisions] == ["Basma"]


def test_single_claims_decided_meanwhile_stop_nobody(amal, desk, two):
    first, second = two
    shown = amal.get(
        "/decide/merge/preview", params={"incident": first.id, "other": second.id}
    ).text
    desk.decide(choosing.accept(first.claim_ids[0]), by="Basma")
    told = amal.post("/decide/merge", data={**fields(shown, "/decide/merge"), "why": "one strike"})
    assert told.status_code == 303


def test_without_a_name_the_decision_waits_for_one(client, two):
    sent = {"thing": [one.id for one in two], "why": "one strike", "grouped": ""}
    told = client.post("/decide/merge", data=sent)
    assert told.status_code == 403
    for one in two:
        assert one.id in told.text  # nothing that was chosen is lost
