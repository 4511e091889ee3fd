"""Whatever is saved in whatever order: what is live is what was saved last, and nothing is lost."""
# ruff: noqa: S608 - the names of tables come from the program

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import store
from onrecord.model import (
    Claim,
    Count,
    Document,
    Measure,
    Outcome,
    Passage,
    Problem,
    Severity,
    Snapshot,
    Text,
)  # fmt: skip
from onrecord.store import tables

CONTENTS = ("Ten were killed, two hurt.", "Ten were killed, six hurt.", "")
NOON = datetime(2025, 3, 12, tzinfo=UTC)
TABLES = [table.name for table in tables.metadata.sorted_tables]


def claim(name, start, low, weapon):
    exact = CONTENTS[0][start : start + 3]
    return Claim(
        document=name,
        passage=Passage(snapshot_id=None, start=start, end=start + 3, exact=exact),
        measure=Measure.PEOPLE, outcome=Outcome.KILLED, count=Count(low=low), weapon=weapon,
    )  # fmt: skip


names = st.sampled_from(["a.txt", "b.txt"])
claims = st.lists(
    st.tuples(st.sampled_from([0, 17]), st.sampled_from([2, 10]), st.sampled_from([None, "bomb"])),
    max_size=4,
)
steps = st.lists(
    st.tuples(
        st.just("read"), names, st.sampled_from(CONTENTS), claims, st.sampled_from(["r 1", "r 2"])
    )
    | st.tuples(st.just("import"), names, st.just(None), claims, st.just("")),
    min_size=1,
    max_size=6,
)


def take(record, step):
    what, name, content, told, by = step
    made = [claim(name, *one) for one in told]
    if what == "import":
        return record.import_claims(made, [Document(name=name)])
    document = Document(name=name)
    snapshot = Snapshot(
        document_id=document.id, sha256=f"{CONTENTS.index(content):064}", size=len(content),
        media_type="text/plain", taken_at=NOON,
    )  # fmt: skip
    text = Text(snapshot_id=snapshot.id, content=content, blocks=(), language=None, reader="t")
    problem = Problem(code="c", message=by, where=name, severity=Severity.NOTE)
    return record.save_reading(document, snapshot, text, made, [problem], by=by)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("property") / "empty"
    store.open_record(folder, create=True).close()
    return folder


@pytest.fixture
def fresh(empty, tmp_path):
    def made():
        shutil.rmtree(tmp_path / "record", ignore_errors=True)
        return store.open_record(shutil.copytree(empty, tmp_path / "record"))

    return made


def rows(folder):
    with closing(sqlite3.connect(folder / "record.db")) as connection:
        return {
            (table, row[0]): row
            for table in TABLES
            for row in connection.execute(f"SELECT * FROM {table}")
        }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_nothing_is_lost_and_saving_again_changes_nothing(fresh, taken):
    with fresh() as record:
        before = {}
        for step in taken:
            take(record, step)
            assert record.load_again() == record.load()
            after = rows(record.folder)
            for key, row in before.items():
                changed = [n for n, value in enumerate(row) if after[key][n] != value]
                assert changed in ([], [7, 8, 9])  # retired, and nothing else
                assert all(row[n] is None for n in changed)
            assert take(record, step).changes == {}
            assert rows(record.folder) == after
            before = after


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_what_is_live_is_anchored_and_of_the_last_reading(fresh, taken):
    with fresh() as record:
        for step in taken:
            take(record, step)
        loaded = record.load()
    assert len({c.id for c in loaded.claims.values()}) == len(loaded.claims)
    last = {step[1]: step for step in taken if step[0] == "read"}
    for held in loaded.claims.values():
        text = loaded.text_of(held.document)
        assert (text is None) == (held.document not in last)
        if text is not None:
            assert text.words(held.passage.start, held.passage.end) == held.passage.exact
            assert held.passage.snapshot_id == text.snapshot_id
    for name, (_, _, content, _, by) in last.items():
        assert loaded.text_of(name).content == content
        assert [p.message for p in loaded.problems if p.where == name and p.code == "c"] == [by]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_reading_without_imports_forgets_how_it_came_about(fresh, taken):
    readings = [step for step in taken if step[0] == "read"]
    last = {step[1]: step for step in readings}
    with fresh() as record:
        for step in readings:
            take(record, step)
        long_way = record.load()
    with fresh() as record:
        for step in last.values():
            take(record, step)
        assert record.load() == long_way
