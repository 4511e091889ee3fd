"""`onrecord evidence`: a file that somebody checks with what their machine has, by its README."""

import getpass
import hashlib
import io
import json
import re
import shutil
import socket
import subprocess
import zipfile
from datetime import UTC, datetime

import pytest

from onrecord import cli, store, workflow
from onrecord.model import Act, Choice, CustodyEvent, Decision

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def onrecord(tmp_path, monkeypatch, capfd):
    """Run the program in the temporary folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def ran(*words):
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err

        return code, out, err

    return ran


@pytest.fixture
def coast(tmp_path, keep_reports):
    """A record of three reports, sealed by nobody yet, with a decision on the first claim."""
    folder = tmp_path / "coast"
    folder.mkdir()
    (folder / "onrecord.toml").write_text('name = "coast"\n[people]\nname = "Heron"\n')
    claim = keep_reports(folder, 3)[0]
    with store.open_record(folder) as kept:
        accepted = Decision(
            choice=Choice.ACCEPT, by="Heron", at=datetime.now(UTC), claims=(claim.id,), claim=claim
        )
        kept.save_decisions([accepted])
    return folder


@pytest.fixture
def claim(coast):
    return next(iter(workflow.load(coast).claims))


def unpacked(path, to):
    shutil.unpack_archive(path, to, "zip")
    (folder,) = to.iterdir()
    return folder


def commands(readme):
    """Return what a README says to type: the lines that are set in."""
    return "\n".join(line[4:] for line in readme.splitlines() if line.startswith("    "))


def typed(folder):
    """Type all that the README says, in a shell, and return what it prints."""
    told = commands((folder / "README.txt").read_text())
    done = subprocess.run(
        ["sh"], input=told, cwd=folder, capture_output=True, text=True,  # noqa: S607
        check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )  # fmt: skip
    return done.stdout, done.stderr


def test_a_bundle_is_checked_by_its_own_readme(onrecord, coast, claim, authority, tmp_path):
    """By openssl, sha256sum and grep alone; two authorities, one of whom is pinned."""
    north, south = authority("north"), authority("south", with_chain=True)
    assert onrecord("seal", "coast", "--authority", north.url, "--ca", north.ca)[0] == 0
    assert onrecord("seal", "coast", "--authority", south.url)[0] == 0
    code, out, _ = onrecord("evidence", "coast", claim, "-o", "e.zip")
    assert code == 0
    assert "level sealed by 2" in out
    folder = unpacked(tmp_path / "e.zip", tmp_path / "there")
    shutil.rmtree(coast)
    out, err = typed(folder)
    lines = out.splitlines()
    assert lines[0] == "every file is as it was packed"
    assert not [line for line in lines if "NOT" in line]
    assert sum(line.endswith(" is listed") for line in lines) == 9
    assert "original.txt is what was kept" in lines
    assert sum(line.endswith(" is in the checkpoint") for line in lines) == 8
    assert err.count("Verification: OK") + out.count("Verification: OK") == 2


def test_the_original_has_the_ending_by_which_it_is_opened(onrecord, tmp_path):
    """Whoever gets a bundle opens a mail in a mail program."""
    (tmp_path / "in").mkdir()
    mail = "From: l@example.org\nSubject: Seen\n\nSix people were killed in Idlib on 2 May 2019.\n"
    (tmp_path / "in" / "a.eml").write_text(mail)
    onrecord("build", tmp_path / "in", "--record", tmp_path / "mails")
    (claim,) = workflow.load(tmp_path / "mails").claims
    to = tmp_path / "bundle.zip"
    onrecord("evidence", tmp_path / "mails", claim, "-o", to)
    with zipfile.ZipFile(to) as bundle:
        assert any(name.endswith("/original.eml") for name in bundle.namelist())


@pytest.mark.parametrize("name", ["original.txt", "claim.json", "proof/1/checkpoint.json"])
def test_a_bundle_that_was_altered_does_not_check(
    onrecord, coast, claim, authority, tmp_path, name
):
    """Even where the sums are made anew: the lists, the checkpoint and the token are left."""
    north = authority("north")
    assert onrecord("seal", "coast", "--authority", north.url)[0] == 0
    onrecord("evidence", "coast", claim, "-o", "e.zip")
    folder = unpacked(tmp_path / "e.zip", tmp_path / "there")
    row = next((folder / "rows").glob("claims-*")) if name == "claim.json" else folder / name
    row.write_bytes(row.read_bytes().replace(b"2", b"9"))
    assert "every file is as it was packed" not in typed(folder)[0]
    sums = "find . -type f ! -name SHA256SUMS | cut -c3- | sort | xargs sha256sum > SHA256SUMS"
    subprocess.run(["sh", "-c", sums], cwd=folder, check=True)  # noqa: S607
    out, err = typed(folder)
    assert "every file is as it was packed" in out

    assert " NOT " in out or "Verification: FAILED" in out + err


def test_another_document_of_the_same_record_does_not_pass_for_the_original(
    onrecord, coast, claim, tmp_path
):
    """It is listed as well; but it is not what the claim's row speaks of."""
    onrecord("seal", "coast")
    onrecord("evidence", "coast", claim, "-o", "e.zip")
    folder = unpacked(tmp_path / "e.zip", tmp_path / "there")
    original = folder / "original.txt"
    original.write_bytes(original.read_bytes().replace(b"2", b"3"))
    assert "original.txt IS NOT WHAT WAS KEPT" in typed(folder)[0]


def test_the_same_claim_under_the_same_seal_gives_the_same_file(onrecord, coast, claim, tmp_path):
    """That it was handed over is written down once for each file."""
    onrecord("seal", "coast")
    onrecord("evidence", "coast", claim, "-o", "a.zip")
    code, out, _ = onrecord("evidence", "coast", claim, "-o", "b.zip")
    assert (code, "handed over before" in out) == (0, True)
    data = (tmp_path / "a.zip").read_bytes()
    assert data == (tmp_path / "b.zip").read_bytes()
    with store.open_record(coast) as kept:
        lines = kept.evidence("custody", CustodyEvent, scope=claim)
    told = [(one.act, dict(one.details), one.by) for one in lines]
    assert told == [(Act.HANDED_OVER, {"bundle": hashlib.sha256(data).hexdigest()}, "Heron")]
    assert workflow.verify(coast).holds
    onrecord("seal", "coast")
    onrecord("evidence", "coast", claim, "-o", "c.zip")
    with zipfile.ZipFile(tmp_path / "c.zip") as bundle:
        page = bundle.read(f"evidence-{claim}/claim.html").decode()
    assert "handed over" in page, "the next seal covers the line, and the next bundle has it"


def test_nothing_in_it_tells_of_the_machine(onrecord, coast, claim, authority, tmp_path):
    north = authority("north")
    assert onrecord("seal", "coast", "--authority", north.url)[0] == 0
    onrecord("evidence", "coast", claim)
    data = (tmp_path / f"evidence-{claim}.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        names = {name.split("/", 1)[1] for name in bundle.namelist()}
        whole = b"\n".join(bundle.read(name) for name in bundle.namelist())
        told = json.loads(bundle.read(f"evidence-{claim}/manifest.json"))
        page = bundle.read(f"evidence-{claim}/claim.html").decode()
    for word in (str(tmp_path), socket.gethostname(), getpass.getuser()):
        assert not re.search(rf"\b{re.escape(word)}\b".encode(), whole)
    assert b"Heron" in whole
    assert {"README.txt", "claim.html", "claim.json", "original.txt", "text.txt"} <= names
    assert set(told["files"]) == names - {"SHA256SUMS", "manifest.json"}
    assert "<mark>2 people were killed</mark>" in page
    assert not re.search(r"<script|src=|http-equiv=.refresh", page)


def test_what_is_not_sealed_says_so(onrecord, coast, claim, tmp_path):
    code, out, _ = onrecord("evidence", "coast", claim, "-o", "e.zip")
    assert code == 1
    assert "no checkpoint covers this claim" in out
    folder = unpacked(tmp_path / "e.zip", tmp_path / "there")
    assert "The record was not sealed when this was made." in (folder / "README.txt").read_text()
    assert typed(folder)[0].startswith("every file is as it was packed")


def test_what_came_after_the_seal_is_told_apart(onrecord, coast, claim, tmp_path):
    onrecord("seal", "coast")
    with store.open_record(coast) as kept:
        note = Decision(choice=Choice.NOTE, by="Heron", at=datetime.now(UTC), why="x", target=claim)
        kept.save_decisions([note])
    onrecord("evidence", "coast", claim, "-o", "e.zip")
    folder = unpacked(tmp_path / "e.zip", tmp_path / "there")
    assert [one.name for one in (folder / "later").iterdir()] == ["decisions-2.json"]
    assert "1 rows in later/" in (folder / "README.txt").read_text()
    assert " NOT " not in typed(folder)[0]


def test_a_record_that_was_altered_since_gives_no_bundle(onrecord, coast, claim, tmp_path):
    import sqlite3
    from contextlib import closing

    onrecord("seal", "coast")
    with closing(sqlite3.connect(coast / "record.db")) as database, database:
        database.execute("DROP TRIGGER claims_no_change")
        database.execute("UPDATE claims SET added_at = '2025-03-12T12:01:00+00:00' WHERE seq = 3")
    code, _, err = onrecord("evidence", "coast", claim, "-o", "e.zip")
    assert code == 2
    assert "claims is not what was sealed, so nothing is handed over" in err
    assert not (tmp_path / "e.zip").exists()


def test_a_text_that_speaks_of_witnesses_is_looked_at_first(onrecord, tmp_path, keep_reports):
    """The words of `keep_reports` speak of residents; these speak of a survivor."""
    keep_reports(tmp_path / "r", 1, words="A survivor said {number} people were killed there.\n")
    onrecord("seal", "r")
    claim = next(iter(workflow.load(tmp_path / "r").claims))
    code, out, _ = onrecord("evidence", "r", claim)
    assert (code, "speaks of witnesses or testimony (“survivor”)" in out) == (1, True)


def test_wrong_use_is_one_line(onrecord, coast):
    assert onrecord("evidence", "coast", "report-0.txt")[0] == 2
    assert onrecord("evidence", "coast", "clm_none")[0] == 2
