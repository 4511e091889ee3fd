"""What is worked out from claims, as rows: always replaced as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.kit.ids import content_id
from onrecord.model import (
    Actor,
    Figure,
    Grouping,
    Origin,
    Place,
    Problem,
    Sum,
)
from onrecord.model.codec import as_text
from onrecord.store import tables
from onrecord.store.rows import Row, Writing

SCOPE = "derived"
_WHY = "worked out otherwise from the claims as they are now"
_GONE = "no longer follows from the claims"
_OTHERWISE = "the id stands for other claims now, or was retired, or brought back"


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOf:
    """A Sum with the incident that it is of."""

    incident_id: str
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """
    Everything that follows from the claims, as one value.

    Attributes:
        places, actors: Those that some mention may mean.
        grouping: Every claim once: in an incident, or set aside; and what became of every
            id that an incident ever had.
        origins: All of them.
        sums, figures: By incident id.
        problems: What the checks found.
        worked_from: Names the decisions that it follows from, in the caller's own way (a
            digest of their ids, say); None if that is not to be noted.
    """

    places: Iterable[Place] = ()
    actors: Iterable[Actor] = ()
    grouping: Grouping = field(default_factory=lambda: Grouping(incidents=(), asides=()))
    origins: Iterable[Origin] = ()
    sums: Mapping[str, Iterable[Sum]] = field(default_factory=dict)
    figures: Mapping[str, Iterable[Figure]] = field(default_factory=dict)
    problems: Iterable[Problem] = ()
    worked_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """From which decisions the derived tables were worked out."""

    decisions: str


def write_derived(writing: Writing, derived: Derived) -> None:
    """Make the derived tables say exactly this."""
    by_table = (
        (tables.places, (Row(p.id, as_text(p)) for p in derived.places)),
        (tables.actors, (Row(a.id, as_text(a)) for a in derived.actors)),
        (tables.incidents, (Row(i.id, as_text(i)) for i in derived.grouping.incidents)),
        (tables.asides, (Row(a.claim_id, as_text(a)) for a in derived.grouping.asides)),
        (tables.origins, (Row(o.id, as_text(o)) for o in derived.origins)),
        (tables.sums, _sum_rows(derived.sums)),
        (tables.figures, _figure_rows(derived.figures)),
        (tables.problems, problem_rows(derived.problems)),
    )
    for table, rows in by_table:
        writing.settle(table, rows, scope=SCOPE, why=_WHY, gone=_GONE)
    ids = (Row(one.id, as_text(one)) for one in derived.grouping.given)
    writing.put(tables.incident_ids, ids, scope=SCOPE, why=_OTHERWISE)
    worked_from = derived.worked_from
    noted = [] if worked_from is None else [as_text(Working(decisions=worked_from))]
    _note(writing, noted, "worked out anew")


def outdate(writing: Writing) -> None:
    """
    Note that what is derived no longer follows, if a transaction changed what it follows from.

    Only what people decide is left out: whether that was worked in is told by its name.
    """
    own = {tables.problems.name, tables.decisions.name}
    if any(count and what.split()[0] not in own for what, count in writing.counts.items()):
        _note(writing, [], "what it follows from has changed")


def _note(writing: Writing, contents: Iterable[str], why: str) -> None:
    rows = (Row(SCOPE, content) for content in contents)
    writing.settle(tables.workings, rows, scope=SCOPE, why=why, gone=why)


def problem_rows(problems: Iterable[Problem]) -> Iterator[Row]:
    """Return problems as rows."""
    return (Row(problem.id, as_text(problem)) for problem in problems)


def _sum_rows(sums: Mapping[str, Iterable[Sum]]) -> Iterator[Row]:
    for incident_id, held in sums.items():
        for one in held:
            made = content_id("sum", incident_id, one.whole, one.parts)
            yield Row(made, as_text(SumOf(incident_id=incident_id, sum=one)))


def _figure_rows(figures: Mapping[str, Iterable[Figure]]) -> Iterator[Row]:
    for incident_id, held in figures.items():
        for one in held:
            yield Row(content_id("fig", incident_id, one.outcome), as_text(one))
