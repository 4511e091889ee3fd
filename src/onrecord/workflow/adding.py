"""Bringing more into a record: pages of the web, what feeds name, files and folders."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import acquire, preserve, store
from onrecord.acquire import Acquired, archives
from onrecord.model import Document, OnRecordError, Problem, Severity
from onrecord.workflow import web_archives
from onrecord.workflow.building import check_apart, how_many, own_part
from onrecord.workflow.job import Job, connected, job_of
from onrecord.workflow.outcome import (
    BuildReport,
    Progress,
    Step,
    Stopped,
    Stopping,
    never,
    stop_if_asked,
)
from onrecord.workflow.wanted import Adding, is_address

if TYPE_CHECKING:
    from onrecord.workflow.from_web import FromWeb

_SLICE = 0.2  # seconds after which a wait looks whether a person wants to stop


def bring_in(
    record_folder: Path,
    adding: Adding,
    *,
    progress: Progress | None = None,
    stopping: Stopping = never,
) -> BuildReport:
    """
    Bring pages, files and folders into a record, making the record if there is none.

    Each is read and saved in a transaction of its own, as `build` does it. What is there
    already, with the same bytes, adds nothing; a page with other bytes is a new snapshot of
    the same document. Nothing is gone because it does not come.

    Args:
        record_folder: The record's folder.
        adding: What is added, and how.
        progress: Is told of each step.
        stopping: Is asked before each document and in each wait whether to stop there.

    Raises:
        OnRecordError: A place is neither a file nor an address.
        RecordUnusable: The record cannot be opened or written.
        MachineLacks: A model is missing, or what asks a language model.
        Stopped: `stopping` said so, or Ctrl-C came; what was read so far is kept.
    """
    _check(adding, record_folder)
    with store.open_record(record_folder, create=True) as kept:
        asking = connected(kept, stopping)
        job = job_of(
            kept,
            asking,
            total=_total(adding.places),
            progress=progress,
            stopping=stopping,
            whence="add",
        )
        with kept.build(doing="add", settings={"by": job.by}):
            places = _Places(job, adding)
            try:
                report = job.done(places.arriving())
                return replace(report, problems=(*places.problems, *report.problems))
            except KeyboardInterrupt:
                raise Stopped(job.stopped()) from None


def planned(record_folder: Path, adding: Adding) -> Iterator[str | Problem]:
    """
    Return what would be asked for or read, in order, and keep nothing.

    Only a place that is said to be a feed or a sitemap is asked for, since nobody knows
    before what it names.

    Args:
        record_folder: The record's folder, whose settings hold; it need not be there.
        adding: What would be added.
    """
    _check(adding, record_folder)
    settings = store.read_settings(record_folder / store.SETTINGS)
    for place in adding.places:
        if is_address(place) and adding.is_list:
            from onrecord.workflow import from_web  # noqa: PLC0415 - the way out

            yield from from_web.named(place, settings.web, adding)
        elif is_address(place):
            yield place
        elif _is_archive(place):
            for page in archives.pages(Path(place), Path(place).name):
                yield page if isinstance(page, Problem) else page.document.name
        else:
            for one in acquire.folder(Path(place), most_bytes=settings.most_mib * acquire.MIB):
                yield one if isinstance(one, Problem) else one.document.name


def _total(places: tuple[str, ...]) -> int | None:
    held = [1 if is_address(place) else how_many(Path(place)) for place in places]
    return None if None in held else sum(one or 0 for one in held)


def _check(adding: Adding, record_folder: Path) -> None:
    """See that every place can be one, before anything is asked or read."""
    for place in adding.places:
        if is_address(place):
            scheme = place.partition("://")[0].lower()
            if scheme not in {"http", "https"}:
                raise OnRecordError(
                    f"{place:.200} cannot be asked: only addresses that begin with http:// or "
                    "https:// can"
                )
            continue
        try:
            acquire.folder(Path(place))
        except OnRecordError as fault:
            raise OnRecordError(f"{fault}; an address of the web begins with https://") from None
        check_apart(Path(place), record_folder)
    first = adding.places[0] if len(adding.places) == 1 else ""
    is_one_file = Path(first).is_file() and not _is_archive(first)
    if adding.name is not None and not (is_one_file and adding.name.strip()):
        raise OnRecordError("--as names the one file that is added")


@dataclass
class _Places:
    """The places under way, one after another."""

    job: Job
    adding: Adding
    web: "FromWeb | None" = None
    problems: list[Problem] = field(default_factory=list)

    def arriving(self) -> Iterator[Acquired]:
        """Return what each place gives; its problems stay with it until it is added anew."""
        for place in self.adding.places:
            problems: list[Problem] = []
            for one in self._of_web(place) if is_address(place) else self._of_files(place):
                if isinstance(one, Problem):
                    problems.append(one)
                else:
                    yield one
            self.job.kept.save_folder_problems(problems, scope=f"add {place}")
            self.problems += problems

    def _of_web(self, place: str) -> Iterator[Acquired | Problem]:
        from onrecord.workflow import from_web  # noqa: PLC0415 - the way out is not loaded else

        if self.web is None:
            self.web = from_web.FromWeb(
                self.job.kept, self.job.by, self.adding, tell=self._tell, wait=self._wait
            )
        for one in self.web.pages(place):
            if isinstance(one, from_web.Unchanged):
                self.job.unchanged += 1
                self.job.finished += 1
                self.job.seen.add(one.name)
            else:
                yield one

    def _of_files(self, place: str) -> Iterator[Acquired | Problem]:
        kept = self.job.kept
        if _is_archive(place):
            yield from web_archives.arriving(kept, Path(place))
            return
        own = own_part(Path(place), kept.folder) if Path(place).is_dir() else None
        most = kept.settings.most_mib * acquire.MIB
        for one in acquire.folder(Path(place), most_bytes=most):
            if isinstance(one, Problem):
                yield one
            elif own is None or not _is_in(one.document.name, own):
                yield self._named(one)

    def _named(self, one: Acquired) -> Acquired | Problem:
        """Return a file under the name that it is to have; a Problem if another has it."""
        if self.adding.name is not None:
            one = replace(one, document=replace(one.document, name=self.adding.name.strip()))
        held = self.job.kept.documents_read().get(one.document.id)
        same = preserve.snapshot(one.document, one.data, one.media_type, datetime.now(UTC))
        if held in {None, same.id} or self.adding.is_again:
            return one
        return _taken(one.document)

    def _tell(self, url: str) -> None:
        stop_if_asked(self.job.stopping, self.job.stopped())
        seen = len(self.job.seen)
        total = None if self.job.total is None else max(self.job.total, seen + 1)
        self.job.progress(Step(doing="asking", done=seen, total=total, at=url))

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            stop_if_asked(self.job.stopping, self.job.stopped())
            time.sleep(min(left, _SLICE))


def _is_archive(place: str) -> bool:
    """Return whether a place is one web archive: it is kept and read in pieces, of any size."""
    return archives.is_web_archive(place) and Path(place).is_file()


def _is_in(name: str, folder: str) -> bool:
    return name == folder or name.startswith(f"{folder}/")


def _taken(document: Document) -> Problem:
    return Problem(
        code="name-taken",
        message="The record has another report of this name. If this is that report, changed, "
        "add it with --again; if it is another, with --as NAME.",
        where=document.name,
        severity=Severity.ERROR,
    )
