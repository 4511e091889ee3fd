"""Files of lists of persons: whichever kind they are of, their tables with headings found."""

from onrecord import read
from onrecord.acquire import kinds, workbook
from onrecord.lists import tables
from onrecord.lists.tables import Sheet
from onrecord.model import Problem, Severity
from onrecord.read import Rows

_PDF_WITHIN = 1024  # bytes in which a PDF says that it is one


def sheets(data: bytes, file_name: str) -> tuple[Sheet, ...]:
    """
    Return the tables of a list of persons: of a workbook, a PDF, delimited text or JSON.

    What cannot be read is a sheet without rows, whose problem says why. Nothing is fetched, and
    workbooks and PDFs are taken apart in a process of their own.

    Args:
        data: The file's bytes.
        file_name: Its name.
    """
    if kinds.is_workbook(data):
        return tuple(_of_workbook(data, file_name))
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return (_headed("", read.pdf_rows(data), file_name),)
    return tables.sheets(data, file_name)


def _of_workbook(data: bytes, file_name: str) -> list[Sheet]:
    found: list[Sheet] = []
    for held in workbook.sheets(file_name, data) or ():
        if isinstance(held, Problem):
            found.append(Sheet(headings=(), rows=(), problems=(held,)))
            continue
        name = held.document.name.removeprefix(f"{file_name}/")
        found.append(_headed(name, read.sheet_rows(data, held.media_type), file_name))
    return found


def _headed(name: str, found: Rows, file_name: str) -> Sheet:
    where = f"{file_name}/{name}" if name else file_name
    if found.refused:
        message = f"It was not read: {found.refused}."
        return Sheet(name=name, headings=(), rows=(), problems=(_problem(message, where),))
    told = [_problem(remark, where, Severity.WARNING) for remark in found.remarks]
    if not found.rows:
        told.append(_problem("There is no table in it.", where))
    return tables.headed(name, found.rows, pages=found.pages, problems=told)


def _problem(message: str, where: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code="list-file", message=message, where=where, severity=severity)
