"""Claims and decisions out of a record and into one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord import resolve, store
from onrecord.model import (
    Claim,
    Names,
    OnRecordError,
    Problem,
    Record,
    exchange,
    handed_decisions,
)
from onrecord.workflow import deciding, engines, files, leaving, loading, reading, working_out
from onrecord.workflow.deciding import DecisionsTaken
from onrecord.workflow.outcome import ImportReport, Stopping, never, stop_if_asked, stoppable

_AGAIN = "stopped; run the same command again to go on"


Noting = Callable[[leaving.Leaving], None]  # is told what was left out


def silent(_: leaving.Leaving) -> None:
    """Say nothing of what was left out."""
    return


def export_claims(
    record_folder: Path,
    out: Path | BinaryIO,
    *,
    stopping: Stopping = never,
    noting: Noting = silent,
) -> int:
    """
    Write every claim of a record that may be shared, one a line, and return how many.

    Args:
        record_folder: The record.
        out: An open stream, or a path; a file there is replaced whole, at the end.
        stopping: Is asked before each line whether to stop there.
        noting: Is told how much testimony was left out, if any.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
        OSError: `out` cannot be written.
        Stopped: `stopping` said so; a file that stood there before stands there still.
    """
    record = _to_share(record_folder, noting)
    with opened(out) as stream:
        for line in exchange.claims_as_lines(record):
            stop_if_asked(stopping, "stopped; nothing was written")
            stream.write(line.encode("utf-8") + b"\n")
        stream.flush()
    return len(record.claims)


def export_decisions(
    record_folder: Path,
    out: Path | BinaryIO,
    *,
    stopping: Stopping = never,
    noting: Noting = silent,
) -> int:
    """Write every decision of a record, undone ones too, one a line; else as `export_claims`."""
    record = _to_share(record_folder, noting)
    with opened(out) as stream:
        for line in handed_decisions.decisions_as_lines(record.decisions):
            stop_if_asked(stopping, "stopped; nothing was written")
            stream.write(line.encode("utf-8") + b"\n")
        stream.flush()
    return len(record.decisions)


def _to_share(record_folder: Path, noting: Noting) -> Record:
    found = reading.leave(record_folder)
    if not found.is_whole:
        noting(found)
    return found.record


def import_decisions(
    record_folder: Path, given: Path | BinaryIO, *, stopping: Stopping = never
) -> tuple[DecisionsTaken, tuple[Problem, ...]]:
    """
    Take decisions from a file, and return what they changed and the lines that were not taken.

    Raises:
        OnRecordError: There is no such file.
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so, or Ctrl-C came; none was taken.
    """
    with _lines(given) as lines:
        handed = handed_decisions.decisions_from_lines(lines, _name(given))
    taken = deciding.take_decisions(record_folder, handed.decisions, stopping=stopping)
    return taken, handed.problems


def import_claims(
    record_folder: Path,
    given: Path | BinaryIO,
    *,
    create: bool = False,
    stopping: Stopping = never,
) -> ImportReport:
    """
    Take claims from a file into a record, and work out anew what follows.

    Taking the same file in again changes nothing. A faulty line is a Problem, and the
    others are taken. A claim of a document whose text the record has must stand in it.

    Args:
        record_folder: The record.
        given: The file, or an open stream.
        create: Make the record if there is none.
        stopping: Is asked before each line and each later step whether to stop there.

    Raises:
        OnRecordError: There is no such file.
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so, or Ctrl-C came; nothing of the file was taken, or all.
    """
    names = engines.names()
    with (
        _lines(given) as lines,
        store.open_record(record_folder, create=create) as kept,
        stoppable(stopping, _AGAIN) as tell,
        kept.build(doing="import"),
    ):
        fresh = _Fresh(loading.load(kept))
        handed = exchange.claims_from_lines(fresh.of(lines, tell), _name(given))
        claims = _resolved(handed, names)
        saved = kept.import_claims(claims, handed.documents, places=handed.places)
        record = working_out.save_what_follows(kept, names, tell)
        page = working_out.write_page(kept, record, tell)
        record = leaving.of(kept, *leaving.TO_SHARE, record=record).record
    added = saved.changes.get("claims added", 0)
    return ImportReport(
        record=record,
        record_folder=kept.folder,
        page=page,
        added=added,
        known=fresh.known + len(handed.claims) - added - len(saved.problems),
        problems=(*handed.problems, *saved.problems),
    )


def _resolved(handed: exchange.Handed, names: Names) -> Iterator[Claim]:
    """
    Return what was handed over, bare names looked up as those of reports are.

    Without that, a claim of another program could meet no other: nothing would tell that
    its place is theirs. A line with `mentions` has told what its names may mean.
    """
    published = {document.name: document.published for document in handed.documents}
    bare: dict[str, list[Claim]] = {}
    for claim in handed.claims:
        if claim.id in handed.bare:
            bare.setdefault(claim.document, []).append(claim)
        else:
            yield claim
    for name, claims in bare.items():
        yield from resolve.in_rows(claims, names, published.get(name))


class _Fresh:
    """
    Passes over the lines that say word for word what a record says already.

    Such a line tells nothing: taken in, it would turn what this program worked out (who
    first said it) into something that a person told.
    """

    def __init__(self, record: Record) -> None:
        self._said = {line.encode() for line in exchange.claims_as_lines(record)}
        self.known = 0

    def of(self, lines: Iterable[bytes], each: Callable[[str], None]) -> Iterator[bytes]:
        """Return the lines, emptied where the record has them; their numbers stay."""
        for line in lines:
            each("reading")
            is_known = line.rstrip(b"\r\n") in self._said
            self.known += is_known
            yield b"" if is_known else line


@contextmanager
def opened(out: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Open what is to be written; a file that stands there is replaced whole, at the end."""
    if not isinstance(out, Path):
        yield out
    elif out.exists() and not out.is_file():  # a pipe or a device is written as it is
        with out.open("wb") as stream:
            yield stream
    else:
        with files.replaced(out) as stream:
            yield stream


@contextmanager
def _lines(given: Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(given, Path):
        yield given
        return
    try:
        stream = given.open("rb")
    except OSError as fault:
        raise OnRecordError(f"{given} cannot be read: {fault.strerror or fault}") from None
    with stream:
        yield stream


def _name(given: Path | BinaryIO) -> str:
    return given.name if isinstance(given, Path) else "standard input"
