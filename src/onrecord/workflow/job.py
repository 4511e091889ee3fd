"""Reports being brought in, one after another, wherever they come from."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, groupby
from typing import TYPE_CHECKING

from onrecord import preserve, read, store
from onrecord.acquire import Acquired
from onrecord.model import (
    Capture,
    Document,
    Names,
    Problem,
    Record,
    Severity,
    Snapshot,
    Way,
)
from onrecord.workflow import (
    attaching,
    engines,
    kept_again,
    kept_files,
    leaving,
    one_document,
    working_out,
)
from onrecord.workflow.arrivals import Arrival, Keeping, ReadingMany
from onrecord.workflow.outcome import BuildReport, Progress, Step, Stopped, Stopping, never

if TYPE_CHECKING:
    from onrecord.workflow.asking import Asking


_TOGETHER = 256  # reports saved in one transaction where many are read
_SECONDS = 0.25  # after which they are saved though there are fewer: that much a kill can cost


def manner_of(settings: store.Settings) -> read.Manner:
    """
    Return how a record's settings say that reports are read.

    Raises:
        MachineLacks: They ask for Tesseract, and it is not on this machine.
    """
    wanted = settings.read
    ocr = read.ready(wanted.ocr) if wanted.ocr else None
    return read.Manner(careful=wanted.careful, bulk=wanted.bulk, ocr=ocr)


def job_of(
    kept: store.RecordStore,
    asking: "Asking | None",
    *,
    total: int | None,
    own: str | None = None,
    progress: Progress | None = None,
    stopping: Stopping = never,
    whence: str = "folder",
) -> "Job":
    """
    Return the job of bringing reports into a record, as its settings say that they are read.

    Args:
        kept: The record.
        asking: A language model that is asked too; None asks none.
        total: About how many reports there are, for progress; None if that is not known.
        own: The record's name in the folder of reports, if it lies there.
        progress: Is told of each step.
        stopping: Is asked before each document and each later step whether to stop there.
        whence: What the problems belong to that are about no document.

    Raises:
        MachineLacks: A model is missing, or Tesseract where the settings ask for it.
    """
    manner = manner_of(kept.settings)
    return Job(
        kept=kept,
        names=engines.names(),
        asking=asking,
        manner=manner,
        by=engines.by(manner, asking.version if asking else None),
        own=own,
        total=total,
        progress=progress or (lambda _: None),
        stopping=stopping,
        whence=whence,
    )


@dataclass
class Job:
    """One build under way: what it has seen so far."""

    kept: store.RecordStore
    names: Names
    asking: "Asking | None"
    manner: read.Manner
    by: str
    own: str | None
    total: int | None
    progress: Progress
    stopping: Stopping
    whence: str = "folder"  # what problems belong to that are about no document
    seen: set[str] = field(default_factory=set)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    again: int = 0
    about_folder: list[Problem] = field(default_factory=list)
    reading: bool = True
    reading_many: ReadingMany | None = None
    finished: int = 0
    under_way: dict[str, tuple[Document, str]] = field(default_factory=dict)

    def done(self, arriving: Iterator[Acquired | Problem]) -> BuildReport:
        """Read what is new, then work out what follows from everything."""
        before = dict(self.kept.documents_read())
        archive = kept_files.of(self.kept.folder)
        again = kept_again.of_record(self.kept, archive, self.by, self.seen)
        self._save_all(self._read(self._arrivals(chain(arriving, again), archive, before)))
        self.reading = False
        gone = self._gone(before) if self.whence == "folder" else ()
        self.about_folder += self.asking.problems() if self.asking else ()
        self.kept.save_folder_problems(self.about_folder, scope=self.whence)
        record = working_out.save_what_follows(self.kept, self.names, self._tell)
        page = working_out.write_page(self.kept, record, self._tell)
        return BuildReport(
            record=leaving.of(self.kept, *leaving.TO_SHARE, record=record).record,
            record_folder=self.kept.folder,
            page=page,
            new=tuple(self.new),
            changed=tuple(self.changed),
            gone=gone,
            unchanged=self.unchanged,
            again=self.again,
            unreadable=self._unreadable(record),
            problems=tuple(self.about_folder),
        )

    def stopped(self) -> str:
        """Return the line that says how far it came and how to go on."""
        of = "" if self.total is None else f" of {max(self.total, self.finished):,}"
        done = f"{self.finished:,}{of} documents"
        if not self.reading:
            done = f"reading all {self.finished:,} documents"
        return f"stopped after {done}; run the same command again to go on"

    def _arrivals(
        self,
        arriving: Iterator[Acquired | Problem],
        archive: preserve.Archive,
        before: Mapping[str, str],
    ) -> Iterator[Arrival]:
        """Return what has to be read, its bytes kept; note the rest."""
        keeping = Keeping(archive)
        for one in arriving:
            self._stop_if_asked()
            if isinstance(one, Problem):
                self._note(one)
            elif not self._is_own(one.document.name):
                yield from self._arrival(one, keeping, before)
                self.seen.add(one.document.name)

    def _arrival(
        self, one: Acquired, keeping: Keeping, before: Mapping[str, str]
    ) -> Iterator[Arrival]:
        document = one.document
        snapshot = preserve.snapshot(document, one.data, one.media_type, datetime.now(UTC))
        if self._is_read(document, snapshot):
            self.unchanged += 1
            self.finished += 1
            return
        for problem in keeping.keep(one):
            self._note(problem)
        is_same = before.get(document.id) == snapshot.id
        self.under_way[document.id] = (document, snapshot.id)
        yield Arrival(
            one=one,
            snapshot=snapshot,
            is_again=is_same and self.kept.read_by(document) != self.by,
            is_known=document.id in before or document.name in self.seen,
        )

    def _is_read(self, document: Document, snapshot: Snapshot) -> bool:
        """Return whether a report was read or is being read, and nothing else of it since."""
        held = self.under_way.get(document.id)
        if held is not None:
            return held == (document, snapshot.id)
        return self.kept.has_reading(document, snapshot.id, by=self.by)

    def _read(self, arrivals: Iterator[Arrival]) -> Iterator[tuple[Arrival, one_document.Taken]]:
        """Return what each report gives, in the order in which they came."""
        if self.reading_many is not None:
            yield from self.reading_many(arrivals, self._one)
            return
        for arrival in arrivals:
            yield arrival, self._one(arrival)

    def _one(self, arrival: Arrival) -> one_document.Taken:
        document, data = arrival.one.document, arrival.one.data
        self._stop_if_asked()  # where few are read they all have arrived before the first is
        self._tell_of(document.name)
        return one_document.taken(
            document, arrival.snapshot, data, self.names, self.asking, self.manner
        )

    def _save_all(self, found: Iterator[tuple[Arrival, one_document.Taken]]) -> None:
        """
        Save what was read, each report in a transaction of its own, or many in one.

        What was read until somebody stops is saved before it stops.
        """
        if self.reading_many is None:
            for arrival, given in found:
                self._save(arrival, given)
            return
        group: list[tuple[Arrival, one_document.Taken]] = []
        since = time.monotonic()
        try:
            for arrival, given in found:
                self._tell_of(arrival.one.document.name)
                group.append((arrival, given))
                if len(group) >= _TOGETHER or time.monotonic() - since > _SECONDS:
                    whole, group, since = group, [], time.monotonic()
                    self._save_together(whole)
        finally:
            self._save_together(group)

    def _save_together(self, group: Sequence[tuple[Arrival, one_document.Taken]]) -> None:
        """Save some reports in one transaction, but those by themselves that come with files."""
        for is_plain, some in groupby(group, key=lambda one: not one[0].has_parts):
            with self.kept.together() if is_plain else nullcontext():
                for arrival, given in some:
                    self._save(arrival, given)

    def _save(self, arrival: Arrival, given: one_document.Taken) -> None:
        document, snapshot = arrival.one.document, arrival.snapshot
        asked = self.asking.problems_of(document) if self.asking else ()
        capture = self._capture(arrival.one, snapshot)
        # before the reading: stopped between the two, the next build does both
        attaching.come_with(self.kept, document, capture, arrival.one.kept)
        self.kept.save_reading(
            given.document,
            snapshot,
            given.text,
            given.claims,
            (*given.problems, *asked),
            # what a model was not asked yet is asked by the next build, which reads again
            by=self.by if given.is_whole else f"{self.by}, not all asked",
            capture=capture,
        )
        self.finished += 1
        if self.under_way.get(document.id) == (document, snapshot.id):
            del self.under_way[document.id]
        if arrival.is_again:
            self.again += 1
        else:
            (self.changed if arrival.is_known else self.new).append(document.name)

    def _tell_of(self, name: str) -> None:
        self.progress(Step(doing="reading", done=self.finished, total=self.total, at=name))

    def _capture(self, one: Acquired, snapshot: Snapshot) -> Capture:
        """Return how a report's bytes were got; a file of the folder came from there."""
        from_folder = Capture(way=Way.FILE, at=snapshot.taken_at, asked=one.document.name)
        return replace(
            one.capture or from_folder,
            snapshot_id=snapshot.id,
            by=self.kept.settings.person,
            program=self.kept.program,
        )

    def _note(self, problem: Problem) -> None:
        if not self._is_own(problem.where):
            self.about_folder.append(problem)

    def _is_own(self, name: str) -> bool:
        return self.own is not None and (name == self.own or name.startswith(f"{self.own}/"))

    def _gone(self, before: dict[str, str]) -> tuple[str, ...]:
        """Note the documents that were read earlier and are not in the folder any more."""
        there = {Document(name=name).id for name in self.seen}
        there |= {Document(name=problem.where).id for problem in self.about_folder}
        lost = (set(before) - there) & self.kept.brought_by("build")
        if not lost:
            return ()
        names = sorted(
            document.name
            for document in self.kept.load().documents.values()
            if document.id in lost and not engines.was_imported(self.kept.read_by(document))
        )
        self.about_folder += [_gone_problem(name) for name in names]
        return tuple(names)

    def _unreadable(self, record: Record) -> tuple[str, ...]:
        return tuple(name for name in sorted(self.seen) if record.text_of(name) is None)

    def _tell(self, doing: str) -> None:
        self._stop_if_asked()
        self.progress(Step(doing=doing))

    def _stop_if_asked(self) -> None:
        if self.stopping():
            raise Stopped(self.stopped())


def connected(kept: store.RecordStore, stopping: Stopping) -> "Asking | None":
    """Return the language model that the record's settings name; None, and no code for it."""
    if kept.settings.reader is None:
        return None
    from onrecord.workflow import asking  # noqa: PLC0415 - the way out is not even loaded else

    return asking.connected(kept.settings.reader, kept.folder, stopping)


def _gone_problem(name: str) -> Problem:
    return Problem(
        code="document-gone",
        message="This report is no longer in the folder; what was read from it stays here.",
        where=name,
        severity=Severity.NOTE,
    )
