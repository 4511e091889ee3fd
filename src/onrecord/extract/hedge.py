"""Words that hedge a number, before it and after it, and what they do to its bounds."""

import re
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.number import ANY
from onrecord.model import Count, Qualifier

_Hedge = tuple[re.Pattern[str], Qualifier]


@cache
def _before() -> tuple[_Hedge, ...]:
    """Words before a number, longest first."""
    return tuple(
        (re.compile(rf"\b{wordlist.any_of([words])}\s+(?:the\s+)?$", re.IGNORECASE), kind)
        for words, kind in sorted(_listed("before"), key=lambda row: -len(row[0]))
    )


@cache
def _any_before() -> re.Pattern[str]:
    """Any of them, since most numbers have none."""
    every = wordlist.any_of(words for words, _ in _listed("before"))
    return re.compile(rf"\b{every}\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _after() -> tuple[_Hedge, ...]:
    """Words after a number, as the list has them."""
    return tuple(
        (re.compile(rf"\s+{wordlist.any_of([words])}\b", re.IGNORECASE), kind)
        for words, kind in _listed("after")
    )


def _listed(where: str) -> list[tuple[str, Qualifier]]:
    table = wordlist.table("hedges")[where]
    return [(str(w), Qualifier(kind)) for kind, entry in table.items() for w in entry["words"]]


@cache
def _rises() -> re.Pattern[str]:
    """As in "has gone up to 43": a toll that rises to a figure, and no upper bound."""
    return re.compile(
        rf"\b{wordlist.alternatives('hedges', 'rises')}\s+$",
        re.IGNORECASE,
    )


@cache
def _told_about() -> re.Pattern[str]:
    """As in "what it knows about two attacks": the word is a preposition there."""
    return re.compile(
        rf"\b{wordlist.alternatives('hedges', 'told_about')}\s+about\b",
        re.IGNORECASE,
    )


def before(content: str, core: int, floor: int) -> tuple[int, list[Qualifier]]:
    """
    Walk back from a number over its hedges ("perhaps as many as").

    Args:
        content: The text.
        core: Where the number's own words start.
        floor: Where to stop.

    Returns:
        Where the first hedge starts, and the hedges, the nearest first.
    """
    begin = core
    kinds: list[Qualifier] = []
    for _ in range(3):
        words = content[max(floor, begin - 40) : begin]
        found = _nearest(words)
        if found is None:
            break
        start, kind = found
        begin -= len(words) - start
        kinds.append(kind)
    return begin, kinds


def _nearest(words: str) -> tuple[int, Qualifier] | None:
    """The longest hedge at the end of some words, and where it starts."""
    if _any_before().search(words) is None:
        return None
    for pattern, kind in _before():
        match = pattern.search(words)
        if match is None:
            continue
        if kind is Qualifier.ABOUT and _told_about().search(words[: match.start() + 6]):
            continue
        if kind is Qualifier.MORE_THAN and words.rstrip().lower().endswith(" the"):
            continue  # "more than the 18 that the mayor had counted": of them there were 18
        if kind is Qualifier.UP_TO and _rises().search(words[: match.start()]):
            continue
        return match.start(), kind
    return None


_NUMBER = re.compile(rf"\s+(?:the\s+)?{ANY}", re.IGNORECASE)


def after(content: str, end: int) -> tuple[int, list[Qualifier]]:
    """
    Return where the hedge after a number ends ("40 or more"), and the hedge, if there is one.

    Before another number it hedges that one: "09.40 At least two people were killed".

    >>> after("40 at least", 2)[0], after("40 at least two", 2)[0]
    (11, 2)
    """
    for pattern, kind in _after():
        match = pattern.match(content, end)
        if match:
            is_of_next = _NUMBER.match(content, match.end())
            return (end, []) if is_of_next else (match.end(), [kind])
    return end, []


def bounds(value: float, kinds: list[Qualifier]) -> Count:
    """
    Return a value with its hedges applied; a bounding hedge outranks "about".

    >>> print(bounds(30, [Qualifier.MORE_THAN]))
    31 or more
    >>> print(bounds(250, [Qualifier.ABOUT, Qualifier.ALMOST]))
    up to 250
    """
    if Qualifier.AT_LEAST in kinds:
        return Count(low=value, qualifier=Qualifier.AT_LEAST)
    if Qualifier.MORE_THAN in kinds:
        return Count(low=value + 1, qualifier=Qualifier.MORE_THAN)
    for kind in (Qualifier.ALMOST, Qualifier.UP_TO):
        if kind in kinds:
            return Count(high=value, qualifier=kind)
    about = Qualifier.ABOUT in kinds
    return Count(low=value, high=value, qualifier=Qualifier.ABOUT if about else Qualifier.EXACT)
