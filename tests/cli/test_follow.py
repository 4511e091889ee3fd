"""`onrecord follow` and `onrecord show --difference`, as a user runs them."""

import json
import os
import signal
import subprocess
import sys

import pytest

from onrecord import workflow

LATER = (
    "Aleppo\n\nALEPPO, March 5, 2024 - A strike killed {} people in Aleppo on Tuesday, the health "
    "ministry said. The market was open.\n"
)


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    workflow.build(folder, tmp_path / "coast")
    return folder


@pytest.fixture
def coast(inbox, onrecord, tmp_path):
    """A record that follows a folder, and asked it once."""
    onrecord("follow", tmp_path / "coast", "--add", "../inbox")
    onrecord("follow", tmp_path / "coast", "--once")
    return tmp_path / "coast"


def put(inbox, dead=12):
    (inbox / "one.txt").write_text(LATER.format(dead), encoding="utf-8")


def test_a_feed_is_added_once(inbox, onrecord, tmp_path):
    assert onrecord("follow", tmp_path / "coast", "--add", "../inbox").out == (
        "Followed from now on.\n"
    )
    assert onrecord("follow", tmp_path / "coast", "--add", "../inbox").out == "Followed already.\n"


def test_what_is_new_is_told_once_with_its_report(coast, inbox, onrecord):
    put(inbox)
    told = onrecord("follow", coast, "--once")
    assert told.code == 0
    assert "1 feed asked: 1 document new, 0 changed." in told.out
    assert "● Aleppo, 2024-03-05: a new incident: 12 killed" in told.out.replace("Ḩalab", "Aleppo")
    assert "Nothing that was not told before." in onrecord("follow", coast, "--once").out


def test_a_feed_that_fails_is_one_line_and_an_exit_code(coast, onrecord):
    onrecord("follow", coast, "--add", "../nowhere")
    told = onrecord("follow", coast, "--once")
    assert told.code == 1
    assert "onrecord: ../nowhere: " in told.err


def test_without_a_feed_it_says_how_to_add_one(inbox, onrecord, tmp_path):
    told = onrecord("follow", tmp_path / "coast", "--once")
    assert told.code == 2
    assert "--add ADDRESS" in told.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--once", "--add", "x"), "give one of"),
        (("--topic", "x"), "--topic belongs to --subscribe"),
        (("--subscribe", "a@example.org"), "add the table [mail]"),
        (("--add", "https://u:p@a.example/"), "no user and no password"),
    ],
)
def test_wrong_use_is_one_line(coast, onrecord, words, line):
    told = onrecord("follow", coast, *words)
    assert told.code in {2, 3}
    assert line in told.err


def test_forgetting_somebody_who_is_not_there_says_so(coast, onrecord):
    told = onrecord("follow", coast, "--unsubscribe", "a@example.org")
    assert (told.code, told.out) == (1, "Nobody has this address here.\n")


def test_ctrl_c_stops_it_in_peace(coast, inbox):
    put(inbox)
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "onrecord", "follow", str(coast)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "100"},
    ) as running:
        first = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert b"Traceback" not in first + out + err
    assert b"goes on where it was" in first + out


def test_what_changed_in_a_document_is_shown_with_its_numbers(coast, inbox, onrecord):
    put(inbox, 12)
    onrecord("follow", coast, "--once")
    told = onrecord("show", coast, "one.txt", "--difference")
    assert told.code == 2
    assert "one state" in told.err
    put(inbox, 19)
    assert "the page changed under its address" in onrecord("follow", coast, "--once").out
    told = onrecord("show", coast, "one.txt", "--difference")
    assert "[-12-]" in told.out
    assert "{+19+}" in told.out
    assert "12 killed: “killed 12 people”" in told.out
    machine = json.loads(onrecord("show", coast, "one.txt", "--difference", "--json").out)
    assert len(machine["difference"]["changed"]) == 1


def test_a_difference_needs_a_document(coast, onrecord):
    assert "needs a document" in onrecord("show", coast, "--difference").err
