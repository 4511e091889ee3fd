"""How many there were, told by the last of them: "the 95th soldier to die this year"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import grammar, people
from onrecord.extract.bare import Bare
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.model import Count, Outcome, Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

RULE = "the last of so many"
_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_DIGITS = re.compile(r"(\d{1,6})(?:st|nd|rd|th)$")
_CLAUSES = frozenset({"relcl", "acl"})


def nth(sentence: Sentence, used: set[int]) -> Iterator[Bare]:
    """
    Return counts told by an ordinal, as in "the sixth village head to be seized": six.

    Args:
        sentence: The sentence.
        used: The tokens that other claims have taken.
    """
    for told in sentence.harms:
        verb, unit = told.token, told.token.head
        if unit.i in used or verb.dep_ not in _CLAUSES or not _is_to(verb):
            continue
        count = _count(unit)
        if count is not None and _is_suffered(told) and people.person_class(unit):
            yield Bare(unit, told, count, RULE)


def _is_to(verb: "Token") -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_suffered(told: Harm) -> bool:
    if told.outcome is Outcome.ATTACKED:
        return False
    return told.use == "suffered" or grammar.is_passive(told.token)


def _count(unit: "Token") -> Count | None:
    """How many an ordinal beside a noun makes; None where there is none."""
    sizes = (_size(c.lower_) for c in unit.children if c.dep_ in {"amod", "nummod"})
    size = next((s for s in sizes if s), None)
    if size is None or not any(c.lower_ == "the" for c in unit.children):
        return None
    if any(c.lower_ == "least" for c in unit.children):
        return Count(low=size, qualifier=Qualifier.AT_LEAST)
    return Count(low=size, high=size, qualifier=Qualifier.EXACT)


def _size(word: str) -> int | None:
    digits = _DIGITS.match(word)
    if digits:
        return int(digits[1])
    return _WORDS.index(word) + 1 if word in _WORDS else None
