"""`onrecord seal` and `verify`, with time authorities that answer on this machine."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from onrecord import cli, workflow

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
    keep_reports(tmp_path / "coast", 2)
    return tmp_path / "coast"


def settings(coast, **told):
    lines = ["[seal]", *(f"{key} = {json.dumps(value)}" for key, value in told.items())]
    with (coast / "onrecord.toml").open("a") as file:
        file.write("\n".join(["", *lines, ""]))


def test_a_record_is_sealed_and_the_seal_holds_offline(onrecord, coast, authority):
    north = authority("north")
    code, out, _ = onrecord("seal", "coast", "--authority", north.url, "--ca", north.ca)
    assert code == 0
    assert "Level: sealed." in out
    assert north.asked == 1
    north.is_down = True
    code, out, _ = onrecord("verify", "coast")
    assert code == 0
    assert "Level: sealed, up to the checkpoint of" in out
    assert "holds, certificates pinned" in out
    assert north.asked == 1


def test_two_authorities_of_the_settings_seal_it_twice(onrecord, coast, authority):
    """The second writes its certificates in an order that the library refuses: openssl reads it."""
    north, south = authority("north"), authority("south", with_chain=True)
    both = coast / "both.pem"
    both.write_text(north.ca.read_text() + south.ca.read_text())
    settings(coast, authorities=[north.url, south.url], ca="both.pem")
    code, out, _ = onrecord("seal", "coast")
    assert (code, "Level: sealed by 2." in out) == (0, True)
    found = workflow.verify(coast)
    assert found.holds
    assert found.level == "sealed by 2"
    looked = {stamp.authority: stamp.looked_at_by for stamp in found.sealed.stamps}
    assert looked == {north.url: "rfc3161-client", south.url: "openssl"}
    code, out, _ = onrecord("seal", "coast")
    assert (code, north.asked, south.asked) == (0, 1, 1)
    assert "Nothing new since the checkpoint" in out


def test_one_authority_at_two_addresses_counts_once(onrecord, coast, authority):
    north = authority("north")
    code, out, _ = onrecord("seal", "coast", "--authority", north.url,
                            "--authority", north.url + "other")  # fmt: skip
    assert code == 0
    assert north.asked == 2
    assert "Level: sealed." in out


def test_without_a_network_the_checkpoint_waits_and_is_sealed_later(onrecord, coast, authority):
    north = authority("north")
    settings(coast, authorities=[north.url])
    north.is_down = True
    code, out, _ = onrecord("seal", "coast")
    assert code == 1
    assert f"Not sealed by {north.url}: {north.url} did not answer (status 503)." in out
    assert "Level: hashed." in out
    assert workflow.verify(coast).holds
    north.is_down = False
    code, out, _ = onrecord("seal", "coast", "--pending")
    assert code == 0
    assert "Sealed later, at " in out
    assert "Level: sealed." in out
    assert len(workflow.verify(coast).checkpoints) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: b"",
        lambda answer: answer[:-1] + bytes([answer[-1] ^ 1]),
        lambda answer: b"<html>Your gateway</html>",
    ],
    ids=["nothing", "altered", "a page"],
)
def test_an_answer_that_does_not_hold_is_not_kept(onrecord, coast, authority, spoil):
    north = authority("north")
    north.spoil = spoil
    code, out, _ = onrecord("seal", "coast", "--authority", north.url)
    assert code == 1
    assert "gave no seal that holds" in out
    found = workflow.verify(coast)
    assert found.holds
    assert not found.sealed.stamps


def test_an_old_answer_played_again_is_refused(onrecord, coast, authority, keep_reports):
    """It is of another checkpoint, and repeats another number."""
    north = authority("north")
    kept = []
    north.spoil = lambda answer: kept.append(answer) or kept[0]
    assert onrecord("seal", "coast", "--authority", north.url)[0] == 0
    keep_reports(coast, 1, first=2, at=datetime.now(UTC))
    code, out, _ = onrecord("seal", "coast", "--authority", north.url)
    assert (code, "gave no seal that holds" in out) == (1, True)


def test_certificates_of_somebody_else_do_not_make_a_seal_hold(onrecord, coast, authority):
    north, south = authority("north"), authority("south")
    assert onrecord("seal", "coast", "--authority", north.url)[0] == 0
    code, out, _ = onrecord("verify", "coast", "--ca", south.ca)
    assert code == 1
    assert "seal-broken" in out
    assert onrecord("verify", "coast", "--ca", north.ca)[0] == 0


def test_a_token_that_was_altered_is_found_twice(onrecord, coast, authority):
    """As a file that is not what its name says; and it would not hold either."""
    north = authority("north")
    onrecord("seal", "coast", "--authority", north.url)
    token = json.loads(onrecord("verify", "coast", "--json")[1])["checkpoints"][0]["seals"]
    assert len(token) == 1
    for file in (coast / "archive").glob("*/*"):
        data = file.read_bytes()
        if data[:1] == b"\x30":
            file.chmod(0o644)
            file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    code, out, _ = onrecord("verify", "coast")
    assert code == 1
    assert "archive-damaged" in out
    assert "seal-broken" in out
    assert "Level: hashed" in out


def test_nobody_is_asked_who_was_not_named(coast, tmp_path):
    """Not even what could ask is loaded."""
    program = (
        "import sys; from onrecord import cli; code = cli.run(['seal', 'coast']);"
        " print(code, 'onrecord.acquire.authorities' in sys.modules)"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "0 False"


def test_the_proof_is_noted_where_that_is_asked_for(onrecord, coast):
    code, _, _ = onrecord("verify", "coast", "--note")
    assert code == 0
    found = workflow.verify(coast)
    assert found.holds
    assert any("1 custody added" in line for line in found.since)


def test_verify_as_json(onrecord, coast):
    code, out, _ = onrecord("verify", "coast", "--json", "--head", "0" * 64)
    told = json.loads(out)
    assert (code, told["holds"], told["level"], told["rows"]) == (1, False, "hashed", 14)
    assert [one["code"] for one in told["problems"]] == ["log-broken"]


@pytest.mark.parametrize("words", [("seal", "none"), ("verify", "none")])
def test_no_record_is_one_line(onrecord, words):
    code, out, err = onrecord(*words)
    assert (code, out) == (3, "")
    assert err == "onrecord: there is no record here: none\n"


def test_wrong_addresses_are_refused(onrecord, coast):
    code, _, err = onrecord("seal", "coast", "--authority", "tsa.example.org")
    assert code == 2
    assert err.startswith("onrecord: this is no web address of a time authority")
    settings(coast, authorities=["ftp://x"])
    assert onrecord("seal", "coast")[0] == 3


OTS = """#!/bin/sh
case $1 in
stamp) printf 'pending ' > "$2.ots"; sha256sum < "$2" >> "$2.ots" ;;
upgrade) if [ -e {done} ]; then printf 'complete' > "$2"; else exit 1; fi ;;
esac
"""


def test_opentimestamps_is_asked_by_its_own_program(onrecord, coast, tmp_path, monkeypatch):
    """A stand-in for it: pending at first, complete when the calendars are done."""
    (tmp_path / "bin").mkdir()
    program, done = tmp_path / "bin" / "ots", tmp_path / "done"
    program.write_text(OTS.format(done=done))
    program.chmod(0o755)
    settings(coast, opentimestamps=True)
    monkeypatch.setenv("PATH", "/nonexistent")
    code, out, _ = onrecord("seal", "coast")
    assert (code, "the program `ots` is not installed" in out) == (1, True)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    code, out, _ = onrecord("seal", "coast")
    assert (code, "it is pending" in out) == (1, True)
    assert onrecord("seal", "coast", "--pending")[0] == 1
    done.touch()
    code, out, _ = onrecord("seal", "coast", "--pending")
    assert code == 0
    found = workflow.verify(coast)
    assert found.holds
    assert found.level == "hashed", "no proof that cannot be looked at here counts"
    assert [bool(one.at) for one in found.sealed.stamps] == [False, True]
    assert os.environ["PATH"].startswith(str(tmp_path))
