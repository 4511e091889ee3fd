"""A record of an older schema is brought up to date: killed at any moment, it is the old or the new."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256

import pytest

from onrecord import store
from onrecord.store import schema

OPEN = """
import sys
from pathlib import Path
from alembic import command
from onrecord import store
print("ready", flush=True)
sys.stdin.readline()
store.open_record(Path(sys.argv[1])).close()
print("done", flush=True)
"""
WORDS = "On 1 May 2024 ten people were killed in Aleppo, residents said. " * 100


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A record as the version before had it, with 500 decisions and 300 texts."""
    folder = tmp_path / "old"
    with monkeypatch.context() as before:
        before.setattr(schema, "NEWEST", "0002")
        before.setattr(schema, "KNOWN", ("0001", "0002"))
        store.open_record(folder, create=True).close()
    with closing(sqlite3.connect(folder / "record.db")) as database, database:
        database.execute(
            "INSERT INTO builds (id, doing, began_at, program, settings)"
            " VALUES ('b', 'build', '2024', 'x', '{}')"
        )
        add = (
            "INSERT INTO {} (id, scope, content, content_hash, added_at, added_build)"
            " VALUES (?, ?, ?, ?, '2024', 1)"
        )
        for n in range(500):
            told = {"at": "2024-05-01T12:00:00+00:00", "by": "Amal", "choice": "settle",
                    "target": f"prb_{n}", "why": "Seen."}  # fmt: skip
            _add(database, add.format("decisions"), f"dec_{n}", "decided", told)
        for n in range(300):
            text = {"blocks": [], "content": f"{n} {WORDS}", "language": None, "reader": "t",
                    "snapshot_id": f"snp_{n}"}  # fmt: skip
            _add(database, add.format("texts"), f"txt_{n}", f"snp_{n}", text)
    return folder


def _add(database, statement, row_id, scope, told):
    content = json.dumps(told, sort_keys=True, separators=(",", ":"))
    database.execute(statement, (row_id, scope, content, sha256(content.encode()).hexdigest()))


def started(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    return process


def updated(folder):
    """Let a process bring a record up to date; return how long that takes."""
    process = started(folder)
    began = time.monotonic()
    assert process.communicate("\n")[0] == "done\n"
    return time.monotonic() - began


def test_every_decision_and_text_of_before_is_there_as_it_was(old):
    with closing(sqlite3.connect(old / "record.db")) as database:
        asked = "SELECT seq, id, content, content_hash, added_at, added_build FROM decisions"
        before = database.execute(asked).fetchall()
    updated(old)
    with closing(sqlite3.connect(old / "record.db")) as database:
        assert database.execute(asked).fetchall() == before
        found = "SELECT count(*) FROM search_words WHERE search_words MATCH 'killed'"
        assert database.execute(found).fetchall() == [(300,)]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
