"""`publish` killed or without room: the earlier release stands whole, or the new one (see `test_struck`)."""

import os
import shutil
from contextlib import contextmanager

import pytest

from onrecord import publish, store, workflow
from onrecord.model import MachineLacks, OnRecordError, Release
from onrecord.publish.formats import Format
from onrecord.publish.release import folder as writing
from onrecord.workflow import Publishing


@pytest.fixture
def coast(decided_record, tmp_path):
    """A record of which a release is made already, with something changed since."""
    folder = shutil.copytree(decided_record, tmp_path / "coast")
    release(folder)
    settings = folder / "onrecord.toml"
    settings.write_text(settings.read_text() + 'licence = "CC0"\n')
    return folder


def release(folder, **more):
    wanted = Publishing(sign=True, by="Amal", **more)
    return workflow.publish_record(folder, folder.parent / "site", wanted)


def logged(folder):
    with store.open_record(folder) as kept:
        return [one.manifest for one in kept.evidence("releases", Release)]


def whole(folder):
    """Return the manifest of a release in which nothing fails; None where there is none."""
    if not folder.exists():
        return None
    found = workflow.verify_release(folder).found
    assert found.problems == ()
    return found.sha256


def beside(folder):
    return sorted(one.name for one in folder.parent.iterdir() if one.name.startswith("."))


def dies(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("at", ["released but not in its place", "between the two renames"])
def test_a_release_that_was_written_down_is_put_in_its_place(coast, tmp_path, monkeypatch, at):
    """Killed after the log had it: the next call finishes it, and says so."""
    from onrecord.publish.release.target import Place

    def half(self):
        if at == "between the two renames":
            self.out.rename(self.old)
        raise KeyboardInterrupt

    first = whole(tmp_path / "site")
    with monkeypatch.context() as killed:
        killed.setattr(Place, "put", half)
        with pytest.raises(workflow.Stopped):
            release(coast)
    assert whole(tmp_path / "site") in {first, None}
    told = release(coast)
    assert told.is_recovered
    assert told.is_same
    assert whole(tmp_path / "site") == logged(coast)[-1] != first
    assert beside(tmp_path / "site") == []


@pytest.mark.parametrize("at", ["half", "between"])
def test_what_somebody_laid_there_meanwhile_is_never_put_away(coast, tmp_path, monkeypatch, at):
    """After a kill, or while the pages are written: it stays, and the program says so."""
    from onrecord.publish.release.target import Place

    mine = tmp_path / "site/thesis.txt"

    def half(self):
        if at == "between":
            self.out.rename(self.old)
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(Place, "put", half)
        with pytest.raises(workflow.Stopped):
            release(coast)
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("years of work")
    with pytest.raises(OnRecordError):
        release(coast)
    assert mine.read_text() == "years of work"
    mine.unlink()
    assert release(coast).is_recovered
    assert whole(tmp_path / "site") == logged(coast)[-1]


def test_what_comes_into_the_folder_while_pages_are_written_stays(coast, tmp_path, monkeypatch):
    from onrecord.workflow import site_pages

    mine, before = tmp_path / "site/thesis.txt", logged(coast)
    made = site_pages.of_release

    def slow(*given):
        mine.write_text("years of work")
        return made(*given)

    monkeypatch.setattr(site_pages, "of_release", slow)
    with pytest.raises(OnRecordError, match=r"thesis\.txt"):
        release(coast)
    assert mine.read_text() == "years of work"
    assert logged(coast) == before


def test_a_release_that_was_not_written_down_is_taken_away(coast, tmp_path, monkeypatch):
    """Nobody may find out from the disk what was not released."""
    from onrecord.workflow import releasing

    first = whole(tmp_path / "site")
    with monkeypatch.context() as killed:
        killed.setattr(releasing._Work, "_keep", dies)
        with pytest.raises(workflow.Stopped):
            release(coast)
    assert whole(tmp_path / "site") == first
    assert beside(tmp_path / "site") == []


def test_a_full_disk_leaves_the_earlier_release(coast, tmp_path, monkeypatch, onrecord):
    """In one clear line, with nothing left behind."""
    first = whole(tmp_path / "site")
    written = writing._Hashing.flush

    def full(self):
        if self.size > 2000:
            raise OSError(28, os.strerror(28))
        written(self)

    monkeypatch.setattr(writing._Hashing, "flush", full)
    told = onrecord("publish", "coast", "site", "--sign", "Amal")
    assert told.code == 3
    assert "no room left on the disk" in told.err
    assert whole(tmp_path / "site") == first
    assert beside(tmp_path / "site") == []


def test_somebody_elses_folder_in_the_way_is_left_alone(coast, tmp_path, onrecord):
    """Named as ours, but with something in it that we never write."""
    (tmp_path / ".site.onrecord").mkdir()
    (tmp_path / ".site.onrecord/thesis.txt").write_text("years of work")
    told = onrecord("publish", "coast", "site", "--sign", "Amal")
    assert told.code == 2
    assert "is in the way" in told.err
    assert (tmp_path / ".site.onrecord/thesis.txt").read_text() == "years of work"


def test_a_link_in_the_way_is_not_followed(coast, tmp_path, onrecord):
    (tmp_path / "elsewhere/new").mkdir(parents=True)
    (tmp_path / "elsewhere/new/thesis.txt").write_text("years of work")
    (tmp_path / ".site.onrecord").symlink_to("elsewhere")
    assert onrecord("publish", "coast", "site", "--sign", "Amal").code == 2
    assert (tmp_path / "elsewhere/new/thesis.txt").exists()


def test_two_who_publish_at_once_do_not_meet(coast, onrecord):
    """One writes; the other is told in one line."""
    with store.open_record(coast) as kept, kept.build(doing="release"):
        told = onrecord("publish", "coast", "site", "--sign", "Amal")
    assert told.code == 3
    assert told.err.count("\n") == 1


def test_what_a_machine_lacks_is_left_out_and_said(coast, monkeypatch, onrecord, tmp_path):
    """A layout whose extra is not installed; the others are there."""

    def lacks(walk, stream):
        stream.write(b"half")
        raise MachineLacks("it needs an extra")

    @contextmanager
    def counts(walk, stream):
        seen = []
        yield lambda incident: seen.append(incident.id)
        stream.write(str(len(seen)).encode())

    made = {
        "odd": Format(name="odd", file="odd.bin", media_type="x/y", says="", opened=lacks),
        "few": Format(name="few", file="few.txt", media_type="text/plain", says="", opened=counts),
    }
    monkeypatch.setattr(publish, "FORMATS", made)
    told = onrecord("publish", "coast", "site", "--sign", "Amal")
    assert told.code == 0
    assert "odd was left out" in told.out
    assert (tmp_path / "site/data/few.txt").read_text() == "3"
    assert not (tmp_path / "site/data/odd.bin").exists()
    assert whole(tmp_path / "site")


def test_a_record_of_before_is_brought_up_to_date_and_published(decided_record, tmp_path):
    """A copy of it as it was lies beside it; the logs begin empty, and it holds."""
    import sqlite3

    from onrecord.store.migrations.versions import v0007_lists as lists

    folder = shutil.copytree(decided_record, tmp_path / "coast")
    with sqlite3.connect(folder / "record.db") as database:
        for table in ("sign_offs", "releases", *lists.KEPT, *lists.RETIRABLE):
            database.execute(f"DROP TABLE {table}")
        database.execute("UPDATE alembic_version SET version_num = '0005'")
    database.close()
    assert release(folder).release.id
    assert workflow.verify(folder).holds
    with sqlite3.connect(folder / "record-schema-0005.db") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0005",)]
        names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    copy.close()
    assert not {"sign_offs", "releases"} & names


def test_what_was_kept_of_the_last_release_and_is_gone_is_said(coast, onrecord):
    """Else readers would not be told what changed."""
    with store.open_record(coast) as kept:
        told = kept.evidence("releases", Release)[-1].told
    (coast / "archive" / told[:2] / told[2:]).unlink()
    told = onrecord("publish", "coast", "site", "--sign", "Amal")
    assert told.code == 3
    assert "is not known" in told.err
