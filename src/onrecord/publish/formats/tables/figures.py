"""The tables of figures: what the origins say, and which claims it rests on."""

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model.public import PublicFigure, PublicIncident
from onrecord.publish.formats.tables.columns import (
    OF_INCIDENT,
    Column,
    Kind,
    Link,
    Part,
    Table,
    incident_id,
    parts,
)

_TEXT, _TRUTH, _WHOLE = Kind.TEXT, Kind.TRUTH, Kind.WHOLE

FIGURES: Table[Part[PublicFigure]] = Table(
    name="figures",
    says="A minimum and a maximum for one outcome of an incident, under no rulebook.",
    key=("incident_id", "outcome"),
    links=(OF_INCIDENT,),
    of_incident=lambda one: parts(one, one.figures),
    columns=(
        incident_id(),
        Column("outcome", _TEXT, lambda p: p.it.outcome, "`killed` or `injured`.", must=True),
        Column("minimum", _WHOLE, lambda p: p.it.minimum,
               "People; empty where every claim leaves that end open, never 0 for it.", least=0),
        Column("maximum", _WHOLE, lambda p: p.it.maximum, "Likewise.", least=0),
        Column("is_open_above", _TRUTH, lambda p: p.incident.is_open_above(p.it),
               'Whether a claim that it rests on says "or more": then nobody names the most.',
               must=True),
        Column("rule", _TEXT, lambda p: p.it.rule, "How they came about."),
    ),
)  # fmt: skip


class _Weighed(NamedTuple):
    """A claim that a figure used or left out."""

    incident: PublicIncident
    outcome: str
    claim_id: str
    reason: str | None


def _weighed(one: PublicIncident) -> Iterator[_Weighed]:
    seen = {claim.id for claim in one.claims}
    for figure in one.figures:
        told = [*((used, None) for used in figure.used), *figure.left_out]
        for claim_id, reason in told:
            if claim_id in seen:  # what is not public is not named
                yield _Weighed(one, figure.outcome, claim_id, reason)


FIGURE_CLAIMS: Table[_Weighed] = Table(
    name="figure_claims",
    says="A claim that a figure rests on, or leaves out with the reason.",
    links=(
        Link(("incident_id", "outcome"), "figures", ("incident_id", "outcome")),
        Link(("claim_id",), "claims", ("id",)),
    ),
    of_incident=_weighed,
    columns=(
        Column("incident_id", _TEXT, lambda w: w.incident.id, "The incident.", must=True),
        Column("outcome", _TEXT, lambda w: w.outcome, "Of the figure.", must=True),
        Column("claim_id", _TEXT, lambda w: w.claim_id, "The claim.", must=True),
        Column("is_used", Kind.TRUTH, lambda w: w.reason is None,
               "Whether the figure rests on it.", must=True),
        Column("reason", _TEXT, lambda w: w.reason, "Why it is left out."),
    ),
)  # fmt: skip
