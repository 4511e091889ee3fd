"""What somebody tries who wants names, or a death, out of the lists of a record."""

import io
import os
import sqlite3
import stat
import tempfile
import time

import pyrage
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from onrecord import workflow
from onrecord.lists.linking import splink_databases
from onrecord.model import Choice, MachineLacks
from onrecord.store.database import SqliteFile, connect
from onrecord.workflow import ListTold

HEAD = "Name,Sex,Age,Date,Place,Status\n"
DEAD = HEAD + "Yusuf Sami Nasser,M,51,2024-05-04,Dahyan,killed\n"
ALIVE = "Yusuf Sami Nasser,M,51,2024-05-04,Dahyan"
NUMBER = "900733441"


@pytest.fixture
def take(tmp_path):
    """Take a file in: `take("wall", text)`."""

    def taken(name, text, file=None, **more):
        path = tmp_path / (file or f"{name}.csv")
        path.write_text(text, encoding="utf-8")
        return workflow.take_list(tmp_path / "coast", path, ListTold(name=name, **more))

    return taken


@pytest.fixture
def told(tmp_path):
    """Link and export: how many persons there are, and how many wait to be confirmed."""

    def exported(*, is_linked=False):
        if not is_linked:
            workflow.link_lists(tmp_path / "coast")
        written = workflow.export_lists(tmp_path / "coast", io.BytesIO())
        return written.persons, written.waiting

    return exported


# -- Found dead --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["in hospital", "alive", "fate unknown to us", "survivor"])
def test_a_status_that_cannot_be_read_is_no_leave_to_tell_a_death(take, told, status):
    take("ministry", DEAD)
    take("wall", f"{HEAD}{ALIVE},{status}\n")
    assert told() == (2, 1)


@pytest.mark.parametrize(
    ("name", "more", "heading"),
    [
        ("missing", {}, "Name"),
        ("wall", {"title": "List of persons missing since May"}, "Name"),
        ("wall", {"title": "قائمة المفقودين"}, "Name"),
        ("wall", {"title": "أسماء المعتقلين"}, "Name"),
        ("wall", {"file": "detainees-may.csv"}, "Name"),
        ("wall", {}, "Detainee name"),
        ("wall", {}, "اسم المفقود"),
    ],
)
def test_a_list_of_the_missing_need_not_say_so_in_a_column(take, told, name, more, heading):
    take("ministry", DEAD)
    take(name, f"{heading},Sex,Age,Date,Place\n{ALIVE}\n", **more)
    assert told() == (2, 1)


def test_a_list_of_the_dead_need_not_say_so_in_a_column_either(take, told):
    take("ministry", DEAD)
    take("martyrs", f"Name,Sex,Age,Date of death,Place\n{ALIVE}\n", title="List of martyrs")
    assert told() == (1, 0)


def test_a_confirmation_that_is_taken_back_confirms_nothing(take, told, tmp_path):
    coast = tmp_path / "coast"
    take("ministry", DEAD)
    take("wall", f"{HEAD}{ALIVE},missing\n")
    workflow.link_lists(coast)
    (pair,) = workflow.to_decide(workflow.linking_of(coast))
    ends = (pair.left, pair.right)
    decision, _ = workflow.decide_persons(coast, ends, Choice.ONE_PERSON, by="Amal", why="Asked.")
    assert told(is_linked=True) == (1, 0)
    workflow.undo_persons(coast, decision.id, by="Amal", why="It was his cousin.")
    assert told(is_linked=True) == (2, 1)
    assert told() == (2, 1)
    assert workflow.to_decide(workflow.linking_of(coast)) == (pair,)


def test_a_confirmation_that_a_later_decision_contradicts_confirms_nothing(take, told, tmp_path):
    """Who was the missing man's brother by a later decision does not lead to the dead."""
    coast = tmp_path / "coast"
    take("ministry", DEAD)
    take("wall", f"{HEAD}{ALIVE},missing\n")
    take("clinic", f"{HEAD}Adam Rami Khoury,M,20,2023-01-01,Qasra,killed\n")
    workflow.link_lists(coast)
    known = {one.list: one.person for one in workflow.linking_of(coast).listed.entries}
    names = workflow.linking_of(coast).listed.names()
    of = {names[held]: person for held, person in known.items()}
    for ends, choice in (
        (("wall", "clinic"), Choice.ONE_PERSON),
        (("wall", "clinic"), Choice.OTHER_PERSONS),
        (("clinic", "ministry"), Choice.ONE_PERSON),
    ):
        persons = tuple(of[one] for one in ends)
        workflow.decide_persons(coast, persons, choice, by="Amal", why="Looked.")
    # The row between them leaves its list, so that only the engine brings the two together.
    take("clinic", f"{HEAD}Rana Adel Saleh,F,30,2022-01-01,Qasra,killed\n", file="later.csv")
    assert told() == (3, 1)


def test_a_death_told_through_a_third_row_is_asked_about(take, told, tmp_path):
    """The missing man is linked to a row that says nothing, and that one to the dead."""
    take("ministry", DEAD)
    take("wall", f"{HEAD}{ALIVE},missing\n")
    take("walk", f"Name,Sex,Age,Date,Place\n{ALIVE}\n")
    assert told()[1] == 1
    assert workflow.to_decide(workflow.linking_of(tmp_path / "coast"))


# -- Names and numbers -------------------------------------------------------------------------


def test_a_file_with_names_is_its_owners_alone(take, tmp_path):
    take("wall", f"{HEAD}{ALIVE},missing\n")
    out = tmp_path / "linked.csv"
    out.write_text("", encoding="utf-8")
    out.chmod(0o644)
    before = os.umask(0)
    try:
        workflow.export_lists(tmp_path / "coast", out)
        workflow.export_lists(tmp_path / "coast", tmp_path / "other.csv")
    finally:
        os.umask(before)
    for one in (out, tmp_path / "other.csv"):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600


def test_a_fault_of_the_database_quotes_nothing_that_was_to_be_written(tmp_path):
    engine = connect(SqliteFile(tmp_path / "a.db"))
    with engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("insert into nowhere values (:name)"), {"name": "Zanzabeel"})
    engine.dispose()
    assert "Zanzabeel" not in str(raised.value)


def test_a_list_that_was_sealed_once_stays_sealed(take, tmp_path):
    """A careless colleague takes the next issue in and forgets `--sealed`."""
    key = pyrage.x25519.Identity.generate()
    take("ministry", DEAD)
    settings = tmp_path / "coast" / "onrecord.toml"
    told = f'[protect]\ntestimony = "age"\nrecipients = ["{key.to_public()}"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + told, encoding="utf-8")
    row = f"Name,Age,National ID,Remarks\nZanzabeel Haddad,3,{NUMBER},hid in the mill\n"
    assert take("wall", row, sealed=True).issue.sealed
    more = f"{row}Layla Haddad,4,{int(NUMBER) + 1},hid too\n"
    assert take("wall", more, file="june.csv").issue.sealed
    held = b"".join(one.read_bytes() for one in (tmp_path / "coast").rglob("*") if one.is_file())
    for secret in (NUMBER.encode(), b"hid in the mill", b"hid too"):
        assert secret not in held


def test_ids_of_persons_and_rows_have_no_number_in_them(take, tmp_path):
    """Numbers of nine digits are found by trying all of them; so no id is made from one."""
    rows = "Name,Age,National ID\nZanzabeel Haddad,3,{}\n"
    take("wall", rows.format(NUMBER))
    one = workflow.linking_of(tmp_path / "coast").listed.entries[0].person
    (tmp_path / "b").mkdir()
    path = tmp_path / "b" / "wall.csv"
    path.write_text(rows.format("911111111"), encoding="utf-8")
    workflow.take_list(tmp_path / "b" / "coast", path, ListTold(name="wall"))
    other = workflow.linking_of(tmp_path / "b" / "coast").listed.entries[0].person
    assert one == other


def test_nothing_of_a_list_is_in_the_index_of_words_or_in_custody(take, tmp_path):
    take("wall", "Name,Age,Mother\nZanzabeel Haddad,3,Rima Qazzaz\nOmar Zanzabeel,4,\n")
    workflow.link_lists(tmp_path / "coast")
    workflow.export_lists(tmp_path / "coast", io.BytesIO())
    connection = sqlite3.connect(tmp_path / "coast" / "record.db")
    try:
        names = [
            row[0]
            for row in connection.execute("select name from sqlite_master where type = 'table'")
        ]
        quiet = [one for one in names if one not in {"entries", "pairs", "issues"}]
        for table in quiet:
            for row in connection.execute(f"select * from {table}"):  # noqa: S608 - its own
                assert "zanzabeel" not in repr(row).casefold(), table
                assert "qazzaz" not in repr(row).casefold(), table
    finally:
        connection.close()


# -- Lists that are to hold everything up ------------------------------------------------------


@pytest.mark.parametrize("letters", ["ab", "/", "عبد ال", "b d g ", "a, ", "\u0301e", "("])
def test_a_name_of_a_hundred_thousand_letters_holds_nothing_up(take, told, letters):
    name = letters * (100_000 // len(letters))
    take("ministry", f'{HEAD}"{name}",M,51,2024-05-04,Dahyan,killed\n')
    take("wall", f'{HEAD}"{name}x y",M,51,2024-05-04,Dahyan,killed\n')
    began = time.process_time()
    told()
    assert time.process_time() - began < 3  # it was minutes


def test_a_list_that_says_the_same_of_everybody_holds_nothing_up(take, tmp_path):
    row = "Omar Ali Haddad,M,30,2024-05-03,Qasra,killed\n"

    def seconds(rows):
        for name in ("ministry", "wall"):
            assert take(name, HEAD + row * rows).issue.rows == rows
        began = time.process_time()
        workflow.link_lists(tmp_path / "coast")
        written = workflow.export_lists(tmp_path / "coast", io.BytesIO())
        assert (written.persons, written.waiting) == (2 * rows, 0)
        return time.process_time() - began

    seconds(10)  # what is loaded once
    short = seconds(500)
    # every pair of them would be 64 times the work, and was a minute at four thousand
    assert seconds(4_000) < 24 * short


def test_a_linkage_without_room_is_one_line_and_leaves_nothing(take, tmp_path, monkeypatch):
    pytest.importorskip("splink")
    take("ministry", DEAD)
    take("wall", f"{HEAD}{ALIVE},missing\n")
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(left))
    monkeypatch.setattr(splink_databases, "_MEMORY_MB", 1)
    with pytest.raises(MachineLacks) as raised:
        workflow.link_lists(tmp_path / "coast", engine="splink")
    assert "\n" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert not list(left.iterdir())
