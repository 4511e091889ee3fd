"""What the long jobs tell while they run and when they end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import OnRecordError, Problem, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    How far a long job has come.

    Attributes:
        doing: What is being done, to show as it is: `reading`, `grouping claims`.
        done: How many documents are finished.
        total: Out of how many; None where that is not known or does not apply.
        at: The document being worked on; None between documents.
    """

    doing: str
    done: int = 0
    total: int | None = None
    at: str | None = None


Progress = Callable[[Step], None]

# Says whether a person asked the work to stop. Looked at where stopping tears nothing:
# between documents, and between the steps that follow from them.
Stopping = Callable[[], bool]


def never() -> bool:
    """Return that nobody asked to stop."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """
    What a build did and what the record holds now.

    Attributes:
        record: The record as it stands after the build.
        record_folder: Where it is kept.
        page: The page made from it.
        new, changed, gone: Names of documents seen for the first time, with other bytes
            or another manifest row than before, and no longer in the folder.
        unchanged: How many were as before and were not read again.
        again: How many were as before and were read again, because what reads them changed.
        unreadable: Names of documents that gave no text this time.
        problems: Those of this run about the folder itself (the manifest, a missing
            file) and about documents read in it; all others are in the record.
    """

    record: Record
    record_folder: Path
    page: Path
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0
    again: int = 0
    unreadable: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def read_anything(self) -> bool:
        """Whether at least one report in the folder could be read, now or before."""
        found = self.unchanged + self.again + len(self.new) + len(self.changed)
        return found > len(self.unreadable)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """
    What an import did.

    Attributes:
        record: The record as it stands after the import.
        record_folder: Where it is kept.
        page: The page made from it.
        added: Claims that were not in the record before.
        known: Claims that were there already.
        problems: Rows that could not be taken, with file and line.
    """

    record: Record
    record_folder: Path
    page: Path
    added: int
    known: int
    problems: tuple[Problem, ...] = ()


class Stopped(OnRecordError):
    """A person stopped the work; what was finished is kept."""

    exit_code = 130


@contextmanager
def stoppable(stopping: Stopping, line: str) -> Iterator[Callable[[str], None]]:
    """
    Give what stops the work with a line, called before each step, if a person asked for it.

    Ctrl-C within the work ends it with the same line.

    >>> with stoppable(never, "stopped; nothing was written") as tell:
    ...     tell("saving")
    """

    def tell(_: str = "") -> None:
        stop_if_asked(stopping, line)

    try:
        yield tell
    except KeyboardInterrupt:
        raise Stopped(line) from None


def stop_if_asked(stopping: Stopping, line: str) -> None:
    """Stop with a line if a person asked for it."""
    if stopping():
        raise Stopped(line)
