"""What a row says of its incident beside the numbers: when, where, who, with what, who says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.tabular import days, vocabulary
from onrecord.extract.tabular.days import Doubtful
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.headings import Column
from onrecord.extract.tabular.numbers import is_unknown
from onrecord.kit.cells import Cell
from onrecord.kit.folding import fold
from onrecord.model import Mention, When

_PARTED = re.compile(r"[;؛|\r\n]+")
_OR_COMMA = re.compile(r"[;؛|,،\r\n]+")
_DAY_OF_MONTH = re.compile(r"^\d{1,2}[\s-]+(?=\D)")
_PLACES = ("place", "district", "province", "country")  # the most specific first


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """
    What a row says of its incident.

    Attributes:
        told: The keeper's id of it; None if the row has none.
        when: None if it is not told in figures.
        times, places, perpetrators, sources: As in a Claim.
        weapon: As written.
    """

    told: str | None = None
    when: When | None = None
    times: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    perpetrators: tuple[Mention, ...] = ()
    sources: tuple[Mention, ...] = ()
    weapon: str | None = None


class Teller:
    """
    Reads what the rows of one table say of their incidents.

    Args:
        columns: As understood.
        orders: For each column of days which number comes first, by index.
        faults: Where goes what is wrong.

    Attributes:
        provinces: Where the names of provinces start that were read so far.
    """

    def __init__(
        self, columns: Sequence[Column], orders: Mapping[int, str | None], faults: Faults
    ) -> None:
        self._of: dict[str, list[Column]] = {}
        for column in columns:
            if column.slot and not column.twin:
                self._of.setdefault(column.slot, []).append(column)
        self._orders = orders
        self._faults = faults
        self.provinces: set[int] = set()

    def telling(self, cells: Mapping[int, Cell], number: int) -> Telling:
        """Return what a row says; what cannot be read is noted and left out."""
        known = {at: cell for at, cell in cells.items() if not is_unknown(cell.value)}
        when, times = self._time(known, number)
        ids = [cell.value for _, cell in self._cells("row", known)]
        weapons = [cell.value for _, cell in self._cells("weapon", known)]
        return Telling(
            told=ids[0] if ids else None,
            when=when,
            times=times,
            places=tuple(self._places(known)),
            perpetrators=tuple(self._perpetrators(known)),
            sources=tuple(self._sources(known)),
            weapon=weapons[0] if weapons else None,
        )

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
            if parts[2] and not self._of.get("month"):
                whole = parts[2]  # "day" alone is the date
            else:
                return self._of_parts([part[0] if part else None for part in parts], number)
        when, times = self._of_dates(whole or ends, number)
        return self._as_precise(when, times, cells)

    def _of_dates(
        self, told: Sequence[tuple[Column, Cell]], number: int
    ) -> tuple[When | None, tuple[Mention, ...]]:
        if not told:
            return None, ()
        times = tuple(_mention(cell) for _, cell in told)
        if any(days.has_letters(cell.value) for _, cell in told):
            return None, (_phrase([cell for _, cell in told], " to "),)
        found = [days.when(cell.value, self._orders.get(column.index)) for column, cell in told]
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
        return when, tuple(map(_mention, cells)) if when else ()

    def _as_precise(
        self, when: When | None, times: tuple[Mention, ...], cells: Mapping[int, Cell]
    ) -> tuple[When | None, tuple[Mention, ...]]:
        """
        Widen a day that stands for a longer time.

        ACLED writes the middle day of a week or of a month and says so in
        `time_precision` (1 the day, 2 a week, 3 a month).
        """
        told = {cell.value.strip() for _, cell in self._cells("time_precision", cells)}
        if not told & {"2", "3"}:
            return when, times
        if when is None:  # "09 August 2018": the month is what is sure
            return None, tuple(replace(t, name=_DAY_OF_MONTH.sub("", t.name)) for t in times)
        return (days.widened(when, 3) if "2" in told else days.month_of(when)), times

    # -- names ------------------------------------------------------------------------------

    def _places(self, cells: Mapping[int, Cell]) -> Iterator[Mention]:
        seen: set[str] = set()
        for slot in _PLACES:
            for _, cell in self._cells(slot, cells):
                for mention in _parted(cell, _OR_COMMA):
                    if fold(mention.name) not in seen:
                        seen.add(fold(mention.name))
                        if slot == "province" and mention.start is not None:
                            self.provinces.add(mention.start)
                        yield mention

    def _perpetrators(self, cells: Mapping[int, Cell]) -> Iterator[Mention]:
        """
        Return who did it: both sides of a clash, the attacker of the defenceless.

        In ACLED and GED the second actor of violence against civilians is its target.
        """
        kinds = {vocabulary.in_cell(cell.value) for _, cell in self._cells("violence", cells)}
        is_one_sided = bool(kinds & vocabulary.said("one_sided"))
        harmed = tuple(vocabulary.listed("no_perpetrator", "words"))
        told = list(self._cells("perpetrator", cells))
        for _, cell in told[:1] if is_one_sided else told:
            for mention in _parted(cell, _PARTED):
                if not vocabulary.plain(mention.name).startswith(harmed):
                    yield mention

    def _sources(self, cells: Mapping[int, Cell]) -> Iterator[Mention]:
        """
        Return who says so: the outlet, then the source that it has it from.

        Several sources in one cell have all "contributed information" (ACLED codebook), and
        none of them is known to have given the number: they stay one voice, named together.
        """
        for slot in ("publisher", "source"):
            for _, cell in self._cells(slot, cells):
                yield _mention(cell)


def named(cell: Cell) -> tuple[str, ...]:
    """
    Return the people whom a cell names, parted by semicolons, bars or line ends.

    >>> named(Cell(0, 26, "Amal Saleh; Omar Saleh | -"))
    ('Amal Saleh', 'Omar Saleh')
    """
    return tuple(mention.name for mention in _parted(cell, _PARTED))


def _parted(cell: Cell, mark: re.Pattern[str]) -> Iterator[Mention]:
    """Return the names in a cell, each where it stands."""
    # A doubled quotation mark in the text is one in the value, so places in it are not known.
    is_placed = cell.end - cell.start == len(cell.value)
    at = 0
    for match in (*mark.finditer(cell.value), None):
        piece = cell.value[at : match.start() if match else None]
        name = piece.strip()
        if name and not is_unknown(name):
            start = cell.start + at + piece.index(name)
            stretch = (start, start + len(name)) if is_placed else (cell.start, cell.end)
            yield Mention(name=name, start=stretch[0], end=stretch[1])
        at = match.end() if match else at


def _mention(cell: Cell) -> Mention:
    return Mention(name=" ".join(cell.value.split()), start=cell.start, end=cell.end)


def _phrase(cells: Sequence[Cell], joint: str) -> Mention:
    """Return several cells as one phrase: "3 May 2018 to 5 May 2018"."""
    start, end = min(c.start for c in cells), max(c.end for c in cells)
    return Mention(name=joint.join(c.value.strip() for c in cells), start=start, end=end)
