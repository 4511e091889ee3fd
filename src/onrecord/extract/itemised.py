"""Parts told after a colon: "wounding 20 people, police said: 15 officers, five residents"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import people
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import unit_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIST = re.compile(
    r":\s+(?:(?:about|some|at least|an?|the)\s+)?(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE
)
_MOST = 12  # parts; a longer list is a table


def whole_of(sentence: Sentence, unit: "Token") -> "Token | None":
    """
    Return the number before a colon of which a number after it is a part; None if it is none.

    The first item follows the colon at once, every item is a number of people, nothing after
    the colon tells of another harm, and together they are no more than the whole.
    """
    number = next((t for t in (unit, *unit.children) if sentence.quantity(t)), None)
    colon = _colon(sentence, number) if number is not None else None
    if colon is None:
        return None
    before = [t for t, q in sentence.counted() if q.end <= colon]
    items = [t for t, q in sentence.counted() if q.start > colon]
    if not before or len(items) > _MOST or not all(_counts_people(sentence, t) for t in items):
        return None
    if any(sentence.span(h.token)[0] > colon for h in sentence.harms):
        return None
    sizes = list(_sizes(sentence, items))
    most = next(iter(_sizes(sentence, before[-1:])), None)
    fits = most is not None and len(sizes) == len(items) and sum(sizes) <= most
    return before[-1] if fits else None


def _colon(sentence: Sentence, number: "Token") -> int | None:
    """Where the colon stands after which a list of numbers begins; None if there is none."""
    first = sentence.content.find(":", sentence.start, sentence.span(number)[0])
    if first < 0:
        return None
    after = min(q.start for q in sentence.quantities.values() if q.start > first)
    return first if _LIST.search(sentence.content, first, after) else None


def _counts_people(sentence: Sentence, number: "Token") -> bool:
    noun = unit_of(sentence, number)
    return noun != number and people.is_person(noun)


def _sizes(sentence: Sentence, numbers: "list[Token]") -> Iterator[int]:
    for number in numbers:
        quantity = sentence.quantity(number)
        size = quantity.count.low or quantity.count.high if quantity is not None else None
        if size is not None:
            yield int(size)
