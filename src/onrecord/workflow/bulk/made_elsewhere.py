"""Shards of readings, made here or on a cluster, as what a build takes in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from onrecord import acquire, preserve
from onrecord.acquire import Acquired
from onrecord.model import Capture, Claim, Document, OnRecordError, Problem, Snapshot, Text
from onrecord.model.codec import from_text
from onrecord.workflow.arrivals import Arrival
from onrecord.workflow.bulk import reading_all, shards
from onrecord.workflow.one_document import Taken

_ROWS = 64


def taken(row: dict[str, Any]) -> Taken:
    """Return what a row of `batches.READINGS` says that a report gave."""
    return Taken(
        document=from_text(Document, row["read"]),
        text=None if row["text"] is None else from_text(Text, row["text"]),
        claims=tuple(from_text(Claim, content) for content in row["claims"]),
        problems=tuple(from_text(Problem, content) for content in row["problems"]),
    )


class Shards:
    """
    A folder of shards as reports that arrive, and as what reads them: they were read already.

    Args:
        folder: What `onrecord read` wrote.
        by: What the record's readings depend on.
        into: The record's archive: what is too large to be held is copied there.

    Raises:
        OnRecordError: The folder's manifest is damaged, or something else read these.
    """

    def __init__(self, folder: Path, by: str, into: preserve.Archive) -> None:
        self._folder = folder
        self._lines = reading_all.listed(folder)
        self._archive = preserve.Archive(folder / reading_all.ARCHIVE)
        self._into = into
        self._copied: set[str] = set()
        self._read: dict[str, Any] = {}
        if any(line.get("by") != by for line in self._lines):
            raise OnRecordError(
                f"the readings in {folder} were made by another version of the program, or not "
                f"as this record's settings say; bring them up to date: onrecord read {folder} "
                f"{folder}"
            )

    @property
    def total(self) -> int:
        """How many reports there are."""
        return sum(int(line["reports"]) for line in self._lines)

    def arriving(self) -> Iterator[Acquired | Problem]:
        """Return the reports as they came, in order, and what was wrong with their place."""
        yield from self._problems()
        for line in self._lines:
            path = self._folder / shards.REPORTS / line["shard"]
            shard = shards.Shard(name=line["shard"], path=path, rows=line["reports"])
            found = shards.readings(self._folder / shards.READINGS / line["shard"], _ROWS)
            for reports, readings in zip(shards.reports(shard, _ROWS), found, strict=True):
                pairs = zip(reports.to_pylist(), readings.to_pylist(), strict=True)
                for row, self._read in pairs:
                    yield self._acquired(row)

    def reading(
        self, arrivals: Iterator[Arrival], _: Callable[[Arrival], Taken]
    ) -> Iterator[tuple[Arrival, Taken]]:
        """
        Return what was read of each report; see `arrivals.ReadingMany`.

        Raises:
            OnRecordError: A shard of readings is not of the shard of reports.
        """
        for arrival in arrivals:
            row = self._read
            snapshot = from_text(Snapshot, row["snapshot"])
            if snapshot.id != arrival.snapshot.id:
                raise OnRecordError(f"the shards in {self._folder} are mixed up; read them again")
            yield arrival, taken(row)

    def _problems(self) -> Iterator[Problem]:
        path = self._folder / reading_all.PROBLEMS
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from_text(Problem, line)

    def _acquired(self, row: dict[str, Any]) -> Acquired:
        snapshot = from_text(Snapshot, row["snapshot"])
        told = row["capture"]
        capture = None if told is None else from_text(Capture, told)
        return Acquired(
            document=from_text(Document, row["document"]),
            data=row["data"],
            media_type=snapshot.media_type,
            capture=capture,
            kept=() if capture is None else tuple(self._beside(capture)),
        )

    def _beside(self, capture: Capture) -> Iterator[bytes]:
        """Return the bytes that a capture speaks of; copy what is too large for memory."""
        names = (capture.exchange, capture.container, *(part.sha256 for part in capture.parts))
        for sha256 in dict.fromkeys(filter(None, names)):
            path = self._archive.file(sha256)
            if sha256 in self._copied or not path.is_file():
                continue
            if path.stat().st_size <= acquire.MOST_BYTES:
                yield self._archive.read(sha256)
            else:
                self._into.keep_file(path)
                self._copied.add(sha256)
