"""What is public is what people signed, and stays proven: sign-offs, releases, what they change."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from onrecord import store, workflow
from onrecord.model import Act, CustodyEvent, OnRecordError, Release, Severity, SignOff
from onrecord.workflow import Publishing

NOW = datetime.now(UTC).replace(microsecond=0)  # a log is not written before its record
TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def coast(decided_record, tmp_path):
    """A record of three incidents on which somebody decided."""
    return shutil.copytree(decided_record, tmp_path / "coast")


@pytest.fixture
def publish(coast, tmp_path):
    """Publish the record: `publish("Amal")` signs; each call is a second after the one before."""
    clock = iter(NOW + timedelta(seconds=n) for n in range(1000))

    def published(*by, out="site", **wanted):
        told = Publishing(sign=bool(by), by=by[0] if by else "", **wanted)
        return workflow.publish_record(coast, tmp_path / out, told, now=next(clock))

    return published


@pytest.fixture
def allow(coast):
    """Change what the keepers allow: `allow("sign_offs = 2")`."""

    def allowed(*lines):
        path = coast / "onrecord.toml"
        path.write_text(path.read_text() + "\n".join(lines) + "\n")

    return allowed


def reject(coast, number=0):
    """Let somebody reject a claim, so that its incident is public no more."""
    claim = sorted(workflow.load(coast).claims)[number]
    workflow.decide(coast, workflow.reject(claim), by="Amal", why="It is another town.")


def evidence(coast, kind, of):
    with store.open_record(coast) as kept:
        return kept.evidence(kind, of)


def test_with_the_last_signature_that_is_asked_for_it_is_released(publish, allow, tmp_path):
    """Two people are to sign: after the first nothing is written, after the second it is there."""
    allow("sign_offs = 2")
    first = publish("Amal")
    assert (first.still_needed, first.release) == (1, None)
    assert not (tmp_path / "site").exists()
    second = publish("Basil")
    assert second.release.incidents == 3
    assert [one.by for one in second.signed.counting] == ["Amal", "Basil"]
    assert json.loads((tmp_path / "site/manifest.json").read_text())["sign_offs"] == 2


@pytest.mark.parametrize("again", ["Amal Haddad", "AMAL HADDAD", "  amal   haddad ", "Amál Haddad"])
def test_the_same_person_twice_is_one(publish, allow, again):
    """Case, accents and spaces make nobody another person."""
    allow("sign_offs = 2")
    publish("Amal Haddad")
    told = publish(again)
    assert told.release is None
    assert not told.is_new_signature
    assert [one.by for one in told.signed.counting] == ["Amal Haddad"]


def test_what_changed_after_a_signature_has_to_be_signed_again(publish, allow, coast):
    """Amal signed three incidents; one is withdrawn before Basil signs. Only Basil counts."""
    allow("sign_offs = 2")
    publish("Amal")
    reject(coast)
    told = publish("Basil")
    assert told.release is None
    assert [one.by for one in told.signed.counting] == ["Basil"]
    assert [one.by for one in told.signed.stale] == ["Amal"]
    assert publish("Amal").release is not None


def test_what_is_allowed_is_part_of_what_is_signed(publish, allow):
    """Asking for fewer signatures, or letting more through, is a change like any other."""
    allow("sign_offs = 2", 'licence = ""')
    publish("Amal")
    allow("authors = true")
    assert [one.by for one in publish("Basil").signed.stale] == ["Amal"]


def test_nothing_is_released_that_nobody_signed(publish, tmp_path):
    told = publish()
    assert (told.still_needed, told.release) == (1, None)
    assert not (tmp_path / "site").exists()


def test_who_signs_is_who_the_settings_name(publish, coast):
    """Without a name there is nobody who signs; with `[people] name` it is that one."""
    with pytest.raises(OnRecordError, match="nobody is named who signs"):
        publish("")
    path = coast / "onrecord.toml"
    path.write_text(path.read_text() + '\n[people]\nname = "Amal"\n')
    with store.open_record(coast) as kept:
        assert kept.settings.person == "Amal"
    told = workflow.publish_record(coast, coast.parent / "site", Publishing(sign=True), now=NOW)
    assert [one.by for one in told.signed.counting] == ["Amal"]


def test_without_a_contact_nothing_is_released(publish, coast):
    """Whoever is harmed must know whom to ask."""
    path = coast / "onrecord.toml"
    path.write_text(path.read_text().replace('contact = "desk@record.example"', ""))
    with pytest.raises(OnRecordError, match="contact"):
        publish("Amal")
    assert evidence(coast, "sign_offs", SignOff) == ()


def test_without_an_incident_nothing_is_released(publish, coast):
    """What nobody decided on is not public, so there may be nothing to publish."""
    for number in range(3):
        reject(coast, number)
    with pytest.raises(OnRecordError, match="no incident that may be public"):
        publish("Amal")


def test_a_preview_is_no_release(publish, coast, tmp_path):
    """Every page says so, there is no manifest and no data, and the log says nothing."""
    told = publish(out="look", is_preview=True)
    assert told.summary.incidents == 3
    pages = [one.read_text() for one in (tmp_path / "look").rglob("*.html")]
    assert pages
    assert all('role="note"' in page for page in pages)
    assert not (tmp_path / "look/manifest.json").exists()
    assert not (tmp_path / "look/data").exists()
    assert workflow.release_log(coast) == ()


def test_exactly_what_was_looked_at_can_be_signed(publish, coast):
    """`--content` names what was looked at; what changed since is not signed by accident."""
    seen = publish(is_preview=True).content
    reject(coast)
    with pytest.raises(OnRecordError, match="changed since you looked"):
        publish("Amal", content=seen[:12])
    now = publish(is_preview=True).content
    assert publish("Amal", content=now[:12]).release is not None


def test_a_second_release_says_what_changed(publish, coast):
    """One incident was withdrawn; the two others are as they were."""
    first = publish("Amal").release
    reject(coast)
    second = publish("Amal")
    assert second.release.previous == first.id
    assert [one.kind.value for one in second.compared.changes] == ["withdrawn"]


def test_a_release_in_which_nothing_changed_is_not_made(publish, coast, tmp_path):
    """It would tell readers of news that are none. Who asks for it can have it, signed again."""
    first = publish("Amal").release
    before = (tmp_path / "site/manifest.json").read_bytes()
    told = publish("Amal")
    assert told.is_same
    assert told.release is None
    assert (tmp_path / "site/manifest.json").read_bytes() == before
    again = publish("Amal", is_again=True).release
    assert again.previous == first.id
    assert [one.previous for one in evidence(coast, "releases", Release)] == ["", first.id]


def test_a_signature_counts_for_one_release(publish, allow, coast):
    """What was public once, was changed, and is as it was again: people sign it again."""
    publish("Amal")
    allow('licence = "CC BY 4.0"')
    publish("Amal")
    path = coast / "onrecord.toml"
    path.write_text(path.read_text().replace('licence = "CC BY 4.0"', ""))
    told = publish()
    assert not told.is_same
    assert told.still_needed == 1
    assert told.signed.counting == ()


def test_the_content_is_the_same_whenever_it_is_worked_out(publish):
    """It has no time in it, so that two people who look on two days sign the same."""
    assert publish(out="a", is_preview=True).content == publish(out="b", is_preview=True).content


def test_a_release_is_not_made_for_a_day_to_come(publish):
    """What is recent today would be told exactly."""
    with pytest.raises(OnRecordError, match="has not come yet"):
        publish("Amal", day=TODAY + 2 * DAY)
    assert publish("Amal", day=TODAY - DAY).release.day == TODAY - DAY


def test_the_log_has_everything_with_who_and_when(publish, allow, coast):
    """Signatures and releases stay, and the chain of custody says what went out."""
    allow("sign_offs = 2")
    publish("Amal", why="all read")
    release = publish("Basil").release
    kinds = [(type(one).__name__, one.by) for one in workflow.release_log(coast)]
    assert kinds == [("SignOff", "Amal"), ("SignOff", "Basil"), ("Release", "Basil")]
    assert workflow.release_log(coast)[0].why == "all read"
    lines = [one for one in evidence(coast, "custody", CustodyEvent) if one.act is Act.RELEASED]
    assert [(one.subject, dict(one.details)["manifest"]) for one in lines] == [
        (release.id, release.manifest)
    ]
    assert workflow.verify(coast).holds


def test_a_release_can_be_proven_to_be_the_records(publish, coast, tmp_path):
    """The log has the SHA-256 of its manifest, and the manifest that of each file."""
    release = publish("Amal").release
    told = workflow.verify_release(tmp_path / "site", record_folder=coast)
    assert told.logged.id == release.id
    assert told.found.problems == ()


TAMPERED = {
    "releases": "UPDATE releases SET content = replace(content, 'Amal', 'Omar') WHERE seq = 1",
    "sign_offs": "UPDATE sign_offs SET content = replace(content, 'Amal', 'Omar') WHERE seq = 1",
    "a signature less": "DELETE FROM sign_offs WHERE seq = 1",
    "a release less": "DELETE FROM releases WHERE seq = 1",
}


@pytest.mark.parametrize("how", TAMPERED)
def test_nobody_takes_a_signature_or_a_release_back_unseen(publish, coast, how):
    publish("Amal")
    with closing(sqlite3.connect(coast / "record.db")) as database, database:
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = database.execute(asked).fetchall()
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(TAMPERED[how]).rowcount == 1
        for _, guard in guards:
            database.execute(guard)
    assert not workflow.verify(coast).holds


def test_a_release_that_nobody_signed_is_found_in_the_log(publish, coast):
    """Written by somebody who keeps to the form: ids, hashes and links are right."""
    publish("Amal")
    made = Release(
        content="0" * 64, at=NOW, by="Omar", day=TODAY, program="p", signed=("sgn_none",),
        manifest="0" * 64, told="0" * 64,
    )  # fmt: skip
    with store.open_record(coast) as kept:
        kept.keep_evidence("releases", {made.id: made}, scope=made.content)
    found = [one.message for one in workflow.verify(coast).problems]
    assert any("signature sgn_none of a release is not there" in one for one in found)
    assert any("follows on none" in one for one in found)


def test_a_manifest_that_was_altered_in_the_archive_is_found(publish, coast):
    """So that it stays known, file by file, what was public."""
    release = publish("Amal").release
    path = coast / "archive" / release.manifest[:2] / release.manifest[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Northern", b"Southern"))
    found = workflow.verify(coast).problems  # a note may say that this machine's clock stepped
    assert [one.code for one in found if one.severity is not Severity.NOTE] == ["archive-damaged"]


def test_a_seal_covers_what_was_signed_and_released(publish, coast):
    """A checkpoint names the heads of both logs."""
    publish("Amal")
    workflow.seal(coast)
    found = workflow.verify(coast)
    assert found.holds
    assert {one.name for one in found.sealed.sealing.checkpoint.logs} >= {"sign_offs", "releases"}
