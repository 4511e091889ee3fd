"""Work that is stopped, killed or crowded out: nothing stored is lost or doubled."""

import json
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from onrecord import workflow

NUMBER = 60


@pytest.fixture
def whole(onrecord, write, dump):
    """What a build says that nobody disturbed."""
    write(NUMBER)
    assert onrecord("build", "reports", "--record", "whole").code == 0
    return dump("whole")


def test_ctrl_c_half_way_then_the_same_command_goes_on(
    whole, onrecord, stop_half_way, dump, counted
):
    told = stop_half_way("r", signal.SIGINT)
    assert told.code == 130
    last = told.err.splitlines()[-1]
    assert last.startswith("onrecord: stopped after ")
    assert last.endswith(f" of {NUMBER} documents; run the same command again to go on")
    saved = counted("r")["readings"]
    assert 0 < saved < NUMBER
    again = onrecord("build", "reports", "--record", "r")
    assert again.code == 0
    assert f"{NUMBER - saved} documents new" in again.out
    assert f"{saved} as before" in again.out
    assert dump("r") == whole


def test_kill_9_half_way_then_the_same_command_goes_on(
    whole, onrecord, stop_half_way, dump, counted
):
    told = stop_half_way("r", signal.SIGKILL)
    assert told.code == -signal.SIGKILL
    saved = counted("r")["readings"]
    again = onrecord("build", "reports", "--record", "r")
    assert again.code == 0
    assert f"{saved} as before" in again.out
    assert dump("r") == whole
    assert "error" not in onrecord("check", "r").out


def test_a_polite_kill_stops_as_ctrl_c_does(whole, onrecord, stop_half_way, dump):
    told = stop_half_way("r", signal.SIGTERM)
    assert told.code == 130
    assert told.err.splitlines()[-1].startswith("onrecord: stopped after ")
    assert onrecord("build", "reports", "--record", "r").code == 0
    assert dump("r") == whole


def test_a_second_ctrl_c_ends_at_once(whole, onrecord, dump, tmp_path):
    """The first document takes longer than anybody waits."""
    process = onrecord.start("build", "reports", "--record", "r", env={"SECONDS_A_DOCUMENT": "100"})
    deadline = time.monotonic() + 60
    while len(list((tmp_path / "r").glob("archive/*/*"))) < NUMBER:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(1)  # all bytes are kept; now the first is being read
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)  # two signals at once are one to the system
    assert process.poll() is None, "the first tears nothing, not even a document"
    process.send_signal(signal.SIGINT)
    told = onrecord.ended(process)
    assert told.code == 130
    assert told.err.splitlines()[-1].startswith("onrecord: stopped at once; what was saved is kept")
    assert onrecord("build", "reports", "--record", "r").code == 0
    assert dump("r") == whole


def test_a_background_job_that_ignores_ctrl_c_goes_on_ignoring_it(onrecord, write, tmp_path):
    write(3)
    job = 'trap "" INT; exec "$0" -m onrecord build reports --record r'
    process = subprocess.Popen(
        ["sh", "-c", job, sys.executable],  # noqa: S607
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for _ in range(5):
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
    assert onrecord.ended(process).code == 0


@pytest.mark.parametrize("after", [0, 1, 3])
def test_an_import_that_is_stopped_took_all_or_nothing(onrecord, write, tmp_path, counted, after):
    write(3)
    onrecord("build", "reports", "--record", "r")
    onrecord("export", "r", "--format", "claims", "-o", "claims.jsonl")
    asked = iter(range(100))
    with pytest.raises(workflow.Stopped, match="run the same command again"):
        workflow.import_claims(
            tmp_path / "copy",
            tmp_path / "claims.jsonl",
            create=True,
            stopping=lambda: next(asked) >= after,
        )
    assert counted("copy")["claims"] in {0, 3}
    assert onrecord("import", "copy", "claims.jsonl").code == 0
    assert (
        onrecord("export", "copy", "--format", "claims").out
        == (tmp_path / "claims.jsonl").read_text()
    )


def test_an_export_that_is_stopped_leaves_what_stood_there(onrecord, write, tmp_path):
    write(2)
    onrecord("build", "reports", "--record", "r")
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "claims.jsonl"
    out.write_text("what stood there")
    asked = iter([False, True])
    with pytest.raises(workflow.Stopped):
        workflow.export_claims(tmp_path / "r", out, stopping=lambda: next(asked))
    assert out.read_text() == "what stood there"
    assert list(out.parent.iterdir()) == [out]


def test_a_second_build_at_the_same_time_is_refused_in_one_line(whole, onrecord, dump, tmp_path):
    slow = {"SECONDS_A_DOCUMENT": "0.05"}
    first = onrecord.start("build", "reports", "--record", "r", env=slow)
    database = tmp_path / "r" / "record.db"
    while first.poll() is None and not _has_rows(database):
        time.sleep(0.01)
    second = onrecord("build", "reports", "--record", "r")
    assert first.poll() is None, "the first was done too soon for this test to say anything"
    assert onrecord.ended(first).code == 0
    assert second.code == 3
    assert second.out == ""
    assert second.err.splitlines()[-1].startswith("onrecord: ")
    assert "is writing to this record" in second.err
    assert dump("r") == whole


def test_a_record_can_be_read_while_it_is_built(whole, onrecord, tmp_path):
    slow = {"SECONDS_A_DOCUMENT": "0.05"}
    first = onrecord.start("build", "reports", "--record", "r", env=slow)
    while first.poll() is None and not _has_rows(tmp_path / "r" / "record.db"):
        time.sleep(0.01)
    shown = onrecord("show", "r", "--documents", "--json")
    assert first.poll() is None
    onrecord.ended(first)
    assert shown.code == 0
    assert 0 < len(json.loads(shown.out)) < NUMBER


def _has_rows(database) -> bool:
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            return bool(connection.execute("SELECT 1 FROM readings").fetchone())
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return False


def test_a_full_disk_is_one_line_and_goes_on_when_there_is_room(
    whole, onrecord, write, dump, tmp_path
):
    """A limit on the size of files stands in for the disk: the system refuses to write more."""

    def little_room() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    process = onrecord.start("build", "reports", "--record", "r", preexec_fn=little_room)
    told = onrecord.ended(process)
    assert told.code == 3
    assert told.err.splitlines()[-1].startswith("onrecord: ")
    assert len([line for line in told.err.splitlines() if line.startswith("onrecord")]) == 1
    again = onrecord("build", "reports", "--record", "r")
    assert again.code == 0
    assert dump("r") == whole


def test_a_really_full_disk(whole, onrecord, dump, tmp_path):
    """A disk of its own of two megabytes, where the system lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk],  # noqa: S607
        check=False, capture_output=True,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (disk / "r").mkdir()
        (disk / "r" / "onrecord.toml").write_text("min_free_mib = 0\n")
        told = onrecord("build", "reports", "--record", "disk/r")
        assert told.code == 3
        assert "disk is full" in told.err or "no room left on the disk" in told.err
        subprocess.run(
            ["mount", "-o", "remount,size=64m", disk],  # noqa: S607
            check=True, capture_output=True,
        )  # fmt: skip
        assert onrecord("build", "reports", "--record", "disk/r").code == 0
        assert dump("disk/r") == whole
    finally:
        subprocess.run(["umount", disk], check=False)  # noqa: S607


def test_a_nearly_full_disk_is_refused_before_anything_is_written(onrecord, write, tmp_path):
    write(2)
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "onrecord.toml").write_text("min_free_mib = 100000000\n")
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 3
    assert "nearly full" in told.err


def test_an_export_to_a_full_disk_is_one_line(onrecord, write):
    write(2)
    onrecord("build", "reports", "--record", "r")
    told = onrecord("export", "r", "--format", "claims", "-o", "/dev/full")
    assert told.code == 3
    assert told.err.startswith("onrecord: no room left on the disk")
    assert told.err.count("\n") == 1


def test_a_database_that_is_none(onrecord, write, tmp_path):
    write(2)
    onrecord("build", "reports", "--record", "r")
    (tmp_path / "r" / "record.db").write_bytes(b"this is no database" * 100)
    told = onrecord("build", "reports", "--record", "r")
    assert (told.code, told.out) == (3, "")
    assert told.err == "onrecord: this is not a database of onrecord: r/record.db\n"
