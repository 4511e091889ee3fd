"""What is said once of a whole table: its columns, its zeros, a mapping that does not fit."""

from collections.abc import Sequence

from onrecord.extract.tabular.column import Column
from onrecord.extract.tabular.faults import Faults
from onrecord.extract.tabular.frame import Frame
from onrecord.extract.tabular.mapping import TableMapping
from onrecord.model import Severity

_MOST_NAMED = 12


def missing(framed: Frame, told: TableMapping, faults: Faults) -> None:
    """Say which columns a mapping names that the table has not: it may be of another table."""
    missing = told.missing(framed.names)
    if missing:
        faults.note(
            code="table-mapping",
            message=f"The mapping names columns that this table has not: {shown(missing)}.",
        )


def columns_of(columns: Sequence[Column], faults: Faults) -> None:
    """Say which columns are not used: those not understood, and those that say something again."""
    unknown = [column.heading for column in columns if not column.is_understood]
    twins = [f"{column.heading} (as {column.twin})" for column in columns if column.twin]
    told = []
    if unknown:
        told.append(f"Not understood, and not used: {shown(unknown)}.")
    if twins:
        told.append(f"They say what an earlier column says, and were not used: {shown(twins)}.")
    if told:
        message = " ".join(("Columns of this table.", *told))
        faults.note(code="table-columns", message=message, severity=Severity.NOTE)


def zeros(columns: Sequence[Column], layout: str | None, zeros: int, faults: Faults) -> None:
    """Say how many cells hold a 0 that may be unknown, so that no claim was made of them."""
    names = ", ".join(f"“{c.heading}”" for c in columns if c.zero_is_unknown)
    faults.note(
        code="table-zeros",
        message=f"{zeros:,} cells of {names} hold 0. In {layout} that is none or unknown, and "
        "unknown is not zero: no claim was made of them.",
        severity=Severity.NOTE,
    )


def shown(names: Sequence[str]) -> str:
    """Return some names for a message, and how many more there are."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    listed = (" ".join(name.split())[:40] or "(no heading)" for name in names[:_MOST_NAMED])
    return ", ".join(listed) + more
