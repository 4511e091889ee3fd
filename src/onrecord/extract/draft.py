"""A claim on its way: still tied to the parse that it came from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.tagger import Tagged
from onrecord.model import (
    Block,
    Count,
    Measure,
    Mention,
    Outcome,
    Qualifier,
    Stance,
    VictimClass,
    Voice,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


class Tier(StrEnum):
    """Which readers found a claim: rules and tagger, or one of them or a language model alone."""

    BOTH = "both"
    RULES = "rules"
    TAGGER = "tagger"
    MODEL = "model"


@dataclass(frozen=True, kw_only=True, eq=False)
class Draft:
    """
    What `Claim` will be, with the tokens that made it.

    Attributes:
        outcome: None while an earlier sentence has yet to give it.
        unit: The noun for the harmed; None where violence as such is spoken of.
        told: The word that tells the harm; None as for `outcome`.
        counted: Where the number's own words stand; None where none is said.
        is_part: The words make it part of another count.
        part_of, same_as: Index of the other draft; None if there is none.
        tier: Which readers found it; None where only one has read.
        tagged: What the tagger says of these words; None if nothing.
        engine: Who found it; None where it is the reader itself.
        agreeing: The language model that proposed the same; None if none did.
    """

    sentence: Sentence
    block: Block
    start: int
    end: int
    measure: Measure
    outcome: Outcome | None
    count: Count
    unit: "Token | None"
    told: Harm | None
    rule: str
    victims: str | None = None
    victim_class: VictimClass = VictimClass.UNKNOWN
    perpetrators: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    times: tuple[Mention, ...] = ()
    sources: tuple[Mention, ...] = ()
    weapon: str | None = None
    stance: Stance = Stance.ASSERTED
    voice: Voice | None = None
    is_part: bool = False
    is_cumulative: bool = False
    is_partial: bool = False
    part_of: int | None = None
    same_as: int | None = None
    counted: tuple[int, int] | None = None
    tier: Tier | None = None
    tagged: Tagged | None = None
    engine: str | None = None
    agreeing: str | None = None

    @property
    def known_outcome(self) -> Outcome:
        """
        What happened, once it is known.

        Raises:
            ValueError: No sentence gave it yet.
        """
        if self.outcome is None:
            raise ValueError(f"no sentence says what happened: {self.content_words()}")
        return self.outcome

    @property
    def size(self) -> int | None:
        """The number of people as it was said; None if it was not said or is vague."""
        number = self.count.low if self.count.low is not None else self.count.high
        if number is None or self.measure is not Measure.PEOPLE:
            return None
        if self.count.qualifier is Qualifier.VAGUE:
            return None
        return int(number) - (self.count.qualifier is Qualifier.MORE_THAN)

    @property
    def counting(self) -> tuple[int, int]:
        """Where the words of what it counts stand: its number and its noun; else all of it."""
        own = [self.sentence.span(self.unit)] if self.unit is not None else []
        spans = [*own, *([self.counted] if self.counted else [])] or [(self.start, self.end)]
        return min(s for s, _ in spans), max(e for _, e in spans)

    def content_words(self) -> str:
        """Its words as they stand in the text."""
        return self.sentence.content[self.start : self.end]

    def with_(self, **changes: object) -> "Draft":
        """
        Return a copy with some fields changed.

        Raises:
            TypeError: There is no such field.
        """
        if not changes.keys() <= self.__dict__.keys():
            raise TypeError(f"a draft has no {', '.join(changes.keys() - self.__dict__.keys())}")
        # a dozen copies of each claim are made: `dataclasses.replace` takes ten times as long
        copy = object.__new__(Draft)
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(changes)
        return copy
