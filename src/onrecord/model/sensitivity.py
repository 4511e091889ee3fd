"""
How sensitive each field of the model is: `vocab/sensitivity.yaml`, read and checked.

Whoever adds a field must say who may see it; a test fails until that is done (`unsaid`), and
where something public is filled from what never leaves (`leaks`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from onrecord import vocab

_EVERY = "every"
_OWN = frozenset({"made", "setting"})  # in no field of the model


class Openness(StrEnum):
    """Who may see a field."""

    PUBLIC = "public"  # anybody, as it is
    COARSENED = "coarsened"  # a place or a time, as exactly as the settings allow
    QUOTED = "quoted"  # words, after the masker has gone over them
    PERSONAL = "personal"  # who somebody is: only where a setting names it
    DANGEROUS = "dangerous"  # religion, ethnicity, kinship, who told it: likewise
    INNER = "inner"  # nobody outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the table says of a field: who may see it, and why so."""

    openness: Openness
    why: str


def entry(kind: str, name: str) -> Entry | None:
    """
    Return what the table says of a field of a class of the model; None if it says nothing.

    >>> entry("Decision", "by").openness.value
    'inner'
    """
    told = _model().get(kind, {})
    return told.get(name) or told.get(_EVERY)


def sources(kind: str, name: str) -> tuple[str, ...] | None:
    """
    Return from what a public field is filled, as `Class.field`; None if the table says nothing.

    >>> sources("PublicDocument", "title")
    ('Document.title',)
    """
    return _public().get(kind, {}).get(name)


def unsaid(classes: Iterable[type[Any]]) -> Iterator[str]:
    """Yield fields of classes of the model without a line, and lines without a field."""
    for one in classes:
        names = {f.name for f in fields(one)}
        for name in sorted(names):
            if entry(one.__name__, name) is None:
                yield f"{one.__name__}.{name} has no sensitivity"
        for name in sorted(_model().get(one.__name__, {}).keys() - names - {_EVERY}):
            yield f"{one.__name__} has no field {name}"


def leaks(classes: Iterable[type[Any]]) -> Iterator[str]:
    """Yield public fields that do not say what fills them, or that something inner fills."""
    for one in classes:
        for f in fields(one):
            told = sources(one.__name__, f.name)
            if not told:
                yield f"{one.__name__}.{f.name} does not say what it is filled from"
            for source in told or ():
                kind, _, name = source.partition(".")
                known = entry(kind, name) if name else None
                if source not in _OWN and known is None:
                    yield f"{one.__name__}.{f.name} is filled from {source}, which is not known"
                elif known is not None and known.openness is Openness.INNER:
                    yield f"{one.__name__}.{f.name} is filled from {source}, which never leaves"


@cache
def _model() -> Mapping[str, Mapping[str, Entry]]:
    table = vocab.read_table("onrecord.vocab", "sensitivity.yaml")["model"]
    return {kind: dict(_entries(kind, rows)) for kind, rows in table.items()}


def _entries(kind: str, rows: dict[str, list[str]]) -> Iterator[tuple[str, Entry]]:
    for name, (openness, why) in rows.items():
        made = Entry(openness=Openness(openness), why=why)
        if name == _EVERY and made.openness is not Openness.INNER:
            raise ValueError(f"{kind}: only what never leaves is said of all fields at once")
        yield name, made


@cache
def _public() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    table = vocab.read_table("onrecord.vocab", "sensitivity.yaml")["public"]
    return {kind: {n: tuple(told) for n, told in rows.items()} for kind, rows in table.items()}
