"""What taking a table in tells: how it is understood, and what it changes in a record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract import LeftOut, Understood
from onrecord.kit.folding import fold
from onrecord.model import Claim, Incident, Mention, Problem, Record

_BY_NAME = ("within:", "point:")  # how ids of places begin that no gazetteer has


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """
    One column as understood.

    Attributes:
        heading: As it stands.
        meaning: In words.
        state: `used`, `kept` (known, no claim), `ignored` (a person said so), `twin` (says what
            an earlier one says) or `not understood`.
        filled: In how many rows it holds anything.
        examples: A few of its cells.
    """

    heading: str
    meaning: str
    state: str
    filled: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A figure of a row that is another one than before."""

    incident: str | None
    outcome: str
    victims: str | None
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    What a table says beside what it said when it was last taken in.

    Attributes:
        added: Ids of claims that are new.
        known: Ids of those that the record has already.
        changed: Figures that are others now; none of them is among `added` and `retired`.
        retired: Ids of claims that the table no longer makes.
    """

    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """
    Names in a table that the program does not know, each with how many claims have it.

    Nothing is made up for them: a place stands by its name alone, or where the table's own
    degrees put it; an actor or a source stands by its name.
    """

    places: tuple[tuple[str, int], ...] = ()
    perpetrators: tuple[tuple[str, int], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """
    How a table is understood, and what it would change; nothing of it was written.

    Attributes:
        columns: In order.
        layout: The keeper's layout that it has; None if it is of no known one.
        rows: How many rows were read.
        rows_taken: How many of them give claims.
        left: The first rows of which nothing is taken, each with why.
        left_out: How many those are in all.
        claims: How many claims there are.
        difference: Beside what the record has of this table.
        unknown: Names that are not known.
        problems: What is wrong with it.
    """

    columns: tuple[ColumnView, ...]
    layout: str | None
    rows: int
    rows_taken: int
    left: tuple[LeftOut, ...]
    left_out: int
    claims: int
    difference: Difference
    unknown: Unknown
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """
    What an import of a table did.

    Attributes:
        record: The record as it stands after the import.
        record_folder: Where it is kept.
        page: The page made from it.
        claims: How many claims the table makes.
        difference: What is new, changed and retired of it.
        figures_changed: How many figures of incidents of the record are others than before,
            new ones and those that are gone among them.
        problems: What was wrong with the table.
    """

    record: Record
    record_folder: Path
    page: Path
    claims: int
    difference: Difference
    figures_changed: int
    problems: tuple[Problem, ...] = ()


def columns_of(found: Understood) -> tuple[ColumnView, ...]:
    """Return the columns of a table as they are shown."""
    return tuple(
        ColumnView(
            heading=column.heading,
            meaning=column.meaning,
            state=column.state,
            filled=found.filled.get(column.index, 0),
            examples=found.examples.get(column.index, ()),
        )
        for column in found.columns
    )


def difference(was: Mapping[str, Claim], now: Mapping[str, Claim]) -> Difference:
    """
    Return what a table says now beside what it said before.

    Args:
        was: Its claims in the record, by id.
        now: Those that it makes, likewise.
    """
    gone = [one for one in was.values() if one.id not in now]
    new = [one for one in now.values() if one.id not in was]
    before = _by_subject(gone)
    changed: list[Changed] = []
    paired: set[str] = set()
    for one in new:
        waiting = before.get(_subject(one))
        if waiting:
            earlier = waiting.pop(0)
            paired |= {one.id, earlier.id}
            changed.append(
                Changed(
                    incident=one.told_incident,
                    outcome=str(one.outcome),
                    victims=one.victims,
                    was=str(earlier.count),
                    now=str(one.count),
                )
            )
    return Difference(
        added=tuple(one.id for one in new if one.id not in paired),
        known=tuple(i for i in now if i in was),
        changed=tuple(changed),
        retired=tuple(one.id for one in gone if one.id not in paired),
    )


def _by_subject(claims: Iterable[Claim]) -> dict[object, list[Claim]]:
    found: dict[object, list[Claim]] = {}
    for claim in claims:
        found.setdefault(_subject(claim), []).append(claim)
    return found


def _subject(claim: Claim) -> object:
    """Return what a claim counts, whatever number it gives: of which incident, whom, and how."""
    names = tuple(fold(place.name) for place in claim.places)
    incident = (claim.when, names) if _is_by_row(claim) else claim.told_incident
    return incident, claim.outcome, claim.victims, claim.is_cumulative


def unknown_names(claims: Iterable[Claim]) -> Unknown:
    """Return the names in claims that nothing known fits, the most frequent first."""
    places: dict[str, int] = {}
    perpetrators: dict[str, int] = {}
    sources: dict[str, int] = {}
    for claim in claims:
        _count(places, (one for one in claim.places if _is_by_name(one)))
        _count(perpetrators, (one for one in claim.perpetrators if one.best is None))
        _count(sources, (one for one in claim.sources if one.best is None))
    return Unknown(
        places=_ranked(places), perpetrators=_ranked(perpetrators), sources=_ranked(sources)
    )


def _is_by_name(mention: Mention) -> bool:
    return mention.best is None or mention.best.startswith(_BY_NAME)


def _count(counted: dict[str, int], mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        counted[mention.name] = counted.get(mention.name, 0) + 1


def _ranked(counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def figures_changed(was: Record, now: Record) -> int:
    """
    Return how many figures of a record's incidents are others than before.

    An incident whose only claim was corrected has another id; the keeper's own id of it
    tells that it is the same.
    """
    before, after = dict(_figures(was)), dict(_figures(now))
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def _figures(record: Record) -> Iterator[tuple[tuple[object, str], tuple[object, object]]]:
    for incident in record.incidents:
        for one in record.figures.get(incident.id, ()):
            if one.minimum is not None or one.maximum is not None:
                key = _known_as(incident, record), str(one.outcome)
                yield key, (one.minimum, one.maximum)


def _known_as(incident: Incident, record: Record) -> object:
    told = (record.claims[one] for one in incident.claim_ids if one in record.claims)
    by_keeper = sorted(
        (one.document, one.told_incident)
        for one in told
        if one.told_incident is not None and not _is_by_row(one)
    )
    return by_keeper[0] if by_keeper else incident.id


def _is_by_row(claim: Claim) -> bool:
    return claim.told_incident is None or claim.told_incident.startswith("row ")
