"""Two who write to one record at once: one waits or is refused in one line, and nothing is lost."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from onrecord import store, workflow

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
import fault_desk

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each desk is a fork of its own"),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
REPORTS = 12
PATIENCE = 60.0


@pytest.fixture
def coast(onrecord, write, tmp_path):
    write(REPORTS)
    assert onrecord("build", "reports", "--record", "coast").code == 0
    return tmp_path / "coast"


def decided_on(folder):
    """Return the claims that were accepted, one for each decision."""
    with store.open_record(folder) as kept:
        return sorted(one.claims[0] for one in kept.load_decisions()[0])


def until_kept(desk, claim, answers):
    """Decide until the desk says that it is written down; another may be writing just then."""
    deadline = time.monotonic() + PATIENCE
    while claim not in answers.kept:
        assert time.monotonic() < deadline
        assert desk.decide(claim, answers)


def test_two_desks_of_one_record_lose_and_double_nothing(coast, tmp_path):
    """Each of two people decides on half of the claims, at the same time, in two programs."""
    wanted = fault_desk.waiting(coast)
    answers = fault_desk.Answers(), fault_desk.Answers()
    with (
        fault_desk.served(tmp_path, "coast") as one,
        fault_desk.served(tmp_path, "coast") as two,
    ):

        def work(desk, claims, heard):
            for claim in claims:
                until_kept(desk, claim, heard)

        people = [
            threading.Thread(target=work, args=given)
            for given in ((one, wanted[::2], answers[0]), (two, wanted[1::2], answers[1]))
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
    assert sorted(answers[0].kept + answers[1].kept) == wanted == decided_on(coast)
    assert {*answers[0].refused.values(), *answers[1].refused.values()} <= {503}
    assert workflow.verify(coast).holds


def test_two_who_decide_on_the_same_claim_are_told_who_was_first(coast, tmp_path):
    """The second answer is that there is nothing to decide any more; the log has one decision."""
    claim = fault_desk.waiting(coast)[0]
    answers = fault_desk.Answers(), fault_desk.Answers()
    with (
        fault_desk.served(tmp_path, "coast") as one,
        fault_desk.served(tmp_path, "coast") as two,
    ):
        people = [
            threading.Thread(target=desk.decide, args=(claim, heard))
            for desk, heard in ((one, answers[0]), (two, answers[1]))
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
    assert len(answers[0].kept + answers[1].kept) == 1 == len(decided_on(coast))
    assert {*answers[0].refused.values(), *answers[1].refused.values()} <= {422, 503}


def test_a_desk_refuses_while_a_build_writes_and_decides_after_it(coast, tmp_path):
    """In an answer of 503, at once; the same decision sent again after the build is kept."""
    claim = fault_desk.waiting(coast)[0]
    answers = fault_desk.Answers()
    with fault_desk.served(tmp_path, "coast") as desk:
        with store.open_record(coast) as kept, kept.build():
            assert desk.decide(claim, answers)
            assert answers.refused == {claim: 503}
        until_kept(desk, claim, answers)
    assert decided_on(coast) == [claim]


@pytest.mark.parametrize(
    "words",
    [
        ("build", "reports", "--record", "coast"),
        ("import", "coast", "claims.jsonl"),
        ("seal", "coast"),
        ("lists", "add", "coast", "may.csv", "--list", "ministry", "--yes"),
        ("attach", "coast", "may.csv", "--document", "report-00001"),
    ],
)
def test_a_command_is_refused_in_one_line_while_another_writes(coast, onrecord, tmp_path, words):
    (tmp_path / "may.csv").write_text("Name,Age\nOmar Saleh,7\n")
    (tmp_path / "reports" / "more.txt").write_text("5 people were killed in Homs.\n")
    assert onrecord("export", "coast", "--format", "claims", "-o", "claims.jsonl").code == 0
    with store.open_record(coast) as kept, kept.build(doing="publish"):
        told = onrecord(*words)
    assert told.code == 3
    lines = [line for line in told.err.splitlines() if line.startswith("onrecord: ")]
    assert len(lines) == 1
    assert "another publish is writing to this record" in lines[0]
    assert onrecord(*words).code in {0, 1}
    assert workflow.verify(coast).holds
