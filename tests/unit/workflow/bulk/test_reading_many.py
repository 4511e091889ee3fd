"""Many reports side by side: the same bytes whoever reads them and whatever happens meanwhile."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyarrow import parquet

from onrecord import workflow
from onrecord.model import MachineLacks, OnRecordError, RecordUnusable
from onrecord.testing.reports import reports
from onrecord.workflow.bulk import reading_all, shards
from onrecord.workflow.bulk.engine import Running, engine
from onrecord.workflow.bulk.pool import Pool
from onrecord.workflow.outcome import Stopped

COUNT = 40


def made(folder: Path, count: int = COUNT) -> Path:
    """Write a folder of made-up reports with its manifest."""
    lines = ["file,publisher,published"]
    for one in reports(count):
        path = folder / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, encoding="utf-8")
        lines.append(f"{one.name},{one.publisher},{one.published}")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def hashes(out: Path) -> dict[str, str]:
    """Return the hash of every shard of readings and claims, by its place."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for kind in ("readings", "claims")
        for path in sorted((out / kind).iterdir())
    }


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def out(given, tmp_path_factory) -> Path:
    """What one process reads of the reports."""
    to = tmp_path_factory.mktemp("shards") / "out"
    workflow.read_all(given, to, running=Running(workers=1))
    return to


def test_two_processes_give_the_same_bytes_as_one(out, tmp_path):
    told = workflow.read_all(out, tmp_path / "again", running=Running(workers=2))
    assert told.reports == COUNT
    assert hashes(tmp_path / "again") == hashes(out)


def test_the_same_again_reads_nothing(given, out, monkeypatch):
    monkeypatch.setattr(Pool, "_started", lambda _: pytest.fail("a process was started"))
    before = hashes(out)
    told = workflow.read_all(given, out)
    assert told.as_before == told.shards
    assert hashes(out) == before


def test_claims_are_a_table_that_others_read(out):
    import duckdb

    asked = f"select count(*), sum(low), min(published) from '{out}/claims/*.parquet'"  # noqa: S608 - our own place
    count, low, day = duckdb.sql(asked).fetchall()[0]
    lines = reading_all.listed(out)
    assert count == sum(line["claims"] for line in lines) > COUNT
    assert low > 0
    assert day.year == 2023


def test_the_manifest_has_each_shard_with_the_hashes_of_its_files(out):
    for line in reading_all.listed(out):
        assert line["by"].startswith("onrecord ")
        found = hashes(out)
        assert line["readings_sha256"] == found[f"readings/{line['shard']}"]
        assert line["claims_sha256"] == found[f"claims/{line['shard']}"]


SPOILED = """
import os, signal, time
from pathlib import Path
from onrecord.workflow import engines
from onrecord.workflow.bulk import batches, worker

def read_row(row, manner):
    name = row["document"]
    {words}
    told = dict.fromkeys(("document", "snapshot", "read"), row["snapshot"])
    return {{**told, "document": name, "text": name, "claims": [], "problems": [], "by": "quick"}}

def serve(*asked):
    engines.by = engines.names = lambda *_: "quick"
    batches.read_row = read_row
    worker.serve_well(*asked)
"""


@pytest.fixture
def spoil(tmp_path, monkeypatch):
    """Let workers read nothing, at once, and run some words before each report."""
    import importlib

    from onrecord.workflow.bulk import worker

    def spoiled(words: str) -> None:
        (tmp_path / "site").mkdir()
        code = SPOILED.format(words=words).replace("serve_well", "serve")
        (tmp_path / "site/spoiled_worker.py").write_text(code, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        importlib.invalidate_caches()
        monkeypatch.delitem(sys.modules, "spoiled_worker", raising=False)
        pool_worker = SimpleNamespace(**vars(worker))
        pool_worker.serve = importlib.import_module("spoiled_worker").serve
        monkeypatch.setattr("onrecord.workflow.bulk.pool.worker", pool_worker)

    return spoiled


def readings(out: Path) -> dict[str, dict]:
    """Return what was read of each report, by its name."""
    rows = parquet.read_table(out / "readings").to_pylist()
    return {json.loads(row["document"])["name"]: row for row in rows}


BAD = "000/0000007.txt"


def test_a_report_that_kills_its_process_is_set_aside_and_the_others_are_read(out, tmp_path, spoil):
    spoil(f"os.kill(os.getpid(), signal.SIGKILL) if {BAD!r} in name else None")
    told = workflow.read_all(out, tmp_path / "other", running=Running(workers=2))
    assert (told.reports, told.unread, told.set_aside) == (COUNT, 1, 1)
    found = readings(tmp_path / "other")
    bad = found.pop(BAD)
    assert bad["text"] is None
    assert bad["claims"] == []
    [problem] = [json.loads(one) for one in bad["problems"]]
    assert problem["code"] == "reader-killed"
    assert problem["where"] == BAD
    assert "ended by signal 9, 3 times" in problem["message"]
    assert all(row["text"] == row["document"] for row in found.values())


def test_a_report_that_takes_more_than_its_time_is_set_aside(out, tmp_path, spoil):
    spoil(f"[None for _ in iter(int, 1)] if {BAD!r} in name else None")
    running = Running(workers=1, seconds=2)
    told = workflow.read_all(out, tmp_path / "other", running=running)
    assert (told.unread, told.set_aside) == (1, 1)
    [problem] = readings(tmp_path / "other")[BAD]["problems"]
    assert "it took more than 2 seconds of the processor" in json.loads(problem)["message"]


def test_a_process_that_is_killed_once_from_outside_loses_nothing(out, tmp_path, spoil):
    mark = tmp_path / "mark"
    spoil(
        f"if {BAD!r} in name and not Path({str(mark)!r}).exists():\n"
        f"        Path({str(mark)!r}).touch(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    told = workflow.read_all(out, tmp_path / "other", running=Running(workers=2))
    assert mark.exists()
    assert (told.reports, told.unread) == (COUNT, 0)
    assert list(readings(tmp_path / "other")) == list(readings(out))


def test_processes_that_never_begin_are_one_clear_line(out, tmp_path, spoil):
    spoil("raise SystemExit")
    with pytest.raises(OnRecordError, match="there is no engine 'abacus'"):
        engine("abacus")
    spoiled = sys.modules["spoiled_worker"]
    Path(spoiled.__file__).write_text("def serve(*_): raise SystemExit(3)\n", encoding="utf-8")
    with pytest.raises(MachineLacks, match="end as they begin"):
        workflow.read_all(out, tmp_path / "other", running=Running(workers=1))


def test_stopping_keeps_what_was_read_and_the_same_call_goes_on(out, tmp_path):
    to = tmp_path / "other"
    shutil.copytree(out, to)
    [*_, last] = sorted((to / "readings").iterdir())
    last.unlink()
    (to / "manifest.jsonl").unlink()
    asked = iter([False] * 3)
    with pytest.raises(Stopped, match="run the same command again"):
        workflow.read_all(out, to, running=Running(workers=1, stopping=lambda: next(asked, True)))
    workflow.read_all(out, to, running=Running(workers=1))
    assert hashes(to) == hashes(out)


def test_what_killed_runs_left_is_taken_away_and_nothing_else(out, tmp_path):
    """Shards that no manifest ever named would be claims that stand there twice."""
    to = tmp_path / "other"
    shutil.copytree(out, to)
    left = [f"{kind}/{'0' * 24}.parquet" for kind in ("reports", "readings", "claims")]
    left.append(f"claims/{next((out / 'claims').iterdir()).name}.ab_3x1.part")
    for name in (*left, "claims/my-own.parquet"):
        (to / name).write_bytes(b"half")
    workflow.read_all(out, to)
    assert not [name for name in left if (to / name).exists()]
    assert (to / "claims/my-own.parquet").exists()
    assert (hashes(out).items() - hashes(to).items()) == set()


def test_two_programs_never_write_to_one_folder(out):
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(out, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with pytest.raises(RecordUnusable, match="another program is writing to"):
            workflow.read_all(out, out)
    finally:
        os.close(handle)
    assert workflow.read_all(out, out).as_before


def test_workers_die_with_a_program_that_is_killed_and_it_goes_on_after(out, tmp_path):
    to = tmp_path / "other"
    command = [sys.executable, "-m", "onrecord", "read", str(out), str(to), "--workers", "1"]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children = _children(program.pid, 30)
    program.kill()
    program.wait()
    until = time.monotonic() + 20
    while any(_is_alive(one) for one in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert children
    assert not any(_is_alive(one) for one in children)
    workflow.read_all(out, to, running=Running(workers=1))
    assert hashes(to) == hashes(out)


def _children(pid: int, seconds: float) -> list[int]:
    """Return the workers of a process, once there are any."""
    until = time.monotonic() + seconds
    place = Path(f"/proc/{pid}/task/{pid}/children")
    if not place.exists():
        pytest.skip("this system does not say which processes a process started")
    while time.monotonic() < until:
        found = [int(word) for word in place.read_text(encoding="ascii").split()]
        if any(b"multiprocessing" in _command(one) for one in found):
            time.sleep(0.5)
            return found
        time.sleep(0.05)
    return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2][1] != "Z"
    except OSError:
        return False


def test_shards_end_by_names_so_that_a_new_report_leaves_the_others_as_they_were():
    from datetime import UTC, datetime

    from onrecord import preserve
    from onrecord.acquire import Acquired
    from onrecord.model import Document

    def cut(numbers):
        arrived = []
        for number in numbers:
            one = Acquired(
                document=Document(name=f"{number:05}.txt"), data=b"x", media_type="text/plain"
            )
            at = datetime(2026, 1, 1, tzinfo=UTC)
            arrived.append((one, preserve.snapshot(one.document, b"x", "text/plain", at)))
        return [[one.document.name for one, _ in some] for some in shards.cut(arrived)]

    before, after = cut(range(0, 8000, 2)), cut(sorted({*range(0, 8000, 2), 3001}))
    assert len(before) > 4
    assert sum(map(len, before)) == 4000
    assert len([some for some in after if some not in before]) <= 2


def rows(record: Path) -> dict[str, list]:
    """Return every row of a record but what tells the time, and what is made from that."""
    timed = {"added_at", "retired_at", "began_at", "ended_at", "chain", "content_hash"}
    found = {}
    with sqlite3.connect(f"file:{record / 'record.db'}?mode=ro", uri=True) as told:
        asked = "select name from sqlite_master where type = 'table'"
        for (table,) in told.execute(asked).fetchall():
            columns = [row[1] for row in told.execute(f'pragma table_info("{table}")')]
            kept = ", ".join(f'"{one}"' for one in columns if one not in timed)
            if table in {"builds", "meta"} or table.startswith(("sqlite", "search")):
                continue
            found[table] = [
                tuple(_without_time(cell) for cell in row)
                for row in told.execute(f'select {kept} from "{table}"')  # noqa: S608 - our own tables
            ]
    told.close()
    return found


def _without_time(cell):
    cell = re.sub(r'"(taken_at|at)":"[^"]*"', "", cell) if isinstance(cell, str) else cell
    return "cus" if isinstance(cell, str) and cell.startswith("cus_") else cell


def test_a_record_built_side_by_side_or_from_shards_is_the_same_row_for_row(
    given, out, tmp_path, monkeypatch
):
    monkeypatch.setattr("onrecord.workflow.bulk.side_by_side.MANY", 10)
    one = workflow.build(given, tmp_path / "one", workers=1)
    two = workflow.build(given, tmp_path / "two", workers=2)
    three = workflow.build(out, tmp_path / "three")
    assert len(one.new) == len(two.new) == len(three.new) == COUNT
    assert rows(tmp_path / "one") == rows(tmp_path / "two")
    alone = rows(tmp_path / "one")
    assert alone["claims"]
    assert rows(tmp_path / "three") == alone
    assert not workflow.verify(tmp_path / "two").problems
    assert workflow.build(given, tmp_path / "two", workers=2).unchanged == COUNT
