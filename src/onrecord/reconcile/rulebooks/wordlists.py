"""The rulebooks' words for weapons and people, and how a report's words are held against them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from onrecord.model import Claim
from onrecord.vocab import read_table

_PACKAGE = "onrecord.reconcile.rulebooks"


@cache
def people() -> Mapping[str, Any]:
    """Return the lists of words for people."""
    return read_table(_PACKAGE, "people.yaml")


@cache
def sub_events() -> Mapping[str, Any]:
    """Return ACLED's event types with their sub-event types."""
    return read_table(_PACKAGE, "sub_events.yaml")


@cache
def _weapons() -> tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]:
    told = read_table(_PACKAGE, "weapons.yaml")["weapons"]
    return tuple((_any_of(row["words"]), row) for row in told)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of some words, with a plural and as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})s?(?!\w)", re.IGNORECASE)


@cache
def _listed(*path: str) -> re.Pattern[str]:
    words: Any = people()
    for step in path:
        words = words[step]
    return _any_of(words)


def says(text: str | None, *path: str) -> bool:
    """
    Return whether some words hold one of a list.

    >>> says("Houthi fighters", "camps", "group"), says("passengers", "camps", "group")
    (True, False)
    """
    return bool(text and _listed(*path).search(text))


def weapon(claim: Claim) -> Mapping[str, Any]:
    """Return what the rulebooks know of a claim's weapon; empty where they know nothing."""
    if not claim.weapon:
        return {}
    return next((row for words, row in _weapons() if words.search(claim.weapon)), {})
