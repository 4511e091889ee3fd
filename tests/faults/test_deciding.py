"""A decision that is stopped or not alone: it is there with all that follows, or not (killed: `test_struck`)."""

import signal
import time

import pytest

from onrecord import workflow

WHO = ("--by", "Amal", "--why", "One raid.")


@pytest.fixture
def coast(onrecord, write, tmp_path):
    """A record of six incidents."""
    write(6)
    assert onrecord("build", "reports", "--record", "coast").code == 0
    return tmp_path / "coast"


@pytest.fixture
def two(coast):
    loaded = workflow.load(coast)
    home = {loaded.claims[i.claim_ids[0]].document: i.id for i in loaded.incidents}
    return home["report-00000.txt"], home["report-00001.txt"]


def test_ctrl_c_before_it_is_written_says_that_nothing_was_decided(onrecord, coast, two):
    process = onrecord.start("decide", "coast", "merge", *two, *WHO)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    told = onrecord.ended(process)
    assert told.code in {0, 130}
    assert len(workflow.load(coast).decisions) == (told.code == 0)


def test_a_decision_waits_for_nobody_and_says_who_is_writing(onrecord, coast, two):
    from onrecord import store

    with store.open_record(coast) as kept, kept.build():
        told = onrecord("decide", "coast", "merge", *two, *WHO)
    assert told.code == 3
    assert "another build is writing to this record" in told.err
    assert workflow.load(coast).decisions == ()


def test_decisions_and_ids_stay_when_reports_are_added(onrecord, coast, two, reports):
    """What is added becomes an incident of its own, and no other is another than before."""
    assert onrecord("decide", "coast", "merge", *two, *WHO).code == 0
    before = {incident.id for incident in workflow.load(coast).incidents}
    (reports / "0-early.txt").write_text(
        "Shelling, day 0\n\nOn 1 May 2024, 2 people were killed in Aleppo, residents said.\n"
    )
    assert onrecord("build", "reports", "--record", "coast").code == 0
    now = workflow.load(coast)
    assert before < {incident.id for incident in now.incidents}
    assert len(now.incidents) == len(before) + 1 == 6


def test_a_report_that_changed_takes_its_claim_out_of_a_decision_and_that_is_said(
    onrecord, coast, two, reports
):
    """What was decided about other words is not carried over by guessing."""
    assert onrecord("decide", "coast", "merge", *two, *WHO).code == 0
    (reports / "report-00000.txt").write_text("On 1 May 2024, 77 people were killed in Aleppo.\n")
    assert onrecord("build", "reports", "--record", "coast").code == 0
    told = onrecord("check", "coast").out
    assert "decision-lost-claims" in told
    assert "is about 2 claims, of which 1 are no longer in the record as they were" in told
