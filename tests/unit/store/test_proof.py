"""The parts of a proof, each by itself."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import store
from onrecord.model import Act, RecordUnusable
from onrecord.store.proof import Findings, gone_through, opened
from onrecord.store.proof.ledger import Ledger
from onrecord.store.proof.logs import moment
from onrecord.workflow import verifying

pytestmark = pytest.mark.also_encrypted

LINES = st.lists(st.integers(1, 40), unique=True).map(sorted)


def of(numbers, points=()):
    ledger = Ledger(5, points)
    for number in numbers:
        ledger.add(number, f"{number}\n".encode())
    return ledger


def test_a_block_is_the_hash_of_its_lines():
    blocks = of([1, 2, 7]).ended(7)
    assert blocks == tuple(hashlib.sha256(one).hexdigest() for one in (b"1\n2\n", b"7\n"))


@given(numbers=LINES, point=st.integers(0, 45))
def test_what_a_ledger_was_is_what_it_would_have_been(numbers, point):
    """Lines that come later change nothing of an earlier state, wherever it was."""
    whole = of(numbers, [point])
    whole.ended(50)
    assert whole.then[point] == of([n for n in numbers if n <= point]).ended(point)


@given(numbers=LINES, gone=st.integers(0, 39))
def test_a_line_that_is_missing_changes_its_block_and_no_other(numbers, gone):
    if not numbers:
        return
    lost = numbers[gone % len(numbers)]
    before, after = of(numbers).ended(40), of([n for n in numbers if n != lost]).ended(40)
    differing = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert differing == [(lost - 1) // 5]


def test_times_without_a_zone_are_none():
    assert moment("2025-03-12T12:00:00") is None
    assert moment("noon") is None
    assert moment(None) is None


def test_problems_without_end_are_counted():
    findings = Findings()
    for number in range(250):
        findings.altered("x", str(number))
    assert (len(findings.problems), findings.beyond) == (200, {"row-altered": 50})


def test_every_kind_of_row_that_a_record_writes_holds(record, folder, save, read, decided):
    """Readings, other readings of the same, decisions, imports, problems, retirements."""
    made = read(words=("Ten", "two"))
    save(made, by="rules 1")
    save(made, by="rules 2", claims=made.claims[:1])
    save(read("b.txt", "Two were hurt.", ["Two"]))
    save(read("b.txt", "Two were hurt, and one.", ["Two"]), by="rules 2")
    record.save_decisions([decided])
    record.import_claims([one.with_(told_id="clm_x") for one in made.claims], [made.document])
    record.import_claims(made.claims, [])
    record.close()
    found = verifying.verify(folder)
    assert {one.code for one in found.problems} == {"archive-damaged"}, "no bytes were kept"
    assert found.rows > 20


def test_a_record_of_another_version_is_refused(record, folder, sql):
    record.close()
    sql("UPDATE alembic_version SET version_num = '0004'")
    with (
        pytest.raises(RecordUnusable, match="schema 0004; this program proves"),
        opened(folder) as database,
    ):
        gone_through(database, Findings())


@pytest.mark.only_file
def test_somebody_who_writes_meanwhile_is_noticed(record, folder, save, read):
    save(read())
    record.close()
    with (
        pytest.raises(RecordUnusable, match="somebody wrote to this record"),
        opened(folder),
        store.open_record(folder) as other,
    ):
        other.note_custody(Act.CHECKED, "x")


def test_a_record_that_is_held_open_is_proven_as_it_is(record, folder, save, read):
    """Its last rows stand in the write-ahead log yet."""
    save(read())
    counted = itertools.count()
    found = verifying.verify(folder, tell=lambda _: next(counted))
    assert [one.code for one in found.problems] == ["archive-damaged"], "no bytes were kept"
    assert found.rows == 6
    assert next(counted) > 20
