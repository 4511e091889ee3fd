"""The main job: from a folder of reports to a record and its page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import acquire, read, store
from onrecord.acquire import Acquired, archives
from onrecord.model import OnRecordError, Problem
from onrecord.workflow import kept_files, web_archives
from onrecord.workflow.job import Job, connected, job_of
from onrecord.workflow.outcome import BuildReport, Progress, Stopped, Stopping, never

if TYPE_CHECKING:
    from onrecord.workflow.arrivals import ReadingMany


def build(
    folder: Path,
    record_folder: Path,
    *,
    progress: Progress | None = None,
    stopping: Stopping = never,
    notice: Callable[[str], None] | None = None,
    workers: int | None = None,
) -> BuildReport:
    """
    Bring a record up to date with a folder of reports, making the record if there is none.

    Each report is read and saved in a transaction of its own, so work that is stopped or
    killed goes on where it was. A report that was read before, from the same bytes, with
    the same manifest row, by the same readers, is not read again. Reports that are gone
    from the folder stay in the record.

    Args:
        folder: The folder, or a single file.
        record_folder: The record's folder.
        progress: Is told of each step.
        stopping: Is asked before each document and each later step whether to stop there.
        notice: Is told, before anything is sent to another program, what will be and where.
        workers: How many processes read side by side where there are many reports; None for
            as many as there are cores, 1 for none beside this one.

    Raises:
        OnRecordError: There is no such folder, or it is the record itself.
        RecordUnusable: The record cannot be opened or written, another program is writing
            to it, or the disk is full.
        MachineLacks: A model is missing, or what asks a language model.
        Stopped: `stopping` said so, or Ctrl-C came; what was read so far is kept.
    """
    acquire.folder(folder)  # says at once if there is no folder
    check_apart(folder, record_folder)
    with store.open_record(record_folder, create=True) as kept:
        asking = connected(kept, stopping)
        if asking is not None and notice is not None:
            notice(asking.notice())
        job = job_of(
            kept,
            asking,
            total=how_many(folder),
            own=own_part(folder, record_folder),
            progress=progress,
            stopping=stopping,
        )
        if asking is None:  # a model is asked by one process, one question after another
            job.reading_many = _many(job.manner, workers, stopping)
        arriving = _arriving(folder, job)
        with kept.build(settings={"by": job.by}):
            try:
                return job.done(arriving)
            except (KeyboardInterrupt, Stopped):
                raise Stopped(job.stopped()) from None


def _arriving(folder: Path, job: Job) -> Iterator[Acquired | Problem]:
    """Return the reports of a folder or a file; of shards with what was read of them."""
    if (folder / "manifest.jsonl").is_file():
        from onrecord.workflow.bulk import made_elsewhere, reading_all  # noqa: PLC0415 - as below

        if reading_all.is_of_shards(folder):
            into = kept_files.of(job.kept.folder)
            shards = made_elsewhere.Shards(folder, job.by, into)
            job.reading_many, job.total = shards.reading, shards.total
            return shards.arriving()
    most = job.kept.settings.most_mib * acquire.MIB
    is_large = folder.is_file() and folder.stat().st_size > most
    if is_large and archives.is_web_archive(folder.name):
        return web_archives.arriving(job.kept, folder)
    return acquire.folder(folder, most_bytes=most)


def _many(manner: read.Manner, workers: int | None, stopping: Stopping) -> "ReadingMany | None":
    """Return what reads many reports; None where one process reads them all."""
    if workers == 1 or (workers is None and (os.cpu_count() or 1) == 1):
        return None
    from onrecord.workflow.bulk import engine, side_by_side  # noqa: PLC0415 - Arrow is heavy

    return side_by_side.reading(manner, engine.Running(workers=workers, stopping=stopping))


def check_apart(folder: Path, record_folder: Path) -> None:
    """
    See that reports do not lie in the record itself.

    Raises:
        OnRecordError: They do.
    """
    here, there = folder.resolve(), record_folder.resolve()
    if here == there or here.is_relative_to(there):
        raise OnRecordError(
            f"the reports in {folder} lie in the record {record_folder} itself; "
            "give the record another place"
        )


def own_part(folder: Path, record_folder: Path) -> str | None:
    """Return the record's name inside the folder of reports, if it lies there."""
    here, there = folder.resolve(), record_folder.resolve()
    return there.relative_to(here).as_posix() if there.is_relative_to(here) else None


def how_many(folder: Path) -> int | None:
    """
    Return about how many reports a folder or a file holds, for progress only.

    None where one file may hold any number of them: a web archive, a table of texts, shards.
    """
    if not folder.is_dir():
        return None if acquire.holds_many(folder.name) else 1
    total = 0
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if any(acquire.holds_many(name) for name in files):
            return None
        total += sum(not name.startswith(".") and name != "manifest.csv" for name in files)
    return total
