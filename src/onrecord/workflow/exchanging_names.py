"""What people said that names mean, out of a record and into one, as a table."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from onrecord import store
from onrecord.model import Decision, OnRecordError, Problem
from onrecord.workflow import deciding, exchanging, names_table, reading
from onrecord.workflow.deciding import DecisionsTaken
from onrecord.workflow.names_table import Row
from onrecord.workflow.outcome import Stopping, never


def export_names(record_folder: Path, out: Path | BinaryIO) -> int:
    """
    Write what people said that names mean as a CSV table, and return how many rows it has.

    Args:
        record_folder: The record.
        out: An open stream, or a path; a file there is replaced whole.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
        OSError: `out` cannot be written.
    """
    written = names_table.names_as_csv(reading.load(record_folder))
    with exchanging.opened(out) as stream:
        stream.write(written.encode("utf-8-sig", "replace"))
        stream.flush()
    return names_table.count(written)


def import_names(
    record_folder: Path,
    given: Path | BytesIO,
    *,
    by: str | None = None,
    stopping: Stopping = never,
) -> tuple[DecisionsTaken, int, tuple[Problem, ...]]:
    """
    Take a table of names in; return what changed, the rows known already, the faulty rows.

    Args:
        record_folder: The record.
        given: The table, in UTF-8.
        by: Who says so where a row names nobody; None for the person in the settings.
        stopping: Is asked before each step whether to stop there.

    Raises:
        OnRecordError: It is no table of names, or a row names nobody and nobody else is named.
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so, or Ctrl-C came; nothing was taken.
    """
    called = given.name if isinstance(given, Path) else "standard input"
    try:
        data = given.read_bytes() if isinstance(given, Path) else given.read()
    except OSError as fault:
        raise OnRecordError(f"{given} cannot be read: {fault.strerror or fault}") from None
    record = reading.load(record_folder)
    told = names_table.names_from_csv(data.decode("utf-8-sig", "replace"), record, called)
    with store.open_record(record_folder) as kept:
        person = (by or "").strip() or kept.settings.person
    new: list[Decision] = []
    for row in told.rows:
        new.append(_decision(row, person, (*record.decisions[-1:], *new[-1:])))
    taken = deciding.take_decisions(record_folder, new, stopping=stopping)
    return taken, told.known, told.problems


def _decision(row: Row, person: str, earlier: Iterable[Decision]) -> Decision:
    by = row.by.strip() or person
    if not by:
        raise OnRecordError(
            f"row {row.number} names nobody: fill its column “by”, or name a person in "
            "onrecord.toml: [people] name"
        )
    return deciding.signed(row.ask(), by, row.why, earlier)
