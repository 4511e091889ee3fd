"""What a source is said to say about harm: the heart of a record."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.kit.ids import content_id
from onrecord.model.text import Passage, Voice
from onrecord.model.when import When


class Measure(StrEnum):
    """What a claim counts. Only `people` are casualties."""

    PEOPLE = "people"
    STRIKES = "strikes"
    MUNITIONS = "munitions"
    BUILDINGS = "buildings"
    SHARE = "share"  # percent
    RATIO = "ratio"  # n times


class Outcome(StrEnum):
    """What happened to those harmed."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"  # killed and wounded, not told apart
    DETAINED = "detained"
    DISAPPEARED = "disappeared"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    RELEASED = "released"
    TORTURED = "tortured"
    SEXUAL_VIOLENCE = "sexual_violence"
    BESIEGED = "besieged"
    ATTACKED = "attacked"  # violence, its outcome not told


class Qualifier(StrEnum):
    """The hedge on a number, kept because it is part of what was said."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    ALMOST = "almost"
    UP_TO = "up_to"
    RANGE = "range"
    VAGUE = "vague"
    NONE = "none"  # no number at all


class VictimClass(StrEnum):
    """Who the document says was harmed: from its words alone."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How the document stands to the claim. The last two are never facts."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    ALLEGED = "alleged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """
    How many a source says, kept as the source said it.

    A count is never changed to agree with another. Unknown is not zero: no number at
    all is `Count()`, an explicit "no casualties" is 0 to 0.

    Attributes:
        low: The fewest that the words allow; None if they set no lower end ("up to 30").
        high: The most that the words allow; None if they set no upper end ("at least 383").
        qualifier: The hedge.

    Not to be confused with: `Figure` (ours, under a rulebook), an estimate (statistical).

    Elsewhere: UCDP GED `low` and `high`; ACLED `fatalities`; HXL `#affected+killed`.

    >>> print(Count(low=383, high=None, qualifier=Qualifier.AT_LEAST))
    383 or more
    >>> Count(low=5, high=2, qualifier=Qualifier.RANGE)
    Traceback (most recent call last):
        ...
    ValueError: a count runs from low to high, not 5 to 2
    """

    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = Qualifier.NONE

    def __post_init__(self) -> None:
        for end in ("low", "high"):
            number = getattr(self, end)
            if isinstance(number, float) and not math.isfinite(number):
                raise ValueError("a count has an end or none (None), not an endless one")
            if isinstance(number, float) and number.is_integer():  # 12.0 and 12: one id
                object.__setattr__(self, end, int(number))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a count runs from low to high, not {self.low:g} to {self.high:g}")

    @property
    def is_known(self) -> bool:
        """Whether any number was said, even a vague one."""
        return self.low is not None or self.high is not None

    @property
    def is_open_above(self) -> bool:
        """Whether it says "or more"."""
        return self.low is not None and self.high is None

    def __str__(self) -> str:
        low, high = (None if n is None else f"{n:,.10g}" for n in (self.low, self.high))
        if self.low is None and self.high is None:
            return "no number"
        if self.high is None:
            return f"{low} or more"
        if self.low is None:
            return f"up to {high}"
        about = "about " if self.qualifier is Qualifier.ABOUT else ""
        return f"{about}{low}" if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    One thing that a name may mean, with the reason for its rank.

    Attributes:
        id: An Actor's or a Place's id.
        score: 0 to 1 within this mention; only the order means anything.
        why: The values that made the score, in words.
    """

    id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """
    Words in the text that fill a slot of a claim: an actor, a place, a time.

    Attributes:
        name: The name to show: the words as written, or what a pronoun stands for.
        start, end: Where the words stand; None where nothing in the text can be pointed
            at (an imported claim).
        carried: None if the claim's own clause says it. Otherwise how it got here, in a
            few words ("from the sentence before", "from an earlier claim"): a carried slot
            says that it is carried.
        candidates: What it may mean, best first; empty if nothing known fits.
    """

    name: str
    start: int | None = None
    end: int | None = None
    carried: str | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> str | None:
        """The id of the first candidate; None if there is none."""
        return self.candidates[0].id if self.candidates else None


# What a person decided of a claim that lets it stand; all else is a proposal, or was refused.
AGREED = frozenset({"accepted", "corrected", "added"})


class _Remembering:
    """Room beside a claim's fields for its id: every stage asks for it again and again."""

    __slots__ = ("_made_id",)
    _made_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(_Remembering):
    """
    One statement, in a document's own words, that people came to harm.

    A Claim is not a fact: it is what a Source is said to say. Its words are exact and
    anchored. Machine-made claims are proposals until a person decides.

    Attributes:
        document: The document's name (`Document.name`).
        passage: The exact words that state outcome and quantity.
        measure, outcome, count: What is counted, what happened, how many.
        victims: The words for the harmed, as written; None if none.
        victim_class: From the document's words alone.
        perpetrators: Who did it; empty if not told. Both sides of a clash where the
            deaths are not assigned.
        places: Most specific first; empty if none is told or carried.
        times: The words that tell when, most telling first; empty if none.
        when: What the times resolve to with the day of publication; None if unknown.
        weapon: As written; None if not told.
        sources: Who says so, nearest voice first; empty in the author's own voice.
        stance: Whether asserted, reported, ..., denied or hypothetical.
        voice: Who speaks where it stands.
        part_of: Id of the claim whose count includes these people; None if not said.
        same_as: Id of the first claim in the document that states the same fact.
        engine: Which reader found it, with its version.
        rule: Id of the rule that fired; None if the reader has no rules.
        confidence: 0 to 1 where the engine gives one that means something; else None.
        decision: What a person decided: None (a proposal), `accepted`, `corrected`, `added`,
            `rejected`, `unsure` (looked at and left open).
        origin: Id of the origin as told by an import; None when ours to work out.
        is_cumulative: The words say that it totals a longer time or wider place ("since
            the start of the war"), so it is a total and no single incident.
        told_incident: The incident as its source tells it: a row of a table. Within one
            document claims of one such incident belong together, and those of different
            ones do not; None where the source tells none.

    Elsewhere: Airwars and OHCHR "allegation".
        is_partial: The words count only those who came to one place of many: "a hospital
            took in 48 wounded", or one by "he" or "she". It bounds the whole from neither side.
    """

    document: str
    passage: Passage
    measure: Measure
    outcome: Outcome
    count: Count
    victims: str | None = None
    victim_class: VictimClass = VictimClass.UNKNOWN
    perpetrators: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    times: tuple[Mention, ...] = ()
    when: When | None = None
    weapon: str | None = None
    sources: tuple[Mention, ...] = ()
    stance: Stance = Stance.ASSERTED
    voice: Voice = Voice.BODY
    part_of: str | None = None
    same_as: str | None = None
    engine: str = ""
    rule: str | None = None
    confidence: float | None = None
    decision: str | None = None
    origin: str | None = None
    is_cumulative: bool = False
    is_partial: bool = False
    told_incident: str | None = None
    told_id: str | None = None  # the id that an import brought along
    origin_name: str | None = None  # the name that an import told with `origin`

    @property
    def id(self) -> str:
        """
        Made from the words' place, what they count and of whom, never from the other slots.

        A better reading of who did it or where keeps the id; another number is another
        claim, and so are the villagers beside the soldiers of one "were killed".
        """
        try:
            return self._made_id
        except AttributeError:  # asked for the first time
            object.__setattr__(self, "_made_id", self.told_id or self._worked_out_id())
            return self._made_id

    def _worked_out_id(self) -> str:
        return content_id(
            "clm",
            self.document,
            self.passage.exact,
            self.passage.start,
            self.measure,
            self.outcome,
            self.count.low,
            self.count.high,
            self.victims,
        )

    @property
    def is_fact_like(self) -> bool:
        """Whether it is given as having happened, in a voice that reports."""
        return self.stance not in {Stance.DENIED, Stance.HYPOTHETICAL} and self.voice not in {
            Voice.COMMENT,
            Voice.BOILERPLATE,
        }

    def with_(self, **changes: object) -> "Claim":
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
