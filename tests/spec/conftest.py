"""A record from a table, and what the checks find in it."""

import re

import pytest

from onrecord import checks, group, reconcile, testing
from onrecord.model import Block, Record, Snapshot, Text, Voice

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
