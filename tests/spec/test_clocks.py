"""A clock that is wrong is told apart from a record that was altered."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone

from onrecord import store, workflow
from onrecord.model import Act, Choice, Decision, Severity

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


class Clock:
    """A clock that says what it is told to."""

    def __init__(self, *times):
        self.times = list(times)

    def __call__(self):
        return self.times.pop(0) if len(self.times) > 1 else self.times[0]


def noted(folder, *times):
    """Write a line of custody with a clock that says these times, one after the other."""
    with store.open_record(folder, create=True, clock=Clock(*times)) as kept, kept.build():
        return kept.note_custody(Act.CHECKED, "x").at


def decided(folder, at, *, made=None, doing="decision", target="p"):
    told = Decision(choice=Choice.SETTLE, by="A", at=made or at, why="Seen.", target=target)
    with store.open_record(folder, create=True, clock=lambda: at) as kept, kept.build(doing=doing):
        kept.save_decisions([told])


def found(folder):
    problems = workflow.verify(folder).problems
    return [(one.code, one.severity.value) for one in problems]


def test_a_clock_that_is_set_back_is_a_note_and_nothing_fails(tmp_path):
    """Three hours back, as where somebody mends a wrong time zone: it keeps what it says."""
    noted(tmp_path / "r", NOON)
    assert noted(tmp_path / "r", NOON - 3 * HOUR) == NOON - 3 * HOUR
    told = workflow.verify(tmp_path / "r")
    assert told.holds
    assert [one.code for one in told.problems] == ["clock-stepped"]
    assert "Nothing was altered" in told.problems[0].message
    assert "2025-03-12T12:00:00+00:00" in told.problems[0].message


def test_the_note_comes_once_and_what_follows_goes_on(tmp_path):
    """Later runs are later than the one that began with the clock set back."""
    for at in (NOON, NOON - HOUR, NOON - HOUR / 2, NOON + HOUR):
        noted(tmp_path / "r", at)
    assert found(tmp_path / "r") == [("clock-stepped", "note")]


def test_a_clock_that_was_years_ahead_dates_nothing_by_it_once_it_is_mended(tmp_path):
    """A battery that is empty says 2036, or 1970: each is told, and neither is gone on from."""
    for at in (NOON, NOON + 11 * YEAR, NOON + HOUR, datetime(1970, 1, 1, tzinfo=UTC), NOON + YEAR):
        assert noted(tmp_path / "r", at) == at
    assert found(tmp_path / "r") == [("clock-stepped", "note")] * 2


def test_seconds_back_are_taken_up_without_a_word(tmp_path):
    """A network sets clocks right by seconds; up to five minutes the time stands still."""
    noted(tmp_path / "r", NOON)
    assert noted(tmp_path / "r", NOON - timedelta(seconds=9)) == NOON
    assert noted(tmp_path / "r", NOON - timedelta(minutes=5)) == NOON
    assert found(tmp_path / "r") == []


def test_within_a_run_time_never_goes_back(tmp_path):
    """Whatever the clock does while a build goes on, its rows lie between its begin and its end."""
    times = [NOON, NOON, NOON, NOON + YEAR, NOON - HOUR, NOON - YEAR, NOON]
    clock = Clock(NOON, *times)
    with store.open_record(tmp_path / "r", create=True, clock=clock) as kept, kept.build():
        written = [kept.note_custody(Act.CHECKED, "x").at for _ in range(5)]
    assert written == sorted(written)
    assert found(tmp_path / "r") == []


def test_a_clock_that_is_set_back_after_a_killed_run_is_told_as_one(tmp_path):
    """A run without an end began before the clock that came next; its lines did not."""
    clock = Clock(NOON, NOON, NOON, NOON, NOON + 2 * HOUR)
    with (
        store.open_record(tmp_path / "r", create=True, clock=clock) as kept,
        suppress(ZeroDivisionError),
        kept.build(),
    ):
        kept.note_custody(Act.CHECKED, "x")
        kept.note_custody(Act.CHECKED, "x")
        raise ZeroDivisionError
    noted(tmp_path / "r", NOON + HOUR)
    assert found(tmp_path / "r") == [("clock-stepped", "note")]


def test_two_machines_with_two_clocks_write_in_turn(tmp_path):
    """One is an hour behind: each change of hands is told, and the logs hold."""
    for number in range(3):
        at = NOON + number * timedelta(minutes=10)
        decided(tmp_path / "r", at, target=f"a{number}")
        decided(tmp_path / "r", at - HOUR, target=f"b{number}")
    assert found(tmp_path / "r") == [("clock-stepped", "note")] * 3


def test_a_time_zone_is_no_step(tmp_path):
    """14:00 in Damascus is before 12:30 in UTC."""
    noted(tmp_path / "r", NOON.astimezone(timezone(timedelta(hours=3))))
    noted(tmp_path / "r", NOON + HOUR / 2)
    noted(tmp_path / "r", (NOON + HOUR).astimezone(timezone(timedelta(hours=-8))))
    assert found(tmp_path / "r") == []
    with closing(sqlite3.connect(tmp_path / "r" / "record.db")) as database:
        began = [row[0] for row in database.execute("SELECT began_at FROM builds ORDER BY seq")]
    assert all(at.endswith("+00:00") for at in began)
    assert began == sorted(began)


def test_a_decision_from_a_machine_whose_clock_is_ahead_is_a_note(tmp_path):
    """It was imported, and says what its own clock said; so does the answer that is made to it."""
    decided(tmp_path / "r", NOON, made=NOON + YEAR, doing="import")
    decided(tmp_path / "r", NOON + HOUR, made=NOON + YEAR + timedelta(microseconds=1), target="q")
    told = workflow.verify(tmp_path / "r")
    assert told.holds
    assert [one.code for one in told.problems] == ["clock-stepped"] * 2


def test_a_clock_that_is_set_right_as_a_run_begins_is_told_as_it_was(tmp_path):
    """A run begins at the one time that its row says; another look might tell another."""
    noted(tmp_path / "r", NOON)
    noted(tmp_path / "r", NOON, NOON - HOUR, NOON)
    assert found(tmp_path / "r") == [("clock-stepped", "note")]


def test_a_decision_is_never_dated_after_the_row_that_holds_it(tmp_path):
    """The clock is a year ahead just when somebody decides, and right when it is written down."""
    clock = Clock(NOON, NOON, NOON, NOON, NOON + YEAR, NOON)
    with store.open_record(tmp_path / "r", create=True, clock=clock) as kept, kept.build():
        at = kept.moment()
        assert at == NOON + YEAR
        kept.save_decisions(
            [Decision(choice=Choice.SETTLE, by="A", at=at, why="Seen.", target="p")]
        )
    assert found(tmp_path / "r") == []


def test_a_decision_that_was_written_before_it_was_made_is_found(tmp_path):
    """Nothing explains it: somebody back-dated the row, or the clock was set back just then."""
    decided(tmp_path / "r", NOON, made=NOON + HOUR)
    assert found(tmp_path / "r") == [("clock-stepped", "error")]
    assert not workflow.verify(tmp_path / "r").holds


def alter(folder, statement):
    with closing(sqlite3.connect(folder / "record.db")) as database, database:
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = database.execute(asked).fetchall()
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        for _, sql in guards:
            database.execute(sql)


def test_a_run_that_was_back_dated_is_still_found(tmp_path):
    """No run says that a clock was set back: somebody wrote an earlier date there."""
    noted(tmp_path / "r", NOON)
    noted(tmp_path / "r", NOON + HOUR)
    alter(tmp_path / "r", "UPDATE builds SET began_at = '2025-03-12T10:00:00+00:00' WHERE seq = 2")
    failing = [one for one in workflow.verify(tmp_path / "r").problems
               if one.severity is not Severity.NOTE]  # fmt: skip
    assert {one.code for one in failing} == {"row-altered"}
    assert "back-dated" in failing[0].message


def test_a_step_that_says_what_the_run_does_not_is_found(tmp_path):
    """A line put in to explain a date must fit it."""
    noted(tmp_path / "r", NOON)
    alter(
        tmp_path / "r",
        """UPDATE builds SET settings = '{"clock_set_back":
        {"from": "2025-03-12T13:00:00+00:00", "to": "2025-03-12T11:00:00+00:00"}}' WHERE seq = 1""",
    )
    assert ("row-altered", "error") in found(tmp_path / "r")


def test_a_record_with_a_step_can_be_sealed(tmp_path):
    """A note fails nothing."""
    noted(tmp_path / "r", NOON)
    noted(tmp_path / "r", NOON - HOUR)
    assert workflow.seal(tmp_path / "r").failing == 0
    assert workflow.verify(tmp_path / "r").holds
