"""Columns that are known by a row of HXL hashtags, whatever their headings say."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from onrecord.extract.tabular import headings, vocabulary
from onrecord.extract.tabular.column import Column
from onrecord.kit.cells import Row

_TAG = re.compile(r"#\s*[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_*]*)*", re.IGNORECASE)
_PART = re.compile(r"[#+]\s*([a-z0-9_]+)")
_AFFECTED = "#affected"
_LANGUAGE = 2  # letters of an attribute that only says in which language words are


def is_tags(row: Row) -> bool:
    """
    Return whether a row holds the hashtags of its columns: each filled cell is one.

    HXL 1.1 lets the row stand anywhere above the data.
    """
    filled = [value for cell in row.cells if (value := cell.value.strip())]
    return bool(filled) and all(_TAG.fullmatch(value) for value in filled)


def column(at: int, heading: str, tag: str) -> Column | None:
    """
    Return what a column is by its hashtag; None if that is not understood.

    >>> column(0, "Dead", "#affected+ind+killed+min").meaning
    'killed, people, at least'
    >>> column(0, "Where", "#loc +name+en").meaning, column(0, "", "#sector")
    ('place', None)
    """
    name, attributes = _parts(tag)
    if name == _AFFECTED:
        return _counted(at, heading, attributes)
    fitting = [
        (len(needed), slot)
        for slot, told, needed in _slots()
        if told == name and needed <= attributes
    ]
    if not fitting:
        return None
    return Column(index=at, heading=heading, slot=max(fitting, key=lambda one: one[0])[1])


def _counted(at: int, heading: str, attributes: frozenset[str]) -> Column | None:
    known: dict[str, Any] = vocabulary.table()["hashtag_attributes"]
    told = attributes - set(known["nothing"])
    outcomes = {known["outcomes"][one] for one in told if one in known["outcomes"]}
    bounds = {known["bounds"][one] for one in told if one in known["bounds"]}
    people = told - set(known["outcomes"]) - set(known["bounds"])
    whom = list(_people(people, known))
    if len(outcomes) != 1 or len(bounds) > 1 or None in whom:
        return None
    return headings.counting(
        at,
        heading,
        outcomes.pop(),
        [who for who in whom if who],
        bound=next(iter(bounds), None),
    )


def _people(attributes: frozenset[str], known: dict[str, Any]) -> Iterator[str | None]:
    """Return which people attributes name; None for one that is not known."""
    left = set(attributes)
    for pair, who in known["together"].items():
        if left.issuperset(pair.split()):
            left -= set(pair.split())
            yield who
    for one in sorted(left):
        yield known["people"].get(one)


def _parts(tag: str) -> tuple[str, frozenset[str]]:
    """Return a tag's name and its attributes, those that name a language left out."""
    name, *attributes = _PART.findall(tag.casefold().replace("*", ""))
    kept = (one for one in attributes if len(one) != _LANGUAGE or one in {"id", "hh"})
    return f"#{name}", frozenset(kept)


@cache
def _slots() -> Sequence[tuple[str, str, frozenset[str]]]:
    held = vocabulary.table()["hashtags"]
    return [(slot, *_parts(tag)) for slot, tags in held.items() for tag in tags]
