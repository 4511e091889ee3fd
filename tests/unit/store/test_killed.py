"""`kill -9` at any moment: nothing committed is lost, nothing is doubled, the next run goes on."""

import json
import os
import random
import subprocess
import sys

import pytest

from onrecord import store

pytestmark = [
    pytest.mark.also_encrypted,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are made by fork"),
]
BUILD = """
import hashlib, sys
from datetime import UTC, datetime
from pathlib import Path
from onrecord import store
from onrecord.model import *

def reading(number):
    document = Document(name=f"{number:03}.txt")
    content = f"{number} people were killed. " * 40
    snapshot = Snapshot(
        document_id=document.id, sha256=hashlib.sha256(content.encode()).hexdigest(),
        size=len(content), media_type="text/plain", taken_at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    text = Text(snapshot_id=snapshot.id, content=content, blocks=(), language="en", reader="t 1")
    word, step = str(number), len(content) // 40
    claims = [
        Claim(
            document=document.name, measure=Measure.PEOPLE, outcome=Outcome.KILLED,
            count=Count(low=number, high=number),
            passage=Passage(
                snapshot_id=snapshot.id, start=n * step, end=n * step + len(word), exact=word
            ),
        )
        for n in range(40)
    ]
    return document, snapshot, text, claims

def build(folder, say):
    with store.open_record(folder, create=True) as record, record.build():
        say("open")
        for number in range(60):
            document, snapshot, text, claims = reading(number)
            if not record.has_reading(document, snapshot.id, by="t 1"):
                record.save_reading(document, snapshot, text, claims, by="t 1")
                say(document.name)

# A process that has loaded everything makes a child for each build, and kills it.
import json, os, signal, time
for line in sys.stdin:
    order = json.loads(line)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(theirs, "w") as told:
            build(Path(order["folder"]), lambda word: print(word, file=told, flush=True))
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        said = [told.readline() for _ in range(order.get("lines", 0))]
        if order["pause"] is not None:
            time.sleep(order["pause"])
            os.kill(child, signal.SIGKILL)
        said += told.readlines()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps({"said": [word.strip() for word in said], "code": code}), flush=True)
"""


@pytest.fixture
def builds(database):
    """Run a build: `builds(folder, pause=0.1)` kills it after a while."""
    program = [sys.executable, "-c", BUILD]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:

        def build(folder, pause=None, **more):
            order = json.dumps({"folder": str(folder), "pause": pause, **more})
            print(order, file=run.stdin, flush=True)
            return json.loads(run.stdout.readline())

        yield build
        run.stdin.close()


@pytest.mark.only_file
def test_killed_twenty_times_it_ends_as_if_never_killed(builds, folder, tmp_path, sql):
    chance = random.Random(20250312)  # noqa: S311 - the same moments each time, as far as a machine allows
    told = set()
    for _ in range(20):
        lines = chance.randint(1, 4)  # so that the kills fall into the writing, however slow
        killed = builds(folder, chance.uniform(0, 0.02), lines=lines)
        told |= set(killed["said"]) - {"open", ""}
        with store.open_record(folder) as record:
            loaded = record.load()
        assert told <= set(loaded.documents)  # nothing said to be saved is missing
        assert len(loaded.claims) == 40 * len(loaded.documents) == 40 * len(loaded.texts)
        assert sql("PRAGMA integrity_check") == [("ok",)]
        assert sql("PRAGMA foreign_key_check") == []
    assert sql("SELECT count(*) FROM builds WHERE ended_at IS NULL") > [(2,)]
    for place in (folder, tmp_path / "never killed"):
        assert builds(place)["code"] == 0
    with store.open_record(folder) as one, store.open_record(tmp_path / "never killed") as other:
        assert one.load().claims == other.load().claims
        assert one.load().texts == other.load().texts
    assert sql("SELECT id FROM claims GROUP BY id HAVING count(*) > 1") == []


def test_killed_while_the_record_is_made(builds, folder):
    codes = [builds(folder, pause)["code"] for pause in (0, 0.02, 0.05, 0.1, 0.15, 0.2)]
    assert -9 in codes
    assert builds(folder)["code"] == 0
    with store.open_record(folder) as record:
        assert len(record.load().documents) == 60
