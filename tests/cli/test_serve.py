"""`onrecord serve` from its first line to its last."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from onrecord import workflow
from onrecord.cli import run
from onrecord.model import MachineLacks
from onrecord.web import serving

here = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def record(tmp_path):
    """A record of one report."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text("Two people were killed in Qasra on Friday.\n", encoding="utf-8")
    workflow.build(reports, tmp_path / "coast")
    return tmp_path / "coast"


@here
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_answers_and_ends_in_peace_when_asked_to(record, sent):
    words = [sys.executable, "-m", "onrecord", "serve", str(record), "--by", "Amal", "--port", "0"]
    plain = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=plain
    ) as process:
        said = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
        with urlopen(f"{address}api/state") as answer:  # noqa: S310 - the desk itself
            assert json.load(answer)["record"] == "coast"
        with urlopen(address) as answer:  # noqa: S310 - the desk itself
            assert "Deciding as <b><bdi>Amal</bdi></b>" in answer.read().decode()
        process.send_signal(sent)
        rest, complaints = process.communicate(timeout=30)
    assert process.returncode == 0
    assert rest.endswith("Closed. What was decided is kept.\n")
    assert complaints == ""


def test_a_record_that_is_not_there_is_one_clear_line(tmp_path, capsys):
    assert run(["serve", str(tmp_path / "none")]) == 3
    assert capsys.readouterr().err.startswith("onrecord: there is no record here")


@here
def test_it_listens_to_this_machine_only():
    with serving.listening(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


@here
def test_where_the_usual_port_is_taken_it_takes_another(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(serving, "PORT", other.getsockname()[1])
        with serving.listening(None) as listening:
            assert listening.getsockname()[1] != serving.PORT


@here
def test_a_port_that_was_asked_for_is_not_changed_for_another():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with (
            pytest.raises(MachineLacks, match=f"port {taken} cannot be used"),
            serving.listening(taken),
        ):
            pass
