"""The job of reading many reports into shards, which other programs and a build can use."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyarrow import parquet

from onrecord import acquire, preserve, read
from onrecord.acquire import Acquired, archives
from onrecord.acquire import parquet as tables_of_texts
from onrecord.model import OnRecordError, Problem
from onrecord.model.codec import as_text
from onrecord.workflow import engines, files, left_overs
from onrecord.workflow.bulk import shards
from onrecord.workflow.bulk.engine import Engine, Running, engine
from onrecord.workflow.bulk.shards import Shard
from onrecord.workflow.one_document import KILLED
from onrecord.workflow.outcome import Stopped

MANIFEST, PROBLEMS, ARCHIVE = "manifest.jsonl", "problems.jsonl", "archive"
_ON = "run the same command again to go on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """
    What reading many reports did.

    Attributes:
        out: The folder of the shards.
        shards: How many there are.
        as_before: How many of them were read before, by the same program.
        reports: How many reports are in them.
        claims: How many claims.
        unread: How many reports gave no text.
        set_aside: How many of these ended the process that read them.
        problems: About the place that they came from; those of a report stand with it.
    """

    out: Path
    shards: int
    as_before: int
    reports: int
    claims: int
    unread: int
    set_aside: int
    problems: tuple[Problem, ...] = ()


def read_all(
    given: Path,
    out: Path,
    *,
    by_engine: str = "local",
    columns: Mapping[str, str] | None = None,
    manner: read.Manner = read.AS_USUAL,
    running: Running | None = None,
) -> ReadReport:
    """
    Read a folder, an archive or a table of reports into shards of readings and claims.

    What was read before, by the same program, is not read again: killed at any moment, the
    same call goes on. The same reports give the same files whatever number of processes reads
    them and however often that is interrupted. `out` then says what `given` says now: shards
    of which nothing is there any more are taken away.

    Args:
        given: A folder of reports, a file, or what an earlier call wrote as `out`.
        out: The folder of the shards, made if it is not there.
        by_engine: What reads: `local`, or another of `engine.ENGINES`.
        columns: Of a Parquet file of texts, what a column is → its name; see `acquire.parquet`.
        manner: How reports are read.
        running: How many processes, and who is told.

    Raises:
        OnRecordError: There is nothing there, or no engine of that name.
        MachineLacks: A model is missing, or what the engine needs.
        RecordUnusable: Another program is reading into `out`.
        Stopped: `running.stopping` said so; what was read until then is kept.
        OSError: `out` cannot be written.
    """
    running = running or Running()
    run = engine(by_engine)
    making = _Making(given, out, columns, running, engines.by(manner))
    making.check()
    with left_overs.alone(out):
        return _read_all(making, run, manner)


def _read_all(making: "_Making", run: Engine, manner: read.Manner) -> ReadReport:
    out, by = making.out, making.by
    try:
        for _ in run(making.to_read(), out, manner, making.running):
            making.done += 1
    except Stopped:
        raise Stopped(f"stopped after {making.done:,} shards; {_ON}") from None
    told = [_told(out, shard) for shard in making.all]
    _write_lines(out / PROBLEMS, (as_text(problem) for problem in making.problems))
    _take_away(out, {shard.name for shard in making.all})
    _write_lines(out / MANIFEST, (json.dumps({**line, "by": by}) for line in told))
    return ReadReport(
        out=out,
        shards=len(told),
        as_before=making.as_before,
        reports=sum(line["reports"] for line in told),
        claims=sum(line["claims"] for line in told),
        unread=sum(line["unread"] for line in told),
        set_aside=sum(line["set_aside"] for line in told),
        problems=tuple(making.problems),
    )


def is_of_shards(folder: Path) -> bool:
    """Return whether a folder is what `read_all` writes."""
    return (folder / MANIFEST).is_file() and (folder / shards.REPORTS).is_dir()


def listed(folder: Path) -> list[dict[str, Any]]:
    """
    Return the lines of a folder's manifest: its shards, in order.

    Raises:
        OnRecordError: It is damaged.
    """
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
        found = [dict(json.loads(line)) for line in lines]
        if all(Path(one["shard"]).name == one["shard"] for one in found):
            return found
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise OnRecordError(f"{folder / MANIFEST} is damaged; run onrecord read again")


@dataclass
class _Making:
    """Shards of reports as they are made, and which of them have to be read."""

    given: Path
    out: Path
    columns: Mapping[str, str] | None
    running: Running
    by: str
    all: list[Shard] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    as_before: int = 0
    done: int = 0

    def check(self) -> None:
        """See that there is something, and that it does not lie where its shards go."""
        if not is_of_shards(self.given):
            acquire.folder(self.given)
            here, there = self.given.resolve(), self.out.resolve()
            if self.given.is_dir() and (here == there or there.is_relative_to(here)):
                raise OnRecordError(f"{self.out} lies in the reports themselves; take another")
        if self.columns and not tables_of_texts.is_parquet(self.given.name):
            raise OnRecordError("--column is for a Parquet file of texts")
        self.out.mkdir(parents=True, exist_ok=True)

    def to_read(self) -> Iterator[Shard]:
        """Return the shards that were not read yet by this program, as they are made."""
        for shard in self._made():
            self.all.append(shard)
            if shards.is_read(self.out, shard, self.by):
                self.as_before += 1
            else:
                yield shard

    def _made(self) -> Iterator[Shard]:
        if is_of_shards(self.given):
            for line in listed(self.given):
                path = self.given / shards.REPORTS / line["shard"]
                yield Shard(name=line["shard"], path=path, rows=line["reports"])
            return
        for some in shards.cut(self._arrived()):
            yield shards.save_reports(self.out / shards.REPORTS, some)

    def _arrived(self) -> Iterator[shards.Arrived]:
        archive = preserve.Archive(self.out / ARCHIVE)
        held: tuple[bytes, ...] = ()
        for one in self._arriving(archive):
            if self.running.stopping():
                raise Stopped(f"stopped; {_ON}")
            if isinstance(one, Problem):
                self.problems.append(one)
                continue
            for data in one.kept:  # what goes with a report: a mailbox comes with each mail
                if not any(data is old for old in held):
                    archive.keep(data)
            held = one.kept
            now = datetime.now(UTC)
            yield one, preserve.snapshot(one.document, one.data, one.media_type, now)

    def _arriving(self, archive: preserve.Archive) -> Iterator[Acquired | Problem]:
        most = acquire.MOST_BYTES
        if tables_of_texts.is_parquet(self.given.name):
            said = self.columns or {}
            return tables_of_texts.texts(self.given, self.given.name, said=said, most_bytes=most)
        if self.given.is_file() and archives.is_web_archive(self.given.name):
            sha256 = archive.keep_file(self.given)
            return archives.pages(archive.file(sha256), self.given.name, container=sha256)
        return acquire.folder(self.given)


def _told(out: Path, shard: Shard) -> dict[str, Any]:
    """Return a shard's line of the manifest."""
    paths = {kind: out / kind / shard.name for kind in (shards.READINGS, shards.CLAIMS)}
    table = parquet.read_table(paths[shards.READINGS], columns=["text", "problems"])
    killed = f'"code":"{KILLED}"'
    held = table["problems"].to_pylist()
    return {
        "shard": shard.name,
        "reports": shard.rows,
        "claims": parquet.read_metadata(paths[shards.CLAIMS]).num_rows,
        "unread": table["text"].null_count,
        "set_aside": sum(any(killed in one for one in problems) for problems in held),
        **{f"{kind}_sha256": _sha256(path) for kind, path in paths.items()},
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _take_away(out: Path, there: set[str]) -> None:
    """Take away shards of which nothing is there now, and what runs that were killed left."""
    for kind in (shards.REPORTS, shards.READINGS, shards.CLAIMS):
        for path in (out / kind).glob("*.parquet*"):
            if path.name not in there and shards.is_own(path.name):
                path.unlink(missing_ok=True)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with files.replaced(path) as file:
        file.writelines(f"{line}\n".encode() for line in lines)
