"""The reasons for which a claim comes where it comes in the queue, each with its points."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What about a proposal has to be looked at: where its heaviest doubt lies."""

    CONTRADICTION = "contradiction"  # it cannot be right together with another
    PLACE = "place"  # where: unknown, ambiguous, not told
    INCIDENT = "incident"  # which incident: it fits two, or its day is doubtful
    ACTOR = "actor"  # by whom
    NUMBER = "number"  # what its words say: how many, of whom, what happened


class Because(StrEnum):
    """A reason to look at a claim; what each means is told where it is given."""

    SETS_AN_END = "sets-an-end"
    IN_A_FIGURE = "in-a-figure"
    ONLY_OF_ORIGIN = "only-of-origin"
    ONLY_OF_INCIDENT = "only-of-incident"
    TENS = "tens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    UNSURE_READER = "unsure-reader"
    ONE_READER = "one-reader"
    UNMEASURED = "unmeasured"
    PLACE_UNKNOWN = "place-unknown"
    PLACE_AMBIGUOUS = "place-ambiguous"
    PLACE_MISSING = "place-missing"
    PLACE_CARRIED = "place-carried"
    TIME_MISSING = "time-missing"
    TIME_CARRIED = "time-carried"
    ACTOR_UNKNOWN = "actor-unknown"
    ACTOR_AMBIGUOUS = "actor-ambiguous"
    ACTOR_CARRIED = "actor-carried"
    DISTANCE = "distance"
    VAGUE = "vague"
    TWO_INCIDENTS = "two-incidents"
    SET_ASIDE = "set-aside"
    CONTRADICTED = "contradicted"
    DAY_DOUBTED = "day-doubted"
    ERROR_FOUND = "error-found"
    WARNING_FOUND = "warning-found"
    QUESTION_FOUND = "question-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """
    Why a claim comes where it comes.

    Attributes:
        because: Which reason.
        points: How much it adds.
        is_doubt: Whether to the doubt; else to what hangs on the claim.
        kind: For a doubt, what has to be looked at.
    """

    because: Because
    points: int
    is_doubt: bool = True
    kind: Kind = Kind.NUMBER


def _hangs(because: Because, points: int) -> Reason:
    return Reason(because=because, points=points, is_doubt=False)


def _doubt(because: Because, points: int, kind: Kind = Kind.NUMBER) -> Reason:
    return Reason(because=because, points=points, kind=kind)


REASONS: Mapping[Because, Reason] = {
    one.because: one
    for one in (
        _hangs(Because.SETS_AN_END, 4),  # a figure's minimum or maximum is its number
        _hangs(Because.IN_A_FIGURE, 2),  # a figure is made of it, with others
        _hangs(Because.ONLY_OF_ORIGIN, 2),  # without it an independent voice is lost
        _hangs(Because.ONLY_OF_INCIDENT, 2),  # without it the incident is lost
        _hangs(Because.TENS, 1),
        _hangs(Because.HUNDREDS, 2),
        _hangs(Because.THOUSANDS, 3),
        _doubt(Because.UNSURE_READER, 3),  # about half of such claims are right
        _doubt(Because.ONE_READER, 2),  # one of two readers found it: three of four are right
        _doubt(Because.UNMEASURED, 1),  # nobody has measured its reader
        _doubt(Because.PLACE_UNKNOWN, 2, Kind.PLACE),  # named, and on no map known here
        _doubt(Because.PLACE_AMBIGUOUS, 2, Kind.PLACE),  # two places answer nearly as well
        _doubt(Because.PLACE_MISSING, 1, Kind.PLACE),
        _doubt(Because.PLACE_CARRIED, 1, Kind.PLACE),  # from another sentence
        _doubt(Because.TIME_MISSING, 1, Kind.INCIDENT),
        _doubt(Because.TIME_CARRIED, 1, Kind.INCIDENT),
        _doubt(Because.ACTOR_UNKNOWN, 1, Kind.ACTOR),  # accused, and no actor known here
        _doubt(Because.ACTOR_AMBIGUOUS, 2, Kind.ACTOR),
        _doubt(Because.ACTOR_CARRIED, 1, Kind.ACTOR),
        _doubt(Because.DISTANCE, 1),  # alleged or estimated
        _doubt(Because.VAGUE, 1),  # "dozens"
        _doubt(Because.TWO_INCIDENTS, 2, Kind.INCIDENT),  # same place, within a day
        _doubt(Because.SET_ASIDE, 1),  # it would count if it were read otherwise
        _doubt(Because.CONTRADICTED, 3, Kind.CONTRADICTION),
        _doubt(Because.DAY_DOUBTED, 2, Kind.INCIDENT),
        _doubt(Because.ERROR_FOUND, 3),
        _doubt(Because.WARNING_FOUND, 2),
        _doubt(Because.QUESTION_FOUND, 1),
    )
}
