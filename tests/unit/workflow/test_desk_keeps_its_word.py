"""What the desk promises when others write, when it is refused, and when it is killed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from onrecord import store, workflow
from onrecord.model import Choice, OnRecordError, RecordUnusable
from onrecord.store.record_store import RecordStore
from onrecord.workflow import choosing, derive, loading, working_out
from onrecord.workflow.desk import Desk, Overtaken, following, held_open

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


def soon(true, seconds=15.0):
    """Wait for something that a thread does."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def reject_line(claim_id, day="2020-01-01"):
    return (
        f'{{"choice": "reject", "by": "Basil", "at": "{day}T09:00:00+00:00", '
        f'"why": "A misprint.", "claims": ["{claim_id}"]}}'
    ).encode()


class TestWhatIsShown:
    def test_a_colleague_s_earlier_decision_does_not_overrule_a_later_one(self, desk, folder):
        claim = a_claim(desk, 12)
        (accepted,) = desk.decide(choosing.accept(claim.id))
        desk.take([reject_line(claim.id)], "decisions.jsonl")
        assert desk.view.record.claims[claim.id].decision == "accepted"
        assert desk.view.last_word_on(claim.id) == accepted.id
        assert desk.view.record.decisions == workflow.load(folder).decisions

    def test_a_preview_of_an_undoing_shows_the_claim_as_it_would_be(self, desk):
        claim = a_claim(desk, 14)
        (decision,) = desk.decide(choosing.reject(claim.id), why="A misprint.")
        seen = desk.preview(choosing.undo(decision.id))
        assert seen.before.claims[claim.id].decision == "rejected"
        assert seen.after.claims[claim.id].decision is None
        assert any(claim.id in one.claim_ids for one in seen.after.incidents)

    def test_a_fault_after_writing_leaves_the_desk_showing_what_is_written(self, desk, monkeypatch):
        claim = a_claim(desk, 12)
        with monkeypatch.context() as broken:
            broken.setattr(held_open.View, "with_decided", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                desk.decide(choosing.accept(claim.id))
        assert soon(lambda: desk.view.record.claims[claim.id].decision == "accepted")

    def test_a_record_that_could_not_be_read_for_a_moment_is_read_again(
        self, desk, folder, monkeypatch
    ):
        claim = a_claim(desk, 12)
        workflow.decide(folder, choosing.accept(claim.id), by="Basil", why="Seen.")

        def fail(_):
            raise RecordUnusable("the disk failed")

        with monkeypatch.context() as broken:
            broken.setattr(RecordStore, "load_again", fail)
            time.sleep(0.3)
            with pytest.raises(RecordUnusable):
                _ = desk.view
        assert soon(lambda: desk.view.record.claims[claim.id].decision == "accepted")


class TestOnceAndNotTwice:
    def test_the_same_note_sent_twice_is_written_once(self, desk):
        claim = a_claim(desk, 12)
        desk.decide(choosing.note(claim.id), why="Ask the hospital.")
        with pytest.raises(OnRecordError, match="written on"):
            desk.decide(choosing.note(claim.id), why="Ask the hospital.")
        desk.decide(choosing.note(claim.id), why="Asked.")
        assert len(desk.view.record.decisions) == 2

    def test_the_same_blind_reading_sent_twice_is_written_once(self, desk):
        claim = a_claim(desk, 12)
        desk.decide(choosing.accept(claim.id), is_blind=True)
        with pytest.raises(OnRecordError, match="written on"):
            desk.decide(choosing.accept(claim.id), is_blind=True)
        desk.decide(choosing.accept(claim.id), by="Basil", is_blind=True)
        assert len(desk.view.record.decisions) == 2

    def test_the_same_asked_twice_at_once_is_refused(self, desk):
        claim = a_claim(desk, 12)
        with pytest.raises(OnRecordError, match="asked twice"):
            desk.decide([choosing.accept(claim.id), choosing.accept(claim.id)])
        assert desk.view.record.decisions == ()

    def test_only_what_single_claims_say_is_decided_blind(self, desk):
        incident = max(desk.view.record.incidents, key=lambda one: len(one.claim_ids))
        asked = choosing.split(incident.id, incident.claim_ids[:1])
        with pytest.raises(OnRecordError, match="blind"):
            desk.decide(asked, why="Another day.", is_blind=True)
        assert desk.view.record.decisions == ()

    def test_two_desks_deciding_on_one_claim_at_once_write_one_decision(self, desk, folder):
        claim = a_claim(desk, 12)
        outcomes = []
        with Desk(folder, person="Basil") as other:

            def decide(held):
                for _ in range(20):
                    try:
                        held.decide(choosing.accept(claim.id), seen={claim.id: ""})
                    except Overtaken:
                        outcomes.append("overtaken")
                        return
                    except RecordUnusable:  # the other is writing: they would press again
                        continue
                    outcomes.append("written")
                    return

            threads = [threading.Thread(target=decide, args=[held]) for held in (desk, other)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert sorted(outcomes) == ["overtaken", "written"]
        assert len(workflow.load(folder).decisions) == 1


class TestWhenRefused:
    def test_while_another_process_writes_a_decision_is_refused_in_one_line(self, desk, folder):
        claim = a_claim(desk, 12)
        with store.open_record(folder) as other, other.build(doing="build"):
            with pytest.raises(RecordUnusable, match="another build is writing"):
                desk.decide(choosing.accept(claim.id))
            assert desk.view.record.claims[claim.id].decision is None  # reading goes on
        desk.decide(choosing.accept(claim.id))

    def test_what_could_not_be_worked_out_while_another_wrote_is_worked_out_after(
        self, desk, folder, monkeypatch
    ):
        monkeypatch.setattr(following, "AT_ONCE", 0)
        monkeypatch.setattr(following, "_SETTLED_DOWN", 0)
        monkeypatch.setattr(following, "_TRY_AGAIN", 0.1)
        claim = a_claim(desk, 14)
        is_working, is_taken = threading.Event(), threading.Event()
        real = derive.derived

        def derived(*told):
            is_working.set()
            is_taken.wait(10)
            return real(*told)

        monkeypatch.setattr(derive, "derived", derived)
        desk.decide(choosing.reject(claim.id), why="A misprint.")
        assert is_working.wait(10)
        with store.open_record(folder) as other, other.build(doing="build"):
            is_taken.set()
            assert soon(lambda: desk.fault is not None)
            assert "another build is writing" in desk.fault
            assert desk.view.is_behind
        assert soon(lambda: not desk.view.is_behind)  # though it wrote nothing that tells
        assert claim.id not in desk.view.index.incident_of

    def test_a_note_that_cannot_be_ended_does_not_unsay_a_decision(self, desk, monkeypatch):
        def full(_):
            raise RecordUnusable("the disk is full")

        monkeypatch.setattr(RecordStore, "_end", full)
        claim = a_claim(desk, 12)
        desk.decide(choosing.accept(claim.id))
        assert desk.view.record.claims[claim.id].decision == "accepted"

    def test_a_page_that_cannot_be_made_ends_nothing(self, desk, monkeypatch):
        with monkeypatch.context() as broken:
            broken.setattr(working_out, "page_of", lambda _: 1 / 0)
            desk.decide(choosing.accept(a_claim(desk, 12).id))
            assert soon(lambda: desk.fault is not None)
        monkeypatch.setattr(following, "AT_ONCE", 0)
        desk.decide(choosing.reject(a_claim(desk, 14).id), why="A misprint.")
        assert desk.wait()


class TestThePage:
    def test_the_page_shows_what_was_decided_also_where_no_figure_changes(self, folder):
        with Desk(folder, person="Amal") as desk:
            desk.decide(choosing.accept(a_claim(desk, 12).id))
        page = (folder / "report.html").read_text(encoding="utf-8")
        assert page == working_out.page_of(workflow.load(folder)).decode()

    def test_the_page_is_made_at_the_next_opening_after_a_kill(self, folder):
        with Desk(folder, person="Amal") as desk:
            claim = a_claim(desk, 12)
        with store.open_record(folder) as kept, kept.build(doing="decision"):
            record = loading.load(kept)
            made = workflow.deciding.signed(
                choosing.accept(claim.id)(record), "Amal", "", record.decisions
            )
            kept.save_decisions([made])  # as if killed right after
        time.sleep(0.05)
        with Desk(folder):
            pass
        page = (folder / "report.html").read_text(encoding="utf-8")
        assert page == working_out.page_of(workflow.load(folder)).decode()


KILLED = """
import sys
from pathlib import Path
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk, following
following.AT_ONCE = int(sys.argv[2])
following._SETTLED_DOWN = 0
with Desk(Path(sys.argv[1]), person="Amal") as desk:
    last = None
    for number in range(1000):
        claim = sorted(desk.view.record.claims)[number % 2]
        if last is not None and number % 3 == 2:
            asked = choosing.undo(last)
        elif desk.view.record.claims[claim].decision == "rejected":
            asked = choosing.accept(claim)
        else:
            asked = choosing.reject(claim)
        (made,) = desk.decide(asked, why=f"{number}.")
        last = made.id
        print(made.id, flush=True)
"""


@pytest.mark.parametrize("at_once", [0, 1500])
@pytest.mark.parametrize("after", [0.05, 0.4, 1.1])
def test_killed_at_any_moment_every_decision_that_was_told_is_there_and_figures_follow(
    folder, at_once, after
):
    command = [sys.executable, "-c", KILLED, str(folder), str(at_once)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as child:
        told = [child.stdout.readline().strip()]
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        told += child.stdout.read().split("\n")[:-1]
    with Desk(folder) as desk:
        assert desk.wait()
        ids = [one.id for one in desk.view.record.decisions]
        assert ids[: len(told)] == told
        assert len(ids) <= len(told) + 1
        assert desk.log.problems == ()
        with store.open_record(folder) as kept:
            afresh = derive.derived(loading.told(kept), desk.names)
        assert afresh.incidents == desk.view.record.incidents
    assert {one.choice for one in desk.view.record.decisions} <= set(Choice)
