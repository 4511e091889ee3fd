"""`lists add` and `lists link` killed at any moment: nothing is lost, doubled or half there."""

import json
import os
import random
import shutil
import subprocess
import sys

import pytest

from onrecord import store, workflow
from onrecord.model import Act, CustodyEvent, RecordUnusable
from onrecord.workflow import ListTold

# A process that has loaded everything makes a child for each piece of work, and kills it.
WORK = """
import json, os, signal, sys, time
from pathlib import Path
from onrecord import workflow
from onrecord.lists import linking, tables
from onrecord.lists.linking import own

def work(folder, what, *more):
    if what == "add":
        told = workflow.ListTold(name="ministry", keeper="M")
        workflow.take_list(Path(folder), Path(more[0]), told)
    else:
        workflow.link_lists(Path(folder))

for line in sys.stdin:
    moment, words = json.loads(line)
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        work(*words)
        os._exit(0)
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([code, time.monotonic() - began]), flush=True)
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="work is done in forks")
GIVEN = ("Omar", "Layla", "Yusuf", "Hana", "Sami", "Nour", "Adel", "Rima")
FAMILY = ("Haddad", "Nasser", "Saleh", "Darwish", "Khoury", "Mansour")
MANY = 400


def lines(many, *, shift=0):
    told = ["Ref,Name,Sex,Age,Date of death,Place"]
    for n in range(shift, many):
        name = f"{GIVEN[n % 8]} {GIVEN[n // 8 % 8]} {GIVEN[n // 64 % 8]} {FAMILY[n % 6]}"
        told.append(f"R-{n},{name},{'MF'[n % 2]},{n % 80},2024-05-{1 + n % 28:02},Qasra")
    return "\n".join(told) + "\n"


@pytest.fixture(scope="module")
def working():
    """Work in a process of its own: `working(folder, "link", at=0.1)` kills it after a while."""
    program = [sys.executable, "-c", WORK]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:

        def work(*words, at=None):
            print(json.dumps([at, [str(one) for one in words]]), file=run.stdin, flush=True)
            return json.loads(run.stdout.readline())

        yield work
        run.stdin.close()


@pytest.fixture
def files(tmp_path):
    (tmp_path / "may.csv").write_text(lines(MANY))
    (tmp_path / "june.csv").write_text(lines(MANY + 40, shift=20))
    workflow.take_list(tmp_path / "coast", tmp_path / "may.csv", ListTold(name="ministry"))
    return tmp_path


def taken_in(folder):
    with store.open_record(folder) as kept:
        issues = kept.issues()
        lines = [
            one.subject for one in kept.evidence("custody", CustodyEvent) if one.act is Act.TAKEN
        ]
        assert sorted(lines) == sorted(one.id for one in issues)
        return [(len(kept.listed(one.id)), one.rows) for one in issues]


@pytest.mark.slow
def test_an_issue_that_is_killed_is_there_whole_or_not_at_all(files, working):
    shutil.copytree(files / "coast", files / "whole")
    _, taken = working(files / "whole", "add", files / "june.csv")
    whole = taken_in(files / "whole")
    assert whole == [(MANY, MANY), (MANY + 20, MANY + 20)]
    chance = random.Random(3)  # noqa: S311 - no secret
    killed = 0
    for number in range(6):
        folder = shutil.copytree(files / "coast", files / f"r{number}")
        moment = (number + chance.random()) / 6 * taken
        killed += working(folder, "add", files / "june.csv", at=moment)[0] == -9
        assert workflow.verify(folder).holds
        assert taken_in(folder) in (whole[:1], whole)
        workflow.take_list(folder, files / "june.csv", ListTold(name="ministry"))
        assert taken_in(folder) == whole
        assert workflow.verify(folder).holds
    assert killed, "the program was never killed"


@pytest.mark.slow
def test_a_run_of_linking_that_is_killed_leaves_what_was(files, working):
    (files / "wall.csv").write_text(lines(200))
    workflow.take_list(files / "coast", files / "wall.csv", ListTold(name="wall"))
    shutil.copytree(files / "coast", files / "whole")
    _, taken = working(files / "whole", "link")
    whole = workflow.linking_of(files / "whole").grouped
    assert whole.groups
    chance = random.Random(4)  # noqa: S311 - no secret
    killed = 0
    for number in range(4):
        folder = shutil.copytree(files / "coast", files / f"r{number}")
        moment = (number + chance.random()) / 4 * taken
        killed += working(folder, "link", at=moment)[0] == -9
        grouped = workflow.linking_of(folder).grouped
        assert grouped == whole or grouped.linkage is None
        workflow.link_lists(folder)
        assert workflow.linking_of(folder).grouped == whole
        assert workflow.verify(folder).holds
    assert killed, "the program was never killed"


def test_a_full_disk_leaves_the_list_as_it_was(files, monkeypatch):
    with store.open_record(files / "coast") as kept:
        free = kept.settings.min_free_mib
    settings = files / "coast" / "onrecord.toml"
    words = settings.read_text().replace(f"min_free_mib = {free}", "min_free_mib = 900000000")
    settings.write_text(words)
    with pytest.raises(RecordUnusable, match="the disk is nearly full"):
        workflow.take_list(files / "coast", files / "june.csv", ListTold(name="ministry"))
    assert taken_in(files / "coast") == [(MANY, MANY)]
