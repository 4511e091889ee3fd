"""Days that a file's own data names: when it was made or changed, not when it was published."""

import re
from datetime import date

from onrecord.model import Document, Problem, Severity

_PDF = re.compile(r"^(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")


def day(words: str) -> date | None:
    """
    Return the day of a date as PDF and office files write it; None if it is none.

    >>> day("D:20240506103000+02'00'"), day("2024-05-06T10:30:00Z"), day("soon")
    (datetime.date(2024, 5, 6), datetime.date(2024, 5, 6), None)
    """
    found = _ISO.match(words) or _PDF.match(words)
    if found is None:
        return None
    year, month, of_month = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def about_file(document: Document, told: dict[str, str], names: dict[str, str]) -> list[Problem]:
    """
    Return a question about the day of publication where only the file's own data names a day.

    Args:
        document: The report, read.
        told: What the file's data says.
        names: Of those of its fields that hold days, what they mean, in words.
    """
    if document.published is not None:
        return []
    days = [
        f"{meaning} {found.isoformat()} ({field})"
        for field, meaning in names.items()
        if (found := day(told.get(field, "")))
    ]
    if not days:
        return []
    message = (
        f"The file's own data says that it was {' and '.join(days)}. That is no day of "
        "publication, and was not used as one. If it is, tell it in the manifest."
    )
    return [
        Problem(code="file-date", message=message, where=document.name, severity=Severity.QUESTION)
    ]
