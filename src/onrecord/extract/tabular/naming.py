"""Whom and what the cells of a row name: places, perpetrators, sources."""

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.extract.tabular import vocabulary
from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.listing import PARTED, accused, listed, mark, mention_of, parted
from onrecord.kit.cells import Cell
from onrecord.kit.folding import fold
from onrecord.model import Mention, Point

TOLD = "told by the mapping"  # how a slot came that no cell fills
_OR_COMMA = re.compile(r"[;؛|,،\r\n]+")
_PLACES = ("place", "subdistrict", "district", "province", "country")  # the most specific first
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_PAIR = re.compile(r"\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\)?")

# From UCDP's where_prec (GED Codebook 19.1) and ACLED's geo_precision to how exactly a place is
# known: no place is meant then that is finer.
_COARSE = {
    ("where_prec", "3"): 3,
    ("where_prec", "4"): 4,
    ("where_prec", "6"): 6,
    ("geo_precision", "3"): 4,
}
_PRECISION = {
    ("where_prec", "1"): 1,
    ("where_prec", "2"): 2,
    ("point_precision", "1"): 1,
    ("point_precision", "2"): 2,
    ("geo_precision", "1"): 1,
    ("geo_precision", "2"): 2,
}
_NO_POINT = frozenset(
    {("where_prec", code) for code in "34567"}
    | {("point_precision", code) for code in "34567"}
    | {("geo_precision", "3")}
)


class Namer:
    """
    Reads the names in the rows of one table.

    Args:
        columns: Its columns, by slot.
        constants: What holds where no cell tells, by slot.
        faults: Where goes what is wrong.

    Attributes:
        provinces: Where the names of provinces start that were read so far.
        points: What figures the table gives for a place, by where its name starts.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[Column]],
        constants: Mapping[str, str],
        faults: Faults,
    ) -> None:
        self._of = columns
        self._constants = constants
        self._faults = faults
        self.provinces: set[int] = set()
        self.points: dict[int, Point] = {}

    def _cells(self, slot: str, cells: Mapping[int, Cell]) -> Iterator[tuple[Column, Cell]]:
        for column in self._of.get(slot, ()):
            if column.index in cells:
                yield column, cells[column.index]

    def _constant(self, slot: str) -> tuple[Mention, ...]:
        told = self._constants.get(slot)
        return (Mention(name=told, carried=TOLD),) if told else ()

    # -- places -------------------------------------------------------------------------------

    def places(self, cells: Mapping[int, Cell], number: int) -> tuple[Mention, ...]:
        """
        Return the places of a row, the most specific first.

        Where the table says that it knows only a wider place, that goes along: the town of an
        event "somewhere in this province" only stands for the province.
        """
        code = self._code(cells)
        point = self._point(cells, number) if code not in _NO_POINT else None
        coarse = _COARSE.get(code) if code else None
        found: list[Mention] = []
        seen: set[str] = set()
        # A province often has the name of its chief town: the name is that of the one meant.
        for slot in _PLACES if coarse is None else _PLACES[::-1]:
            named = [one for one in self._places_of(slot, cells) if fold(one.name) not in seen]
            seen.update(fold(one.name) for one in named)
            if slot == "province":
                self.provinces.update(one.start for one in named if one.start is not None)
            found = [*found, *named] if coarse is None else [*named, *found]
        if coarse is not None and found and found[0].start is not None:
            self.points[found[0].start] = Point(precision=coarse)
        if point is None or not self._is_of(found, cells):
            return tuple(found)
        return self._pointed(found, *point, _PRECISION.get(code) if code else None, cells)

    def _is_of(self, found: Sequence[Mention], cells: Mapping[int, Cell]) -> bool:
        """Whether the degrees are those of the finest place, where a column says whose they are."""
        whose = [cell.value for _, cell in self._cells("point_of", cells)]
        return not whose or bool(found and fold(whose[0]) == fold(found[0].name))

    def _places_of(self, slot: str, cells: Mapping[int, Cell]) -> Iterator[Mention]:
        told = list(self._cells(slot, cells))
        for column, cell in told:
            yield from parted(cell, mark(column, _OR_COMMA))
        if not told and slot == "country":
            told = list(self._cells("country_code", cells))
            yield from (mention_of(cell) for _, cell in told)
        if not told:
            yield from self._constant(slot)

    def _code(self, cells: Mapping[int, Cell]) -> tuple[str, str] | None:
        for slot in ("where_prec", "geo_precision", "point_precision"):
            for _, cell in self._cells(slot, cells):
                return slot, cell.value.strip().removesuffix(".0")
        return None

    def _pointed(
        self,
        found: list[Mention],
        cell: Cell,
        at: tuple[float, float],
        precision: int | None,
        cells: Mapping[int, Cell],
    ) -> tuple[Mention, ...]:
        """Return the places, the figures given to the one that they are of."""
        latitude, longitude = at
        is_named = any(self._cells("place", cells)) and found and found[0].start is not None
        if not is_named:  # only what lies around it is named
            name = f"{latitude:g}, {longitude:g}"
            found.insert(0, Mention(name=name, start=cell.start, end=cell.end))
        if found[0].start is not None:
            self.points[found[0].start] = Point(
                latitude=latitude,
                longitude=longitude,
                precision=precision,
                is_all=not is_named,
            )
        return tuple(found)

    def _point(
        self, cells: Mapping[int, Cell], number: int
    ) -> tuple[Cell, tuple[float, float]] | None:
        for column, cell in self._cells("coordinates", cells):
            match = _PAIR.fullmatch(cell.value.strip())
            if match is None:
                why = "is no latitude and longitude"
                self._faults.about_cell(number, column.heading, cell.value, why)
                return None
            return self._checked(cell, match[1], match[2], column, number)
        north = next(self._cells("latitude", cells), None)
        east = next(self._cells("longitude", cells), None)
        if north is None or east is None:
            return None
        for column, cell in (north, east):
            if not _NUMBER.fullmatch(cell.value.strip()):
                self._faults.about_cell(number, column.heading, cell.value, "is no degrees")
                return None
        return self._checked(north[1], north[1].value, east[1].value, north[0], number)

    def _checked(
        self, cell: Cell, north: str, east: str, column: Column, number: int
    ) -> tuple[Cell, tuple[float, float]] | None:
        at = tuple(float(told.strip().replace(",", ".")) for told in (north, east))
        if abs(at[0]) > 90 or abs(at[1]) > 180:  # degrees
            why = f"with {at[1]:g} east is no place on earth"
            self._faults.about_cell(number, column.heading, f"{at[0]:g}", why)
            return None
        if at == (0.0, 0.0):
            why = "and 0 is a point in the ocean that programs write for none: not used"
            self._faults.about_cell(number, column.heading, cell.value, why)
            return None
        return cell, (at[0], at[1])

    # -- people -------------------------------------------------------------------------------

    def perpetrators(self, cells: Mapping[int, Cell]) -> Iterator[Mention]:
        """
        Return who did it: both sides of a clash, the attacker of the defenceless.

        In ACLED and GED the second actor of violence against civilians is its target, and
        ACLED's `inter` codes tell of each actor of what kind it is.
        """
        for slot in ("accused", "allegations"):
            for _, cell in self._cells(slot, cells):
                yield from accused(cell)
                return
        told = list(self._cells("perpetrator", cells))
        if not told:
            yield from self._constant("perpetrator")
        kinds = ("first_kind", "second_kind")
        told = [
            one for at, one in enumerate(told) if not self._is_harmless(kinds[min(at, 1)], cells)
        ]
        harmed = tuple(vocabulary.listed("no_perpetrator", "words"))
        for column, cell in told[:1] if self._is_one_sided(cells) else told:
            for mention in parted(cell, mark(column, PARTED)):
                if not vocabulary.plain(mention.name).startswith(harmed):
                    yield mention

    def _is_one_sided(self, cells: Mapping[int, Cell]) -> bool:
        kinds = {vocabulary.in_cell(cell.value) for _, cell in self._cells("violence", cells)}
        marks = {vocabulary.in_cell(cell.value) for _, cell in self._cells("targeting", cells)}
        one_sided, targeted = vocabulary.said("one_sided"), vocabulary.said("targeted")
        return bool(kinds & one_sided or marks & targeted)

    def _is_harmless(self, slot: str, cells: Mapping[int, Cell]) -> bool:
        kinds = {vocabulary.in_cell(cell.value) for _, cell in self._cells(slot, cells)}
        return bool(kinds & vocabulary.said("harmless_kinds"))

    def sources(self, cells: Mapping[int, Cell]) -> Iterator[Mention]:
        """
        Return who says so: the outlet, then the source that it has it from.

        Several sources in one cell have all "contributed information" (ACLED codebook), and
        none of them is known to have given the number: they stay one voice, named together.
        """
        for slot in ("publisher", "source"):
            told = list(self._cells(slot, cells))
            for _, cell in told:
                held = listed(cell)
                if held is None:
                    yield mention_of(cell)
                else:
                    yield from (Mention(name=n, start=cell.start, end=cell.end) for n in held)
            if not told:
                yield from self._constant(slot)

    def weapon(self, cells: Mapping[int, Cell]) -> str | None:
        """Return the weapon or means; None if it is not told."""
        for _, cell in self._cells("weapon", cells):
            held = listed(cell)
            told = cell.value if held is None else "; ".join(held)
            return told or self._constants.get("weapon")
        return self._constants.get("weapon")
