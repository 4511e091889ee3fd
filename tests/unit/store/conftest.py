"""A small record to try things on, and ways to look at all of it."""

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from onrecord import store
from onrecord.model import (
    Block,
    Choice,
    Claim,
    Count,
    Decision,
    Document,
    Measure,
    Outcome,
    Passage,
    Qualifier,
    Snapshot,
    Text,
    Told,
    Voice,
)  # fmt: skip


def pytest_generate_tests(metafunc):
    """Run every test that has a record on each database, unless it is about one of them."""
    marked = metafunc.definition.get_closest_marker
    if "database" not in metafunc.fixturenames or marked("only_plain"):
        return
    if marked("only_server"):
        names = ["server"]
    else:
        names = ["file"]
        names += ["encrypted"] if marked("also_encrypted") else []
        names += [] if marked("only_file") else ["server"]
    metafunc.parametrize("database", names, indirect=True)


NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, database):
    folder = tmp_path / "coast"
    database.prepare(folder)
    return folder


@pytest.fixture
def clock():
    """A clock that is a second further each time it is looked at."""
    seconds = itertools.count()
    return lambda: NOON + timedelta(seconds=next(seconds))


@pytest.fixture
def record(folder, clock):
    with store.open_record(folder, create=True, clock=clock) as opened:
        yield opened


@pytest.fixture
def read():
    """Make what a reading of a report gives: `read("a.txt", "Ten were killed.", ["Ten"])`."""

    def made(name="a.txt", content="Ten were killed, two hurt.", words=("Ten",), **more):
        document = Document(name=name, told=Told(title=more.pop("title", None)))
        number = hashlib.sha256(content.encode()).hexdigest()
        snapshot = Snapshot(
            document_id=document.id, sha256=number, size=len(content),
            media_type="text/plain", taken_at=more.pop("taken_at", NOON),
        )  # fmt: skip
        block = Block(start=0, end=len(content), voice=Voice.BODY, rule="all")
        text = Text(
            snapshot_id=snapshot.id, content=content, blocks=(block,), language="en", reader="t 1"
        )
        claims = tuple(claim(document, snapshot, content, exact, **more) for exact in words)
        return SimpleNamespace(document=document, snapshot=snapshot, text=text, claims=claims)

    def claim(document, snapshot, content, exact, **more):
        start = content.index(exact)
        told = {
            "document": document.name,
            "passage": Passage(
                snapshot_id=snapshot.id, start=start, end=start + len(exact), exact=exact
            ),
            "measure": Measure.PEOPLE,
            "outcome": Outcome.KILLED,
            "count": Count(low=10, high=10, qualifier=Qualifier.EXACT),
        }
        return Claim(**(told | more))

    return made


@pytest.fixture
def save(record):
    """Save a reading that `read` made."""

    def saved(made, by="rules 1", claims=None, problems=()):
        told = made.claims if claims is None else claims
        return record.save_reading(made.document, made.snapshot, made.text, told, problems, by=by)

    return saved


@pytest.fixture
def decided():
    """A decision of a person."""
    return Decision(choice=Choice.SETTLE, by="Amal", at=NOON, why="Seen.", target="prb_1")


@pytest.fixture
def dump(folder, database):
    """Return every row of every table."""
    return lambda: database.dump(folder)


@pytest.fixture
def sql(folder, database):
    """Run SQL on the database behind the store's back, as any other program could."""
    return lambda statement, *values: database.sql(folder, statement, *values)
