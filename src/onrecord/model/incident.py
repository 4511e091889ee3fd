"""Incidents, origins, sums and figures: what is worked out from claims."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.side import Side
from onrecord.model.tracing import Trace
from onrecord.model.when import When


class SetAside(StrEnum):
    """Why a claim is in no incident. It stays in the record and is shown as what it is."""

    REJECTED = "rejected"  # a person decided that its words do not say it
    FORECAST = "forecast"  # feared, threatened, conditional
    DENIAL = "denial"
    COMMENT = "comment"  # a reader's, not the document's
    BOILERPLATE = "boilerplate"
    TOTAL = "total"  # a whole country, a whole war: a total and no incident
    SHARE = "share"
    RATIO = "ratio"
    NOT_PEOPLE = "not people"  # strikes, shells, buildings
    NO_NUMBER = "no number"
    UNPLACED = "neither place nor time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A claim that is in no incident, and why."""

    claim_id: str
    reason: SetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """
    One moment and place of harm, told by one claim or many.

    Attributes:
        id: Made from its first claim when it was first put together, and kept for as long
            as the incident can be known again (see `GivenId`), whatever is added to it.
        claim_ids: Members, in order of document and place in it.
        when: The time that the members agree on best; None if none tells.
        place_ids: Ids of the places, most specific first.
        place_names: The same as words to show.
        perpetrators: Names to show; several where members differ.
        why: For each member after the first, what tied it to the rest, in words.

    Elsewhere: Airwars and Every Casualty "incident"; UCDP GED and ACLED "event".
    """

    id: str
    claim_ids: tuple[str, ...]
    when: When | None
    place_ids: tuple[str, ...]
    place_names: tuple[str, ...]
    perpetrators: tuple[str, ...]
    why: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenId:
    """
    An id that was given to an incident, and what became of it. None is ever given twice.

    An id stands in letters, footnotes and court files, so it must go on meaning what it
    meant. Where two incidents turn out to be one, one id stays and the other is retired,
    with where its claims are now; it comes back only if the same claims stand by
    themselves again.

    Attributes:
        id: `inc_…`.
        claim_ids: The claims that it stands for, or, if retired, those it stood for last.
        own: For an incident that took in another: the claims that were its own before,
            by which it is known again if the two come apart. Empty for all of `claim_ids`.
        is_retired: Whether no incident has this id now.
        followed_by: For a retired id, the incidents that hold its claims now; empty if no
            incident does.
    """

    id: str
    claim_ids: tuple[str, ...]
    own: tuple[str, ...] = ()
    is_retired: bool = False
    followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """
    Every claim once: in an incident, or set aside with a reason.

    Attributes:
        incidents: In order of time.
        asides: In order of document and place in it.
        given: Every id ever given to an incident, the oldest first.
    """

    incidents: tuple[Incident, ...]
    asides: tuple[Aside, ...]
    given: tuple[GivenId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    Who first said it: what stands behind claims, however many pages carry them.

    Attributes:
        id: `org_…`, made from the name.
        name: The voice: an actor's name, or a publisher's where the document speaks itself.
        claim_ids: The claims that go back to it.
        traces: For each claim, the next step of the way here; `model.trail` gives all steps.
        excludes: Claims' own words about what the origin leaves out of its counts
            ("does not count loyalists killed in combat"); empty if nothing is said.
        actor_id: The actor that it is; None where the voice is no known actor.
        sides: How it stands to the incidents that it tells of: accused, of the victims'
            side, another party, none, or unknown.
    """

    id: str
    name: str
    claim_ids: tuple[str, ...]
    traces: tuple[Trace, ...] = ()
    excludes: tuple[str, ...] = ()
    actor_id: str | None = None
    sides: tuple[Side, ...] = ()

    @property
    def why(self) -> tuple[tuple[str, str], ...]:
        """How each claim was traced here, in words; pairs of claim id and reason."""
        return tuple((trace.claim_id, trace.why) for trace in self.traces)

    def side_in(self, incident_id: str) -> Side | None:
        """Return how it stands to an incident; None if it was not worked out."""
        return next((side for side in self.sides if incident_id in side.incidents), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """
    A whole and its stated parts, and whether they add up.

    Attributes:
        whole: Id of the claim that states the whole.
        parts: Ids of the claims whose people are in it.
        low, high: What the parts add up to; None where a part is open.
        holds: True if the parts and the whole can both be right, False if they cannot,
            None if the parts leave it open.
        text: The sum in words: "383 + 396 = 779; the source states about 779: holds".
    """

    whole: str
    parts: tuple[str, ...]
    low: float | None
    high: float | None
    holds: bool | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A minimum and a maximum for one outcome of one incident, with the way there.

    Never an average. Not a Count (a source's own) and not an estimate.

    Attributes:
        incident_id: The incident.
        outcome: `killed` or `injured`.
        minimum, maximum: People; maximum None where every claim leaves it open.
        used: Claims it rests on.
        left_out: Claims not used, with the reason.
        rule: In words, how minimum and maximum came about.
    """

    incident_id: str
    outcome: str
    minimum: int | None
    maximum: int | None
    used: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    rule: str

    def __str__(self) -> str:
        if self.minimum is None and self.maximum is None:
            return "not told"
        if self.minimum == self.maximum:
            return f"{self.minimum:,}"
        low = "?" if self.minimum is None else f"{self.minimum:,}"
        return f"{low} or more" if self.maximum is None else f"{low}–{self.maximum:,}"
