"""Whom a claim counts: cells of a declared partition, a role inside one, or everybody."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from onrecord.kit.folding import fold
from onrecord.model import Claim, VictimClass
from onrecord.vocab import read_yaml

SEX_AGE, STATUS = "sex-age", "status"
_INCLUDING = re.compile(r"\b(?:including|among them|some of them|such as)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """
    Whom a claim counts.

    Attributes:
        partition: The partition its cells belong to; None for people of any kind.
        cells: Which of its cells; empty where there is no partition.
        is_overlap: Whether it is a role that may be anybody (a journalist): such a count
            is never added to others.
    """

    partition: str | None = None
    cells: frozenset[str] = frozenset()
    is_overlap: bool = False


@cache
def _declared() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", read_yaml("onrecord.vocab", "partitions.yaml"))


@cache
def all_cells(partition: str) -> frozenset[str] | None:
    """Return the cells that together are everybody; None if the partition has no such end."""
    told = _declared()["partitions"].get(partition)
    return frozenset(told["cells"]) if told and told["complete"] else None


def category(claim: Claim) -> Category:
    """
    Return whom a claim counts, from its words for the harmed and their class.

    What is only included ("people, including women") does not narrow a count.
    """
    words = fold(_INCLUDING.split((claim.victims or "").casefold())[0]).split()
    cells = _cells(words, SEX_AGE)
    if cells:
        return Category(partition=SEX_AGE, cells=cells)
    if any(word in _overlaps() for word in words):
        return Category(is_overlap=True)
    cells = _cells(words, STATUS) or _by_class(claim.victim_class)
    return Category(partition=STATUS, cells=cells) if cells else Category()


def _cells(words: list[str], partition: str) -> frozenset[str]:
    known = _declared()["partitions"][partition]["words"]
    return frozenset(cell for word in words for cell in known.get(word, ()))


def _by_class(victim_class: VictimClass) -> frozenset[str]:
    if victim_class in {VictimClass.CIVILIAN, VictimClass.COMBATANT}:
        return frozenset({victim_class.value})
    return frozenset()


@cache
def _overlaps() -> frozenset[str]:
    return frozenset(_declared()["overlaps"])
