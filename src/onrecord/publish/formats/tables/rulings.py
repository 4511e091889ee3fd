"""The tables of rulings: what each rulebook makes of an incident, and by which rules."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from onrecord.model import Share
from onrecord.model.public import PublicCell, PublicIncident, PublicRuling
from onrecord.model.ruling import Cell
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

_TEXT, _WHOLE = Kind.TEXT, Kind.WHOLE
_OF_RULING = Link(("incident_id", "rulebook"), "rulings", ("incident_id", "rulebook"))
T = TypeVar("T")


def _in_short(slot: str) -> Column[Part[PublicRuling]]:
    return Column(
        slot,
        _TEXT,
        lambda p: dict(p.it.in_short).get(slot),
        "In words, for a table of several rulebooks.",
    )


RULINGS: Table[Part[PublicRuling]] = Table(
    name="rulings",
    says="What one rulebook makes of an incident: a proposal, until a person has looked at it.",
    key=("incident_id", "rulebook"),
    links=(OF_INCIDENT, Link(("rulebook",), "rulebooks", ("name",))),
    of_incident=lambda one: parts(one, one.rulings),
    columns=(
        incident_id(),
        Column("rulebook", _TEXT, lambda p: p.it.rulebook, "Its name.", must=True),
        Column("version", _TEXT, lambda p: p.it.version, "Of the program's reading of it."),
        Column("codebook", _TEXT, lambda p: p.it.codebook, "The codebook and its version."),
        *(_in_short(slot) for slot in ("killed", "injured", "when", "where", "verdict")),
    ),
)


class Of(NamedTuple, Generic[T]):
    """A thing of a ruling, and where it stands among its like (from 1)."""

    incident: PublicIncident
    ruling: PublicRuling
    at: int
    it: T


def _each(
    things: Callable[[PublicRuling], Iterable[T]],
) -> Callable[[PublicIncident], Iterator[Of[T]]]:
    """Return what goes through such things of all rulings of an incident."""

    def told(one: PublicIncident) -> Iterator[Of[T]]:
        for ruling in one.rulings:
            for at, it in enumerate(things(ruling), start=1):
                yield Of(one, ruling, at, it)

    return told


def _which(says: str) -> tuple[Column[Any], ...]:
    """Return the columns that say of which ruling a row is, and which one of it."""
    return (
        Column("incident_id", _TEXT, lambda o: o.incident.id, "The incident.", must=True),
        Column("rulebook", _TEXT, lambda o: o.ruling.rulebook, "The rulebook.", must=True),
        Column("position", _WHOLE, lambda o: o.at, says, must=True, least=1),
    )


KINDS: dict[type, str] = {
    bool: "truth", int: "whole", str: "text", date: "day", tuple: "texts",
}  # fmt: skip


def written(value: Cell) -> str | None:
    """
    Return what a rulebook's column holds as text; `value_kind` says how to read it.

    >>> written(12), written(True), written(("a", "b")), written(None)
    ('12', 'true', '["a", "b"]', None)
    """
    if value is None:
        return None
    if isinstance(value, tuple | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


RULING_CELLS: Table[Of[PublicCell]] = Table(
    name="ruling_cells",
    says="One column of a rulebook, filled in for an incident.",
    key=("incident_id", "rulebook", "position"),
    links=(_OF_RULING,),
    of_incident=_each(lambda ruling: ruling.cells),
    columns=(
        *_which("In the rulebook's order, then ours."),
        Column("name", _TEXT, lambda o: o.it.name, "The rulebook's name for it.", must=True),
        Column("value", _TEXT, lambda o: written(o.it.value),
               "Empty where it is not known, is not for a program to decide, or is not told."),
        Column("value_kind", _TEXT,
               lambda o: None if o.it.value is None else KINDS[type(o.it.value)],
               "How to read it: `texts` is a JSON array, `day` a date.",
               choices=tuple(KINDS.values())),
        Column("why", _TEXT, lambda o: str(o.it.why), "How it came about."),
        Column("rules", Kind.TEXTS, lambda o: o.it.rules, "Ids of the rules that shaped it."),
        Column("is_ours", Kind.TRUTH, lambda o: o.it.is_ours,
               "Whether the column is ours and not the rulebook's.", must=True),
    ),
)  # fmt: skip


class _Weighed(NamedTuple):
    """A claim that a rulebook used or set aside, and the rule that did it."""

    claim_id: str
    rule: str
    is_used: bool


def _weighed(one: PublicIncident) -> Iterator[Of[_Weighed]]:
    seen = {claim.id for claim in one.claims}
    for ruling in one.rulings:
        told = [(w, True) for w in ruling.used] + [(w, False) for w in ruling.set_aside]
        shown = [  # what is not public is not named
            _Weighed(w.claim_id, w.rule, is_used) for w, is_used in told if w.claim_id in seen
        ]
        for at, it in enumerate(shown, start=1):
            yield Of(one, ruling, at, it)


RULING_CLAIMS: Table[Of[_Weighed]] = Table(
    name="ruling_claims",
    says="A claim that a rulebook used or set aside, and the rule that did it.",
    key=("incident_id", "rulebook", "position"),
    links=(
        _OF_RULING,
        Link(("claim_id",), "claims", ("id",)),
        Link(("rule",), "rules", ("id",)),
    ),
    of_incident=_weighed,
    columns=(
        *_which("Counts the claims."),
        Column("claim_id", _TEXT, lambda o: o.it.claim_id, "The claim.", must=True),
        Column("is_used", Kind.TRUTH, lambda o: o.it.is_used,
               "Whether the ruling rests on it.", must=True),
        Column("rule", _TEXT, lambda o: o.it.rule, "Id of the rule.", must=True),
    ),
)  # fmt: skip

RULING_SHARES: Table[Of[Share]] = Table(
    name="ruling_shares",
    says="A part of a total that a rulebook spreads over days or places.",
    key=("incident_id", "rulebook", "position"),
    links=(_OF_RULING,),
    of_incident=_each(lambda ruling: ruling.shares),
    columns=(
        *_which("Counts the parts."),
        Column("people", _WHOLE, lambda o: o.it.people, "How many.", must=True, least=0),
        Column("day", Kind.DAY, lambda o: o.it.day, "The day that they are put to."),
        Column("place", _TEXT, lambda o: o.it.place, "The place that they are put to."),
    ),
)  # fmt: skip
