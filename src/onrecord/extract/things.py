"""Violence counted in strikes, shells and buildings: kept, and never given out as people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import people, wordlist
from onrecord.extract.quantity import Quantity, quantities
from onrecord.extract.sentence import Sentence
from onrecord.extract.stems import Stems
from onrecord.extract.unit import unit_of
from onrecord.model import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Thing:
    """A number of strikes, munitions or buildings, with the noun."""

    unit: "Token"
    quantity: Quantity
    measure: Measure


def things(sentence: Sentence) -> Iterator[Thing]:
    """
    Return counts of violence other than people.

    Buildings count only where the sentence says that they were hit; strikes and munitions
    are violence by themselves.
    """
    for number, quantity in sentence.counted():
        if quantity.is_share or quantity.is_ratio:
            continue
        unit = unit_of(sentence, number)
        measure = people.thing(unit) if unit != number else None
        if measure is None or people.is_person(unit):
            continue
        if measure is Measure.BUILDINGS and not _says_hit(sentence.words):
            continue
        yield Thing(unit, quantity, measure)


def _says_hit(words: str) -> bool:
    """As in "30 houses were burned"."""
    return bool(wordlist.pattern("violence", "hit").search(words))


def quick_look(words: str) -> bool:
    """Return whether a block, before it is parsed, may count strikes, shells or buildings."""
    if _nouns(Measure.STRIKES, Measure.MUNITIONS).are_in(words):
        return bool(quantities(words))
    return _nouns(Measure.BUILDINGS).are_in(words) and _says_hit(words) and bool(quantities(words))


@cache
def _nouns(*measures: Measure) -> Stems:
    """The nouns for some kinds of things, in whatever form they stand."""
    return Stems({n.rstrip("y") for m in measures for n in wordlist.words("things", m)}, most=4)
