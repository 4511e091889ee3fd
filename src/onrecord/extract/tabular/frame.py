"""Where a table's columns are told, and which of its rows are of its body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.tabular import hashtags, headings, vocabulary
from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.mapping import TableMapping, same
from onrecord.kit import cells
from onrecord.kit.cells import Row

HXL = "HXL hashtags"
_MOST_ABOVE = 100  # rows above the hashtags: a title, notes, headings of several lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    What stands around the rows of a table.

    Attributes:
        names: The headings, in order; of a table without any those of its layout.
        columns: As understood.
        layout: The keeper's layout that it has; None if it is of no known one.
        body: Its rows, without headings, tags and rows that hold nothing.
        skipped: Rows that a person says to leave out, with the reason.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    layout: str | None
    body: tuple[Row, ...]
    skipped: tuple[tuple[Row, str], ...] = ()


def frame(content: str, told: TableMapping) -> Frame | None:
    """
    Return a table's columns and rows; None if it has none.

    Where the columns are told: in the row that a mapping names; by a row of HXL hashtags,
    wherever it stands; by the order of columns, in a keeper's release without a header; or
    in the first row with two cells filled.

    Args:
        content: The table's text.
        told: What a person says of it.
    """
    found = list(cells.rows(content))
    if not found:
        return None
    if told.header is not None:
        at = next((i for i, row in enumerate(found) if row.number >= told.header), len(found) - 1)
        return _framed(found, at, None, told)
    tags = _tags(found)
    if tags is not None:
        return _framed(found, _above(found, tags), tags, told)
    layout = _bare_layout(found[0])
    if layout is not None:
        order = vocabulary.table()["layouts"][layout]["order"]
        return _made(tuple(order), found, None, told, layout=layout)
    return _framed(found, _first_filled(found), None, told)


def _framed(found: Sequence[Row], at: int, tags: int | None, told: TableMapping) -> Frame:
    names = tuple(cell.value for cell in found[at].cells)
    body = [r for r in found[max(at, tags or 0) + 1 :] if not _is_beside(r, found[at])]
    return _made(names, body, found[tags] if tags is not None else None, told)


def _made(
    names: tuple[str, ...],
    body: Sequence[Row],
    tags: Row | None,
    told: TableMapping,
    *,
    layout: str | None = None,
) -> Frame:
    known: dict[int, Column] = {}
    if tags is not None:
        names += ("",) * (len(tags.cells) - len(names))
        for at, cell in enumerate(tags.cells):
            column = hashtags.column(at, names[at], cell.value) if cell.value.strip() else None
            known |= {at: column} if column else {}
    known |= {at: column for at, name in enumerate(names) if (column := told.of(at, name))}
    key = layout or headings.layout_of(names)
    made = headings.columns(names, known, layout=key, outcome=told.constants.get("outcome"))
    skipped = list(_skipped(names, body, told))
    left_out = {row.number for row, _ in skipped}
    return Frame(
        names=names,
        columns=tuple(_with_rules(made, told)),
        layout=HXL if tags is not None else headings.name_of(key),
        body=tuple(row for row in body if row.number not in left_out),
        skipped=tuple(skipped),
    )


def _with_rules(columns: Sequence[Column], told: TableMapping) -> Iterator[Column]:
    for column in columns:
        rules = told.rule(column.index, column.heading)
        yield column.ruled(rules)


# -- which row is what ------------------------------------------------------------------------


def _tags(found: Sequence[Row]) -> int | None:
    """Return which row holds hashtags that say what columns are; None if none does."""
    for at, row in enumerate(found[:_MOST_ABOVE]):
        if hashtags.is_tags(row) and any(
            hashtags.column(0, "", cell.value) for cell in row.cells if cell.value.strip()
        ):
            return at
    return None


def _above(found: Sequence[Row], tags: int) -> int:
    """Return which row holds the headings: the last one above the tags that is as wide."""
    wide = sum(bool(cell.value.strip()) for cell in found[tags].cells)
    for at in range(tags - 1, -1, -1):
        filled = sum(bool(cell.value.strip()) for cell in found[at].cells)
        if filled > 1 or filled == wide:
            return at
    return tags


def _first_filled(found: Sequence[Row]) -> int:
    for at, row in enumerate(found):
        if sum(bool(cell.value.strip()) for cell in row.cells) > 1:
            return at
    return 0


def _bare_layout(first: Row) -> str | None:
    """Return the layout whose columns a first row holds, which is no header then."""
    for key, held in vocabulary.table()["layouts"].items():
        order = held.get("order")
        if not order or len(first.cells) != len(order):
            continue
        cells_of = dict(zip(order, (cell.value.strip() for cell in first.cells), strict=True))
        if all(re.fullmatch(told, cells_of[name]) for name, told in held["shown_by"].items()):
            return str(key)
    return None


def _is_beside(row: Row, header: Row) -> bool:
    """Whether a row is none of the table: empty, the header again, or tags of its columns."""
    values = [cell.value.strip() for cell in row.cells]
    filled = [value for value in values if value]
    if not filled or values == [cell.value.strip() for cell in header.cells]:
        return True
    return all(value.startswith("#") for value in filled) and len(filled) > 1  # HXL


def _skipped(
    names: Sequence[str], body: Sequence[Row], told: TableMapping
) -> Iterator[tuple[Row, str]]:
    """Return the rows that a person says to leave out, each with why."""
    by_cell = [
        (at, name, left_out)
        for at, name in enumerate(names)
        if (left_out := told.skip_if.get(same(name)) or told.skip_if.get(f"column {at + 1}"))
    ]
    if not by_cell and not told.skip:
        return
    for row in body:
        if row.number in told.skip:
            yield row, "the mapping says to leave this row out"
            continue
        for at, name, left_out in by_cell:
            value = row.cells[at].value if at < len(row.cells) else ""
            if vocabulary.in_cell(value) in left_out:
                yield row, f"the mapping leaves out rows with “{value.strip():.40}” in “{name}”"
                break
