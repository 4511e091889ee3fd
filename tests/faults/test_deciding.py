"""A decision that is stopped, killed or not alone: it is there with all that follows, or not."""

import json
import random
import shutil
import signal
import sqlite3
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


def said(onrecord, record):
    """Return what a record says, without what hangs on the time of a decision."""
    shown = json.loads(onrecord("show", record, "--incidents", "--json").out)
    return [{**incident, "decisions": None} for incident in shown]


def test_killed_at_any_moment_a_decision_is_there_with_all_that_follows_or_not(
    onrecord, coast, two, tmp_path
):
    """At random moments, spread from the start of the program to its end."""
    before = said(onrecord, "coast")
    shutil.copytree(coast, tmp_path / "whole")
    quick = {"QUICK": "1"}
    began = time.monotonic()
    process = onrecord.start("decide", "whole", "merge", *two, *WHO, env=quick)
    assert onrecord.ended(process).code == 0
    taken = time.monotonic() - began
    after = said(onrecord, "whole")
    chance = random.Random(7)  # noqa: S311 - no secret
    killed = 0
    for number in range(8):
        record = f"r{number}"
        shutil.copytree(coast, tmp_path / record)
        process = onrecord.start("decide", record, "merge", *two, *WHO, env=quick)
        time.sleep((0.5 + number / 14 + chance.random() / 14) * taken)
        process.send_signal(signal.SIGKILL)
        killed += onrecord.ended(process).code == -signal.SIGKILL
        made = len(workflow.load(tmp_path / record).decisions)
        assert said(onrecord, record) == (after if made else before)
        again = onrecord("decide", record, "merge", *two, *WHO)
        assert again.code == (2 if made else 0)
        assert said(onrecord, record) == after
        assert len(workflow.load(tmp_path / record).decisions) == 1
        with sqlite3.connect(tmp_path / record / "record.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
    assert killed


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
