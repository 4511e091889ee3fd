"""What a large record would publish is made by a process of its own, which then is gone."""

import os
import shutil
import signal
import time
from datetime import date
from pathlib import Path

import pytest

from onrecord import store, workflow
from onrecord.model import OnRecordError, Record, RecordUnusable
from onrecord.workflow import Publishing, Stopped, leaving, publishing, releasing, settler, settling
from onrecord.workflow.exchanging import silent

DAY = date(2031, 6, 1)


@pytest.fixture
def folder(decided_record, tmp_path):
    return Path(shutil.copytree(decided_record, tmp_path / "coast"))


@pytest.fixture
def large(monkeypatch):
    """Every record is a large one."""
    monkeypatch.setattr(settling, "MOST_HERE", 0)


def settled(folder, place, noting=silent, look=lambda: None):
    with store.open_record(folder) as kept:
        return settling.settled(kept, place, DAY, noting, look)


def told(made):
    """Return all of what would be public as plain values."""
    public = made.public
    return made.sha256, made.claims, dict(public.documents), list(public.incidents), public.method


@pytest.mark.both_databases
def test_it_comes_to_what_this_process_would_have_made(
    decided_record, tmp_path, database, monkeypatch
):
    folder = tmp_path / "coast"
    database.prepare(folder)
    claims = decided_record.with_suffix(".jsonl")
    for claim in workflow.import_claims(folder, claims, create=True).record.claims:
        workflow.decide(folder, workflow.accept(claim), by="Amal", why="Read.")
    here = told(settled(folder, tmp_path / "here"))
    monkeypatch.setattr(settling, "MOST_HERE", 0)
    made_here = []
    monkeypatch.setattr(publishing, "public_of", made_here.append)
    there = settled(folder, tmp_path / "there")
    assert told(there) == here
    assert len(here[3]) == 3
    assert made_here == []
    assert (tmp_path / "there").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("large")
def test_a_release_is_the_same_one(folder, tmp_path, monkeypatch):
    """To the byte, whichever process makes what is public."""
    wanted, at = (
        Publishing(sign=True, by="Amal"),
        releasing.datetime(2031, 6, 1, tzinfo=releasing.UTC),
    )
    made = {}
    for name, most in (("apart", 0), ("here", 100)):
        monkeypatch.setattr(settling, "MOST_HERE", most)
        copy = Path(shutil.copytree(folder, tmp_path / name / "coast"))
        report = workflow.publish_record(copy, tmp_path / name / "site", wanted, now=at)
        made[name] = (report.release.id, report.release.manifest, report.summary)
    assert made["apart"] == made["here"]


@pytest.mark.usefixtures("large")
def test_why_nothing_can_be_made_is_told_in_its_own_words(folder, tmp_path):
    """A record that is gone, a file that is in the way."""
    (tmp_path / "spool").write_text("")
    with pytest.raises(FileExistsError):
        settled(folder, tmp_path / "spool")
    with store.open_record(folder) as kept:
        (folder / "onrecord.toml").write_text("[publish]\nlanguages = 3\n")
        with pytest.raises(RecordUnusable, match="languages"):
            settling.settled(kept, tmp_path / "other", DAY, silent, lambda: None)


def test_a_fault_of_the_program_tells_its_kind_and_no_word_of_the_record(
    folder, tmp_path, monkeypatch
):
    def fails(*_, **__):
        raise ValueError("the words of a witness")

    monkeypatch.setattr(publishing, "public_of", fails)
    answer = settler._answer(folder, tmp_path / "spool", DAY)
    assert answer == settler.Fault("ValueError")
    with pytest.raises(RuntimeError, match=r"could not be made: ValueError$"):
        settling._of(answer, silent)


def test_how_much_testimony_is_left_out_comes_back_without_the_record(
    folder, tmp_path, monkeypatch
):
    whole = publishing.public_of

    def withheld(kept, *, noting, **more):
        noting(leaving.Leaving(record=kept.load(), documents=1, claims=2, decisions=5))
        return whole(kept, noting=noting, **more)

    monkeypatch.setattr(publishing, "public_of", withheld)
    found = []
    settling._of(settler._answer(folder, tmp_path / "spool", DAY), found.append)
    assert found == [leaving.Leaving(record=Record(), documents=1, claims=2, decisions=5)]


@pytest.mark.usefixtures("large")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_process_that_was_killed_is_told_in_one_line(folder, tmp_path):
    before = _children()  # a browser's driver is one too, where tests of pages ran before

    killed: list[int] = []

    def kill():
        if not killed:
            killed.append(max(_children() - before))
            os.kill(killed[0], signal.SIGKILL)

    with pytest.raises(OnRecordError, match="for want of memory or by somebody"):
        settled(folder, tmp_path / "spool", look=kill)


@pytest.mark.usefixtures("large")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_whoever_stops_waits_for_nothing(folder, tmp_path):
    children: set[int] = set()
    others = _children()

    def stop():
        children.update(_children() - others)
        raise Stopped("stopped")

    before = time.monotonic()
    with pytest.raises(Stopped):
        settled(folder, tmp_path / "spool", look=stop)
    assert time.monotonic() - before < 30
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def _children():
    """Return the processes of this one that run."""
    return {
        int(one.parent.name)
        for one in Path("/proc").glob("[0-9]*/stat")
        if int(_stat(one).split()[1]) == os.getpid() and _stat(one).split()[0] != "Z"
    }


def _stat(one):
    try:
        return one.read_text().rpartition(")")[2]
    except OSError:
        return "Z 0"
