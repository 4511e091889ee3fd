"""Whom a claim counts: cells of a declared partition, a role inside one, or everybody."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from onrecord.kit.folding import fold
from onrecord.model import Claim, VictimClass
from onrecord.vocab import read_yaml

SEX_AGE, STATUS = "sex-age", "status"
_INCLUDING = re.compile(r"\b(?:including|among them|some of them|such as|بينهم|بما في ذلك)\b")
_JOINED = re.compile(r"^[وف]?[بلك]?(?:ال|لل)?(?=.{2})")


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
    return _category(claim.victims or "", claim.victim_class)


@lru_cache(maxsize=16_384)  # rulebooks ask it of each claim some twenty times
def _category(victims: str, victim_class: VictimClass) -> Category:
    words = list(_split(victims))
    cells = _cells(words, SEX_AGE)
    if cells:
        return Category(partition=SEX_AGE, cells=cells)
    if _role(words) is not None:
        return Category(is_overlap=True)
    cells = _cells(words, STATUS) or _by_class(victim_class)
    return Category(partition=STATUS, cells=cells) if cells else Category()


def is_within(claim: Claim, cells: frozenset[str]) -> bool:
    """Whether a claim counts people of some sexes and ages only ("girls" among children)."""
    kind = category(claim)
    return kind.partition == SEX_AGE and kind.cells <= cells


def words_of(claim: Claim) -> list[str]:
    """Return the words for the harmed as they stand in the lists, without what is included."""
    return list(_split(claim.victims or ""))


def role(claim: Claim) -> str | None:
    """Return the declared role that a claim counts ("medic"); None if it counts none."""
    return _role(words_of(claim))


def _role(words: list[str]) -> str | None:
    return next((_overlaps()[word] for word in words if word in _overlaps()), None)


def status_named(claim: Claim) -> frozenset[str]:
    """Return the cells of civilians and combatants that its words themselves name."""
    return _cells(words_of(claim), STATUS)


def is_everyone_of(claim: Claim) -> bool:
    """
    Whether a claim counts everyone of its category, so that it bounds the category from above.

    "Women" does; "elderly women" counts some of them, as do "villagers", who are civilians.
    """
    words = [word for word in words_of(claim) if not word.isdigit()]
    of_a_class = bool(_by_class(claim.victim_class)) and not _cells(words, SEX_AGE)
    if of_a_class and not _cells(words, STATUS):
        return False
    return all(word in _known() for word in words)


@lru_cache(maxsize=16_384)
def _split(victims: str) -> tuple[str, ...]:
    told, *included = _INCLUDING.split(victims.casefold())
    words = fold(told) or fold(" ".join(included))  # "among them three women" are women
    return tuple(_listed(word) for word in words.split())


def _cells(words: list[str], partition: str) -> frozenset[str]:
    known = _words(partition)
    return frozenset(cell for word in words for cell in known.get(word, ()))


def _by_class(victim_class: VictimClass) -> frozenset[str]:
    if victim_class in {VictimClass.CIVILIAN, VictimClass.COMBATANT}:
        return frozenset({victim_class.value})
    return frozenset()


def _listed(word: str) -> str:
    """Return an Arabic word without what is written together with it, if only then listed."""
    lists = (_words(SEX_AGE), _words(STATUS), _overlaps(), _known())
    bare = _JOINED.sub("", word)
    is_listed = any(word in listed for listed in lists)
    return bare if not is_listed and any(bare in listed for listed in lists) else word


@cache
def _words(partition: str) -> Mapping[str, tuple[str, ...]]:
    told = _declared()["partitions"][partition]["words"]
    return {fold(word): tuple(cells) for word, cells in told.items()}


@cache
def _overlaps() -> Mapping[str, str]:
    return {fold(word): role for role, words in _declared()["overlaps"].items() for word in words}


@cache
def _known() -> frozenset[str]:
    """Words that leave nobody of a category out."""
    named = {*_words(SEX_AGE), *_words(STATUS)} - {fold(w) for w in _declared()["narrower"]}
    return frozenset(
        {*named, *map(fold, _declared()["everybody"]), *map(fold, _declared()["fillers"])}
    )
