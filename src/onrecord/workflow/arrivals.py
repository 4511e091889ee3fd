"""Reports that have to be read, and what each gave."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord import preserve
from onrecord.acquire import Acquired
from onrecord.model import Problem, Snapshot
from onrecord.workflow.one_document import Taken

_LARGE = 1_000_000  # bytes that take long enough to be hashed but once


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """
    A report that has to be read; its bytes are in the archive.

    Attributes:
        one: As it came.
        snapshot: Its bytes.
        is_again: Whether the same was read before, by something else.
        is_known: Whether the record had the document, or this run.
    """

    one: Acquired
    snapshot: Snapshot
    is_again: bool
    is_known: bool

    @property
    def has_parts(self) -> bool:
        """Whether pictures and such came with it, which are kept beside it."""
        return self.one.capture is not None and bool(self.one.capture.parts)


# Reads many reports in a way of its own; it is given what reads one here. What comes out is
# in the order of what came in.
ReadingMany = Callable[
    [Iterator[Arrival], Callable[[Arrival], Taken]], Iterator[tuple[Arrival, Taken]]
]


class Keeping:
    """Puts the bytes of reports into the archive; what many came in is kept once."""

    def __init__(self, archive: preserve.Archive) -> None:
        self._archive = archive
        self._beside: tuple[bytes, ...] = ()
        self._just_kept = b""

    def keep(self, one: Acquired) -> Iterator[Problem]:
        """Keep a report's bytes and those beside it; say what in the archive is damaged."""
        new = tuple(data for data in one.kept if not any(data is old for old in self._beside))
        self._beside = one.kept
        for data in (one.data, *new):
            if data is self._just_kept:  # a mailbox, which comes with each of its messages
                continue
            if len(data) > _LARGE:
                self._just_kept = data
            try:
                self._archive.keep(data)
            except preserve.Damaged as fault:  # what came now is whole, and can be read
                yield fault.problem
