"""A record held open: decisions are seen at once, what follows soon, and nothing is lost."""

import shutil
import threading
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.model import Choice, OnRecordError
from onrecord.workflow import choosing, derive
from onrecord.workflow.desk import Desk, Overtaken, following, held_open, history

REPORTS = {
    "one.txt": "Ministry: 12 killed in Aleppo\n\nAleppo, 5 March 2024 - An air strike killed at "
    "least 12 people in Aleppo on Tuesday, the health ministry said.\n",
    "two.txt": "Aleppo strike\n\nALEPPO, March 6, 2024 - Fourteen people were killed in an air "
    "strike on Aleppo on Tuesday, the Syrian Observatory for Human Rights said.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    workflow.build(folder / "reports", folder / "coast")
    return folder / "coast"


@pytest.fixture
def folder(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "coast"))


@pytest.fixture
def desk(folder):
    with Desk(folder, person="Amal") as held:
        yield held


def a_claim(desk, number):
    claims = desk.view.record.claims.values()
    return next(c for c in claims if c.count.low == number and c.voice == "body")


def test_accepting_is_seen_at_once_and_leaves_figures_as_they_are(desk):
    claim = a_claim(desk, 12)
    figures = desk.view.record.figures
    (decision,) = desk.decide(choosing.accept(claim.id))
    assert (decision.choice, decision.by) == (Choice.ACCEPT, "Amal")
    assert desk.view.record.claims[claim.id].decision == "accepted"
    assert not desk.view.is_behind
    assert desk.view.record.figures == figures


def test_rejecting_takes_a_claim_out_of_its_incident_and_undoing_puts_it_back(desk):
    claim = a_claim(desk, 14)
    home = desk.view.index.incident_of[claim.id].id
    (decision,) = desk.decide(choosing.reject(claim.id), why="A misprint.")
    assert claim.id not in desk.view.index.incident_of
    assert not desk.view.is_behind
    desk.decide(choosing.undo(decision.id), why="It was none.")
    assert desk.view.index.incident_of[claim.id].id == home
    assert desk.view.record.claims[claim.id].decision is None


def test_a_record_too_large_to_wait_for_is_worked_out_soon_after(desk, monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 0)
    claim = a_claim(desk, 14)
    desk.decide(choosing.reject(claim.id), why="A misprint.")
    assert desk.view.record.claims[claim.id].decision == "rejected"
    assert desk.wait()
    assert claim.id not in desk.view.index.incident_of


def test_what_pages_hold_ready_stays_until_incidents_are_worked_out_anew(desk, monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 0)
    monkeypatch.setattr(following, "_SETTLED_DOWN", 1e9)
    before, claim = desk.view, a_claim(desk, 14)
    (traced,) = desk.decide(choosing.trace(claim.id, "The mayor"), why="So it says below.")
    assert desk.view.index is before.index
    assert desk.view.is_behind
    assert desk.view.last_word_on(claim.id) == traced.id
    assert desk.wait()
    assert desk.view.index.origin_of[claim.id].name == "The mayor"


def test_what_was_not_worked_out_before_a_crash_is_worked_out_when_it_opens_again(
    folder, monkeypatch
):
    monkeypatch.setattr(following, "AT_ONCE", 0)
    monkeypatch.setattr(following, "_SETTLED_DOWN", 1e9)  # as if killed before it was
    held = Desk(folder, person="Amal")
    claim = a_claim(held, 14)
    held.decide(choosing.reject(claim.id), why="A misprint.")
    held.close()
    codes = {problem.code for problem in workflow.load(folder).problems}
    assert "figures-behind" in codes
    monkeypatch.setattr(following, "_SETTLED_DOWN", 0)
    with Desk(folder) as again:
        assert again.wait()
        assert claim.id not in again.view.index.incident_of
    assert "figures-behind" not in {p.code for p in workflow.load(folder).problems}


def test_figures_follow_while_somebody_decides_on_and_on(desk, monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 0)
    monkeypatch.setattr(following, "_SETTLED_DOWN", 1e9)  # nobody ever rests
    monkeypatch.setattr(following, "_AT_LATEST", 0.05)
    first, second = a_claim(desk, 14), a_claim(desk, 12)
    derived = derive.derived

    def meanwhile(*told):
        if desk.view.record.claims[second.id].decision is None:
            desk.decide(choosing.reject(second.id), why="Not said.")
        return derived(*told)

    monkeypatch.setattr(derive, "derived", meanwhile)
    shown = []
    refresh = held_open.HeldOpen.refresh

    def seen(held, prepare):
        refresh(held, prepare)
        shown.append(held.now)

    monkeypatch.setattr(held_open.HeldOpen, "refresh", seen)
    desk.decide(choosing.reject(first.id), why="A copy.")
    assert desk.wait(20)
    assert [view.is_behind for view in shown] == [True, False]
    assert first.id not in shown[0].index.incident_of
    assert second.id in shown[0].index.incident_of
    assert second.id not in desk.view.index.incident_of


def test_reading_never_waits_for_somebody_who_writes(desk, monkeypatch):
    monkeypatch.setattr(held_open, "_LOOK_AGAIN", 0)
    held, done = threading.Event(), threading.Event()

    def write():
        with desk._lock:
            held.set()
            done.wait(20)

    writing = threading.Thread(target=write)
    writing.start()
    assert held.wait(20)
    assert desk.view.record.claims  # else this would never end
    done.set()
    writing.join()


def test_a_colleagues_decisions_are_taken_and_followed(desk, folder, tmp_path):
    claim = a_claim(desk, 14)
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    with Desk(other, person="Basil") as theirs:
        theirs.decide(choosing.reject(claim.id), why="Not harm.")
        lines = history.as_file(theirs.view).splitlines()
    taken = desk.take([*lines, b"{"], "decisions.jsonl")
    assert [one.by for one in taken.new] == ["Basil"]
    assert [problem.code for problem in taken.problems] == ["line-not-taken"]
    assert claim.id not in desk.view.index.incident_of
    again = desk.take(lines, "decisions.jsonl")
    assert (again.new, again.known) == ((), 1)
    assert not desk.log.problems


def test_nobody_overrules_what_they_have_not_seen(desk):
    claim = a_claim(desk, 12)
    seen = {claim.id: desk.view.last_word_on(claim.id)}
    desk.decide(choosing.accept(claim.id), by="Basil", seen=seen)
    with pytest.raises(Overtaken, match="Basil decided on") as caught:
        desk.decide(choosing.reject(claim.id), why="No.", seen=seen)
    assert [decision.by for decision in caught.value.earlier] == ["Basil"]
    assert desk.view.record.claims[claim.id].decision == "accepted"


def test_what_another_process_decides_is_seen(desk, folder):
    claim = a_claim(desk, 12)
    workflow.decide(folder, choosing.trace(claim.id, "The hospital"), by="Basil", why="Its video.")
    desks_view = desk.view if desk.view.on.get(claim.id) else _soon(desk, claim.id)
    assert [d.by for d in desks_view.on[claim.id]] == ["Basil"]


def _soon(desk, claim_id):
    import time

    end = time.monotonic() + 5
    while claim_id not in desk.view.on and time.monotonic() < end:
        time.sleep(0.05)
    return desk.view


def test_several_decisions_are_written_together_or_not_at_all(desk):
    claims = [one.id for one in desk.view.record.claims.values()][:2]
    desk.decide([choosing.accept(one) for one in claims])
    assert {desk.view.record.claims[one].decision for one in claims} == {"accepted"}
    before = desk.view.record.decisions
    with pytest.raises(OnRecordError, match="accepted already"):
        desk.decide([choosing.leave_open(claims[0]), choosing.accept(claims[1])])
    assert desk.view.record.decisions == before


def test_a_preview_shows_what_a_split_would_change_and_writes_nothing(desk):
    incident = max(desk.view.record.incidents, key=lambda one: len(one.claim_ids))
    asked = choosing.split(incident.id, incident.claim_ids[-1:])
    seen = desk.preview(asked, concerning=[incident.id])
    assert seen.before.incidents_called(incident.id) != seen.after.incidents_called(incident.id)
    assert desk.view.record.decisions == ()


def test_a_blind_reading_shapes_nothing(desk):
    claim = a_claim(desk, 12)
    desk.decide(choosing.reject(claim.id), why="No toll.", is_blind=True)
    assert desk.view.record.claims[claim.id].decision is None
    assert desk.view.about(claim.id) == ()
    assert len(desk.view.record.decisions) == 1


@pytest.mark.parametrize("choices", [(), ("accept",), ("accept", "undo"), ("add", "undo", "undo")])
def test_a_view_changed_in_place_is_what_loading_anew_gives(desk, folder, choices):
    claim = a_claim(desk, 12)
    four = claim.with_(count=a_claim(desk, 14).count, engine="person")
    last = ""
    for choice in choices:
        if choice == "accept":
            asked = choosing.accept(claim.id)
        elif choice == "add":
            asked = choosing.add(four)
        else:
            asked = choosing.undo(last)
        (decision,) = desk.decide(asked, why="Seen.")
        last = decision.id
    assert desk.wait()
    again = workflow.load(folder)
    here = desk.view.record
    assert here.claims == again.claims
    assert list(here.claims) == list(again.claims)
    assert here.as_read == again.as_read
    assert here.incidents == again.incidents
    assert here.decisions == again.decisions
