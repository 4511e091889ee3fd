"""What a row says of its incident beside the numbers: when, where, who, with what, who says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from onrecord.extract.tabular import vocabulary
from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.listing import PARTED, mention_of, parted
from onrecord.extract.tabular.naming import Namer
from onrecord.extract.tabular.numbers import is_unknown
from onrecord.kit.cells import Cell
from onrecord.model import Mention, Outcome, Stance, VictimClass, Voice, When
from onrecord.model import days_in_cells as days
from onrecord.model.days_in_cells import Doubtful

_DAY_OF_MONTH = re.compile(r"^\d{1,2}[\s-]+(?=\D)")
_WIDE_DAYS = frozenset({"2", "3"})  # UCDP's date_prec: within a week


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """
    What a row says of its incident.

    Attributes:
        told: The keeper's id of it; None if the row has none.
        when: None if it is not told in figures.
        times, places, perpetrators, sources: As in a Claim.
        weapon: As written.
        outcome: What happened, where a column or the mapping tells it.
        victims: To whom, in words, likewise.
        victim_class: Of those; None if not told.
        row: The cells that say all this, by slot: what knows the row again in another state
            of the table.
        is_cumulative, measure, stance, voice: As in a Claim, where a table of claims tells.
        claim, part_of: The ids of a claim in a table of claims, and of its whole.
    """

    told: str | None = None
    when: When | None = None
    times: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    perpetrators: tuple[Mention, ...] = ()
    sources: tuple[Mention, ...] = ()
    weapon: str | None = None
    outcome: Outcome | None = None
    victims: str | None = None
    victim_class: VictimClass | None = None
    row: tuple[tuple[str, str], ...] = ()
    is_cumulative: bool = False
    measure: str = "people"
    stance: Stance | None = None
    voice: Voice | None = None
    claim: str | None = None
    part_of: str | None = None


# Cells that say which incident a row is of, whatever it then counts.
_KNOWS_A_ROW = frozenset(
    {"date", "date_from", "date_to", "year", "month", "day", "place", "subdistrict", "district",
     "province", "country", "perpetrator", "weapon", "source", "publisher", "outcome", "victims"}
)  # fmt: skip


class Teller:
    """
    Reads what the rows of one table say of their incidents.

    Args:
        columns: As understood.
        orders: For each column of days which number comes first, by index.
        constants: What holds where no cell tells, by slot.
        faults: Where goes what is wrong.

    Attributes:
        names: What reads the names in its rows.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        orders: Mapping[int, str | None],
        constants: Mapping[str, str],
        faults: Faults,
    ) -> None:
        self._of: dict[str, list[Column]] = {}
        for column in columns:
            if column.slot and not column.twin:
                self._of.setdefault(column.slot, []).append(column)
        self._orders = orders
        self._constants = constants
        self._faults = faults
        self.names = Namer(self._of, constants, faults)

    def telling(self, cells: Mapping[int, Cell], number: int) -> Telling:
        """Return what a row says; what cannot be read is noted and left out."""
        known = {at: cell for at, cell in cells.items() if not is_unknown(cell.value)}
        when, times = self._time(known, number)
        part = self._value("row_part", known)
        row = self._value("row", known)
        return Telling(
            told=f"{row} ({part})" if row and part else row,
            when=when,
            times=times,
            places=self.names.places(known, number),
            perpetrators=tuple(self.names.perpetrators(known)),
            sources=tuple(self.names.sources(known)),
            weapon=self.names.weapon(known),
            outcome=self._outcome(known, number),
            victims=self._value("victims", known) or self._constants.get("victims"),
            victim_class=self._class(known),
            is_cumulative=self._value("cumulative", known) == "true",
            measure=self._value("measure", known) or "people",
            stance=_one_of(Stance, self._value("stance", known)),
            voice=_one_of(Voice, self._value("voice", known)),
            claim=self._value("claim", known),
            part_of=self._value("part_of", known),
            row=tuple(
                (slot, " ".join(cell.value.split()))
                for slot in sorted(self._of)
                if slot in _KNOWS_A_ROW
                for _, cell in self._cells(slot, known)
            ),
        )

    def _value(self, slot: str, cells: Mapping[int, Cell]) -> str | None:
        return next((" ".join(cell.value.split()) for _, cell in self._cells(slot, cells)), None)

    def _outcome(self, cells: Mapping[int, Cell], number: int) -> Outcome | None:
        for column, cell in self._cells("outcome", cells):
            words = vocabulary.plain(cell.value)
            told = [code for kind, code in vocabulary.parsed(words) if kind == "outcome"]
            if words.replace(" ", "_") in set(Outcome):
                return Outcome(words.replace(" ", "_"))
            if len(set(told)) == 1:
                return Outcome(told[0])
            self._faults.about_cell(number, column.heading, cell.value, "is no outcome")
        return None

    def _class(self, cells: Mapping[int, Cell]) -> VictimClass | None:
        for _, cell in self._cells("victim_class", cells):
            words = vocabulary.plain(cell.value)
            if words in set(VictimClass):
                return VictimClass(words)
            told = [code for kind, code in vocabulary.parsed(words) if kind == "who"]
            people = vocabulary.table()["people"]
            if len(told) == 1:
                return VictimClass(people[told[0]]["class"])
        return None

    def _cells(self, slot: str, cells: Mapping[int, Cell]) -> Iterator[tuple[Column, Cell]]:
        for column in self._of.get(slot, ()):
            if column.index in cells:
                yield column, cells[column.index]

    # -- time -------------------------------------------------------------------------------

    def _time(
        self, cells: Mapping[int, Cell], number: int
    ) -> tuple[When | None, tuple[Mention, ...]]:
        ends = [*self._cells("date_from", cells), *self._cells("date_to", cells)]
        whole = [*self._cells("date", cells)]
        if not whole and not ends:
            parts = [list(self._cells(slot, cells)) for slot in ("year", "month", "day")]
            if not parts[0] and self._constants.get("year"):
                return self._of_year(parts[1], parts[2])
            if parts[2] and not self._of.get("month"):
                whole = parts[2]  # "day" alone is the date
            else:
                return self._of_parts([part[0] if part else None for part in parts], number)
        when, times = self._of_dates(whole or ends, number)
        if when and not whole and not any(self._cells("date_from", cells)):
            when = replace(when, earliest=None)  # its last day alone: since when is not told
        return self._as_precise(when, times, cells)

    def _of_year(
        self, months: Sequence[tuple[Column, Cell]], monthdays: Sequence[tuple[Column, Cell]]
    ) -> tuple[When | None, tuple[Mention, ...]]:
        """Return the time of a row whose year a person told for the whole table."""
        told = [part[0][1] if part else None for part in (months, monthdays)]
        values = [cell.value if cell else "" for cell in told]
        when = days.of_parts(self._constants["year"], *values)
        return when, tuple(mention_of(cell) for cell in told if cell)

    def _of_dates(
        self, told: Sequence[tuple[Column, Cell]], number: int
    ) -> tuple[When | None, tuple[Mention, ...]]:
        if not told:
            return None, ()
        times = tuple(mention_of(cell) for _, cell in told)
        orders = [self._orders.get(column.index) for column, _ in told]
        is_worded = any(days.has_letters(cell.value) for _, cell in told)
        if is_worded and not any(days.is_pattern(order) for order in orders):
            return None, (_phrase([cell for _, cell in told], " to "),)
        found = [
            days.when(cell.value, order) for (_, cell), order in zip(told, orders, strict=True)
        ]
        if any(isinstance(one, Doubtful) for one in found):
            return None, ()
        for (column, cell), one in zip(told, found, strict=True):
            if one is None:
                self._faults.about_cell(number, column.heading, cell.value, "is no date")
                return None, ()
        first, last = found[0], found[-1]
        when = days.between(*(one if isinstance(one, When) else None for one in (first, last)))
        if when is None:
            column, cell = told[-1]
            self._faults.about_cell(
                number, column.heading, cell.value, "is a day before the first one"
            )
        return when, times if when else ()

    def _of_parts(
        self, parts: Sequence[tuple[Column, Cell] | None], number: int
    ) -> tuple[When | None, tuple[Mention, ...]]:
        told = [part for part in parts if part]
        if not told:
            return None, ()
        cells = [cell for _, cell in told]
        if any(days.has_letters(cell.value) for cell in cells):
            return None, (_phrase(cells[::-1], " "),)
        when = days.of_parts(*(part[1].value if part else "" for part in parts))
        if when is None:
            column, cell = told[0]
            self._faults.about_cell(number, column.heading, cell.value, "makes no date")
        return when, tuple(map(mention_of, cells)) if when else ()

    def _as_precise(
        self, when: When | None, times: tuple[Mention, ...], cells: Mapping[int, Cell]
    ) -> tuple[When | None, tuple[Mention, ...]]:
        """
        Widen a day that stands for a longer time.

        ACLED writes the middle day of a week or of a month and says so in
        `time_precision` (1 the day, 2 a week, 3 a month). UCDP tells the first and the last
        day, so its `date_prec` (1 to 5) widens only where both are one day all the same.
        """
        told = {cell.value.strip() for _, cell in self._cells("time_precision", cells)}
        if told & {"2", "3"}:
            if when is None:  # "09 August 2018": the month is what is sure
                return None, tuple(replace(t, name=_DAY_OF_MONTH.sub("", t.name)) for t in times)
            return (days.widened(when, 3) if "2" in told else days.month_of(when)), times
        told = {cell.value.strip() for _, cell in self._cells("date_prec", cells)}
        if when is None or when.earliest != when.latest or not told - {"1"}:
            return when, times
        if told & _WIDE_DAYS:
            return days.widened(when, 3), times
        return (days.year_of(when) if "5" in told else days.month_of(when)), times


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], words: str | None) -> _Choice | None:
    return kind(words) if words in set(kind) else None


def named(cell: Cell, mark: re.Pattern[str] = PARTED) -> tuple[str, ...]:
    """
    Return the people whom a cell names, parted by semicolons, bars or line ends.

    >>> named(Cell(0, 26, "Amal Saleh; Omar Saleh | -"))
    ('Amal Saleh', 'Omar Saleh')
    """
    return tuple(mention.name for mention in parted(cell, mark))


def _phrase(cells: Sequence[Cell], joint: str) -> Mention:
    """Return several cells as one phrase: "3 May 2018 to 5 May 2018"."""
    start, end = min(c.start for c in cells), max(c.end for c in cells)
    return Mention(name=joint.join(c.value.strip() for c in cells), start=start, end=end)
