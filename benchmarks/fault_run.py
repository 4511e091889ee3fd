"""One run of the program that is struck, in a process of its own, and what is there after it."""

# ruff: noqa: INP001 - a program to be run by hand

import hashlib
import json
import os
import re
import signal
import sqlite3
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from fault_points import Blow, Points

from onrecord import cli
from onrecord.store import run as runs

# What hangs on the moment, or on chance: a time, an id made of one, a hash of such a thing.
OF_THE_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?"
    r"|\b(dec|rel|bld|cus|cst|seal|sgn|est|alr|alert|sig|chk|ckp|rls|sgo|lnk|grp|per|mgr|evt|shp)_[0-9a-z]{8,}"
)
_ANY_ID = re.compile(r"\b[a-z]{3}_[0-9a-z]{16}\b")
_RELEASED = re.compile(r"\br_[0-9a-f]{12}")
_SIZE = re.compile(r'size":\d+|"size","\d+"')
_RUN = re.compile(r'"build":\d+|"came_at":"@",')
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_TOLD_BY_TIME = {"custody", "seals", "sign_offs", "releases", "decisions", "alerts", "polls",
                 "linkages", "estimates", "workings", "statements", "media",
                 "captures"}  # fmt: skip
_BESIDE = {"seq", "added_at", "added_build", "retired_at", "retired_build", "content_hash",
           "chain"}  # fmt: skip


@dataclass
class Tally:
    """What became of the runs of one kind."""

    kind: str
    points: int = 0
    struck: int = 0
    verified: int = 0
    rows: int = 0
    lost: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """
    How a run ended.

    Attributes:
        code: The exit code; below 0, the signal that ended it.
        points: How many points it passed; 0 where it was killed.
        added: Rows of each table that it was told are kept.
        lines: What it wrote to stderr.
        seconds: How long it took.
    """

    code: int
    points: int
    added: Counter[str]
    lines: tuple[str, ...]
    seconds: float

    @property
    def is_killed(self) -> bool:
        """Whether it was killed."""
        return self.code == -signal.SIGKILL


def run(
    words: Sequence[str],
    place: Path,
    *,
    at: int | None = None,
    blow: Blow = Blow.KILL,
    after: float | None = None,
    points: Points | None = None,
) -> Ended:
    """
    Run a command of the program in a child process.

    Args:
        words: The command.
        place: The folder in which it runs.
        at: The point to strike at; None for none.
        blow: What happens there.
        after: Seconds after which it is killed, wherever it is; None for never.
        points: What counts and strikes instead of what `at` and `blow` say.
    """
    ours, theirs = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _run_in_child(words, place, points or Points(inside=place, at=at, blow=blow), theirs)
    os.close(theirs)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(ours, encoding="utf-8") as told:
        heard = [json.loads(line) for line in told if line.endswith("\n")]
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seconds = time.monotonic() - began
    added: Counter[str] = Counter()
    for one in heard:
        added.update(one.get("added", {}))
    points = sum(one.get("points", 0) for one in heard)
    said = place / ".stderr"  # none where it was killed before its first step
    lines = said.read_text(encoding="utf-8").splitlines() if said.exists() else []
    return Ended(code=code, points=points, added=added, lines=tuple(lines), seconds=seconds)


def _run_in_child(words: Sequence[str], place: Path, points: Points, told: int) -> None:
    code = 99
    try:
        os.chdir(place)
        for number, name in ((1, ".stdout"), (2, ".stderr")):
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, number)
        _tell_what_is_kept(told)
        points.watch()
        code = cli.run(words)
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(told, json.dumps({"points": points.passed}).encode() + b"\n")
    finally:
        os._exit(code)


def _tell_what_is_kept(told: int) -> None:
    """From now on, say what was added as soon as the store says that it is kept."""
    keep = runs.Run.keep

    def kept(self: runs.Run, counts: Counter[str]) -> None:
        keep(self, counts)
        added = {what.split()[0]: n for what, n in counts.items() if what.endswith(" added")}
        os.write(told, json.dumps({"added": added}).encode() + b"\n")

    runs.Run.keep = kept  # type: ignore[method-assign]


Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    All that stands in a place.

    Attributes:
        rows: Every row of each table as it is on the disk, by its number: for what must stay.
        said: What rows say, without times and numbers: for what must be the same.
        files: What lies in the archive and beside the record, by name.
    """

    rows: dict[tuple[str, int], Row]
    said: Counter[Row]
    files: dict[str, str]

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return sum(1 for name, _ in self.rows if name == table)


def held(place: Path, record: str, out: str = "", *, is_of_its_own: bool = False) -> Held:
    """Return what stands in a place."""
    rows: dict[tuple[str, int], Row] = {}
    said: Counter[Row] = Counter()
    database = place / record / "record.db"
    if database.exists() and database.stat().st_size:
        with closing(sqlite3.connect(database)) as connection:
            for table in _tables(connection):
                _read(connection, table, rows, said, is_of_its_own=is_of_its_own)
    return Held(rows=rows, said=said, files=_files(place, record, out))


def _tables(connection: sqlite3.Connection) -> list[str]:
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in connection.execute(asked)]
    return [name for name in names if not name.startswith("search") and name != "meta"]


def _read(
    connection: sqlite3.Connection,
    table: str,
    rows: dict[tuple[str, int], Row],
    said: Counter[Row],
    *,
    is_of_its_own: bool,
) -> None:
    found = connection.execute(f"SELECT rowid, * FROM {table}")  # noqa: S608
    names = [column[0] for column in found.description][1:]
    for number, *values in found:
        told = dict(zip(names, values, strict=True))
        stays = {name: value for name, value in told.items() if not name.startswith("retired")}
        if table == "builds":
            stays = {"id": told["id"]}
        rows[table, number] = tuple(f"{name}={value}" for name, value in stays.items())
        if table != "builds":
            words = [f"{n}={v}" for n, v in told.items() if n not in _BESIDE and v is not None]
            is_live = told.get("retired_at") is None
            if table == "polls" and not is_live:  # a feed that is asked twice was asked twice
                continue
            told_alike = [_timeless(word, table, is_of_its_own=is_of_its_own) for word in words]
            said[table, str(is_live), *told_alike] += 1


def _timeless(word: str, table: str, *, is_of_its_own: bool = False) -> str:
    word = OF_THE_MOMENT.sub("@", word)
    if is_of_its_own:
        return _SIZE.sub("@", _ANY_ID.sub("@", _HASH.sub("#", word)))
    if table == "polls":  # a run that was killed has a number of its own, and brought the news
        word = _RUN.sub("", word)
    return _HASH.sub("#", word) if table in _TOLD_BY_TIME else word


def _files(place: Path, record: str, out: str) -> dict[str, str]:
    found = {}
    archive = place / record / "archive"
    for path in sorted(archive.rglob("*")):
        if path.is_file() and path.suffix != ".part":  # what a killed run left goes after an hour
            name = path.parent.name + path.name
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[f"archive/{name}"] = "whole" if digest == name else "DAMAGED"
    page = place / record / "report.html"
    if page.exists():
        told = OF_THE_MOMENT.sub("@", page.read_text(encoding="utf-8"))
        found["report.html"] = hashlib.sha256(told.encode()).hexdigest()
    if out:
        found |= _written(place, out)
    return found


def _written(place: Path, out: str) -> dict[str, str]:
    path = place / out
    if not path.exists():
        return {out: "missing"}
    if path.is_dir():
        names = sorted(str(one.relative_to(place)) for one in path.rglob("*") if one.is_file())
        return {_RELEASED.sub("r_@", name): "there" for name in names}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as bundle:
            return {f"{out}: {_timeless(n, 'custody')}": "there" for n in bundle.namelist()}
    return {out: hashlib.sha256(path.read_bytes()).hexdigest()}
