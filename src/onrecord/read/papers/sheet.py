"""One sheet of a workbook as delimited text, read as tables are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.kit import apart, zips
from onrecord.model import Document, Severity, Snapshot
from onrecord.read import metadata
from onrecord.read.doubt import problem_of
from onrecord.read.reading import Reading
from onrecord.read.table import read_rows

_MOST_NAMED = 5
SHEET = "; sheet="  # in a media type: which sheet of the workbook
_TAKEN_APART = "onrecord.read.papers.sheet_child:answer"


def read_sheet(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """
    Return a sheet's cells as a table: the text is made once, as comma-separated values.

    Cells hold what the workbook last showed as values: a formula's last result, a day as
    2024-05-06. Colours, hidden marks and formulas themselves are not read.

    Args:
        document: The report.
        snapshot: Its bytes; its media type names the sheet.
        data: The whole workbook.
    """
    told, made = taken_apart(data, snapshot.media_type)
    if "refused" in told:
        message = f"The workbook is kept but was not read: {told['refused']}."
        untouched = metadata.completed(document, metadata.Found(), None)
        code = zips.fault(told["refused"])
        problem = problem_of(document, code, message, Severity.ERROR)
        return Reading(document=untouched, text=None, problems=(problem,))
    read = read_rows(document, snapshot, made)
    problems = list(read.problems)
    if told["hidden"]:
        message = f"This sheet hides {told['hidden']}. What is hidden was read, too."
        problems.append(problem_of(document, "sheet-hidden", message, Severity.NOTE))
    if told["empty_formulas"]:
        message = (
            f"{told['empty_formulas']:,} cells hold a formula without its result "
            f"({_named(told['formulas'], told['empty_formulas'])}), as programs "
            "write it that do not reckon. They were read as empty: open the workbook in a "
            "spreadsheet program, save it, and build again."
        )
        problems.append(problem_of(document, "formula-unreckoned", message, Severity.WARNING))
    if told["merged"]:
        message = (
            f"Cells are merged into one over several rows or columns "
            f"({_named(told['merged'], len(told['merged']))}). Their value was read once, where "
            "they begin; the other rows have none."
        )
        problems.append(problem_of(document, "sheet-merged", message, Severity.WARNING))
    return replace(read, problems=tuple(problems))


def taken_apart(data: bytes, media_type: str) -> tuple[dict[str, Any], bytes]:
    """
    Return what was seen of a sheet (`refused`, `hidden`), and it as comma-separated values.

    Args:
        data: The whole workbook.
        media_type: Names the sheet behind `SHEET`.
    """
    name = media_type.partition(SHEET)[2]
    try:
        told, made = apart.asked(_TAKEN_APART, data, {"sheet": name}, is_fresh=True)
    except apart.TooHard as why:
        return {"refused": str(why)}, b""
    return told, made


def _named(cells: Sequence[str], count: int) -> str:
    more = f" and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else ""
    return ", ".join(cells[:_MOST_NAMED]) + more
