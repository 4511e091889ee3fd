"""Nothing is altered unseen: what `onrecord verify` finds, and what a seal adds to it."""
# ruff: noqa: S608 - what the tests tamper with is their own

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from onrecord import model, store, workflow
from onrecord.model import (
    Act,
    Alert,
    AlertKind,
    Choice,
    Decision,
    Followed,
    Medium,
    Poll,
    Protection,
    Purpose,
    RecordUnusable,
    Severity,
)
from onrecord.preserve import Archive, Level
from onrecord.store import log

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def coast(tmp_path, keep_reports):
    """A record of three reports about which two decisions were made."""
    folder = tmp_path / "coast"
    keep_reports(folder, 3)
    for number in (1, 2):
        at = NOON + timedelta(minutes=number)
        with store.open_record(folder, clock=lambda at=at: at) as kept:
            decided = Decision(
                choice=Choice.SETTLE, by="A", at=at, why="Seen.", target=f"p{number}"
            )
            kept.save_decisions([decided])
    return folder


@pytest.fixture
def tamper(coast):
    """Do what only somebody does who means to: drop the guards, write, put the guards back."""

    def tampered(*statements):
        with closing(sqlite3.connect(coast / "record.db")) as database, database:
            asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            guards = database.execute(asked).fetchall()
            for name, _ in guards:
                database.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                statement(database) if callable(statement) else database.execute(statement)
            for _, sql in guards:
                database.execute(sql)

    return tampered


def failing(folder, **more):
    """Return the code and the place of all that fails."""
    problems = workflow.verify(folder, **more).problems
    return [(one.code, one.where) for one in problems if one.severity is not Severity.NOTE]


def first(folder, asked):
    with closing(sqlite3.connect(folder / "record.db")) as database:
        return database.execute(asked).fetchone()[0]


def relink(name):
    """Make every link of a log anew, as somebody would who knows how."""

    def again(database):
        (created,) = database.execute("SELECT value FROM meta WHERE key = 'created'").fetchone()
        before = log.hashed(f"onrecord {name}", created)
        asked = f"SELECT seq, content_hash, added_at, id FROM {name} ORDER BY seq"
        for seq, *told in database.execute(asked).fetchall():
            before = log.next_link(before, *told)
            database.execute(f"UPDATE {name} SET chain = ? WHERE seq = ?", (before, seq))

    return again


def test_a_record_that_nobody_touched_holds(coast):
    """All rows and files are looked at; it is proven as far as hashes prove."""
    found = workflow.verify(coast)
    assert (found.holds, found.level, found.problems) == (True, Level.HASHED, ())
    assert (found.rows, found.files) == (23, 3)


def test_a_copy_on_another_machine_is_proven_and_nothing_is_written_beside_it(coast, tmp_path):
    """No lock, no settings: only the database and the archive."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(coast, copy)
    for name in ("record.lock", "onrecord.toml"):
        (copy / name).unlink()
    for place in (copy, *copy.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)
    before = sorted(copy.rglob("*"))
    assert workflow.verify(copy).holds
    assert sorted(copy.rglob("*")) == before


def test_what_was_committed_and_not_yet_moved_into_the_file_counts(coast, tmp_path):
    """A copy of a record that is held open has a write-ahead log beside its database."""
    copy = tmp_path / "copy"
    with store.open_record(coast) as kept:
        kept.note_custody(Act.CHECKED, "x")
        shutil.copytree(coast, copy)
    assert (copy / "record.db-wal").stat().st_size
    assert workflow.verify(copy).rows == 24


def test_changed_words_are_found(coast, tamper):
    """A toll of 2 becomes one of 3; the row is named."""
    tamper("UPDATE claims SET content = replace(content, '\"low\":2', '\"low\":3') WHERE seq = 1")
    assert failing(coast) == [("row-altered", first(coast, "SELECT id FROM claims"))]


def test_changed_words_with_a_new_hash_are_found(coast, tamper):
    """The id is made from what the claim says."""

    def change(database):
        (told,) = database.execute("SELECT content FROM claims WHERE seq = 1").fetchone()
        told = told.replace('"low":2', '"low":3').replace('"high":2', '"high":3')
        new = (told, sha256(told.encode()).hexdigest())
        database.execute("UPDATE claims SET content = ?, content_hash = ? WHERE seq = 1", new)

    tamper(change)
    assert failing(coast) == [("row-altered", first(coast, "SELECT id FROM claims"))]


def test_words_that_do_not_stand_in_their_text_are_found(coast, tamper):
    """Somebody puts a whole claim of their own in the place of one, with hash and id."""

    def change(database):
        (told,) = database.execute("SELECT content FROM claims WHERE seq = 1").fetchone()
        plain = json.loads(told)
        plain["passage"]["exact"] = plain["passage"]["exact"].replace("killed", "harmed")
        plain["told_id"] = "clm_own"
        told = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        new = (told, sha256(told.encode()).hexdigest())
        database.execute(
            "UPDATE claims SET content = ?, content_hash = ?, id = 'clm_own' WHERE seq = 1", new
        )

    tamper(change)
    assert failing(coast) == [("row-altered", "clm_own")]


OTHERS = {
    "media": Medium(
        sha256=sha256(b"a square").hexdigest(), media_type="image/png", size=8, name="a", at=NOON,
        document_id="doc_a",
    ),
    "statements": model.Testimony(
        plain_sha256="0" * 64, pseudonym="W-3", taken_by="R-1", taken_on=NOON.date(),
        consents=(Purpose.RECORD,), protection=Protection.OPEN,
    ),
    "alerts": Alert(kind=AlertKind.ROSE, about="inc_a", at=NOON, before="12", after="14"),
    "polls": Poll(feed="../inbox", faults=1),
}  # fmt: skip
SCOPES = {"statements": OTHERS["statements"].document, "alerts": "told", "polls": "../inbox"}


@pytest.fixture
def with_others(coast):
    """The record with a picture, a statement, an alert, and two feeds' states."""
    with store.open_record(coast) as kept:
        Archive(kept.archive).keep(b"a square")
        for kind, one in OTHERS.items():
            scope = SCOPES.get(kind, one.id)
            if kind == "alerts":
                kept.keep_evidence(kind, {one.id: one}, scope=scope)
            else:
                kept.settle_evidence(kind, {one.id: one}, scope=scope, why="test")
        begun = Followed(build=1, since=NOON)
        kept.settle_evidence("polls", {begun.id: begun}, scope="the record", why="test")
    assert workflow.verify(coast).holds
    return coast


@pytest.mark.parametrize(
    ("table", "word", "other"),
    [
        ("media", "doc_a", "doc_b"),  # beside another document
        ("statements", "W-3", "W-4"),  # of somebody else
        ("alerts", '"14"', '"41"'),
        ("polls", "../inbox", "../other"),
    ],
)
def test_pictures_consents_alerts_and_feeds_have_ids_of_their_content(
    with_others, tamper, table, word, other
):
    """A word is another and its hash was made anew: the id still tells."""
    row = OTHERS[table].id
    hashed = f"UPDATE {table} SET content_hash = sha256(content) WHERE id = ?"

    def altered(database):
        database.create_function("sha256", 1, lambda told: sha256(told.encode()).hexdigest())
        asked = f"UPDATE {table} SET content = replace(content, ?, ?) WHERE id = ?"
        assert database.execute(asked, (word, other, row)).rowcount == 1
        database.execute(hashed, (row,))

    tamper(altered)
    assert ("row-altered", row) in failing(with_others)


@pytest.mark.parametrize("table", list(OTHERS))
def test_what_belongs_to_another_than_its_content_says_is_found(with_others, tamper, table):
    row = OTHERS[table].id
    tamper(f"UPDATE {table} SET scope = 'another' WHERE id = '{row}'")
    assert ("row-altered", row) in failing(with_others)


def test_the_file_of_a_picture_is_needed(with_others):
    name = OTHERS["media"].sha256
    (with_others / "archive" / name[:2] / name[2:]).unlink()
    assert [code for code, _ in failing(with_others)] == ["archive-damaged"]


@pytest.mark.parametrize("table", ["claims", "snapshots", "texts", "captures"])
def test_rows_that_are_gone_are_found(coast, tamper, table):
    """The runs say how many they wrote, and the numbers have a gap."""
    tamper(f"DELETE FROM {table} WHERE seq = 2")
    assert ("row-gone", table) in failing(coast)


def test_the_last_row_that_is_gone_is_found(coast, tamper):
    """The database knows the last number that it gave."""
    tamper("DELETE FROM claims WHERE seq = 3")
    assert ("row-gone", "claims") in failing(coast)


def test_a_custody_line_that_was_cut_out_is_found_though_every_link_was_made_anew(coast, tamper):
    """Its number is missing, the run wrote more, and a snapshot came from nowhere."""
    tamper("DELETE FROM custody WHERE seq = 2", relink("custody"))
    found = failing(coast)
    assert ("row-gone", "custody") in found
    assert any(code == "log-broken" for code, _ in found)


def test_a_log_that_was_reordered_is_found(coast, tamper):
    """Two decisions change places; both links before and after fail."""
    tamper(
        "UPDATE decisions SET seq = 9 WHERE seq = 1",
        "UPDATE decisions SET seq = 1 WHERE seq = 2",
        "UPDATE decisions SET seq = 2 WHERE seq = 9",
    )
    assert ("log-broken", first(coast, "SELECT id FROM decisions")) in failing(coast)


def test_a_line_that_was_back_dated_is_found_though_every_link_was_made_anew(coast, tamper):
    """Time goes back by more than the five minutes that a clock may be set right by."""
    tamper(
        "UPDATE decisions SET added_at = '2025-03-12T11:50:00+00:00' WHERE seq = 2",
        relink("decisions"),
    )
    where = first(coast, "SELECT id FROM decisions WHERE seq = 2")
    assert ("log-broken", where) in failing(coast)


def test_a_dropped_trigger_is_found(coast):
    """Without it rows could be changed by mistake."""
    with closing(sqlite3.connect(coast / "record.db")) as database, database:
        database.execute("DROP TRIGGER claims_no_change")
    assert failing(coast) == [("schema-altered", "trigger claims_no_change")]


def test_altered_missing_and_unnamed_files_are_told_apart(coast):
    """The first two fail. What no row speaks of is left by a killed run, and is a note."""
    first_file, second, _ = sorted((coast / "archive").glob("*/*"))
    first_file.chmod(0o644)
    first_file.write_bytes(b"other")
    second.unlink()
    other = coast / "archive" / "aa"
    other.mkdir(exist_ok=True)
    (other / ("b" * 62)).write_bytes(b"")
    (other / "x.part").write_bytes(b"")
    found = workflow.verify(coast).problems
    assert [one.code for one in found].count("archive-damaged") == 3
    notes = {one.where for one in found if one.code == "archive-unnamed"}
    assert notes == {"archive/aa/x.part"}


def test_what_is_no_record_is_refused_in_one_line(tmp_path):
    """Nothing is made there."""
    with pytest.raises(RecordUnusable, match="there is no record here"):
        workflow.verify(tmp_path)
    (tmp_path / "record.db").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(RecordUnusable, match="not a database of onrecord"):
        workflow.verify(tmp_path)


# With a checkpoint, kept in the archive, what is consistent with itself is found as well.


def test_a_checkpoint_is_made_of_all_there_is_and_not_made_again_for_nothing(coast):
    """Its hash is what to write down."""
    made = workflow.seal(coast)
    assert (made.is_new, made.level, made.failing) == (True, Level.HASHED, 0)
    assert workflow.verify(coast, written_down=[made.sha256]).holds
    again = workflow.seal(coast)
    assert (again.is_new, again.sha256) == (False, made.sha256)


def test_what_came_after_a_seal_is_told_and_fails_nothing(coast, keep_reports):
    """Rows that were added, and a second checkpoint that goes on from the first."""
    sealed = workflow.seal(coast)
    keep_reports(coast, 2, first=3, at=datetime.now(UTC))
    found = workflow.verify(coast)
    assert found.holds
    assert any("2 claims added" in line for line in found.since)
    second = workflow.seal(coast)
    assert second.is_new
    assert second.checkpoint.before == sealed.sha256
    assert workflow.verify(coast).since[0].endswith("1 custody added")


def test_a_rewrite_that_agrees_with_itself_is_found_by_the_seal(coast, tamper):
    """Where a claim is from is changed, in what no hash of its own covers."""
    tamper("UPDATE claims SET added_at = '2025-03-12T12:01:00+00:00' WHERE seq = 1")
    assert failing(coast) == []
    tamper("UPDATE claims SET added_at = '2025-03-12T12:00:00+00:00' WHERE seq = 1")
    workflow.seal(coast)
    tamper("UPDATE claims SET added_at = '2025-03-12T12:01:00+00:00' WHERE seq = 1")
    assert failing(coast) == [("row-altered", "claims")]


def test_a_row_that_was_retired_or_brought_back_behind_a_seal_is_found(coast, tamper, keep_reports):
    """The seal covers which run retired which rows."""
    workflow.seal(coast)
    tamper(
        "UPDATE claims SET retired_at = added_at, retired_build = added_build, "
        "retired_why = 'x' WHERE seq = 1"
    )
    assert ("row-altered", "claims") in failing(coast)


def test_a_custody_chain_rewritten_to_the_last_link_is_found_by_the_seal(coast, tamper):
    """Every line is there, every link fits: but the log had another link when it was sealed."""
    workflow.seal(coast)

    def change(database):
        asked = "SELECT content FROM custody WHERE seq = 1"
        plain = json.loads(database.execute(asked).fetchone()[0])
        plain["by"] = "somebody else"
        told = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        from onrecord.model import CustodyEvent
        from onrecord.model.codec import from_text

        new = (told, sha256(told.encode()).hexdigest(), from_text(CustodyEvent, told).id)
        database.execute(
            "UPDATE custody SET content = ?, content_hash = ?, id = ? WHERE seq = 1", new
        )

    tamper(change, relink("custody"))
    assert ("log-broken", "custody") in failing(coast)


def test_a_hash_that_was_written_down_finds_what_was_rewritten_without_a_seal(coast, tamper):
    """The head of the log that somebody kept elsewhere is not in the log any more."""
    head = workflow.verify(coast).heads["custody"]
    assert workflow.verify(coast, written_down=[head]).holds
    tamper("UPDATE custody SET added_at = '2025-03-12T12:01:00+00:00'", relink("custody"))
    found = failing(coast, written_down=[head])
    assert ("log-broken", "custody") in found


def test_settings_that_changed_since_the_seal_are_a_note(coast):
    """They decide nothing that is kept, but people ask."""
    workflow.seal(coast)
    with (coast / "onrecord.toml").open("a") as file:
        file.write("\n")
    found = workflow.verify(coast)
    assert found.holds
    assert [one.code for one in found.problems] == ["changed-since-seal"]
