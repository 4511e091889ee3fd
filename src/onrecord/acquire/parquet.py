"""Tables of texts: each row of a Parquet file is a report."""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.acquire import kinds, manifest
from onrecord.acquire.acquired import Acquired
from onrecord.acquire.text_columns import Columns, columns
from onrecord.kit import apart
from onrecord.model import Capture, Document, OnRecordError, Problem, Severity, Way

SUFFIX = ".parquet"
_STARTS = b"PAR1"
_ASKED = "onrecord.acquire.parquet_child:batch"
_MEMORY = 4 * 1024 * 1024 * 1024  # a group of rows is unpacked at once
_SECONDS = 120.0
_MOST_GROWN = 1_000  # times its size that a file may unpack to
_ALWAYS = 64 * 1024 * 1024  # bytes that any file may unpack to
_LEAST_ROW = 256  # bytes that a row counts for: rows without words can be packed without end
_MOST_ALIKE = 50  # problems of one kind that are told one by one
_ADDRESSES = ("http://", "https://")
_LONGEST = 4_000  # characters of a name


def is_parquet(name: str) -> bool:
    """Return whether a file is a table of texts by its name."""
    return name.lower().endswith(SUFFIX)


def texts(
    path: Path, name: str, *, said: Mapping[str, str] | None = None, most_bytes: int
) -> Iterator[Acquired | Problem]:
    """
    Return the rows of a Parquet file as reports, in order, whatever its size.

    One column holds the report, as text, HTML or bytes; others tell of it what a manifest
    would. A column is taken for what its name says plainly (`text_columns.KNOWN`) or a person
    said; nothing is guessed, and a note says what was taken for what. A report is named by
    its address; else `FILE.parquet/ID`, where a column names it; else by the number of its
    row, from 1. A row without a report, or with one that is too large, is a Problem, as is a
    cell that cannot be what it should. The file is read in a process of its own, and no
    further than a thousand times its size.

    Args:
        path: The file.
        name: What it is called.
        said: What a column is → its name, as a person said.
        most_bytes: A larger report is a Problem.

    Raises:
        OnRecordError: `said` names a column that is not there.
    """
    told: dict[str, Any] = {"token": secrets.token_hex(8), "path": str(path.absolute())}
    try:
        there = apart.asked(_ASKED, b"", {**told, "number": 0}, memory=_MEMORY).told["columns"]
        found = columns(there, said)
    except apart.TooHard as fault:
        yield _unusable(name, str(fault))
        return
    if found.why_not:
        if said is not None:
            raise OnRecordError(f"{name}: {found.why_not}; say --column text=NAME")
        yield _unusable(name, found.why_not)
        return
    yield _taken_for(name, found)
    wanted = {**told, "columns": dict(found.taken), "most": most_bytes}
    most = path.stat().st_size * _MOST_GROWN + _ALWAYS
    yield from _each_once(name, _rows(name, wanted, most))


def _rows(name: str, wanted: Mapping[str, Any], most: int) -> Iterator[Acquired | Problem]:
    number, given, is_done = 0, 0, False
    while not is_done:
        number += 1
        try:
            answer = _asked_twice({**wanted, "number": number, "given": given})
        except apart.TooHard as fault:
            yield _unusable(name, f"the rest of it was not read: {fault}")
            return
        is_done = answer.told["is_done"]
        given += len(answer.told["rows"])
        most -= sum(max(row["size"], _LEAST_ROW) for row in answer.told["rows"])
        if most < 0:
            why = f"it unpacks to more than {_MOST_GROWN:,} times its size"
            yield _unusable(name, f"the rest of it was not read: {why}")
            return
        at = 0
        for row in answer.told["rows"]:
            data = answer.data[at : at + row["size"]]
            at += row["size"]
            yield from _report(name, row, data)


def _asked_twice(question: Mapping[str, Any]) -> apart.Answer:
    """Ask again where the process was ended from outside: it goes on behind the rows it gave."""
    try:
        return apart.asked(_ASKED, b"", question, seconds=_SECONDS, memory=_MEMORY)
    except apart.TooHard:
        return apart.asked(_ASKED, b"", question, seconds=_SECONDS, memory=_MEMORY)


def _report(file: str, row: Mapping[str, Any], data: bytes) -> Iterator[Acquired | Problem]:
    cells: dict[str, str] = row["cells"]
    where = f"{file}/{row['row']}"
    if row["fault"] or not data:
        code, why = row["fault"] or ("empty-document", "has no report")
        severity = Severity.WARNING if code == "empty-document" else Severity.ERROR
        yield Problem(code=code, message=f"This row {why}.", where=where, severity=severity)
        return
    told, problems = manifest.told_by(cells, where)
    yield from problems
    document = Document(name=_name(file, where, cells), told=told)
    media = {"text": kinds.PLAIN, "html": kinds.HTML}.get(row["kind"])
    if media is None:
        what = kinds.why_not_report(document.name, data)
        if what:
            message = f"This row holds {what}, which cannot be read as a report yet."
            yield Problem(code="not-text", message=message, where=where, severity=Severity.ERROR)
            return
    yield Acquired(
        document=document,
        data=data,
        media_type=media or kinds.media_type("", data),
        capture=Capture(way=Way.FILE, at=datetime.now(UTC), asked=file, member=str(row["row"])),
    )


def _name(file: str, where: str, cells: Mapping[str, str]) -> str:
    own = " ".join(cells.get("name", "").split())[:_LONGEST]
    url = cells.get("url", "").strip()
    if own.startswith(_ADDRESSES):
        return own
    if url.startswith(_ADDRESSES) and url.isprintable() and len(url) <= _LONGEST:
        return url
    return f"{file}/{own}" if own else where


def _each_once(name: str, found: Iterator[Acquired | Problem]) -> Iterator[Acquired | Problem]:
    """Return what was found; problems that are alike are counted after the first."""
    seen: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Problem):
            seen[one.code] += 1
            if seen[one.code] > _MOST_ALIKE:
                continue
        yield one
    for code, count in seen.items():
        if count > _MOST_ALIKE:
            message = f"{count - _MOST_ALIKE:,} more problems of this kind are in this file."
            yield Problem(code=code, message=message, where=name, severity=Severity.WARNING)


def _taken_for(name: str, found: Columns) -> Problem:
    taken = ", ".join(f"{column} as {kind}" for kind, column in found.taken.items())
    left = f" Not used: {', '.join(found.unused)[:500]}." if found.unused else ""
    message = f"Columns were taken so: {taken}.{left}"
    return Problem(code="columns-taken", message=message, where=name, severity=Severity.NOTE)


def _unusable(name: str, why: str) -> Problem:
    message = f"This table of texts was not taken in: {why}."
    return Problem(code="texts-unusable", message=message, where=name, severity=Severity.ERROR)
