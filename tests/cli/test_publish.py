"""`onrecord publish`, and `onrecord verify` of what it wrote."""

import json
import os
import platform
import re
import shutil
import socket
import subprocess

import pytest

from onrecord.testing.planted import secrets_in


@pytest.fixture
def coast(decided_record, tmp_path, monkeypatch):
    """A record that may be published, in the folder in which the program runs."""
    shutil.copytree(decided_record, tmp_path / "coast")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "coast"


def write(path, old, new):
    path.write_text(path.read_text().replace(old, new))


def test_first_looked_at_then_signed_then_there(coast, onrecord, tmp_path):
    looked = onrecord("publish", "coast", "look", "--preview")
    assert looked.code == 0
    assert "This will be public: 3 incidents, 3 claims, 3 documents" in looked.out
    assert "desk@record.example" in looked.out
    assert "This is the first release." in looked.out
    content = re.search(r"--content (\w+) --as-of (\S+)", looked.out)
    signed = onrecord("publish", "coast", "site", "--sign", "Amal Haddad", "--why", "all read",
                      "--content", content[1], "--as-of", content[2])  # fmt: skip
    assert signed.code == 0
    assert "Signed by Amal Haddad." in signed.out
    assert re.search(r"Released: rel_\w{16}, \d+ files", signed.out)
    log = onrecord("publish", "coast", "--log").out
    assert "Amal Haddad signed" in log
    assert "all read" in log
    assert "Amal Haddad released" in log
    again = onrecord("publish", "coast", "site")
    assert (again.code, again.out.count("\n")) == (0, 1)
    assert "Nothing changed since rel_" in again.out
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_until_all_have_signed_the_exit_code_says_so(coast, onrecord, tmp_path):
    write(coast / "onrecord.toml", "keeper", "sign_offs = 2\nkeeper")
    told = onrecord("publish", "coast", "site", "--sign", "Amal")
    assert told.code == 1
    assert "Not released: 1 more person has to sign this off (2 asked for)." in told.out
    assert not (tmp_path / "site").exists()
    as_json = onrecord("publish", "coast", "site", "--json")
    found = json.loads(as_json.out)
    assert (as_json.code, found["still_needed"], found["released"]) == (1, 1, None)
    assert [one["by"] for one in found["signed"]] == ["Amal"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "name the record"),
        (("coast",), "name the folder"),
        (("coast", "site", "--preview", "--sign", "Amal"), "not both"),
        (("coast", "site", "--why", "read"), "--why goes with --sign"),
        (("coast", "site", "--as-of", "soon"), "a day such as"),
        (("coast", "coast/site", "--preview"), "lies in the record"),
        (("coast", ".", "--preview"), "holds the record"),
        (("coast", "/", "--preview"), "a folder of its own"),
        (("coast", "coast.txt", "--preview"), "is a file"),
        (("coast", "site", "--sign", "Amal", "--key", "none.key"), "cannot be read"),
        (("coast", "site", "--sign", "Amal", "--key", "coast.txt"), "no secret key of minisign"),
    ],
)
def test_wrong_use_is_one_line(coast, onrecord, tmp_path, words, line):
    (tmp_path / "coast.txt").write_text("x")
    told = onrecord("publish", *words)
    assert told.code == 2
    assert line in told.err
    assert told.err.count("\n") == 1


def test_a_folder_with_other_things_is_not_written_over(coast, onrecord, tmp_path):
    """Neither somebody's own folder, nor a release to which somebody added a file."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/thesis.txt").write_text("years of work")
    told = onrecord("publish", "coast", "own", "--sign", "Amal")
    assert told.code == 2
    assert "holds other things than a release of this record" in told.err
    assert (tmp_path / "own/thesis.txt").read_text() == "years of work"
    onrecord("publish", "coast", "site", "--sign", "Amal")
    (tmp_path / "site/CNAME").write_text("record.example")
    told = onrecord("publish", "coast", "site", "--sign", "Amal", "--again")
    assert told.code == 2
    assert "CNAME is not as the earlier release wrote it" in told.err
    assert (tmp_path / "site/CNAME").read_text() == "record.example"


def test_a_file_that_was_changed_by_hand_is_not_lost(coast, onrecord, tmp_path):
    onrecord("publish", "coast", "site", "--sign", "Amal")
    (tmp_path / "site/style.css").write_text("body { color: green }")
    told = onrecord("publish", "coast", "site", "--sign", "Amal", "--again")
    assert "style.css is not as the earlier release wrote it" in told.err
    (tmp_path / "site/style.css").unlink()  # what is missing cannot be lost
    assert onrecord("publish", "coast", "site", "--sign", "Amal", "--again").code == 0


def test_a_release_is_not_written_over_by_a_preview_but_a_preview_by_a_release(coast, onrecord):
    onrecord("publish", "coast", "look", "--preview")
    assert onrecord("publish", "coast", "look", "--preview").code == 0
    assert onrecord("publish", "coast", "look", "--sign", "Amal").code == 0
    told = onrecord("publish", "coast", "look", "--preview")
    assert "name another folder for a preview" in told.err
    assert onrecord("verify", "look").code == 0


def test_another_records_release_is_not_written_over(coast, onrecord, decided_record, tmp_path):
    onrecord("publish", "coast", "site", "--sign", "Amal")
    shutil.copytree(decided_record, tmp_path / "other")
    told = onrecord("publish", "other", "site", "--sign", "Amal")
    assert "holds other things than a release of this record" in told.err


def test_a_link_to_a_folder_stands_for_the_folder(coast, onrecord, tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to("www")
    assert onrecord("publish", "coast", "site", "--sign", "Amal").code == 0
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "www/manifest.json").is_file()


def test_a_release_is_readable_by_all_and_a_preview_by_nobody_else(coast, onrecord, tmp_path):
    old = os.umask(0o077)
    try:
        onrecord("publish", "coast", "look", "--preview")
        onrecord("publish", "coast", "site", "--sign", "Amal")
    finally:
        os.umask(old)
    modes = {name: {(p.is_dir(), p.stat().st_mode & 0o777) for p in (tmp_path / name).rglob("*")}
             for name in ("look", "site")}  # fmt: skip
    assert modes["look"] == {(True, 0o700), (False, 0o600)}
    assert modes["site"] - {(True, 0o755)} == {(False, 0o644)}
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_no_file_tells_of_the_machine_or_of_who_signed(coast, onrecord, tmp_path, monkeypatch):
    """Who signed stays in the record; what lies on the web says how many."""
    for name in ("USER", "LOGNAME", "HOSTNAME"):
        monkeypatch.setenv(name, "keepers-laptop")
    monkeypatch.setattr(socket, "gethostname", lambda: "keepers-laptop")
    monkeypatch.setattr(platform, "node", lambda: "keepers-laptop")
    onrecord("publish", "coast", "site", "--sign", "Zenobia Quill", "--why", "in great haste")
    secrets = ["Zenobia", "in great haste", "keepers-laptop", str(tmp_path), tmp_path.name]
    assert secrets_in(tmp_path / "site", secrets) == ()
    assert secrets_in(tmp_path / "site", ["desk@record.example"])


@pytest.fixture
def released(coast, onrecord, tmp_path):
    """A release that is signed with a key, and another that follows on it."""
    (tmp_path / "words").write_text("correct horse\n")
    made = onrecord("publish", "--new-key", "coast.key", "--password-file", "words")
    assert made.code == 0
    signing = ("--key", "coast.key", "--password-file", "words")
    assert onrecord("publish", "coast", "site", "--sign", "Amal", *signing).code == 0
    shutil.copytree("site", "first")
    write(coast / "onrecord.toml", "keeper", 'licence = "CC0"\nkeeper')
    second = onrecord("publish", "coast", "site", "--sign", "Amal", *signing)
    assert second.code == 0
    assert "signed with the key" in second.out
    return tmp_path / "site"


def test_a_key_is_made_for_its_owner_alone_and_never_overwritten(released, onrecord, tmp_path):
    key = tmp_path / "coast.key"
    before = key.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    told = onrecord("publish", "--new-key", "coast.key", "--password-file", "words")
    assert told.code == 2
    assert "keys are not overwritten" in told.err
    assert key.read_bytes() == before


def test_a_wrong_password_is_said_before_anything_is_done(released, onrecord, tmp_path):
    (tmp_path / "words").write_text("wrong")
    told = onrecord("publish", "coast", "site", "--sign", "Omar", "--again",
                    "--key", "coast.key", "--password-file", "words")  # fmt: skip
    assert told.code == 2
    assert "the password is not that of coast.key" in told.err
    assert "Omar" not in onrecord("publish", "coast", "--log").out


def test_a_release_is_verified_anywhere(released, onrecord):
    """By the key that came with it, by the one that you have, and against the one before."""
    beside = onrecord("verify", "site")
    assert beside.code == 0
    assert "not known to you: the key came with the release" in beside.out
    told = onrecord(
        "verify", "site", "--key", "coast.pub", "--previous", "first", "--record", "coast"
    )
    assert told.code == 0
    assert "the one that was given" in told.out
    assert "which is the one given" in told.out
    assert "It is what coast released on" in told.out
    found = json.loads(onrecord("verify", "site", "--key", "coast.pub", "--json").out)
    assert (found["holds"], found["key_is_known"], found["problems"]) == (True, True, [])


def test_what_fails_is_named(released, onrecord, tmp_path):
    """A file changed, one missing, one too many; another key; another release before."""
    (released / "style.css").write_text("x")
    (released / "README.txt").unlink()
    (released / "more.html").write_text("x")
    (released / "empty").mkdir()
    told = onrecord("verify", "site")
    assert told.code == 1
    for name in ("style.css", "README.txt", "more.html", "empty"):
        assert name in told.out
    onrecord("publish", "--new-key", "other.key", "--password-file", "words")
    shutil.rmtree(released)
    shutil.copytree(tmp_path / "first", released)
    told = onrecord("verify", "site", "--key", "other.pub", "--previous", "first")
    assert told.code == 1
    assert "it was made with the key" in told.out
    assert "It says that it is the first release" in told.out
    (released / "manifest.json.minisig").unlink()
    told = onrecord("verify", "site", "--key", "coast.pub")
    assert told.code == 1
    assert "It is not signed" in told.out


def test_another_records_log_does_not_have_it(released, onrecord, decided_record):
    told = onrecord("verify", "site", "--record", decided_record)
    assert told.code == 1
    assert "did not release this" in told.out


def test_links_in_a_release_are_not_followed(released, onrecord, tmp_path):
    (tmp_path / "elsewhere.css").write_bytes((released / "style.css").read_bytes())
    (released / "style.css").unlink()
    (released / "style.css").symlink_to(tmp_path / "elsewhere.css")
    (released / "up").symlink_to("/")
    told = onrecord("verify", "site")
    assert told.code == 1
    assert "leads somewhere else" in told.out
    assert "This link is not of the release" in told.out


def test_a_preview_is_said_to_be_none(coast, onrecord):
    onrecord("publish", "coast", "look", "--preview")
    told = onrecord("verify", "look")
    assert told.code == 1
    assert "a preview, and no release" in told.out


def test_options_of_releases_are_for_releases(coast, onrecord):
    told = onrecord("verify", "coast", "--previous", "coast")
    assert told.code == 2
    assert "are for a release" in told.err


def commands(readme):
    return [line.strip() for line in readme.splitlines() if line.startswith("  ")]


def test_the_readme_checks_it_with_what_every_machine_has(released):
    """What README.txt says to type, typed."""
    typed = [line for line in commands((released / "README.txt").read_text())
             if line.startswith(("sha256sum", "grep"))]  # fmt: skip
    assert len(typed) == 2
    said = [subprocess.run(["sh", "-c", line], cwd=released, capture_output=True, text=True,  # noqa: S607
                           check=False) for line in typed]  # fmt: skip
    assert [one.stdout for one in said] == [
        "every file is what was released\n",
        "the list is the manifest's\n",
    ]
    (released / "index.html").write_text("x")
    told = subprocess.run(["sh", "-c", typed[0]], cwd=released, capture_output=True, text=True,  # noqa: S607
                          check=False)  # fmt: skip
    assert told.returncode != 0
    assert "index.html" in told.stdout + told.stderr


@pytest.mark.skipif(not shutil.which("minisign"), reason="there is no minisign on this machine")
def test_minisign_itself_verifies_it(released, tmp_path):
    """Its own tool, with the key from elsewhere; and what it signs by hand we verify."""
    words = ["minisign", "-V", "-H", "-m", "manifest.json", "-p", tmp_path / "coast.pub"]
    told = subprocess.run(words, cwd=released, capture_output=True, text=True, check=False)
    assert told.returncode == 0
    assert "onrecord release rel_" in told.stdout
    (released / "manifest.json").write_bytes(b"{}")
    assert subprocess.run(words, cwd=released, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(not shutil.which("minisign"), reason="there is no minisign on this machine")
def test_a_signature_made_by_hand_is_verified(coast, onrecord, tmp_path):
    """The key may lie on a machine that is never on the net."""
    onrecord("publish", "coast", "site", "--sign", "Amal")
    for words in (["-G", "-W", "-p", "t.pub", "-s", "t.key"],
                  ["-S", "-s", "t.key", "-m", "site/manifest.json"]):  # fmt: skip
        subprocess.run(["minisign", *words], cwd=tmp_path, capture_output=True, check=True)  # noqa: S607
    assert "not checked" in onrecord("verify", "site").out
    told = onrecord("verify", "site", "--key", "t.pub")
    assert told.code == 0
    assert "the one that was given" in told.out


def test_show_tells_of_a_release(coast, onrecord):
    out = onrecord("publish", "coast", "site", "--sign", "Amal").out
    release = re.search(r"rel_\w{16}", out)[0]
    told = onrecord("show", "coast", release)
    assert told.code == 0
    assert "Amal" in told.out
    assert "3 incidents" in told.out
    assert onrecord("show", "coast", "rel_aaaaaaaaaaaaaaaa").code == 2
    assert json.loads(onrecord("show", "coast", release[:8], "--json").out)["id"] == release


def test_where_nobody_decided_it_is_said_how_to_decide_and_how_to_look(
    decided_record, onrecord, tmp_path, monkeypatch
):
    shutil.copytree(decided_record, tmp_path / "coast")
    monkeypatch.chdir(tmp_path)
    claims = tmp_path / "claims.jsonl"
    exported = onrecord("export", "coast", "--format", "claims", "-o", str(claims))
    assert exported.code == 0
    plain = [json.loads(line) | {"decision": None} for line in claims.read_text().splitlines()]
    claims.write_text("".join(f"{json.dumps(one)}\n" for one in plain))
    onrecord("import", "fresh", "claims.jsonl")
    looked = onrecord("publish", "fresh", "look", "--preview")
    assert looked.code == 0
    assert "held back: 3 incidents" in looked.out
    assert "onrecord serve fresh" in looked.out
    assert "onrecord decide fresh accept CLAIM" in looked.out
    assert "proposals = true" in looked.out
    assert "set contact under [publish]" in looked.out


def test_a_setting_that_is_none_is_named_with_the_one_that_may_be_meant(coast, onrecord):
    settings = coast / "onrecord.toml"
    write(settings, "keeper", "sign_off = 2\nkeeper")
    assert "is “sign_offs” meant?" in onrecord("publish", "coast", "look", "--preview").err
    write(settings, "sign_off = 2\n", "")
    write(settings, "[publish]", "[publsh]")
    assert "is “publish” meant?" in onrecord("publish", "coast", "look", "--preview").err
