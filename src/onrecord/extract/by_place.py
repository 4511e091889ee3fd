"""
Numbers told beside places, with the harm said once: "five died in Idlib and three in Hama".

Also lists of places with their numbers: "the dead were: Idlib 19, Aleppo 14", "2 killed
(Toretsk 1, Kurakhove 1)". Each number has the place that stands beside it and no other.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.extract import naming
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import Link
from onrecord.model import Mention, Named, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

ELSEWHERE = "in a list: elsewhere"
BY_PLACE = "in a list: by place"

_JOINED = re.compile(r"(?:[,;]|\band)\s+(?:and\s+)?(?:(?:another|a\s+further)\s+)?$", re.IGNORECASE)
_THERE = re.compile(
    r"(?:\s+(?:others?|more|people|persons|each))?\s+(?:in|at|near|outside|around)\s+"
    r"(?:the\s+|another\b|[A-Z])"
    r"|(?:\s+(?:others?|more|people|persons))?\s+on\s+(?:the\s+\w+\s+(?:road|front|border)|[A-Z])"
)
_NAME = r"[A-Z][\w'’.-]*(?:\s+(?!\d)[\w'’.-]+){0,3}"
_ITEM = rf"{_NAME}\s+\(?\d+(?:,\d{{3}})*\)?"
_THEN = re.compile(
    r"(?:\s+(?:others?|more|people|persons))?,?\s+(?:on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:on\s+)?the\s+(?:next|following|previous|same)\s+(?:day|night|morning|evening|week|month|year)"
    r"|the\s+(?:day|night|week|month|year)\s+before|a\s+(?:day|week|month|year)\s+(?:later|earlier)"
    r"|yesterday|overnight|in\s+(?:19|20)\d\d)\b"
)
_BRACKETED = rf"{_NAME}\s+\(\d+(?:,\d{{3}})*(?:\s+[a-z]+)?\)"
_BRACKETS = re.compile(rf"{_BRACKETED}(?:(?:[,;]|,?\s+and|,?\s+then)\s+(?:then\s+)?{_BRACKETED})+")
_NAMED = re.compile(r"(?P<name>[A-Z][\w'’.-]*(?:\s+(?:[A-Z]|al-|el-)[\w'’.-]*){0,3})\s+\($")
_ITEM_BEGINS = re.compile(
    r"(?:[,;]?\s+and\s+|[,;]\s+)(?=\w)(?!\S+\s+of\s+(?:them|whom|those|these|the)\b)"
)
_NO_PLACE = re.compile(
    r"\s+\w*\s*(?:in|at|on)\s+the\s+(?:past|last|first|head|chest|leg|back|same)\b"
)
_COMMA = 2  # characters: a comma and a space
_RUN = re.compile(rf"(?<=[:(])\s*{_ITEM}(?:(?:,|;|,?\s+and)\s+{_ITEM})+")


def elsewhere(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "and three in Hama": so many more came to the same harm in another place."""
    quantity = sentence.quantity(unit)
    if quantity is None or not _JOINED.search(sentence.before(quantity.start, 24)):
        return None
    after = sentence.content[quantity.end : sentence.end]
    is_there = _THERE.match(after) and not _NO_PLACE.match(after)
    if not is_there and not _THEN.match(after):
        return None
    if not any(sentence.quantity(t) for t in sentence.tokens if t.i < unit.i):
        return None
    told = _last(sentence, unit)
    return Link(unit, told, ELSEWHERE) if told is not None else None


def listed(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "the dead were: Idlib 19, Aleppo 14": a list of places, each with its number."""
    quantity = sentence.quantity(unit)
    if quantity is None or sentence.content[quantity.start - 1 : quantity.start] not in {" ", "("}:
        return None
    runs = _RUN.finditer(sentence.content, sentence.start, sentence.end)
    if not any(r.start() < quantity.start and quantity.end <= r.end() for r in runs):
        return None
    told = _last(sentence, unit)
    return Link(unit, told, BY_PLACE, is_part=True) if told is not None else None


def bracketed(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "Idlib (19 killed), Aleppo (14) and Hama (2)": the first says what befell them all."""
    quantity = sentence.quantity(unit)
    if quantity is None or sentence.content[quantity.start - 1 : quantity.start] != "(":
        return None
    run = _run(sentence, quantity.start)
    if run is None:
        return None
    inside = (h for h in sentence.harms if run.start() <= sentence.span(h.token)[0] < run.end())
    told = next(inside, None) or _last(sentence, unit)
    if told is None or told.outcome is Outcome.ATTACKED:
        return None
    return Link(unit, told, BY_PLACE, is_part=True)


def _run(sentence: Sentence, number: int) -> re.Match[str] | None:
    """The list of names with numbers in brackets in which a number stands."""
    runs = _BRACKETS.finditer(sentence.content, sentence.start, sentence.end)
    return next((run for run in runs if run.start() < number < run.end()), None)


def of_item(sentence: Sentence, found: Sequence[Named], at: int) -> list[Named]:
    """
    Return the places of a number's own part of a list, where each part has a place of its own.

    As in "killed 44 people, 20 of them children, in Nondin and 179 in Soro": the 44 and the 20
    are of Nondin. Empty if the list has one place for all, as in "5 dead and 12 wounded in Homs".
    """
    starts = [q.start for q in sentence.quantities.values()]
    if len(starts) < 2 or len(found) < 2:
        return []
    cuts = [m.end() for m in _ITEM_BEGINS.finditer(sentence.content, sentence.start, sentence.end)]
    begins = [sentence.start, *(cut for cut in cuts if cut in starts)]
    parts = [
        [n for n in found if first <= n.start < last and any(first <= s < n.start for s in starts)]
        for first, last in pairwise([*begins, sentence.end])
    ]
    return parts[bisect_right(begins, at) - 1] if sum(map(bool, parts)) > 1 else []


def _last(sentence: Sentence, unit: "Token") -> Harm | None:
    """The last harm told before a number, where it is one that a count has."""
    before = [h for h in sentence.harms if h.token.i < unit.i]
    return before[-1] if before and before[-1].outcome is not Outcome.ATTACKED else None


def places(sentence: Sentence, rule: str, span: tuple[int, int]) -> tuple[Mention, ...] | None:
    """
    Return the place beside a number of these rules; None where another rule found it.

    Args:
        sentence: The sentence.
        rule: Which rule found the number.
        span: Where the number stands.
    """
    if rule not in {ELSEWHERE, BY_PLACE}:
        return None
    numbers = [q.start for q in sentence.quantities.values()]
    stop = min((n for n in numbers if n >= span[1]), default=sentence.end)
    first = max((q.end for q in sentence.quantities.values() if q.end <= span[0]), default=0)
    lowest, highest = (span[1], stop) if rule == ELSEWHERE else (first, span[0])
    beside = [n for n in sentence.names if n.kind == "place" and lowest <= n.start < highest]
    near = (n for n in beside if n.start - beside[0].end <= _COMMA)  # "in Dahyan, Saada"
    return tuple(map(naming.mention, near)) or _unknown(sentence, span[0])


def _unknown(sentence: Sentence, number: int) -> tuple[Mention, ...]:
    """A place of a list that no map has, or that needs a word before it, as it is named."""
    run = _run(sentence, number)
    named = run and _NAMED.search(sentence.content, run.start(), number)
    if run is None or named is None:
        return ()
    places = (n for n in sentence.names if n.kind == "place")
    if not any(run.start() <= n.start < run.end() for n in places):
        return ()  # "shelling (19 killed), mines (14)"
    return (Mention(name=named["name"], start=named.start("name"), end=named.end("name")),)
