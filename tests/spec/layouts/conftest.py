"""A table of claims, as one incident of a record, in a layout that goes out: rows by column."""

import csv
import importlib.util
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import publish, reconcile
from onrecord.model import Document, Record, Snapshot
from onrecord.model.public import Method
from onrecord.model.publishing import Allowed
from onrecord.reconcile import rulebooks

TAKEN = datetime(2018, 8, 20, 6, 30, tzinfo=UTC)
TITLES = {"a.txt": "Strike on a market", "b.txt": "Toll rises; more found"}


def _beside(name: str):
    """Return the builders of the rulebooks' own tests: the same map, actors and documents."""
    path = Path(__file__).parents[1] / "rulebooks" / name
    spec = importlib.util.spec_from_file_location("rulebook_builders", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def builders():
    return _beside("conftest.py")


@pytest.fixture
def public_of_table(builders):
    """Return what anybody may see of a record with one incident, told by a table of claims."""

    def make(table: str, place: str | None = None, *, decided: bool = True, **changes):
        told = builders.evidence(table, place)
        decision = "accepted" if decided else None
        claims = {i: one.with_(decision=decision) for i, one in told.claims.items()}
        told = replace(told, claims=claims)
        names = {one.document for one in claims.values()}
        documents = {
            name: replace(told.documents.get(name) or Document(name=name), title=TITLES.get(name))
            for name in names
        }
        record = Record(
            name="Northern record",
            documents=documents,
            snapshots={name: _snapshot(name) for name in names},
            claims=claims,
            places=_on_the_map(builders),
            incidents=(told.incident,),
            origins=tuple({one.id: one for one in told.voices.values()}.values()),
            figures={told.incident.id: reconcile.figures(told.incident, claims, told.voices)},
        )
        rulings = tuple(rulebooks.ruling(name, told) for name in rulebooks.RULEBOOKS)
        made = publish.public(
            record, Allowed(recent_days=0), Method(), program="onrecord 0", rule=lambda _: rulings
        )
        incidents = tuple(replace(one, **changes) for one in made.incidents)
        return replace(made, incidents=incidents)

    return make


@pytest.fixture
def rows(public_of_table):
    """Return the rows that a layout makes of a table of claims, by column."""

    def make(form: str, table: str, place: str | None = None, **options):
        return written(form, public_of_table(table, place, **options))

    return make


@pytest.fixture
def written_as():
    """Return the rows that a layout makes of what anybody may see of a record."""
    return written


def written(form, public):
    out = io.BytesIO()
    publish.FORMATS[form].write(public, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def _snapshot(name: str) -> Snapshot:
    return Snapshot(
        document_id=Document(name=name).id,
        sha256="ab" * 32,
        size=1,
        media_type="text/plain",
        taken_at=TAKEN,
    )


def _on_the_map(builders):
    """Every place of the map in Syria, each at a point of its own, by its name's letters."""
    known = builders.testing.world(builders.MAP, builders.ACTORS)
    return {
        i: replace(
            one,
            country="SY" if one.country else None,
            latitude=30 + len(one.name) / 4,
            longitude=-len(one.name) / 2,
        )
        for i, one in known.places.items()
    }
