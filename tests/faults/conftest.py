"""Folders of reports with something wrong, and the program run on them as users run it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord import extract
from onrecord.cli import run
from onrecord.workflow import engines

# A stand-in for the English reader: quick to start, as slow per document as wanted. It finds
# "<number> people were killed" and fails on a text that says "unreadable".
STAND_IN = """
import os, re, time

from onrecord.model import Claim, Count, Measure, Mention, Outcome, Passage, Qualifier

SAYS = re.compile(r"(\\d+) people were killed in (\\w+)")


class Nothing:
    def find(self, content):
        return ()

    def place(self, place_id):
        return None

    actor = place


class Reader:
    engine = "stand-in 1"

    def reads(self, language):
        return True

    def claims(self, document, text, names):
        if "SECONDS_A_DOCUMENT" in os.environ:
            time.sleep(float(os.environ["SECONDS_A_DOCUMENT"]))
        if "unreadable" in text.content:
            raise LookupError("words of the report: " + text.content)
        return tuple(
            Claim(
                document=document.name,
                passage=Passage(snapshot_id=text.snapshot_id, start=found.start(1),
                                end=found.end(), exact=text.content[found.start(1):found.end()]),
                measure=Measure.PEOPLE, outcome=Outcome.KILLED,
                count=Count(low=int(found[1]), high=int(found[1]), qualifier=Qualifier.EXACT),
                places=(Mention(name=found[2], start=found.start(2), end=found.end(2)),),
                engine=self.engine,
            )
            for found in SAYS.finditer(text.content)
        )
"""

# The program with that reader. As in the program itself, what is slow to load is loaded when
# Ctrl-C is in the program's hands; before, it is in Python's, which has its own last words.
PROGRAM = """
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)

import os

from onrecord import cli

began = cli.run


def stand_in_reads():
    import stand_in
    from onrecord import extract, resolve
    from onrecord.store import database

    extract.english_reader = stand_in.Reader
    if os.environ.get("QUICK"):  # no names are looked up, and nobody waits for the disk
        resolve.names = stand_in.Nothing
        os.fsync = lambda handle: None
        database._PRAGMAS += ("PRAGMA synchronous = OFF",)


def run(arguments):
    stand_in_reads()
    return began(arguments)


if __name__ == "__main__":
    cli.run = run
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        cli.main()
    finally:
        if os.environ.get("PEAK"):  # what Linux says of children is of whoever started them, too
            with open("/proc/self/status") as told, open(os.environ["PEAK"], "w") as out:
                out.writelines(line for line in told if line.startswith("VmHWM:"))
else:  # one of the processes that read side by side
    stand_in_reads()
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """An empty folder for reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


@pytest.fixture
def write(reports: Path) -> Callable[..., None]:
    """Write a number of short reports, each of its own toll and day."""

    def wrote(number: int, *, folder: Path = reports) -> None:
        for n in range(number):
            (folder / f"report-{n:05}.txt").write_text(
                f"Shelling, day {n}\n\nOn {1 + n % 28} May 2024, {2 + n} people were killed in "
                f"Aleppo, residents said. Shop number {n} was closed.\n"
            )

    return wrote


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch, capfd) -> Callable[..., SimpleNamespace]:
    """
    Run the program in the temporary folder, with the stand-in reader.

    `onrecord(…)` runs it in this process and gives code, out and err; `onrecord.start(…)`
    starts a process of its own (`real=True`: with the real reader), and
    `onrecord.ended(process)` waits for it.
    """
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    (tmp_path / "stand_in.py").write_text(STAND_IN)
    stand_in: dict[str, type] = {}
    exec(compile(STAND_IN, script, "exec"), stand_in)  # noqa: S102 - the text above
    monkeypatch.setattr(extract, "english_reader", stand_in["Reader"])
    monkeypatch.setenv("COLUMNS", "100")
    _forget_readers()

    def ran(*words: object, inside: Path = tmp_path) -> SimpleNamespace:
        monkeypatch.chdir(inside)
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        return _checked(SimpleNamespace(code=code, out=out, err=err))

    def start(*words: object, real: bool = False, **more: object) -> subprocess.Popen[bytes]:
        settings = {**os.environ, **more.pop("env", {})}
        return subprocess.Popen(
            [sys.executable, "-B", *(["-m", "onrecord"] if real else [script]), *map(str, words)],
            cwd=tmp_path,
            env=settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **more,
        )

    def ended(process: subprocess.Popen[bytes]) -> SimpleNamespace:
        out, err = process.communicate(timeout=300)
        return _checked(
            SimpleNamespace(code=process.returncode, out=out.decode(), err=err.decode())
        )

    ran.start, ran.ended = start, ended
    yield ran
    _forget_readers()


def _forget_readers() -> None:
    engines._readers.cache_clear()
    engines.by.cache_clear()


def _checked(told: SimpleNamespace) -> SimpleNamespace:
    assert "Traceback" not in told.out + told.err
    return told


@pytest.fixture
def stop_half_way(tmp_path: Path, onrecord) -> Callable[..., SimpleNamespace]:
    """Start a build, wait until a few documents are saved, and send a signal."""

    def stopped(record: str, sent: signal.Signals, *, after: int = 5) -> SimpleNamespace:
        slow = {"SECONDS_A_DOCUMENT": "0.05"}
        process = onrecord.start("build", "reports", "--record", record, env=slow)
        database = tmp_path / record / "record.db"
        deadline = time.monotonic() + 60
        while process.poll() is None and rows(database, "readings") < after:
            assert time.monotonic() < deadline, "the build saves nothing"
            time.sleep(0.01)
        process.send_signal(sent)
        return onrecord.ended(process)

    return stopped


def rows(database: Path, table: str) -> int:
    """Return how many rows a table has; 0 where there is none yet."""
    if not database.exists():
        return 0
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


@pytest.fixture
def dump(tmp_path: Path, onrecord) -> Callable[[str], str]:
    """Return all that a record says: claims as exported, incidents and asides, its archive."""

    def dumped(record: str) -> str:
        parts = [onrecord("export", record, "--format", "claims").out]
        lists = ("--incidents", "--documents", "--set-aside", "--origins")
        parts += [onrecord("show", record, what, "--json").out for what in lists]
        # What a killed run left unfinished is no part of the archive, and goes after an hour.
        archive = (tmp_path / record / "archive").rglob("*")
        kept = sorted(p.name for p in archive if p.is_file() and p.suffix != ".part")
        return "\n".join([*parts, *kept])

    return dumped


@pytest.fixture
def counted(tmp_path: Path) -> Callable[[str], dict[str, int]]:
    """Return how many rows each table of a record has, retired ones too."""

    def tables(record: str) -> dict[str, int]:
        path = tmp_path / record / "record.db"
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        found = {name: rows(path, name) for (name,) in names.fetchall()}
        connection.close()
        return found

    return tables


@pytest.fixture(scope="session")
def told_by_kind(root: Path) -> Callable[..., dict[str, dict[str, object]]]:
    """What became of each kind of command, as a program of `benchmarks` that strikes them tells."""

    def told(program: str, *words: str, kinds: Sequence[str]) -> dict[str, dict[str, object]]:
        asked = [sys.executable, root / "benchmarks" / program, *words]
        asked += ["--kinds", "+".join(kinds), "--json"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert not done.stderr, done.stderr
        return {one["kind"]: one for one in map(json.loads, done.stdout.splitlines())}

    return told
