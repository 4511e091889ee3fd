"""The node of an incident, with everything about it inside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.model.public import (
    PublicFigure,
    PublicIncident,
    PublicSource,
)
from onrecord.publish.formats.jsonld.claims import claims, times
from onrecord.publish.formats.jsonld.places import places
from onrecord.publish.formats.jsonld.rulings import Cells, ruling
from onrecord.publish.formats.jsonld.vocabulary import node, thing

Node = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    What of a record its incidents name.

    Attributes:
        publication: The record's own name.
        anchors: For each document the name of what its words are quoted from.
        rules: For each rulebook and each rule, by its id, its name.
        cells: Tells the columns of rulings by them.
    """

    publication: str
    anchors: Mapping[str, str]
    rules: Mapping[str, str]
    cells: Cells


def incident(one: PublicIncident, known: Known) -> Node:
    """Return an incident; what is named in it is in it, or is known."""
    return node(
        id=thing(one.id),
        type=["Incident", "Entity"],
        isPartOf=known.publication,
        wasDerivedFrom=[thing(told.id) for told in one.claims],
        isDateCoarsened=one.is_day_coarsened,
        firstReported=one.first_reported and one.first_reported.isoformat(),
        isDecided=one.is_decided,
        victims=one.victims,
        weapon=list(one.weapons),
        sum=list(one.sums),
        hasPlace=places(thing(one.id), one.places),
        hasAllegation=list(_allegations(one)),
        hasFigure=[_figure(made, one) for made in one.figures],
        hasClaim=claims(one, known.anchors),
        hasRuling=[ruling(made, one, known.rules, known.cells) for made in one.rulings],
        qualifiedAttribution=[_standing(source, one) for source in one.sources],
        hasDoubt=list(_doubts(one)),
        hasWithheld=list(_withheld(one)),
        **times(one.when),
    )


def sources(one: PublicIncident) -> Iterator[tuple[str, Node]]:
    """Yield the origins of an incident, each with its id."""
    for source in one.sources:
        yield (
            source.id,
            {
                "id": thing(source.id),
                "type": "Agent",
                "title": source.name,
                "isNameWithheld": source.is_withheld,
            },
        )


def _allegations(one: PublicIncident) -> Iterator[Node]:
    for at, told in enumerate(one.accused, start=1):
        yield node(
            id=thing(one.id, "allegation", at),
            type=["Allegation", "Entity"],
            accused=told.name,
            saidBy=list(told.said_by),
        )


def _figure(made: PublicFigure, one: PublicIncident) -> Node:
    claims = {told.id for told in one.claims}
    return node(
        id=thing(one.id, "figure", made.outcome),
        type=["Figure", "Entity"],
        outcome=made.outcome,
        minimum=made.minimum,
        maximum=made.maximum,
        isOpenAbove=one.is_open_above(made),
        why=made.rule,
        wasDerivedFrom=[thing(claim_id) for claim_id in made.used if claim_id in claims],
        wasGeneratedBy=thing("reckoning"),
        leftOut=[
            {
                "id": thing(one.id, "figure", made.outcome, "left-out", at),
                "type": "LeftOut",
                "ofClaim": thing(claim_id),
                "reason": reason,
            }
            for at, (claim_id, reason) in enumerate(made.left_out, start=1)
            if claim_id in claims
        ],
    )


def _standing(source: PublicSource, one: PublicIncident) -> Node:
    return {
        "id": thing(one.id, "standing", source.id),
        "type": "Attribution",
        "agent": thing(source.id),
        "role": source.role,
    }


def _doubts(one: PublicIncident) -> Iterator[Node]:
    for at, doubt in enumerate(one.doubts, start=1):
        yield node(
            id=thing(one.id, "doubt", at),
            type="Doubt",
            code=doubt.code,
            severity=doubt.severity,
            words=str(doubt.words),
        )


def _withheld(one: PublicIncident) -> Iterator[Node]:
    for kind, how_many in one.withheld:
        yield {
            "id": thing(one.id, "withheld", kind),
            "type": "Withheld",
            "withheld": kind,
            "howMany": how_many,
        }
