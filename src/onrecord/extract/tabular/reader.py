"""The reader of tables: rows of incidents to claims, each anchored at its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.tabular import mapping, noting
from onrecord.extract.tabular.claiming import ENGINE, Claimer
from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.faults import Faults, LeftOut
from onrecord.extract.tabular.frame import Frame, frame
from onrecord.extract.tabular.mapping import TableMapping
from onrecord.extract.tabular.numbers import is_unknown
from onrecord.kit.cells import DELIMITERS, Row
from onrecord.model import (
    Claim,
    Document,
    Named,
    OnRecordError,
    Point,
    Problem,
    Severity,
    Text,
)
from onrecord.model import days_in_cells as days

_DATED = frozenset({"date", "date_from", "date_to", "day"})
_NEEDED = frozenset(
    {"date", "date_from", "date_to", "year", "month", "day", "place", "district", "province",
     "country", "row"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """
    What a table gave.

    Attributes:
        columns: Each as understood.
        layout: The keeper's layout that it has; None if it is of no known one.
        rows: How many rows were read, the header and empty rows left out.
        rows_all: Those and the ones that could not be told to columns or were to be skipped.
        claims: In the order of the rows; names in them not yet resolved.
        problems: What was wrong or is not understood.
        provinces: Where the names of provinces start, for whoever resolves them.
        points: Degrees that the table tells for a place, by where its name starts.
        left: Rows of which nothing was taken, the first so many, each with why.
        left_out: How many they are in all.
        examples: A few cells of each column, by its index.
        filled: In how many rows each column holds anything, likewise.
    """

    columns: tuple[Column, ...] = ()
    layout: str | None = None
    rows: int = 0
    rows_all: int = 0
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    provinces: frozenset[int] = frozenset()
    points: Mapping[int, Point] = field(default_factory=dict)
    left: tuple[LeftOut, ...] = ()
    left_out: int = 0
    examples: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    filled: Mapping[int, int] = field(default_factory=dict)


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
        told = _mapping(document, faults)
        framed = frame(text.content, told)
        if framed is None:
            return Understood(problems=faults.all())
        for row, why in framed.skipped:
            faults.leave(row.number, why)
        noting.missing(framed, told, faults)
        if any(column.is_count for column in framed.columns):
            return _read(document, text, framed, told, faults)
        noting.columns_of(framed.columns, faults)
        message = _NO_COUNTS.format(noting.shown(framed.names))
        faults.note(code="table-no-counts", message=message)
        return _with_examples(
            Understood(columns=framed.columns, layout=framed.layout, problems=faults.all()), framed
        )


_NO_COUNTS = (
    "No column of this table counts people who came to harm, so no claims were made of it "
    "(columns: {}). Name such a column “killed”, “injured” or the like."
)


def _mapping(document: Document, faults: Faults) -> TableMapping:
    """Return what a person says of the table; one that cannot be read any more is a problem."""
    if not document.told.mapping:
        return TableMapping()
    try:
        return mapping.parsed(document.told.mapping)
    except OnRecordError as fault:
        faults.note(code="table-mapping", message=f"It was read without its mapping: {fault}.")
        return TableMapping()


def _read(
    document: Document, text: Text, framed: Frame, told: TableMapping, faults: Faults
) -> Understood:
    columns = framed.columns
    noting.columns_of(columns, faults)
    kept = list(_fitting(columns, framed.body, faults))
    orders = _orders(document, columns, kept, faults)
    claimer = Claimer(document, text, columns, orders, told.constants, faults)
    claims: list[Claim] = []
    for row in _each_once(columns, kept, faults):
        made = claimer.claims(row)
        if not made:
            faults.leave(row.number, "no cell of it says how many people")
        claims += made
    if claimer.zeros:
        noting.zeros(columns, framed.layout, claimer.zeros, faults)
    found = Understood(
        columns=columns,
        layout=framed.layout,
        rows=len(kept),
        rows_all=len(framed.body) + len(framed.skipped),
        claims=claimer.linked(claims),
        problems=faults.all(),
        provinces=claimer.provinces,
        points=claimer.points,
        left=faults.rows_left(),
        left_out=faults.left,
    )
    return _with_examples(found, framed)


_EXAMPLES = 3


def _with_examples(found: Understood, framed: Frame) -> Understood:
    """Add a few cells of each column, and in how many rows it holds anything."""
    filled = dict.fromkeys(range(len(framed.columns)), 0)
    shown: dict[int, dict[str, None]] = {at: {} for at in filled}
    for row in framed.body:
        for at, cell in enumerate(row.cells[: len(filled)]):
            if cell.value and not cell.value.isspace():
                filled[at] += 1
                if len(shown[at]) < _EXAMPLES:
                    shown[at].setdefault(" ".join(cell.value.split())[:40])
    examples = {at: tuple(values) for at, values in shown.items()}
    return replace(found, examples=examples, filled=filled)


# -- rows -----------------------------------------------------------------------------------


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
        if row.is_broken and _stray(row) <= last:
            why = "a quotation mark opens a cell of it and none closes it"
        elif filled[-1] >= wide or len(row.cells) <= last:
            why = f"it has {len(row.cells)} cells and the header {wide}{_other_mark(row)}"
        else:
            yield row
            continue
        why += ", so its numbers cannot be told to columns and were not used"
        faults.about_row(row.number, code="table-row", message=why)
        faults.leave(row.number, why)


def _other_mark(row: Row) -> str:
    """Say that a row of one cell seems to be parted by another sign than the table's."""
    value = row.cells[0].value
    sign = max(DELIMITERS, key=value.count)
    return f" (it seems to be parted by “{sign}”)" if len(row.cells) == 1 and sign in value else ""


def _stray(row: Row) -> int:
    """Return in which cell a quotation mark stands that none closes; behind all if in none."""
    cells_of = enumerate(row.cells) if row.is_broken else ()
    return next((at for at, cell in cells_of if cell.value.startswith('"')), len(row.cells))


def _each_once(columns: Sequence[Column], found: Sequence[Row], faults: Faults) -> Iterator[Row]:
    """Return the rows, one that says all over again what an earlier one says only once."""
    ids = [column.index for column in columns if column.slot == "row" and not column.twin]
    is_of_claims = any(column.slot == "outcome" for column in columns)  # several to an incident
    first: dict[object, int] = {}
    numbers: dict[str, int] = {}
    for row in found:
        values = tuple(cell.value for cell in row.cells)
        named = (values[at].strip() for at in ids if at < len(values))
        told = next((one for one in named if one and not is_unknown(one)), "")
        before = first.setdefault(values, row.number)
        same = numbers.setdefault(told, row.number) if told and not is_of_claims else row.number
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
        else:
            faults.leave(row.number, why)


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
        order = column.rules.dates or days.order(values, document.told.dates)
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
