"""The main job as a user runs it: in a process of its own, with the real reader."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

REPORTS = {
    "coast.txt": """Shelling of the harbour kills twelve

At least 12 people were killed on Friday when government forces shelled the harbour of Latakia, the Syrian Observatory for Human Rights said. Five of them were children.

Residents fear that hundreds more may die if the siege goes on.
""",
    "wire.txt": """Toll rises in Latakia

The Syrian Observatory for Human Rights said on Saturday that 14 people had been killed in Friday's shelling of Latakia by government forces, and 30 others injured.
""",
    "weather.txt": "Rain expected\n\nIt will rain in the hills on Sunday, 20 millimetres of it.\n",
}
MANIFEST = """file,publisher,published,language
coast.txt,The Coast Post,2012-05-05,en
wire.txt,A Wire,2012-05-06,en
weather.txt,The Coast Post,2012-05-05,en
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return _reports(tmp_path)


def _reports(inside: Path) -> Path:
    folder = inside / "reports"
    folder.mkdir()
    for name, words in REPORTS.items():
        (folder / name).write_text(words)
    (folder / "manifest.csv").write_text(MANIFEST)
    return folder


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The record of these reports, made once, and what building it said."""
    folder = tmp_path_factory.mktemp("once")
    _reports(folder)
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "build", "reports/", "--record", "coast"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    return folder, SimpleNamespace(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture
def built(once, tmp_path):
    """A copy of the record in a folder of its own."""
    folder, told = once
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return told


def test_a_build_ends_with_the_table_the_counts_and_the_page(built, tmp_path):
    assert built.code == 0
    rows = [line for line in built.out.splitlines() if "May 2012" in line]
    assert rows
    assert any("Latakia" in row for row in rows)
    assert "3 documents new, 0 changed, 0 gone, 0 as before." in built.out
    assert "Set aside, kept and shown:" in built.out
    assert "forecast" in built.out
    page = built.out.splitlines()[-1].removeprefix("The page: ")
    assert Path(page).is_absolute()
    assert Path(page).exists()


def test_quick_work_shows_no_progress_and_stdout_holds_only_the_result(built):
    for line in built.err.splitlines():
        assert line.startswith(("reading: ", "grouping", "tracing", "adding", "checking", "writ"))


def test_a_record_folder_holds_what_is_said_of_it(built, tmp_path):
    names = {p.name for p in (tmp_path / "coast").iterdir()}
    assert {"record.db", "archive", "onrecord.toml", "report.html"} <= names
    page = (tmp_path / "coast" / "report.html").read_text()
    assert "At least 12 people were killed" in page


def test_every_figure_of_the_table_leads_to_its_words(built, program):
    shown = program("show", "coast", env={"COLUMNS": "120"})
    row = next(line for line in shown.out.splitlines() if "Latakia" in line)
    incident = program("show", "coast", row.split()[0], env={"COLUMNS": "200"})
    assert "“At least 12 people were killed" in incident.out
    assert "according to" in incident.out
    assert "coast.txt" in incident.out


def test_export_then_import_then_export_gives_the_same_bytes(built, program, tmp_path):
    assert program("export", "coast", "--format", "claims", "-o", "one.jsonl").code == 0
    told = program("import", "copy", "one.jsonl")
    assert told.code == 0
    one = (tmp_path / "one.jsonl").read_bytes()
    assert f"{one.count(10)} claims added, 0 known already, 0 not taken." in told.out
    program("export", "copy", "--format", "claims", "-o", "two.jsonl")
    assert (tmp_path / "two.jsonl").read_bytes() == one
    again = program("import", "copy", "one.jsonl")
    assert f"0 claims added, {one.count(10)} known already, 0 not taken." in again.out
    piped = program("export", "copy", "--format", "claims")
    assert piped.out.encode() == one


def test_import_into_the_record_it_came_from_changes_nothing(built, program, tmp_path):
    before = program("export", "coast", "--format", "claims").out
    (tmp_path / "own.jsonl").write_text(before)
    told = program("import", "coast", "own.jsonl")
    assert "0 claims added" in told.out
    assert program("export", "coast", "--format", "claims").out == before
    assert "3 as before" in program("build", "reports", "--record", "coast").out


def test_faulty_lines_are_named_and_the_others_taken(built, program, tmp_path):
    lines = program("export", "coast", "--format", "claims").out.splitlines()
    (tmp_path / "some.jsonl").write_text("\n".join([lines[0], "{not json", '{"doc": "x"}', ""]))
    told = program("import", "other", "some.jsonl")
    assert told.code == 1
    assert "1 claim added, 0 known already, 2 not taken." in told.out
    assert "error line-not-taken some.jsonl, line 2: " in told.out
    assert "error line-not-taken some.jsonl, line 3: " in told.out


def test_import_reads_standard_input(built, program):
    claims = program("export", "coast", "--format", "claims").out
    told = program("import", "other", "-", input=claims.encode())
    assert told.code == 0
    assert "0 known already" in told.out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["show", "nowhere"], 3, "there is no record here: nowhere"),
        (["check", "nowhere"], 3, "there is no record here: nowhere"),
        (["export", "nowhere", "--format", "claims"], 3, "there is no record here: nowhere"),
        (["import", "new", "nowhere.jsonl"], 2, "nowhere.jsonl cannot be read"),
        (["build", "reports", "--record", "reports/coast.txt"], 3, "this is a file, not a record"),
        (["export", "reports", "--format", "claims", "-o", "no/such/file"], 3, "onrecord: "),
    ],
)
def test_what_cannot_be_is_one_line(reports, program, tmp_path, words, code, says):
    told = program(*words)
    assert (told.code, told.out) == (code, "")
    assert told.err.count("\n") == 1
    assert says in told.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "words", [["export", "coast", "--format", "claims"], ["show", "coast"], ["check", "coast"]]
)
def test_a_reader_that_goes_away_is_no_fault(built, tmp_path, words):
    words = [sys.executable, "-m", "onrecord", *words]
    writer = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    writer.stdout.close()
    err = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait() == 141
    assert err == b""


def test_a_terminal_sees_a_bar_and_colours_unless_it_wants_none(reports, tmp_path):
    coloured = _on_a_terminal(tmp_path, "one", {})
    assert "\x1b[" in coloured
    assert "reading" in coloured
    plain = _on_a_terminal(tmp_path, "two", {"NO_COLOR": "1"})
    assert not any(f"\x1b[{code}m" in plain for code in (31, 32, 33, 34, 35, 36))
    assert "The page: " in plain


def _on_a_terminal(folder: Path, record: str, settings: dict[str, str]) -> str:
    """Build with a terminal of 100 columns at the other end, and return all that it saw."""
    try:
        ours, theirs = pty.openpty()
    except OSError as fault:
        pytest.skip(f"no terminal can be had here: {fault.strerror or fault}")
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "build", "reports", "--record", record],
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **settings},
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        ready, _, _ = select.select([ours], [], [], 1)
        try:
            piece = os.read(ours, 65536) if ready else b""
        except OSError:  # the other end is closed
            break
        if not piece and process.poll() is not None:
            break
        seen += piece
    os.close(ours)
    assert process.wait(timeout=10) == 0
    return seen.decode()
