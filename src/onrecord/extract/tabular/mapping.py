"""What a person says of a table's columns and cells: the reader of mapping files."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.extract.tabular import headings, vocabulary
from onrecord.extract.tabular.column import AS_USUAL, CellRules, Column
from onrecord.model import DAY_FIRST, MONTH_FIRST, OnRecordError, Outcome

_UNKNOWN, _NOBODY = "unknown", "nobody"
_PARTS = ("columns", "constants", "cells", "reading", "rows")
_OF_COLUMN = ("means", "values", "cells", "dates", "lists")
_OF_READING = ("dates", "lists")
_OF_ROWS = ("header", "skip", "skip_if")
CONSTANTS = (
    "place", "subdistrict", "district", "province", "country", "perpetrator", "weapon",
    "source", "publisher", "year", "outcome", "victims",
)  # fmt: skip
_BY_NUMBER = re.compile(r"column (\d+)")
_STRETCH = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """
    What a person says of a table.

    Attributes:
        columns: What a column is, by its heading as `same` makes it, or by `column 3`.
        rules: How its cells are read, likewise.
        constants: What holds for every row that does not say otherwise, by slot.
        everywhere: How cells are read in columns that have no rule of their own.
        header: In which row the headings stand, from 1; None to find it.
        skip: Rows that are left out, from 1, as a spreadsheet numbers them.
        skip_if: Cells for which a row is left out, by heading.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, CellRules] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    everywhere: CellRules = AS_USUAL
    header: int | None = None
    skip: frozenset[int] = frozenset()
    skip_if: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, at: int, heading: str) -> Column | None:
        """Return what a column is told to be; None if nothing is told of it."""
        means = self._told(self.columns, at, heading)
        return headings.read_as(at, heading, means) if means is not None else None

    def rule(self, at: int, heading: str) -> CellRules:
        """Return how the cells of a column are read."""
        return self._told(self.rules, at, heading) or self.everywhere

    def missing(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that it names and a table has not, as it names them."""
        there = {same(name) for name in names} | {f"column {n + 1}" for n in range(len(names))}
        told = dict.fromkeys((*self.columns, *self.skip_if))
        return tuple(name for name in told if name not in there)

    @staticmethod
    def _told(told: Mapping[str, Any], at: int, heading: str) -> Any:
        found = told.get(f"column {at + 1}")
        return told.get(same(heading)) if found is None else found


def same(heading: str) -> str:
    """Return a heading as headings of a mapping and of a table are compared."""
    return " ".join(heading.split()).casefold()


def parsed(text: str, name: str = "mapping") -> TableMapping:
    r"""
    Return what a mapping file says.

    Args:
        text: The file, as TOML.
        name: What it is called, for what is wrong with it.

    Raises:
        OnRecordError: It is no TOML, or says what no mapping says; one line with its line.

    >>> told = parsed('[columns]\n"Cas. civ." = "civilians killed"\n')
    >>> told.of(0, "Cas. civ.").meaning
    'killed, civilians'
    """
    try:
        held = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as fault:  # of TOML, or of a number or depth without end
        why = str(fault)
        line = _AT_LINE.search(why)
        at = f", line {line[1]}" if line else ""
        raise OnRecordError(f"{name}{at}: this is no TOML: {_AT_LINE.sub('', why)}") from None
    return _Reading(text, name).mapping(held)


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    name: str

    def mapping(self, held: Mapping[str, Any]) -> TableMapping:
        self._only(held, _PARTS, "")
        parts = {part: self._table(held, part) for part in _PARTS}
        reading, rows, told = parts["reading"], parts["rows"], parts["columns"]
        self._only(reading, _OF_READING, "reading")
        self._only(rows, _OF_ROWS, "rows")
        everywhere = self._rules(reading, self._signs(parts["cells"], "cells"))
        header = rows.get("header")
        if header is not None and (type(header) is not int or header < 1):
            raise self._fault("header", "must be the number of a row, from 1")
        return TableMapping(
            columns={same(heading): self._means(heading, one) for heading, one in told.items()},
            rules={
                same(heading): self._of_column(heading, one, everywhere)
                for heading, one in told.items()
                if isinstance(one, dict)
            },
            constants=dict(self._constants(parts["constants"])),
            everywhere=everywhere,
            header=header,
            skip=frozenset(self._skipped(rows.get("skip", []))),
            skip_if=self._skip_if(self._table(rows, "skip_if")),
        )

    # -- columns ------------------------------------------------------------------------------

    def _means(self, heading: str, one: object) -> str:
        means = one.get("means") if isinstance(one, dict) else one
        if not isinstance(means, str):
            raise self._fault(
                heading, 'says no meaning: write it as "date", or as { means = "date" }'
            )
        if not headings.is_meaning(means):
            raise self._fault(
                heading,
                f"“{means:.60}” is no meaning of a column: it is a slot such as date, place or "
                "source, “ignored”, or words of a heading such as “civilians killed min”",
            )
        return means

    def _of_column(self, heading: str, one: Mapping[str, Any], rest: CellRules) -> CellRules:
        self._only(one, _OF_COLUMN, heading)
        if "cells" in one:
            rest = self._signs(self._table(one, "cells"), heading, rest)
        return self._rules(one, rest)

    def _rules(self, one: Mapping[str, Any], rest: CellRules) -> CellRules:
        dates, lists = one.get("dates", rest.dates), one.get("lists", rest.lists)
        values = one.get("values", {})
        if dates is not None and not self._is_order(dates):
            raise self._fault(
                "dates", "must be day-first, month-first, or a pattern such as %d.%m.%Y"
            )
        if lists is not None and (not isinstance(lists, str) or not lists.strip(" ")):
            raise self._fault("lists", 'must be the sign that parts names in a cell, such as ";"')
        if not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values()):
            raise self._fault(
                "values", 'must say for a cell what it is read as: { "IED" = "mine" }'
            )
        return CellRules(
            values={vocabulary.in_cell(cell): told for cell, told in values.items()},
            unknown=rest.unknown,
            nobody=rest.nobody,
            lists=lists,
            dates=dates,
        )

    @staticmethod
    def _is_order(dates: object) -> bool:
        if dates in {DAY_FIRST, MONTH_FIRST}:
            return True
        return isinstance(dates, str) and ("%Y" in dates or "%y" in dates)

    def _signs(
        self, cells: Mapping[str, Any], where: str, rest: CellRules | None = None
    ) -> CellRules:
        """Return which cells say that a number is not known, and which that there is nobody."""
        told: dict[str, set[str]] = {
            _UNKNOWN: set(rest.unknown if rest else ()),
            _NOBODY: set(rest.nobody if rest else ()),
        }
        for cell, says in cells.items():
            if says not in told:
                raise self._fault(cell or where, "must be “unknown” or “nobody”")
            sign = vocabulary.in_cell(cell)
            if says == _NOBODY and not sign:
                raise self._fault(
                    where,
                    "an empty cell has no words to point at, so it cannot say “nobody”: "
                    "write 0 into such cells",
                )
            for others in told.values():
                others.discard(sign)
            told[says].add(sign)
        return CellRules(unknown=frozenset(told[_UNKNOWN]), nobody=frozenset(told[_NOBODY]))

    # -- constants and rows -------------------------------------------------------------------

    def _constants(self, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        self._only(told, CONSTANTS, "constants")
        for slot, value in told.items():
            shown = str(value) if isinstance(value, str | int) else ""
            if not shown.strip():
                raise self._fault(slot, 'must be words, such as "Yemen"')
            if slot == "outcome" and shown not in list(Outcome):
                raise self._fault(slot, f"“{shown:.60}” is no outcome: {', '.join(Outcome)}")
            yield slot, " ".join(shown.split())

    def _skipped(self, told: object) -> Iterator[int]:
        for one in told if isinstance(told, list) else [told]:
            match = _STRETCH.fullmatch(str(one).strip())
            if isinstance(one, bool) or match is None:
                raise self._fault("skip", 'must list rows by number: [2, "7-9"]')
            first, last = int(match[1]), int(match[2] or match[1])
            if last - first > 1_000_000:
                raise self._fault("skip", f"{one} are more rows than a table has")
            yield from range(first, last + 1)

    def _skip_if(self, told: Mapping[str, Any]) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for heading, cells in told.items():
            listed = cells if isinstance(cells, list) else [cells]
            if not all(isinstance(cell, str) for cell in listed):
                raise self._fault(heading, 'must list cells for which a row is left out: ["draft"]')
            found[same(heading)] = frozenset(vocabulary.in_cell(cell) for cell in listed)
        return found

    # -- what is wrong ------------------------------------------------------------------------

    def _table(self, held: Mapping[str, Any], part: str) -> Mapping[str, Any]:
        told: object = held.get(part, {})
        if not isinstance(told, dict):
            raise self._fault(part, f"must be a table, [{part}]")
        return told

    def _only(self, held: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
        for key in held:
            if key not in allowed:
                inside = f" in “{where}”" if where else ""
                raise self._fault(key, f"is not known{inside}; known are {', '.join(allowed)}")

    def _fault(self, key: str, why: str) -> OnRecordError:
        """Return what is wrong with a key, in one line."""
        return OnRecordError(f"{self.name}{self._line(key)}: “{key:.60}”: {why}")

    def _line(self, key: str) -> str:
        """Return in which line a key stands, as well as that can be told from the text."""
        escaped = re.escape(key)
        stands = re.compile(rf"""(?:^|[\s{{,.\[])["']?{escaped}["']?\s*[=\].]""")
        for number, line in enumerate(self.text.splitlines(), 1):
            if not line.lstrip().startswith("#") and stands.search(line):
                return f", line {number}"
        return ""
