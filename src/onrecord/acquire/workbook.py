"""Workbooks: each sheet that holds anything is a table of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime

from onrecord.acquire import kinds
from onrecord.acquire.acquired import Acquired
from onrecord.kit import apart, zips
from onrecord.model import Capture, Document, Problem, Severity, Way

_LISTED = "onrecord.acquire.workbook_child:answer"


def sheets(
    name: str, data: bytes, *, capture: Capture | None = None, kept: tuple[bytes, ...] = ()
) -> Iterator[Acquired | Problem] | None:
    """
    Return the sheets of a workbook as reports named `FILE/SHEET`.

    The bytes of each are those of the whole workbook, as they came; the media type says which
    sheet is meant.

    Args:
        name: The workbook's file name.
        data: Its bytes.
        capture: How the workbook came, where it came with a mail.
        kept: The mail.

    Returns:
        None if it is no workbook.
    """
    return _sheets(name, data, capture, kept) if kinds.is_workbook(data) else None


def _sheets(
    name: str, data: bytes, capture: Capture | None, kept: tuple[bytes, ...]
) -> Iterator[Acquired | Problem]:
    try:
        told = apart.asked(_LISTED, data, is_fresh=True).told
    except apart.TooHard as why:
        told = {"refused": str(why), "sheets": []}
    if told.get("refused"):
        message = f"The workbook was not taken in: {told['refused']}."
        code = zips.fault(told["refused"])
        yield _problem(code, message, name, Severity.ERROR)
        return
    if not told["sheets"]:
        message = "There is nothing in the sheets of this workbook."
        yield _problem("empty-document", message, name, Severity.WARNING)
    for sheet in told["sheets"]:
        from_file = Capture(way=Way.FILE, at=datetime.now(UTC), asked=name, member=sheet)
        yield Acquired(
            document=Document(name=f"{name}/{sheet}"), data=data,
            media_type=f"{kinds.WORKBOOK}; sheet={sheet}", capture=capture or from_file,
            kept=kept,
        )  # fmt: skip


def _problem(code: str, message: str, where: str, severity: Severity) -> Problem:
    return Problem(code=code, message=message, where=where, severity=severity)
