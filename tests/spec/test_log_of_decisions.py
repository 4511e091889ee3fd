"""The log of decisions is a chain: whoever changes the database by hand is found out."""
# ruff: noqa: S608 - what the tests tamper with is their own

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from onrecord import store
from onrecord.model import Choice, Decision, Severity

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
CHANGED = "This decision is not as it was written down"
UNLINKED = "This decision does not follow from the one before it in the log"


def decision(number, by="Amal"):
    at = NOON + timedelta(minutes=number)
    return Decision(choice=Choice.SETTLE, by=by, at=at, why="Seen.", target=f"prb_{number}")


@pytest.fixture
def desk(tmp_path):
    """A record in which three decisions were made, one after another."""
    with store.open_record(tmp_path / "coast", create=True, clock=lambda: NOON) as kept:
        for number in (1, 2, 3):
            kept.save_decisions([decision(number)])
    return tmp_path / "coast"


@pytest.fixture
def tamper(desk):
    """Do what only somebody does who means to: drop the guards, then write."""

    def tampered(*statements):
        with closing(sqlite3.connect(desk / "record.db")) as database, database:
            for guard in ("decisions_no_change", "decisions_no_delete"):
                database.execute(f"DROP TRIGGER {guard}")
            for statement in statements:
                database.execute(statement)

    return tampered


def found(desk):
    with store.open_record(desk) as kept:
        return [(one.where, one.message) for one in kept.verify_log()]


def test_nothing_is_found_in_a_log_that_nobody_touched(desk):
    """Each link is the hash of the link before it and of its row."""
    assert found(desk) == []


def test_changed_words_are_found(desk, tamper):
    """Another name is put under the second decision."""
    tamper("UPDATE decisions SET content = replace(content, 'Amal', 'Omar') WHERE seq = 2")
    ((where, said),) = found(desk)
    assert where == decision(2).id
    assert said.startswith(CHANGED)


def test_changed_words_with_a_hash_made_anew_are_found(desk, tamper):
    """The hash beside the words fits them, but the chain does not."""
    content = '{"by":"Omar"}'
    tamper(
        f"UPDATE decisions SET content = '{content}', "
        f"content_hash = '{sha256(content.encode()).hexdigest()}' WHERE seq = 2"
    )
    ((where, said),) = found(desk)
    assert where == decision(2).id
    assert said.startswith(UNLINKED)


def test_another_day_is_found(desk, tamper):
    """When a decision was written down is part of its link."""
    tamper("UPDATE decisions SET added_at = '2025-03-01T12:00:00+00:00' WHERE seq = 1")
    assert [where for where, _ in found(desk)] == [decision(1).id]


def test_a_decision_taken_out_is_found_at_the_next_one(desk, tamper):
    """What came after it follows from nothing that is there; and the log is too short."""
    tamper("DELETE FROM decisions WHERE seq = 2")
    (unlinked, short) = found(desk)
    assert unlinked[0] == short[0] == decision(3).id
    assert unlinked[1].startswith(UNLINKED)


def test_the_last_decisions_taken_out_are_found_by_their_number(desk, tamper):
    """The links that are left fit, but the runs say that they wrote more."""
    tamper("DELETE FROM decisions WHERE seq > 1")
    ((where, said),) = found(desk)
    assert where == decision(1).id
    assert said.startswith("The log ends here, with 1 decisions; 3 were written down")


def test_a_decision_put_in_by_another_program_is_found(desk, tamper):
    """It has no link, and the guards let it in; the log goes on from it and is broken there."""
    tamper(
        "INSERT INTO decisions (id, scope, content, content_hash, added_at, added_build)"
        f" VALUES ('dec_x', 'decided', '', '{sha256(b'').hexdigest()}', '2025', 1)"
    )
    ((where, said),) = found(desk)
    assert where == "dec_x"
    assert said.startswith(UNLINKED)


def test_two_decisions_that_changed_places_are_found(desk, tamper):
    """Order is part of the chain."""
    tamper(
        "UPDATE decisions SET seq = 9 WHERE seq = 1",
        "UPDATE decisions SET seq = 1 WHERE seq = 2",
        "UPDATE decisions SET seq = 2 WHERE seq = 9",
    )
    assert {where for where, _ in found(desk)} >= {decision(1).id, decision(2).id}


def test_it_is_an_error_that_the_check_of_a_record_tells(desk, tamper):
    """`onrecord check` names the decision."""
    from onrecord import workflow

    tamper("UPDATE decisions SET content_hash = 'x' WHERE seq = 2")
    (told,) = [one for one in workflow.check(desk) if one.code == "log-broken"]
    assert (told.severity, told.where) == (Severity.ERROR, decision(2).id)


def test_a_log_made_anew_as_a_whole_has_another_head(desk, tmp_path):
    """
    Who makes every link anew leaves a log that fits, but not the head that was written down.

    Here it is a second record of the same moment, with the second decision signed by another.
    """
    with store.open_record(tmp_path / "forged", create=True, clock=lambda: NOON) as kept:
        for number, by in ((1, "Amal"), (2, "Omar"), (3, "Amal")):
            kept.save_decisions([decision(number, by)])
        forged = kept.log_head()
        assert kept.verify_log() == ()
    with store.open_record(desk) as kept:
        assert kept.log_head() != forged
