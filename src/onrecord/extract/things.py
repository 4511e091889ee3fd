"""Violence counted in strikes, shells and buildings: kept, and never given out as people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract import people, wordlist
from onrecord.extract.quantity import Quantity
from onrecord.extract.sentence import Sentence
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
    for number in sentence.tokens:
        quantity = sentence.quantity(number)
        if quantity is None or quantity.is_share or quantity.is_ratio:
            continue
        unit = unit_of(sentence, number)
        measure = people.thing(unit) if unit != number else None
        if measure is None or people.is_person(unit):
            continue
        if measure is Measure.BUILDINGS and not _says_hit(sentence):
            continue
        yield Thing(unit, quantity, measure)


def _says_hit(sentence: Sentence) -> bool:
    """As in "30 houses were burned"."""
    return bool(wordlist.pattern("violence", "hit").search(sentence.words))
