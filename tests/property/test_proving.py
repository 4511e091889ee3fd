"""Any byte of a record that is flipped is found, or changes nothing that the record says."""

import hashlib
import json
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import store, workflow
from onrecord.model import Choice, Decision, RecordUnusable, Severity
from onrecord.store import tables

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
EVIDENCE = [one.name for one in (*tables.KEPT, *tables.RETIRABLE)]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory, keep_reports):
    """A sealed record, and where its copies are made."""
    folder = tmp_path_factory.mktemp("proving") / "coast"
    keep_reports(folder, 4)
    with store.open_record(folder, clock=lambda: NOON) as kept:
        kept.save_decisions(
            [
                Decision(choice=Choice.SETTLE, by="A", at=NOON, why=str(n), target="p")
                for n in (1, 2)
            ]
        )
    workflow.seal(folder)
    assert workflow.verify(folder).holds
    return folder


def said(folder):
    """
    Return all that a record says: each row of each table of evidence, the runs, its tables.

    Two things are left out. The index of words is made from the texts and can be made anew;
    nothing is proven by it. And pages that SQLite holds free, bytes between its cells and
    counters of its own say nothing to anybody who reads the record.
    """
    with closing(sqlite3.connect(f"file:{folder / 'record.db'}?immutable=1", uri=True)) as database:
        database.text_factory = bytes
        rows = [
            database.execute(f"SELECT * FROM {name} ORDER BY seq").fetchall()  # noqa: S608
            for name in EVIDENCE
        ]
        # The run that sealed is covered by the next seal, not by its own.
        covered = "SELECT * FROM builds WHERE seq < (SELECT max(seq) FROM builds) ORDER BY seq"
        rows.append(database.execute(covered).fetchall())
        rows.append(database.execute("SELECT * FROM meta ORDER BY key").fetchall())
        rows.append(database.execute("SELECT * FROM sqlite_sequence ORDER BY name").fetchall())
        master = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'search%'"
        made = database.execute(f"{master} ORDER BY type, name").fetchall()
        return [*rows, [(kind, name, (sql or b"").split()) for kind, name, sql in made]]


def found(folder):
    """Return what a proof names; None where it says in one line that there is no record."""
    try:
        problems = workflow.verify(folder).problems
    except RecordUnusable:
        return None
    return [one for one in problems if one.severity is not Severity.NOTE]


def flip(folder, path, place, bit):
    """Make a copy of a record, flip one bit of one of its files, and return the copy."""
    copy = folder.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    file = copy / path
    file.chmod(0o644)
    data = bytearray(file.read_bytes())
    data[place % len(data)] ^= 1 << bit
    file.write_bytes(data)
    return copy


@settings(max_examples=120)
@given(place=st.integers(0, 2**32), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_database_is_found_or_says_nothing(sealed, place, bit):
    copy = flip(sealed, "record.db", place, bit)
    named = found(copy)
    if named == []:
        assert said(copy) == said(sealed)


@settings(max_examples=40)
@given(which=st.integers(0, 2**16), place=st.integers(0, 2**32), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_archive_is_found_and_the_file_named(sealed, which, place, bit):
    files = sorted(one.relative_to(sealed) for one in (sealed / "archive").glob("*/*"))
    path = files[which % len(files)]
    named = found(flip(sealed, path, place, bit))
    assert path.as_posix() in [one.where for one in named or ()]


@pytest.mark.parametrize("table", ["claims", "custody", "decisions", "snapshots", "texts"])
def test_every_bit_of_a_row_that_is_flipped_is_found(sealed, table):
    """Some hundred bits of the words of one row, wherever it lies in the file."""
    asked = f"SELECT id, content, content_hash, added_at, scope FROM {table} WHERE seq = 2"  # noqa: S608
    with closing(sqlite3.connect(sealed / "record.db")) as database:
        words = database.execute(asked).fetchone()
    whole = (sealed / "record.db").read_bytes()
    chance = random.Random(7)  # noqa: S311 - no secret
    for word in words:
        start = whole.index(word[:40].encode())
        for _ in range(4):
            place = start + chance.randrange(len(word[:40].encode()))
            assert found(flip(sealed, "record.db", place, chance.randrange(8))) != []


ODD = [None, True, -1, 10**30, 1.5, "", "../../x", "\u202e", [], {}, [[]], ["x"], {"x": 1}]


def replaced(plain, chance, odd):
    """Put something else in one place of what JSON holds."""
    if isinstance(plain, dict) and plain:
        key = chance.choice(sorted(plain))
        if chance.random() < 0.1:
            return {name: one for name, one in plain.items() if name != key}
        return {**plain, key: replaced(plain[key], chance, odd)}
    if isinstance(plain, list) and plain and chance.random() < 0.8:
        at = chance.randrange(len(plain))
        return [*plain[:at], replaced(plain[at], chance, odd), *plain[at + 1 :]]
    return odd


@settings(max_examples=150)
@given(
    table=st.sampled_from([name for name in EVIDENCE if name in tables.metadata.tables]),
    odd=st.sampled_from(ODD),
    seed=st.integers(0, 10**6),
)
def test_a_row_of_somebody_elses_making_is_a_problem_and_no_crash(sealed, table, odd, seed):
    """With the right hash of its content, as whoever hands over a copy could make it."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    copy = sealed.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sealed, copy)
    with closing(sqlite3.connect(copy / "record.db")) as database, database:
        held = database.execute(f"SELECT seq, content FROM {table}").fetchall()  # noqa: S608
        if not held:
            return
        seq, content = chance.choice(held)
        told = json.dumps(replaced(json.loads(content), chance, odd))
        guard = "DROP TRIGGER IF EXISTS"
        database.execute(f"{guard} {table}_no_change")
        database.execute(
            f"UPDATE {table} SET content = ?, content_hash = ? WHERE seq = ?",  # noqa: S608
            (told, hashlib.sha256(told.encode()).hexdigest(), seq),
        )
    if json.loads(told) != json.loads(content):
        assert found(copy) != []
