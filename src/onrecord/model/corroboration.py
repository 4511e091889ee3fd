"""What a critic asks of an incident: who says so, who only repeats it, what would change it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.model.backing import Backing
from onrecord.model.decision import Decision
from onrecord.model.incident import Figure
from onrecord.model.side import Side


class Knowing(StrEnum):
    """
    Whether an origin could have known of an incident at first hand.

    It grades nobody and makes no figure: Security Force Monitor grades no source better
    than another. Where the record does not tell, it says so.
    """

    FIRST_HAND = "may have counted itself"
    FROM_OTHERS = "has it from others"
    NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    One claim as it is shown to a reader who wants to look it up.

    Attributes:
        claim_id: The claim.
        document: The name of the document that carries it.
        publisher: Who published that; None if not known.
        published: On which day; None if not known.
        words: The exact words.
        outcome: What happened: `killed`, `injured`, ...
        said: How many, with the hedge: "12 or more".
        is_used: Whether a figure rests on it.
    """

    claim_id: str
    document: str
    publisher: str | None
    published: date | None
    words: str
    outcome: str
    said: str
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """
    Claims that say again what an origin says, and that came from it in one way.

    Attributes:
        why: Each step of the way, in words, from the claim back to the origin.
        statements: The claims, in order of day and document.
    """

    why: str
    statements: tuple[Statement, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the documents that pass it on, each once."""
        return tuple(dict.fromkeys(one.document for one in self.statements))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """
    All that one origin says of an incident.

    Attributes:
        origin_id, name: The origin; None where the claims were traced to nobody.
        knowing, why: Whether it could have known at first hand, and the reason in words.
        side: How it stands to the incident; None if that was not worked out.
        said: What it says now, each with the way by which it is known to be the origin's.
        passed_on: Who says it again, one entry for each way.
        excludes: What it leaves out of its own counts, in the words of a document.
    """

    origin_id: str | None
    name: str | None
    knowing: Knowing
    why: str
    side: Side | None
    said: tuple[tuple[Statement, str], ...]
    passed_on: tuple[PassedOn, ...]
    excludes: tuple[str, ...] = ()

    @property
    def is_party(self) -> bool:
        """Whether it is known to be a party to the conflict."""
        return self.side is not None and self.side.is_party


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCounted:
    """A claim that no figure rests on, and why; `is_aside` where it is in no incident at all."""

    statement: Statement
    why: str
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """
    Something that speaks against the figure or against one of its claims.

    Attributes:
        kind: A problem's code, else `sum` or `conflict`.
        text: In words.
        settled: The decision of a person who looked at it; None if it is open.
    """

    kind: str
    text: str
    settled: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """
    One end of a figure and who sets it.

    Attributes:
        outcome: `killed` or `injured`.
        name: `minimum` or `maximum`.
        people: The number; None if the end is open.
        by: The claims that set it; of an open end, those that leave it open.
        origins: The names of the origins that give it.
        parties: Those among them that are parties to the conflict.
    """

    outcome: str
    name: str
    people: int | None
    by: tuple[Statement, ...]
    origins: tuple[str, ...]
    parties: tuple[str, ...]

    def __str__(self) -> str:
        names = " and ".join(self.origins)
        if self.people is None:
            told = f"{self.outcome}, {self.name}: left open by {names}"
        else:
            claims = "one claim" if len(self.by) == 1 else f"{len(self.by):,} claims"
            told = f"{self.outcome}, {self.name} {self.people:,}: set by {claims}, of {names}"
        if not self.parties:
            return told
        if len(self.parties) == len(self.origins):
            return f"{told}; nobody but a party to the conflict gives it"
        return f"{told}; a party to the conflict among them: {', '.join(self.parties)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """
    A figure if one origin, or all parties to the conflict, had said nothing.

    Attributes:
        outcome: `killed` or `injured`.
        whom: Who is left out, in words.
        before, after: The figure with and without.
        comes_in: Claims that then count, and did not while the others spoke.
    """

    outcome: str
    whom: str
    before: Figure
    after: Figure
    comes_in: tuple[Statement, ...]

    @property
    def is_changed(self) -> bool:
        """Whether minimum or maximum are others."""
        ends = [(one.minimum, one.maximum) for one in (self.before, self.after)]
        return ends[0] != ends[1]

    def __str__(self) -> str:
        now = f"instead of {self.before}" if self.is_changed else "as before"
        return f"without {self.whom}: {self.outcome} {self.after} {now}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """
    What would change the figures of an incident.

    Attributes:
        ends: Who sets each end.
        without: The figures without each origin that they rest on.
        is_partial: There are so many origins that only those were left out that alone set
            an end.
        open_hedges: Claims that the figures rest on and that leave an end open.
        second_origin: What a further independent origin would do under the rule of two
            sources (Iraq Body Count), in words.
    """

    ends: tuple[End, ...] = ()
    without: tuple[Without, ...] = ()
    is_partial: bool = False
    open_hedges: tuple[Statement, ...] = ()
    second_origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """
    One incident as a court, an editor or a critic would go through it.

    Every Casualty's Standards (page 25) ask for two steps: that an account is free of
    contradictions, and that sources independent of one another bear it out. Every claim of
    the incident stands here exactly once: as said, as passed on, or as not counted.

    Attributes:
        incident_id: The incident.
        figures: Of people killed and injured, those that any claim tells.
        backing: Links, outlets and origins behind them.
        tellings: What each origin says, those behind a figure first.
        not_counted: Claims that no figure rests on, with the reason.
        contradictions: What speaks against it.
        sensitivity: What would change the figures.
        decisions: What people decided that made the incident what it is.
    """

    incident_id: str
    figures: tuple[Figure, ...]
    backing: Backing
    tellings: tuple[Telling, ...]
    not_counted: tuple[NotCounted, ...]
    contradictions: tuple[Contradiction, ...]
    sensitivity: Sensitivity
    decisions: tuple[Decision, ...]
