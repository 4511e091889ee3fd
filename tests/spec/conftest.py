"""A record from a table, and what the checks find in it."""

import hashlib
import re
from datetime import UTC, datetime

import pytest

from onrecord import checks, extract, group, read, reconcile, testing
from onrecord.model import Block, Document, Record, Snapshot, Text, Told, Voice

SHELF = """
    a.txt | The Courier | 2018-08-20
    b.txt | Northern Post | 2018-08-21
    c.txt | Daily Herald | 2018-08-22
"""
MAP = testing.world(
    """
    town Dahyan < province Northern < country Ardania
    town Tal Amar < province Eastern < country Ardania
    site Old Market < town Tal Amar
    """,
    "documenter Amal Watch\nofficial Health Ministry\nforce Northern Army\narmed_group River Front",
)


def _text(name, content):
    """Return a text whose lines are its paragraphs."""
    lines = list(re.finditer(r"[^\n]+", content))
    return Text(
        snapshot_id=_snapshot(name).id,
        content=content,
        blocks=tuple(
            Block(start=line.start(), end=line.end(), voice=Voice.BODY, rule="test")
            for line in lines
        ),
        language="en",
        reader="test",
    )


def _snapshot(name):
    return Snapshot(document_id=name, sha256=name, size=1, media_type="text/plain", taken_at=None)


def _with_places(table, texts):
    """Add to each row where its words stand in its document's text."""
    rows = []
    for row in filter(None, (line.strip() for line in table.splitlines())):
        name, words = (cell.strip().strip('"') for cell in row.split("|")[:2])
        known = name in texts and "| at " not in row
        rows.append(f"{row} | at {texts[name].index(words)}" if known else row)
    return "\n".join(rows)


@pytest.fixture(scope="session")
def record_of():
    """Return a maker of records: a table of claims, grouped and reconciled as a build would."""

    def make(table, texts=None, shelf=SHELF, world=MAP):
        contents = {name: text.strip("\n") for name, text in (texts or {}).items()}
        told = {name: _text(name, content) for name, content in contents.items()}
        claims = testing.claims(_with_places(table, contents))
        documents = testing.documents(shelf)
        by_snapshot = {text.snapshot_id: text for text in told.values()}
        grouping = group.incidents(claims, documents, world.place, world.actor)
        origins = reconcile.origins(claims, documents, told, world.actor, world.place)
        by_id = {claim.id: claim for claim in claims}
        made = grouping.incidents
        return Record(
            documents=documents,
            snapshots={name: _snapshot(name) for name in told},
            texts=by_snapshot,
            claims=by_id,
            places=world.places,
            actors=world.actors,
            incidents=made,
            asides=grouping.asides,
            origins=origins,
            sums={one.id: reconcile.sums(one, by_id, origins) for one in made},
            figures={one.id: reconcile.figures(one, by_id, origins, documents) for one in made},
            conflicts={one.id: reconcile.conflicts(one, by_id, origins, documents) for one in made},
        )

    return make


@pytest.fixture(scope="session")
def found(record_of):
    """Return the messages of one code that the checks find in a table."""

    def look(code, table, texts=None, **told):
        problems = checks.run(record_of(table, texts, **told))
        return [problem.message for problem in problems if problem.code == code]

    return look


@pytest.fixture(scope="session")
def table_of():
    """Return a reader of tables, whose claims are checked against the cells they point at."""

    def make(table, name="table.csv", kind="text/csv", **told):
        data = table if isinstance(table, bytes) else table.encode()
        document = Document(name=name, told=Told(**told))
        snapshot = Snapshot(
            document_id=document.id,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            media_type=kind,
            taken_at=datetime(2024, 1, 1, tzinfo=UTC),
        )
        reading = read.text(document, snapshot, data)
        found = extract.table_reader().understood(reading.document, reading.text)
        for claim in found.claims:
            words = reading.text.words(claim.passage.start, claim.passage.end)
            assert words == claim.passage.exact
        return found

    return make
