"""The program as a whole: help, version, wrong use, faults, quick start."""

import os
import resource
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest

from onrecord import cli, workflow
from onrecord.cli import app
from onrecord.model import MachineLacks, RecordUnusable


def test_help_names_every_command_with_its_line(onrecord):
    told = onrecord("--help")
    assert told.code == 0
    for name, (_, line) in app.COMMANDS.items():
        assert name in told.out
        assert line in told.out


def test_no_word_at_all_shows_the_help(onrecord):
    assert onrecord().out == onrecord("--help").out


@pytest.mark.parametrize("name", app.COMMANDS)
def test_each_command_explains_itself_with_an_example(onrecord, name):
    told = onrecord(name, "--help")
    assert told.code == 0
    assert "Example:" in told.out
    assert f"  onrecord {name} " in told.out
    command = app.app.get_command(click.Context(app.app), name)
    assert command.get_short_help_str(200).rstrip(".") == app.COMMANDS[name][1].rstrip(".")


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("words", [[], *([name] for name in app.COMMANDS)])
def test_help_fits_the_terminal(onrecord, monkeypatch, words, width):
    monkeypatch.setenv("COLUMNS", str(width))
    told = onrecord(*words, "--help")
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= width


def test_version(onrecord):
    assert onrecord("--version").out == f"onrecord {metadata.version('onrecord')}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["bild"], "No such command 'bild'"),
        (["build"], "Missing argument 'FOLDER'"),
        (["build", "x", "--records", "y"], "No such option"),
        (["show", "x", "y", "--claims"], "give an ID or --claims, not both"),
        (["export", "x", "--format", "pdf"], "'pdf' is not"),
    ],
)
def test_wrong_use_is_one_line_and_two(onrecord, words, says):
    told = onrecord(*words)
    assert told.code == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith("onrecord: ")
    assert says in told.err
    assert "--help" in told.err


@pytest.mark.parametrize(
    ("fault", "code", "line"),
    [
        (RecordUnusable("the record\nis odd"), 3, "onrecord: the record is odd\n"),
        (MachineLacks("no model"), 4, "onrecord: no model\n"),
        (
            workflow.Stopped("stopped after 2 of 9 documents"),
            130,
            "onrecord: stopped after 2 of 9 documents\n",
        ),
        (KeyboardInterrupt(), 130, "onrecord: stopped\n"),
        (MemoryError(), 4, "onrecord: this machine has not enough memory for that\n"),
        (
            OSError(28, "No space left on device", "x/record.db"),
            3,
            "onrecord: no room left on the disk: x/record.db; what was saved before is kept\n",
        ),
        (PermissionError(13, "Permission denied", "x"), 3, "onrecord: Permission denied: x\n"),
    ],
)
def test_each_fault_is_one_line_and_its_exit_code(onrecord, monkeypatch, fault, code, line):
    def fails(_folder):
        raise fault

    monkeypatch.setattr(workflow, "load", fails)
    told = onrecord("show", "x")
    assert (told.code, told.out, told.err) == (code, "", line)


def test_a_fault_of_the_program_says_where_the_details_are_and_keeps_words_out(
    onrecord, monkeypatch, tmp_path
):
    def fails(_folder):
        raise KeyError("Amina " + "Haddad")

    monkeypatch.setattr(workflow, "load", fails)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told = onrecord("show", "x")
    assert told.code == 70
    assert told.err.count("\n") == 1
    (details,) = tmp_path.iterdir()
    assert str(details) in told.err
    written = details.read_text()
    assert "builtins.KeyError" in written
    assert "in fails" in written
    assert "Amina Haddad" not in written


def test_debug_shows_the_trace(monkeypatch, capfd):
    def fails(_folder):
        raise ZeroDivisionError

    monkeypatch.setattr(workflow, "load", fails)
    assert cli.run(["--debug", "show", "x"]) == 70
    assert "Traceback" in capfd.readouterr().err


def test_python_m_onrecord_is_onrecord(program):
    assert program("--version").out.startswith("onrecord ")


def test_help_answers_at_once(tmp_path):
    """What help costs beyond a bare interpreter, in processor time."""

    def seconds(*words: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=tmp_path)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds("-m", "onrecord", "--help") for _ in range(3)) < 0.4


def test_help_loads_nothing_heavy(tmp_path):
    asked = "import sys; from onrecord.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"rich", "sqlalchemy", "spacy", "trafilatura", "jinja2", "yaml"}


def test_text_that_the_terminal_cannot_encode_is_escaped(program):
    told = program("show", "كريات", env={"PYTHONIOENCODING": "ascii"})
    assert told.code == 3
    assert told.err.startswith("onrecord: ")


def test_a_reader_that_went_away_is_no_fault(tmp_path: Path):
    """`onrecord --help | true`, with the pipe closed before the first word."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "--help"],
        stdout=write, stderr=subprocess.PIPE, check=False, cwd=tmp_path,
    )  # fmt: skip
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 141


def test_help_is_valid_without_a_home_or_settings(program):
    assert program("--help", env={"HOME": "/nowhere", "LC_ALL": "C"}).code == 0
