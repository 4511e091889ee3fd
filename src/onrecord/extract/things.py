"""Violence counted in strikes, shells and buildings: kept, and never given out as people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract import people
from onrecord.extract.link import unit_of
from onrecord.extract.parse import Sentence
from onrecord.extract.quantity import Quantity
from onrecord.model import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

_VIOLENT = re.compile(
    r"\b(?:destroy|damag|burn|torch|shell|bomb|hit|struck|strike|raz|attack|target|fir(?:ed|ing)|launch|fell|fall|drop|land|rain|cover|under|carried|conduct|loot|engulf|flame|collaps|explod|detonat|kill|wound)",
    re.IGNORECASE,
)


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
        if measure is Measure.BUILDINGS and not _VIOLENT.search(sentence.words):
            continue
        yield Thing(unit, quantity, measure)
