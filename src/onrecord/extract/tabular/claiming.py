"""From a row to its claims: the whole, its parts, the names, the running totals."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.extract.tabular import telling, vocabulary
from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.counting import Counted, counted
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.listing import PARTED, mark
from onrecord.extract.tabular.telling import Teller, Telling
from onrecord.extract.tabular.vocabulary import plain
from onrecord.extract.tabular.wholes import Key, in_whole, is_part, whole_of
from onrecord.kit.cells import Cell, Row
from onrecord.kit.ids import content_id
from onrecord.model import (
    Claim,
    Count,
    Document,
    Measure,
    Outcome,
    Passage,
    Point,
    Qualifier,
    Stance,
    Text,
    VictimClass,
    Voice,
    When,
)

ENGINE = "table 2"
_EDGES = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_NO_FORMULA = re.compile(r"'(?=[=+\-@])")  # what a sheet writes before text that looks like one


class Claimer:
    """
    Makes the claims of the rows of one table.

    Args:
        document: The table.
        text: Its text.
        columns: As understood.
        orders: For each column of days which number comes first, by index.
        constants: What holds where no cell tells, by slot.
        faults: Where goes what is wrong.

    Attributes:
        zeros: How many cells held a 0 that may be unknown, so that no claim was made.
    """

    def __init__(
        self,
        document: Document,
        text: Text,
        columns: Sequence[Column],
        orders: Mapping[int, str | None],
        constants: Mapping[str, str],
        faults: Faults,
    ) -> None:
        self.zeros = 0
        self._made: Counter[str] = Counter()
        self._by_claim: dict[str, str] = {}
        self._document = document
        self._text = text
        self._faults = faults
        self._teller = Teller(columns, orders, constants, faults)
        self._rules = [column.rules for column in columns]
        self._by_heading = {plain(column.heading): column for column in columns}
        self._names = [c for c in columns if c.slot == "names" and c.outcome and not c.twin]
        self._groups: dict[Key, list[Column]] = {}
        for column in columns:
            if column.is_count:
                self._groups.setdefault(column.counts, []).append(column)

    @property
    def provinces(self) -> frozenset[int]:
        """Where the names of provinces start in the rows read so far."""
        return frozenset(self._teller.names.provinces)

    @property
    def points(self) -> Mapping[int, Point]:
        """What figures the rows read so far give for places, by where their names start."""
        return self._teller.names.points

    def claims(self, row: Row) -> tuple[Claim, ...]:
        """Return the claims of one row, the whole before its parts."""
        cells = {at: cell for at, held in enumerate(row.cells) if (cell := self._told(at, held))}
        told = self._teller.telling(cells, row.number)
        if told.measure != Measure.PEOPLE:
            self._faults.about_row(
                row.number, code="table-row", message=f"it counts {told.measure:.40}, not people"
            )
            return ()
        first = next(iter(cells.values()), None)
        if first and vocabulary.in_cell(first.value) in vocabulary.said("totals"):
            # it adds up the rows above, and is no incident
            told = Telling(sources=told.sources, outcome=told.outcome, row=told.row)
            blank = self._blank(told, None).with_(is_cumulative=True)
        else:
            blank = self._blank(told, told.told or f"row {row.number}")
        made: dict[Key, Claim] = {}
        for key, columns in self._groups.items():
            found = counted(columns, cells, row.number, self._faults)
            if found is None or self._is_unknown_zero(found):
                continue
            if columns[0].by_row and told.outcome is None:
                self._faults.about_row(
                    row.number, code="table-row", message="nothing tells what its number counts"
                )
                continue
            known = (str(told.outcome), *key[1:]) if columns[0].by_row else key
            made[known] = self._claim(known, found, blank, told, cells)
        whole = [in_whole(key, claim, made) for key, claim in made.items()]
        listed = () if blank.is_cumulative else self._listed(blank, told, cells, made)
        return (*sorted(whole, key=is_part), *listed)

    def linked(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Return the claims of a table of claims, each naming the one that it is part of."""
        if not self._by_claim:
            return tuple(claims)
        return tuple(
            claim.with_(part_of=self._by_claim.get(claim.part_of)) if claim.part_of else claim
            for claim in claims
        )

    def _told(self, at: int, held: Cell) -> Cell | None:
        """Return a cell as it is to be read; None if it says nothing."""
        cell = _filled(held)
        if cell is None or at >= len(self._rules) or self._rules[at].is_usual:
            return cell
        value = self._rules[at].read(cell.value)
        if value == cell.value:
            return cell
        return Cell(cell.start, cell.end, value) if value.strip() else None

    def _id(self, told: Telling, *of: object) -> str:
        """
        Return a claim's id: made from its row's own id and what it counts, not from its place.

        So the claims of a table whose rows or columns were put into another order are the
        same claims. A row without an id is known by what it says of its incident.
        """
        row = told.told if told.told is not None else repr(told.row)
        own = [told.claim] if told.claim is not None else []
        made = content_id("clm", self._document.name, row, *own, *map(str, of))
        self._made[made] += 1
        again = self._made[made] - 1
        return content_id("clm", made, again) if again else made

    def _is_unknown_zero(self, found: Counted) -> bool:
        is_zero = found.count.low == found.count.high == 0
        unknown = is_zero and any(column.zero_is_unknown for column in found.columns)
        self.zeros += unknown
        return unknown

    def _blank(self, told: Telling, incident: str | None) -> Claim:
        """Return what all claims of a row share."""
        return Claim(
            document=self._document.name,
            passage=self._passage(0, 0),
            measure=Measure.PEOPLE,
            outcome=Outcome.KILLED,
            count=Count(),
            when=told.when,
            times=told.times,
            places=told.places,
            perpetrators=told.perpetrators,
            sources=told.sources,
            weapon=told.weapon,
            stance=told.stance or (Stance.REPORTED if told.sources else Stance.ASSERTED),
            voice=told.voice or Voice.BODY,
            engine=ENGINE,
            told_incident=incident,
        )

    def _claim(
        self,
        key: Key,
        found: Counted,
        blank: Claim,
        told: Telling,
        cells: Mapping[int, Cell],
    ) -> Claim:
        first = found.columns[0]
        victims, victim_class = self._victims(first, cells), first.victim_class
        if first.who is None and first.side is None:
            victims, victim_class = _whom(told)
        claim = blank.with_(
            passage=self._passage(found.start, found.end),
            outcome=Outcome(key[0]),
            count=found.count,
            victims=victims,
            victim_class=victim_class,
            rule="column " + ", ".join(column.heading for column in found.columns),
            told_id=self._id(told, *key, victims, found.count.low, found.count.high),
        )
        if told.claim is not None:
            self._by_claim[told.claim] = claim.id
            claim = claim.with_(part_of=told.part_of)  # theirs, until all of them are read
        return _running(claim) if first.is_cumulative or told.is_cumulative else claim

    def _victims(self, column: Column, cells: Mapping[int, Cell]) -> str | None:
        if column.side is None:
            return column.who
        beside = self._by_heading.get(plain(column.side))
        cell = cells.get(beside.index) if beside else None
        return " ".join(cell.value.split()) if cell else None

    def _listed(
        self,
        blank: Claim,
        told: Telling,
        cells: Mapping[int, Cell],
        made: Mapping[Key, Claim],
    ) -> Iterator[Claim]:
        """Return a claim for each cell of names: as many people as it names, at least."""
        for column in self._names:
            cell = cells.get(column.index)
            people = telling.named(cell, mark(column, PARTED)) if cell else ()
            if cell is None or column.outcome is None or not people:
                continue
            whole = whole_of(column.outcome, made)
            yield blank.with_(
                passage=self._passage(cell.start, cell.end),
                outcome=column.outcome,
                count=Count(low=len(people), qualifier=Qualifier.AT_LEAST),
                victims=self._text.words(cell.start, cell.end),
                part_of=whole.id if whole else None,
                rule=f"names in column {column.heading}",
                told_id=self._id(told, column.outcome, "names", *people),
            )

    def _passage(self, start: int, end: int) -> Passage:
        return Passage(
            snapshot_id=self._text.snapshot_id,
            start=start,
            end=end,
            exact=self._text.words(start, end),
        )


def _filled(cell: Cell) -> Cell | None:
    """Return a cell without the white space around it; None if it holds nothing."""
    match = _EDGES.search(cell.value)
    if match is None:
        return None
    if cell.value[match.start()] == "'":
        guarded = _NO_FORMULA.sub("", match[0], count=1)
        return Cell(cell.start + match.start(), cell.start + match.end(), guarded)
    if match.end() - match.start() == len(cell.value):
        return cell
    lead, tail = match.start(), len(cell.value) - match.end()
    return Cell(cell.start + lead, cell.end - tail, match[0])


def _whom(told: Telling) -> tuple[str | None, VictimClass]:
    """Return whom a row counts, as a column of it tells that: in the usual words, if it can be."""
    people = vocabulary.table()["people"]
    named = vocabulary.parsed(vocabulary.plain(told.victims)) if told.victims else ()
    kinds = list(named)
    who = kinds[0][1] if len(kinds) == 1 and kinds[0][0] == "who" else None
    words = people[who]["victims"] if who else told.victims
    by_words = VictimClass(people[who]["class"]) if who else VictimClass.UNKNOWN
    return words, told.victim_class or by_words


def _running(claim: Claim) -> Claim:
    """Return a running total: until that day, of no incident; since when is not told."""
    latest = claim.when.latest if claim.when else None
    until = (
        When(earliest=None, latest=latest, grain=claim.when.grain)
        if latest and claim.when
        else None
    )
    return claim.with_(
        is_cumulative=True,
        told_incident=None,
        when=until,
        times=claim.times if until else (),
    )
