"""The reader of tables: rows of incidents to claims, each anchored at its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.tabular import days, headings
from onrecord.extract.tabular.claiming import ENGINE, Claimer
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.headings import Column
from onrecord.kit import cells
from onrecord.kit.cells import Row
from onrecord.model import Claim, Document, Named, Problem, Severity, Text

_DATED = frozenset({"date", "date_from", "date_to", "day"})
_NEEDED = frozenset(
    {"date", "date_from", "date_to", "year", "month", "day", "place", "district", "province",
     "country", "row"}
)  # fmt: skip
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """
    What a table gave.

    Attributes:
        columns: Each as understood.
        layout: The keeper's layout that it has; None if it is of no known one.
        rows: How many rows were read, the header and empty rows left out.
        claims: In the order of the rows; names in them not yet resolved.
        problems: What was wrong or is not understood.
        provinces: Where the names of provinces start, for whoever resolves them.
    """

    columns: tuple[Column, ...] = ()
    layout: str | None = None
    rows: int = 0
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    provinces: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TableReader:
    """
    The reader of tables of incidents.

    It reads no language: which columns a table has is told by the words of its headings,
    in any language of `columns.yaml`. Deterministic, versioned, needs no network.

    Attributes:
        of: What read the texts that it reads.
    """

    of: str = "table 1"

    @property
    def engine(self) -> str:
        """Name and version."""
        return ENGINE

    def reads(self, language: str | None) -> bool:
        """Whether it reads a language: none, for it is chosen by the kind of text."""
        del language
        return False

    def claims(self, document: Document, text: Text, names: Sequence[Named]) -> tuple[Claim, ...]:
        """Return the claims of a table, in order, names not yet resolved."""
        del names
        return self.understood(document, text).claims

    def understood(self, document: Document, text: Text) -> Understood:
        """
        Return what a table says, how its columns were understood, and what was wrong.

        Args:
            document: The table; what a person told of its days counts.
            text: Its text, the file itself.
        """
        faults = Faults(document)
        header, found = _header_and_rows(text.content)
        if header is None:
            return Understood(problems=faults.all())
        names = [cell.value for cell in header.cells]
        columns = headings.columns(names)
        layout = headings.layout_of(names)
        if not any(column.is_count for column in columns):
            _note_columns(columns, faults)
            faults.note(code="table-no-counts", message=_NO_COUNTS.format(_shown(names)))
            return Understood(columns=columns, layout=layout, problems=faults.all())
        return _read(document, text, columns, layout, found, faults)


_NO_COUNTS = (
    "No column of this table counts people who came to harm, so no claims were made of it "
    "(columns: {}). Name such a column “killed”, “injured” or the like."
)


def _read(
    document: Document,
    text: Text,
    columns: tuple[Column, ...],
    layout: str | None,
    found: list[Row],
    faults: Faults,
) -> Understood:
    _note_columns(columns, faults)
    kept = list(_fitting(columns, found, faults))
    orders = _orders(document, columns, kept, faults)
    claimer = Claimer(document, text, columns, orders, faults)
    claims = [claim for row in _each_once(columns, kept, faults) for claim in claimer.claims(row)]
    if claimer.zeros:
        _note_zeros(columns, layout, claimer.zeros, faults)
    return Understood(
        columns=columns,
        layout=layout,
        rows=len(kept),
        claims=tuple(claims),
        problems=faults.all(),
        provinces=claimer.provinces,
    )


# -- rows -----------------------------------------------------------------------------------


def _header_and_rows(content: str) -> tuple[Row | None, list[Row]]:
    """Return the header, the first row with two cells filled, and the rows of the body."""
    found = list(cells.rows(content))
    for at, row in enumerate(found):
        if sum(bool(cell.value.strip()) for cell in row.cells) > 1 or len(found) == 1:
            return row, [r for r in found[at + 1 :] if not _is_beside(r, row)]
    return (found[0], found[1:]) if found else (None, [])


def _is_beside(row: Row, header: Row) -> bool:
    """Whether a row is none of the table: empty, the header again, or tags of its columns."""
    values = [cell.value.strip() for cell in row.cells]
    filled = [value for value in values if value]
    if not filled or values == [cell.value.strip() for cell in header.cells]:
        return True
    return all(value.startswith("#") for value in filled) and len(filled) > 1  # HXL


def _fitting(columns: Sequence[Column], found: Sequence[Row], faults: Faults) -> Iterator[Row]:
    """
    Return the rows whose cells can be told to their columns.

    A row with more cells than the header was shifted by a stray delimiter, one that ends
    before the last column that matters was cut, and behind a stray quotation mark cells may
    be shifted either way: which number is which is not known.
    """
    wide = len(columns)
    last = max(c.index for c in columns if c.is_count or c.slot in _NEEDED)
    for row in found:
        filled = [at for at, cell in enumerate(row.cells) if cell.value.strip()]
        if _stray(row) <= last:
            why = "a quotation mark opens a cell of it and none closes it"
        elif filled[-1] >= wide or len(row.cells) <= last:
            why = f"it has {len(row.cells)} cells and the header {wide}"
        else:
            yield row
            continue
        why += ", so its numbers cannot be told to columns and were not used"
        faults.about_row(row.number, code="table-row", message=why)


def _stray(row: Row) -> int:
    """Return in which cell a quotation mark stands that none closes; behind all if in none."""
    cells_of = enumerate(row.cells) if row.is_broken else ()
    return next((at for at, cell in cells_of if cell.value.startswith('"')), len(row.cells))


def _each_once(columns: Sequence[Column], found: Sequence[Row], faults: Faults) -> Iterator[Row]:
    """Return the rows, one that says all over again what an earlier one says only once."""
    ids = [column.index for column in columns if column.slot == "row" and not column.twin]
    first: dict[object, int] = {}
    numbers: dict[str, int] = {}
    for row in found:
        values = tuple(cell.value for cell in row.cells)
        told = values[ids[0]].strip() if ids and ids[0] < len(values) else ""
        before = first.setdefault(values, row.number)
        same = numbers.setdefault(told, row.number) if told else row.number
        if before != row.number and told:
            why = f"it is row {before} again, cell for cell, and was not counted a second time"
        elif before != row.number:
            why = f"it is row {before} again, cell for cell; without an id it was taken for another"
        elif same != row.number:
            why = f"it has the id “{told:.60}” of row {same}, so both were taken for one incident"
        else:
            yield row
            continue
        faults.about_row(row.number, code="table-row-twice", message=why)
        if before == row.number or not told:
            yield row


# -- columns --------------------------------------------------------------------------------


def _orders(
    document: Document, columns: Sequence[Column], found: Sequence[Row], faults: Faults
) -> Mapping[int, str | None]:
    """Return which number comes first in the days of each column, and ask where none shows."""
    orders: dict[int, str | None] = {}
    for column in columns:
        if column.slot not in _DATED or column.twin:
            continue
        values = [r.cells[column.index].value for r in found if column.index < len(r.cells)]
        order = days.order(values, document.told.dates)
        orders[column.index] = order
        told = (days.when(value, order) for value in values)
        doubtful = sum(isinstance(one, days.Doubtful) for one in told)
        if doubtful:
            shown = next(v for v in values if isinstance(days.when(v, None), days.Doubtful))
            faults.note(
                code="table-dates",
                message=f"Column “{column.heading}”: days like “{shown.strip():.40}” may be two, "
                f"and nothing shows which number is the month, so {doubtful:,} rows have no date. "
                "Tell it with --dates day-first or month-first, or in the manifest's column "
                "`dates`.",
                severity=Severity.QUESTION,
            )
    return orders


def _note_columns(columns: Sequence[Column], faults: Faults) -> None:
    unknown = [column.heading for column in columns if not column.is_understood]
    twins = [f"{column.heading} (as {column.twin})" for column in columns if column.twin]
    told = []
    if unknown:
        told.append(f"Not understood, and not used: {_shown(unknown)}.")
    if twins:
        told.append(f"They say what an earlier column says, and were not used: {_shown(twins)}.")
    if told:
        message = " ".join(("Columns of this table.", *told))
        faults.note(code="table-columns", message=message, severity=Severity.NOTE)


def _note_zeros(columns: Sequence[Column], layout: str | None, zeros: int, faults: Faults) -> None:
    names = ", ".join(f"“{c.heading}”" for c in columns if c.zero_is_unknown)
    faults.note(
        code="table-zeros",
        message=f"{zeros:,} cells of {names} hold 0. In {layout} that is none or unknown, and "
        "unknown is not zero: no claim was made of them.",
        severity=Severity.NOTE,
    )


def _shown(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    listed = (" ".join(name.split())[:40] or "(no heading)" for name in names[:_MOST_NAMED])
    return ", ".join(listed) + more
