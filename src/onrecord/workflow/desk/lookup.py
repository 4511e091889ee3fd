"""What a typed name may mean: places and actors of the record, of the lists, by any spelling."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.kit.folding import fold
from onrecord.model import Actor, Names, Place, Record
from onrecord.workflow.desk.view import View

Kind = Literal["place", "actor"]
_MOST = 12
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    A place or an actor that may be meant.

    Attributes:
        id: Its id.
        name: What it is called.
        kind: What it is: `town`, `armed_group`.
        within: What it is in, or part of, by name; empty if that is not known.
        why: How it was found, or why it ranks where it does.
    """

    id: str
    name: str
    kind: str
    within: str
    why: str


def found(now: View, names: Names, kind: Kind, words: str) -> tuple[Known, ...]:
    """
    Return what a typed name may mean, the likeliest first.

    Args:
        now: The record.
        names: What the program knows by name.
        kind: Whether a place or an actor is looked for.
        words: The name as typed, in any script.
    """
    typed = " ".join(words.split())[:_LONGEST]
    if not typed:
        return ()
    listed: dict[str, Known] = {}
    for meant, why in (*_by_lists(names, kind, typed), *_in_record(now, kind, typed)):
        one = described(now.record, names, meant, why)
        if one is not None:
            listed.setdefault(meant, one)
    return tuple(listed.values())[:_MOST]


def described(record: Record, names: Names, meant: str, why: str = "") -> Known | None:
    """Return what an id means; None if nobody knows."""
    place = record.places.get(meant) or names.place(meant)
    if place is not None:
        return Known(
            id=meant,
            name=place.name,
            kind=str(place.kind),
            within=", ".join(_around(record, names, place)),
            why=why,
        )
    actor = record.actors.get(meant) or names.actor(meant)
    if actor is None:
        return None
    whole = actor.part_of and (record.actors.get(actor.part_of) or names.actor(actor.part_of))
    return Known(
        id=meant,
        name=actor.name,
        kind=str(actor.kind),
        within=whole.name if whole else actor.country or "",
        why=why,
    )


def _around(record: Record, names: Names, place: Place) -> Iterator[str]:
    at: Place | None = place
    for _ in range(3):
        at = (at and at.within and (record.places.get(at.within) or names.place(at.within))) or None
        if at is None:
            return
        yield at.name


def _by_lists(names: Names, kind: Kind, typed: str) -> Iterable[tuple[str, str]]:
    for named in names.find(typed):
        if named.kind == kind:
            yield from ((candidate.id, candidate.why) for candidate in named.candidates)


def _in_record(now: View, kind: Kind, typed: str) -> Iterable[tuple[str, str]]:
    wanted = fold(typed)
    keys = now.index.once(("names", kind), lambda: _keys(now.record, kind))
    fit = [(key, meant) for key, meant in keys if wanted in key]
    fit.sort(key=lambda one: (not one[0].startswith(wanted), len(one[0])))
    return ((meant, "named in this record") for _, meant in fit[:_MOST])


def _keys(record: Record, kind: Kind) -> list[tuple[str, str]]:
    if kind == "place":
        return [(fold(place.name), place.id) for place in record.places.values()]
    return [(fold(" ".join(_called(a))), a.id) for a in record.actors.values()]


def _called(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases)
