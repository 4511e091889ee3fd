"""
A table of claims, as one incident of a record, in a layout that goes out: rows by column.

Nothing is protected here: what may be told is told, so that each rule of a layout is seen by
itself. What protection leaves out, a test sets.
"""

import csv
import importlib.util
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import publish, reconcile
from onrecord.model import PlaceKind, Role
from onrecord.model.public import (
    Allegation,
    Piece,
    PublicCell,
    PublicClaim,
    PublicDocument,
    PublicFigure,
    PublicIncident,
    PublicPlace,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Words,
)
from onrecord.reconcile import rulebooks
from onrecord.testing import publics

TAKEN = datetime(2018, 8, 20, 6, 30, tzinfo=UTC)
TITLES = {"a.txt": "Strike on a market", "b.txt": "Toll rises; more found"}


@pytest.fixture(scope="session")
def builders():
    """Return the builders of the rulebooks' own tests: the same map, actors and documents."""
    path = Path(__file__).parents[1] / "rulebooks" / "conftest.py"
    spec = importlib.util.spec_from_file_location("rulebook_builders", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def public_of_table(builders):
    """Return what anybody may see of a record with one incident, told by a table of claims."""

    def make(table: str, place: str | None = None, *, decided: bool = True, **changes):
        told = builders.evidence(table, place)
        made = reconcile.figures(told.incident, told.claims, told.voices)
        one = PublicIncident(
            id=told.incident.id,
            when=told.incident.when,
            places=_places(told, told.incident.place_ids),
            accused=tuple(_accused(told)),
            victims="",
            weapons=(),
            figures=tuple(
                PublicFigure(
                    outcome=f.outcome,
                    minimum=f.minimum,
                    maximum=f.maximum,
                    rule=f.rule,
                    used=f.used,
                )
                for f in made
            ),
            rulings=tuple(_ruling(told, name) for name in rulebooks.RULEBOOKS),
            sources=tuple(_sources(told)),
            claims=tuple(_claim(claim, decided=decided) for claim in told.members),
            first_reported=min(told.published(claim) for claim in told.members),
            is_decided=decided,
        )
        names = {claim.document for claim in told.members}
        return publics.public(
            replace(one, **changes), documents={name: _document(told, name) for name in names}
        )

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


def _places(told, ids):
    """Every place at a point of its own, by its name's letters; the map's one country is Syria."""
    found = [place for i in ids if (place := told.place(i))]
    return tuple(_place(told, place) for place in found)


def _place(told, place):
    above, at = {}, place
    while at:
        above.setdefault(at.kind, at.name)
        at = told.place(at.within) if at.within else None
    return PublicPlace(
        id=place.id,
        name=place.name,
        kind=place.kind,
        country="SY" if place.country else None,
        country_name=above.get(PlaceKind.COUNTRY),
        province=above.get(PlaceKind.PROVINCE),
        district=above.get(PlaceKind.DISTRICT),
        latitude=30 + len(place.name) / 4,
        longitude=-len(place.name) / 2,
        precision=place.precision,
    )


def _accused(told):
    said = {}
    for claim in told.members:
        for mention in claim.perpetrators:
            said.setdefault(mention.name, {})[told.origin(claim).name] = None
    for name, by in said.items():
        yield Allegation(name=name, said_by=tuple(by))


def _sources(told):
    found = {}
    for claim in told.members:
        found.setdefault(told.origin(claim), []).append(claim.id)
    for origin, claims in found.items():
        yield PublicSource(
            id=origin.id, name=origin.name, role=Role.NOT_A_PARTY, claim_ids=tuple(claims)
        )


def _claim(claim, *, decided):
    return PublicClaim(
        id=claim.id,
        document_id=claim.document,
        start=claim.passage.start,
        end=claim.passage.end,
        exact=_words(claim.passage.exact),
        before=_words(""),
        after=_words(""),
        measure=claim.measure,
        outcome=claim.outcome,
        count=claim.count,
        victim_class=claim.victim_class,
        stance=claim.stance,
        voice=claim.voice,
        part_of=claim.part_of,
        is_cumulative=claim.is_cumulative,
        decision="accepted" if decided else None,
    )


def _document(told, name):
    document = told.documents[name]
    return PublicDocument(
        id=name,
        title=_words(TITLES[name]) if name in TITLES else None,
        publisher=document.publisher,
        published=document.published,
        taken_at=TAKEN,
    )


def _ruling(told, name):
    ruling = rulebooks.ruling(name, told)
    return PublicRuling(
        rulebook=ruling.rulebook,
        version=ruling.version,
        codebook=ruling.codebook,
        cells=tuple(
            PublicCell(name=cell.name, value=cell.value, why=_words(cell.why), is_ours=cell.is_ours)
            for cell in ruling.values
        ),
        used=tuple(PublicWeighed(claim_id=w.claim_id, rule=w.rule.id) for w in ruling.used),
        shares=ruling.shares,
        places=_places(told, ruling.place_ids),
    )


def _words(text):
    return Words(pieces=(Piece(text=text),) if text else ())
