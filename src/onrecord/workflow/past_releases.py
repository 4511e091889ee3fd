"""What earlier releases said in short, kept in the archive, and what changed since."""

import gzip
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from onrecord import store
from onrecord.model import RecordUnusable, Release
from onrecord.preserve import Damaged
from onrecord.publish import changes
from onrecord.publish.changes import Altered, Change, Notice, Practice, Told
from onrecord.publish.release import Settled
from onrecord.workflow import kept_files

_QUICK = 3  # gzip's level


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """
    What would be public, in short, beside the last release.

    Attributes:
        changes: What became of each incident; empty for the first release, in which all are new.
        altered: What of the method is another.
        kept: What the archive keeps of it, should it be released.
    """

    changes: tuple[Change, ...]
    altered: tuple[Altered, ...]
    kept: bytes

    def notice(self, release: str, at: datetime, incidents: int, last: Release | None) -> Notice:
        """Return what readers of a release are told of it."""
        return Notice(
            release=release,
            at=at,
            incidents=incidents,
            changes=self.changes,
            altered=self.altered,
            is_first=last is None,
        )


def compared(kept: store.RecordStore, settled: Settled, last: Release | None) -> Compared:
    """
    Return what changed since the last release, and what to keep for the next.

    Raises:
        RecordUnusable: What was kept of the last release is gone or was altered.
    """
    held = io.BytesIO()
    with gzip.GzipFile(fileobj=held, mode="wb", compresslevel=_QUICK, mtime=0) as stream:

        def noted() -> Iterator[str]:
            for line in settled.told():
                stream.write(line.encode() + b"\n")
                yield line

        practice = changes.practice(settled.public)
        stream.write(changes.as_line(practice).encode() + b"\n")
        made: tuple[Change, ...] = ()
        altered: tuple[Altered, ...] = ()
        if last is None:
            deque(noted(), maxlen=0)
        else:
            before, now = _Read(kept, last), map(changes.from_line, noted())
            made = changes.between(before.told(), now, settled.public.retired)
            altered = changes.altered(before.practice(), practice)
        lines: tuple[Change | Altered, ...] = (*made, *altered)
        for line in lines:
            stream.write(changes.as_line(line).encode() + b"\n")
    return Compared(changes=made, altered=altered, kept=held.getvalue())


def notices(kept: store.RecordStore) -> Iterator[Notice]:
    """Return what each release changed, the newest first."""
    for release in reversed(kept.evidence("releases", Release)):
        yield _Read(kept, release).notice()


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of a release, line by line."""

    kept: store.RecordStore
    release: Release

    def told(self) -> Iterator[Told]:
        return (changes.from_line(line) for line in self._lines("told"))

    def practice(self) -> Practice:
        return next(changes.practice_from_line(line) for line in self._lines("practice"))

    def notice(self) -> Notice:
        return Notice(
            release=self.release.id,
            at=self.release.at,
            incidents=self.release.incidents,
            is_first=not self.release.previous,
            changes=tuple(changes.change_from_line(line) for line in self._lines("change")),
            altered=tuple(changes.altered_from_line(line) for line in self._lines("altered")),
        )

    def _lines(self, kind: str) -> Iterator[str]:
        begin = f'{{"is":"{kind}"'
        try:
            data = kept_files.of(self.kept.folder).read(self.release.told)
        except Damaged as fault:
            raise RecordUnusable(f"what {self.release.id} said is not known: {fault}") from None
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            for line in stream:
                told = line.decode().rstrip("\n")
                if told.startswith(begin):
                    yield told
