"""Words for weapons, for sides and for hours, by the kinds that they may mean."""

import re
from collections import defaultdict
from functools import cache

from onrecord.kit.folding import fold
from onrecord.vocab import read_table


def weapons_in(words: str | None) -> frozenset[str]:
    """
    Return the kinds of weapon that some words may mean.

    >>> sorted(weapons_in("lorry bomb")), sorted(weapons_in("mortars"))
    (['vehicle bomb'], ['shells'])
    >>> len(weapons_in("bombing")) > 1, weapons_in("attack")
    (True, frozenset())
    """
    return kinds("weapons", words) if words else frozenset()


@cache
def kinds(which: str, words: str) -> frozenset[str]:
    """Return the kinds whose longest words stand in a text: "roadside bomb" before "bomb"."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in _pattern(which).finditer(f" {fold(words)} "):
        found[match[1]] |= _kinds_of(which)[match[1]]
    return frozenset().union(*found.values())


@cache
def _kinds_of(which: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, words in read_table("onrecord.group", "acts.yaml")[which].items():
        for word in words:
            found[fold(word)].add(kind)
    return found


@cache
def _pattern(which: str) -> re.Pattern[str]:
    words = sorted(_kinds_of(which), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)")


@cache
def listed(which: str) -> tuple[str, ...]:
    """Return a list of words, folded."""
    return tuple(fold(word) for word in read_table("onrecord.group", "acts.yaml")[which])


def differ(told: frozenset[str], others: frozenset[str]) -> bool:
    """Whether both tell something, and nothing that both may mean."""
    return bool(told and others) and not told & others
