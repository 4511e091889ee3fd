"""
How long a release of a large record takes, part by part, and how much memory.

    .venv/bin/python benchmarks/release.py [INCIDENTS [DOCUMENTS [CLAIMS]]]
    .venv/bin/python benchmarks/release.py --record FOLDER [INCIDENTS [DOCUMENTS [CLAIMS]]]

The record is the invented one of `report.py`. What is measured is everything from the record
in memory to the folder: taking out what may not be seen, hashing, the data in each layout,
the site (by as many processes as `onrecord publish` uses), the manifest; then the proof of it.

With `--record` it is what `onrecord publish --sign` does, loading the record from its database
included. The folder holds the record, written by `release_record.py`; it is made if it is not
there. A copy of it is released, so that each turn is the first release.

50,000 incidents are to take less than five minutes on two cores, and less than 1 GB for all
processes together (`tree_memory.py` says how that is measured).
"""

# ruff: noqa: INP001, T201, SLF001 - a program to be run by hand, which looks behind the door

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import report as invented_record
import tree_memory

from onrecord import publish, resolve, workflow
from onrecord.model import release_id
from onrecord.model.public import Public
from onrecord.model.publishing import Allowed
from onrecord.publish import release
from onrecord.publish.release import checking
from onrecord.workflow import publishing, site_pages

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
WATCHED: list[tree_memory.Peak] = []  # every block that was measured, also within another


def main() -> None:
    """Make a record, release it, and print what each part took."""
    if sys.argv[1:2] == ["--record"]:
        from_database(Path(sys.argv[2]), sys.argv[3:6])
        return
    given = [int(word) for word in sys.argv[1:4]]
    incidents, documents, claims = [*given, *(50_000, 50_000, 150_000)[len(given) :]]
    with measured("making the invented record, which is no part of it"):
        public = public_of(incidents, documents, claims)
    place = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        told = time.perf_counter()
        with measured("what may be seen, made once, its hash, and summaries for the next release"):
            settled = release.settled(public, place / "spool")
        print(f"    spool: {(place / 'spool').stat().st_size / 1e6:.0f} MB")
        write(place / "site", settled)
        print(f"  in all: {time.perf_counter() - told:.0f} s")
        with measured("proving it"):
            found = checking.release(place / "site")
        print(f"  {found.files:,} files, {found.size / 1e6:,.0f} MB, {len(found.problems)} faults")
    finally:
        shutil.rmtree(place)


def from_database(folder: Path, size: list[str]) -> None:
    """Release a copy of a record in a folder, and print what each part took."""
    if not folder.exists():
        beside = Path(__file__).with_name("release_record.py")
        subprocess.run([sys.executable, beside, folder, *size], check=True)  # noqa: S603 - ours
    place = Path(tempfile.mkdtemp(prefix="onrecord-", dir=folder.parent))
    try:
        shutil.copytree(folder, place / "record")
        parts = Parts()
        with measured("in all"):
            wanted = workflow.Publishing(sign=True, by="Amal Haddad")
            report = workflow.publish_record(
                place / "record", place / "site", wanted, now=AT, tell=parts.begin
            )
            parts.end()
        print(f"  {report.release}")
    finally:
        shutil.rmtree(place)


class Parts:
    """Measures the parts of a release as they are told."""

    def __init__(self) -> None:
        """Begin with none."""
        self._name, self._open = "", ExitStack()

    def begin(self, what: str) -> None:
        """Measure a part from here on; what is told of its course is none of its own."""
        name = what.split(" (", maxsplit=1)[0]
        if name != self._name:
            self.end()
            self._name = name
            self._open.enter_context(measured(name))

    def end(self) -> None:
        """Print what the last part took."""
        self._open.close()


def public_of(incidents: int, documents: int, claims: int) -> Public:
    """Return the invented record as anybody may see it."""
    record = invented_record.invented(incidents, documents, claims)
    allowed = Allowed(contact="desk@record.example", proposals=True)
    return publish.public(
        record,
        allowed,
        publishing._method(record, record),
        program="onrecord benchmark",
        given=publish.Circumstances(
            on=AT.date(), rule=publishing._ruler(record, allowed), names=resolve.names()
        ),
        rulebooks=tuple(publishing._rulebooks(allowed)),
    )


def write(place: Path, settled: release.Settled) -> None:
    """Write the release, and print what each layout and the site took."""
    place.mkdir()
    about = release.About(
        id=release_id(settled.sha256, AT, ""), made_at=AT, day=AT.date(), sign_offs=1
    )
    pages = site_pages.of_release(settled.public, about, (), lambda _: None)

    def timed(files: tuple[tuple[str, release.File], ...]) -> Iterator[release.Page]:
        print(f"  {time.perf_counter() - began:7.1f} s  of that for the data, by several processes")
        yield from pages(files)

    with measured("data and site and manifest together"):
        began = time.perf_counter()
        many = site_pages.workers(settled.public)
        release.release(place, settled, about, timed, publish.FORMATS, workers=many)


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print the wall and CPU seconds of a block (its processes' too), and the most memory."""
    began, cpu = time.perf_counter(), cpu_seconds()
    with tree_memory.watched() as peak:
        WATCHED.append(peak)
        yield
    took, worked = time.perf_counter() - began, cpu_seconds() - cpu
    print(f"  {took:7.1f} s, CPU {worked:7.1f} s, {peak}  {what}", flush=True)


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of those that ended, without looking at memory."""
    every = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    looked = sum(peak.cpu for peak in WATCHED)
    return sum(one.ru_utime + one.ru_stime for one in every) - looked


if __name__ == "__main__":
    main()
