"""`onrecord lists`: lists of named victims in, linked, decided on, and out again."""

import csv
import io
import json
import shutil
import sqlite3

import pyrage
import pytest
from openpyxl import Workbook
from reportlab.platypus import SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as PdfTable

from onrecord import store, workflow
from onrecord.model import CustodyEvent, OnRecordError
from onrecord.preserve import Archive
from onrecord.workflow import ListTold, Publishing

PLANTED = "Zanzabeel"  # a name that stands on a list only
MAY = f"""\
Ref,Name,Sex,Age,Date of death,Place,National ID,Mother,Remarks,Status
M-1,Omar {PLANTED} Haddad,M,34,2024-05-03,Qasra,900111222,Salma {PLANTED},=1+1 {PLANTED},killed
M-2,Layla Omar Haddad,F,7,2024-05-03,Qasra,900111223,Rima,,killed
M-3,Yusuf Sami Nasser,M,51,2024-05-04,Dahyan,900111224,Huda,seen by a neighbour,killed
"""
JUNE = f"""\
Ref,Name,Sex,Age,Date of death,Place,National ID,Mother,Remarks,Status
M-1,Omar {PLANTED} Haddad,M,34,2024-05-03,Qasra,900111222,Salma {PLANTED},=1+1 {PLANTED},killed
M-3,Yusuf Sami Nasser,M,52,2024-05-04,Dahyan,900111224,Huda,seen by a neighbour,killed
M-4,Hana Adel Saleh,F,20,2024-06-01,Dahyan,900111225,Nour,,killed
"""
WALL = """\
الاسم,الجنس,العمر,تاريخ الوفاة,المكان,الحالة
يوسف سامي ناصر,ذكر,51,2024-05-04,دهيان,مفقود
هناء عادل صالح,أنثى,20,2024-06-01,دهيان,قتيل
"""


@pytest.fixture
def files(tmp_path):
    """The files of two lists, one of them given out twice."""
    for name, text in (("may.csv", MAY), ("june.csv", JUNE), ("wall.csv", WALL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def coast(files):
    return files / "coast"


@pytest.fixture
def add(onrecord, coast, files):
    """Take a file in: `add("may.csv", "ministry", "2024-05-14")`."""

    def added(file, name, day=None, *more):
        issued = ("--issued", day) if day else ()
        return onrecord("lists", "add", coast, files / file, "--list", name, *issued, *more)

    return added


@pytest.fixture(scope="module")
def linked_once(tmp_path_factory):
    """A record with both lists, linked."""
    folder = tmp_path_factory.mktemp("linked")
    for name, text in (("june.csv", JUNE), ("wall.csv", WALL)):
        (folder / name).write_text(text, encoding="utf-8")
        told = ListTold(name=name.removesuffix(".csv"))
        workflow.take_list(folder / "coast", folder / name, told)
    workflow.link_lists(folder / "coast")
    return folder / "coast"


@pytest.fixture
def linked(linked_once, tmp_path):
    return shutil.copytree(linked_once, tmp_path / "linked")


def dumped(folder):
    connection = sqlite3.connect(folder / "record.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


# -- add ---------------------------------------------------------------------------------------


def test_columns_are_shown_and_nothing_is_written(add, coast):
    told = add("may.csv", "ministry", None, "--dry-run")
    assert "national-id" in told.out
    assert "Date of death" in told.out
    assert "3 rows; the record has 0 issues of “ministry”." in told.out
    assert not coast.exists()


def test_nothing_is_taken_in_unless_somebody_agrees(add, coast):
    told = add("may.csv", "ministry")
    assert told.code == 2
    assert "take them with --yes" in told.err
    assert not coast.exists()


def test_an_issue_is_taken_in_once(add, coast):
    first = add("may.csv", "ministry", "2024-05-14", "--yes", "--keeper", "Ministry")
    assert "Taken in: 3 persons of “ministry”; the file is kept as it came." in first.out
    before = dumped(coast)
    again = add("may.csv", "ministry", "2024-05-14", "--yes")
    assert (again.code, "nothing was changed" in again.out) == (0, True)
    assert dumped(coast) == before
    assert workflow.verify(coast).holds


def test_a_later_issue_is_told_from_the_one_before(add, onrecord, coast):
    add("may.csv", "ministry", "2024-05-14", "--yes")
    told = add("june.csv", "ministry", "2024-06-14", "--yes")
    assert "1 added, 1 removed, 0 returned, 1 changed" in told.out
    shown = onrecord("lists", "show", coast, "ministry", "--changes")
    assert "changed (row 2): Yusuf Sami Nasser; age 51 → 52" in shown.out
    assert "removed: Layla Omar Haddad" in shown.out
    quiet = onrecord("lists", "show", coast, "ministry")
    assert "Nasser" not in quiet.out
    again = add("may.csv", "wall", "2024-07-14", "--yes")  # the same file, another list
    assert "3 added" in again.out


def test_a_workbook_is_a_list_and_one_of_two_sheets_is_named(add, files):
    book = Workbook()
    for name in ("North", "South"):
        sheet = book.create_sheet(name)
        for row in csv.reader(io.StringIO(MAY)):
            sheet.append(row)
    del book["Sheet"]
    book.save(files / "may.xlsx")
    told = add("may.xlsx", "ministry", "2024-05-14", "--yes")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "several sheets: North, South; name one with --sheet" in told.err
    taken = add("may.xlsx", "ministry", "2024-05-14", "--yes", "--sheet", "South")
    assert "Taken in: 3 persons" in taken.out


def test_a_paper_is_a_list_and_each_row_is_found_on_its_page(add, coast, files):
    rows = [["Name", "Sex", "Age"], *([f"Omar {n:03} Haddad", "M", str(20 + n)] for n in range(70))]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(str(files / "may.pdf")).build([PdfTable(rows, repeatRows=1, style=grid)])
    told = add("may.pdf", "ministry", "2024-05-14", "--yes")
    assert "Taken in: 70 persons" in told.out
    with store.open_record(coast) as kept:
        (issue,) = kept.issues(kept.name_lists()[0].id)
        entries = kept.current_entries(issue.list)
    assert [page for _, page in issue.pages] == [1, 2]
    first_of_two = issue.pages[1][0]
    assert 1 < first_of_two <= entries[-1].row


def test_a_row_that_stays_the_same_is_told_with_its_place_in_the_later_issue(add, coast, files):
    add("may.csv", "ministry", "2024-05-14", "--yes")
    head, *rows = MAY.splitlines()
    (files / "turned.csv").write_text("\n".join([head, *rows[::-1]]), encoding="utf-8")
    add("turned.csv", "ministry", "2024-06-14", "--yes")
    view = workflow.name_list(coast, "ministry")
    assert [(view.entries[one].row, row) for one, row in view.rows.items()] == [
        (3, 1),
        (2, 2),
        (1, 3),
    ]


def test_who_comes_back_is_said_to_have_returned(add, onrecord, coast, files):
    add("may.csv", "ministry", "2024-05-14", "--yes")
    add("june.csv", "ministry", "2024-06-14", "--yes")
    (files / "july.csv").write_text(MAY + "\n", encoding="utf-8")
    told = add("july.csv", "ministry", "2024-07-14", "--yes")
    assert "0 added, 1 removed, 1 returned, 1 changed" in told.out
    plain = json.loads(onrecord("lists", "show", coast, "ministry", "--json").out)
    assert plain["persons"] == 3
    assert plain["changes"]["returned"] == 1
    assert len(plain["issues"]) == 3


def test_a_mapping_goes_before_the_proposal_and_holds_for_the_next_issue(add, onrecord, files):
    proposed = add("may.csv", "ministry", None, "--propose-mapping").out
    assert '"Remarks" = "note"' in proposed
    words = proposed.replace('"Remarks" = "note"', '"Remarks" = "nothing"')
    (files / "map.toml").write_text(words, encoding="utf-8")
    add("may.csv", "ministry", "2024-05-14", "--yes", "--mapping", files / "map.toml")
    told = add("june.csv", "ministry", "2024-06-14", "--dry-run", "--json")
    said = {
        one["column"]["heading"]: one["column"]["meaning"]
        for one in json.loads(told.out)["columns"]
    }
    assert said["Remarks"] == "nothing"
    assert said["Ref"] == "own-id"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('[columns]\n"Nme" = "name"\n', "the list has no column “Nme”"),
        ('[columns]\n"Name" = "hero"\n', "it must be of name"),
        ('"Name" = "name"\n', "known is [columns]"),
        ("[columns\n", "no TOML"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_one_clear_line(add, files, words, says):
    (files / "map.toml").write_text(words)
    told = add("may.csv", "ministry", None, "--yes", "--mapping", files / "map.toml")
    assert told.code == 2
    assert says in told.err


@pytest.mark.parametrize("name", ["Ministry", "two words", "reports", ""])
def test_a_list_is_called_by_one_word(add, name):
    assert add("may.csv", name, None, "--yes").code == 2


def test_a_file_that_is_no_list_is_one_clear_line(add, files):
    (files / "empty.csv").write_text("")
    assert "cannot be read as a list" in add("empty.csv", "a", None, "--yes").err
    assert "No such file" in add("none.csv", "a", None, "--yes").err


def test_a_sealed_list_keeps_numbers_and_notes_in_the_sealed_file_alone(add, coast, files):
    add("wall.csv", "wall", None, "--yes")
    refused = add("may.csv", "ministry", None, "--yes", "--sealed")
    assert "name who can open it, under [protect]" in refused.err
    own = pyrage.x25519.Identity.generate()
    settings = coast / "onrecord.toml"
    settings.write_text(
        f'{settings.read_text()}\n[protect]\ntestimony = "age"\nrecipients = ["{own.to_public()}"]\n'
    )
    told = add("may.csv", "ministry", None, "--yes", "--sealed")
    assert "the file is kept sealed" in told.out
    assert workflow.verify(coast).holds
    with store.open_record(coast) as kept:
        (issue,) = kept.issues(kept.name_lists()[0].id)
        data = Archive(kept.archive).read(issue.kept)
    assert issue.sealed != issue.sha256
    whole = "\n".join(dumped(coast)) + data.decode("latin-1")
    assert "900111224" not in whole
    assert "seen by a neighbour" not in whole
    assert "Yusuf Sami Nasser" in whole  # names are what is linked


# -- link and review ---------------------------------------------------------------------------


def test_lists_are_linked_across_scripts(linked, onrecord):
    told = onrecord("lists", "link", linked)
    assert "5 rows of 2 lists are 3 persons." in told.out
    assert "are expected to be wrong" in told.out
    assert "●" in told.out
    assert told.code == 1  # somebody missing would be found dead
    before = dumped(linked)
    plain = json.loads(onrecord("lists", "link", linked, "--json").out)
    assert plain["persons"] == 3
    assert dumped(linked) == before
    assert workflow.verify(linked).holds


def test_nothing_can_be_linked_before_a_list_is_there(onrecord, keep_reports, coast):
    keep_reports(coast, 1)
    told = onrecord("lists", "link", coast)
    assert (told.code, "take one in with `lists add`" in told.err) == (2, True)
    assert onrecord("lists", "show", coast).out.startswith("No list")


def pair_of(onrecord, folder):
    return json.loads(onrecord("lists", "review", folder, "--json").out)[0]


def test_a_death_waits_until_somebody_confirms_it(linked, onrecord):
    shown = onrecord("lists", "review", linked)
    assert shown.code == 1
    assert "One list has this person as killed, the other as missing or alive." in shown.out
    assert "يوسف سامي ناصر" in shown.out
    export = onrecord("lists", "export", linked)
    assert export.code == 1
    assert "1 person listed as alive or missing would be found dead" in export.err
    rows = list(csv.DictReader(io.StringIO(export.out)))
    persons = {row["person"] for row in rows if "Nasser" in row["name"] or "ناصر" in row["name"]}
    assert len(persons) == 2
    pair = pair_of(onrecord, linked)
    decided = onrecord(
        "lists",
        "review",
        linked,
        "--accept",
        pair["id"],
        "--by",
        "Amal",
        "--why",
        "His son says so.",
    )
    assert (decided.code, "0 pairs left." in decided.out) == (0, True)
    export = onrecord("lists", "export", linked)
    assert export.code == 0
    rows = list(csv.DictReader(io.StringIO(export.out)))
    both = [row for row in rows if "Nasser" in row["name"] or "ناصر" in row["name"]]
    assert len({row["person"] for row in both}) == 1
    assert {row["decided"] for row in both} == {"true"}


def test_rows_that_are_two_persons_come_apart_until_that_is_undone(linked, onrecord):
    pair = pair_of(onrecord, linked)
    short = pair["id"].removeprefix("par_")[:8]
    told = onrecord(
        "lists", "review", linked, "--reject", short, "--by", "Amal", "--why", "Cousins."
    )
    assert (told.code, "two rows of lists are two persons" in told.out) == (0, True)
    assert len(workflow.linking_of(linked).grouped.groups) == 1
    again = onrecord(
        "lists", "review", linked, "--reject", short, "--by", "Amal", "--why", "Cousins."
    )
    assert "that was decided so already" in again.err
    decision = workflow.linking_of(linked).decisions[0]
    undone = onrecord(
        "lists", "review", linked, "--undo", decision.id, "--by", "Amal", "--why", "No cousins."
    )
    assert "is undone" in undone.out
    assert len(workflow.linking_of(linked).grouped.groups) == 2
    assert workflow.verify(linked).holds


def test_undoing_among_all_decisions_takes_effect_on_groups_too(linked, onrecord):
    pair = pair_of(onrecord, linked)
    onrecord("lists", "review", linked, "--reject", pair["id"], "--by", "Amal", "--why", "Cousins.")
    decision = workflow.linking_of(linked).decisions[0]
    told = onrecord("decide", linked, "undo", decision.id, "--by", "Amal", "--why", "No.")
    assert told.code == 0
    held = workflow.linking_of(linked)
    assert len(held.grouped.groups) == 2
    assert held.decisions == ()


def test_groups_keep_their_ids_through_decisions(linked, onrecord):
    before = {one.id for one in workflow.linking_of(linked).grouped.groups}
    pair = pair_of(onrecord, linked)
    onrecord("lists", "review", linked, "--reject", pair["id"], "--by", "Amal", "--why", "Cousins.")
    decision = workflow.linking_of(linked).decisions[0]
    workflow.undo_persons(linked, decision.id, by="Amal", why="No.")
    assert {one.id for one in workflow.linking_of(linked).grouped.groups} == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--accept", "zzzz", "--by", "A", "--why", "x"), "no pair is called zzzz"),
        (("--accept", "a", "--reject", "b"), "say one of"),
        (("--undo", "zzzz", "--by", "A", "--why", "x"), "no decision on persons is called zzzz"),
    ],
)
def test_a_review_that_cannot_be_is_one_clear_line(linked, onrecord, words, says):
    told = onrecord("lists", "review", linked, *words)
    assert (told.code, says in told.err) == (2, True)


def test_a_decision_needs_somebody_and_a_reason(linked, onrecord):
    pair = pair_of(onrecord, linked)
    assert "say who decides" in onrecord("lists", "review", linked, "--accept", pair["id"]).err
    told = onrecord("lists", "review", linked, "--accept", pair["id"], "--by", "Amal")
    assert (told.code, "say why" in told.err) == (2, True)


def test_decisions_on_persons_are_handed_to_a_colleague(linked, onrecord, tmp_path):
    copy = shutil.copytree(linked, tmp_path / "theirs")
    pair = pair_of(onrecord, linked)
    onrecord("lists", "review", linked, "--reject", pair["id"], "--by", "Amal", "--why", "Cousins.")
    lines = tmp_path / "decisions.jsonl"
    onrecord("export", linked, "--format", "decisions", "-o", lines)
    onrecord("import", copy, lines, "--format", "decisions")
    ours, theirs = workflow.linking_of(linked), workflow.linking_of(copy)
    assert theirs.grouped.groups == ours.grouped.groups
    assert theirs.decisions == ours.decisions


# -- export ------------------------------------------------------------------------------------


def test_an_export_leaves_out_what_nobody_asked_for_and_says_so(linked, onrecord):
    told = onrecord("lists", "export", linked)
    for secret in ("900111222", "Salma", "seen by a neighbour"):
        assert secret not in told.out
    assert "Left out: born, mother, national_id, said_by, notes." in told.err
    told = onrecord("lists", "export", linked, "--with", "national_id", "--with", "notes")
    assert "900111222" in told.out
    assert "Salma" not in told.out
    assert "Left out: born, mother, said_by." in told.err


def test_an_export_as_json_says_what_it_holds(linked, onrecord, tmp_path):
    out = tmp_path / "linked.json"
    onrecord("lists", "export", linked, "--json", "-o", out)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert "national_id" not in told["holds"]
    assert told["found_dead_waiting"] == 1
    assert len(told["rows"]) == 5


def test_no_cell_of_an_export_is_a_formula(coast, files, onrecord):
    (files / "odd.csv").write_text("Name,Age\n=cmd|' /C calc'!A0,4\n@SUM(A1),5\n")
    workflow.take_list(coast, files / "odd.csv", ListTold(name="odd"))
    rows = list(csv.DictReader(io.StringIO(onrecord("lists", "export", coast).out)))
    assert all(row["name"].startswith("'") for row in rows)


def test_an_export_has_its_line_in_the_chain_of_custody(linked, onrecord):
    told = onrecord("lists", "export", linked)
    with store.open_record(linked) as kept:
        last = kept.evidence("custody", CustodyEvent)[-1]
    assert last.subject in told.err
    assert "Nasser" not in str(last)


def test_an_unknown_field_is_one_clear_line(linked, onrecord):
    told = onrecord("lists", "export", linked, "--with", "religion")
    assert (told.code, "--with knows born" in told.err) == (2, True)


# -- nothing of a list is anywhere else --------------------------------------------------------


@pytest.fixture(scope="module")
def planted(decided_record, tmp_path_factory):
    """A record with figures to publish and a list with a planted name, linked."""
    place = tmp_path_factory.mktemp("planted")
    folder = shutil.copytree(decided_record, place / "coast")
    (place / f"{PLANTED}.csv").write_text(MAY, encoding="utf-8")
    workflow.take_list(folder, place / f"{PLANTED}.csv", ListTold(name="ministry"))
    (place / "wall.csv").write_text(WALL, encoding="utf-8")
    workflow.take_list(folder, place / "wall.csv", ListTold(name="wall"))
    workflow.link_lists(folder)
    return folder


@pytest.mark.parametrize("form", ["claims", "decisions", "names", *workflow.FORMATS])
def test_no_other_export_holds_a_name_of_a_list(planted, onrecord, tmp_path, form):
    out = tmp_path / "out"
    onrecord("export", planted, "--format", form, "-o", out)
    assert PLANTED.encode() not in out.read_bytes()


def test_no_byte_of_a_release_holds_a_name_of_a_list(planted, tmp_path):
    folder = shutil.copytree(planted, tmp_path / "coast")
    workflow.publish_record(folder, tmp_path / "site", Publishing(sign=True, by="Amal"))
    written = [one for one in (tmp_path / "site").rglob("*") if one.is_file()]
    assert written
    for one in written:
        data = one.read_bytes()
        assert PLANTED.encode() not in data, one
        assert "ناصر".encode() not in data, one


def test_neither_the_search_nor_the_pages_of_a_record_tell_a_name(planted, onrecord):
    with store.open_record(planted) as kept:
        assert kept.search(PLANTED) == ()
    for words in (
        ("show", planted),
        ("check", planted),
        ("verify", planted),
        ("lists", "show", planted),
    ):
        told = onrecord(*words)
        assert PLANTED not in told.out + told.err


def test_faults_tell_no_name(planted):
    with pytest.raises(OnRecordError) as raised:
        workflow.decide_persons(planted, ("prs_x", "prs_y"), "one-person", by="A", why="B")
    assert PLANTED not in str(raised.value)


# -- estimate and simulate ---------------------------------------------------------------------

SPINA = "A,B,C,n\n1,0,0,247\n0,1,0,49\n0,0,1,60\n1,1,0,142\n1,0,1,112\n0,1,1,4\n1,1,1,12\n"


def test_a_table_of_inclusion_is_estimated_without_a_record(onrecord, files):
    """Madigan and York (1997), spina bifida in upstate New York: 626 seen, 731 by their average."""
    (files / "table.csv").write_text(SPINA)
    told = onrecord("lists", "estimate", "--table", files / "table.csv", "--methods", "graphs")
    assert "626 people" in told.out
    assert "731" in told.out
    assert "What would break it" in told.out


def test_separate_answers_of_a_posterior_stand_with_their_probability(onrecord, files):
    """Graphs put half of the probability near 965 people and half near 1,441."""
    cells = "79 269 52 17 5 17 20 103 16 36 40 5 9 6 27".split()
    rows = [[*(f"{at >> one & 1}" for one in range(4)), n] for at, n in enumerate(cells, 1)]
    lines = [["A", "B", "C", "D", "n"], *rows]
    (files / "torn.csv").write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    told = onrecord("lists", "estimate", "--table", files / "torn.csv", "--methods", "graphs")
    assert told.code == 1
    answer = " ".join(told.out.replace("\n", " ").split())
    assert "graphs no answer separate answers near 965 (49% of the" in answer
    assert "1,441 (51% of the" in answer


def test_an_estimate_is_refused_where_lists_do_not_support_it_and_kept(linked, onrecord):
    told = onrecord(
        "lists", "estimate", linked, "--budget", "quick", "--linkages", "3", "--made-by", "Amal"
    )  # fmt: skip
    assert told.code == 1
    assert "An estimate needs three separate lists" in told.out
    (made,) = workflow.estimates_of(linked)
    assert all(one.is_refused for one in made.estimates)
    assert workflow.verify(linked).holds


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A,n\n1,3\n", "needs a column for each of two lists"),
        ("A,B,n\n1,2,3\n", "row 2: not a row of 0, 1 and a whole number"),
        ("A,A,n\n1,0,3\n", "each named once"),
        ("", "needs a column"),
    ],
)
def test_a_table_that_is_none_is_one_clear_line(onrecord, files, text, says):
    (files / "table.csv").write_text(text)
    told = onrecord("lists", "estimate", "--table", files / "table.csv")
    assert (told.code, says in told.err) == (2, True)


def test_an_estimate_is_of_a_record_or_of_a_table(onrecord):
    assert "name a RECORD, or a table" in onrecord("lists", "estimate").err


def test_what_lists_could_support_is_tried_on_made_up_people(onrecord):
    words = ("lists", "simulate", "--size", "400", "--chances", "0.4,0.4,0.4", "--draws", "2")
    told = onrecord(*words, "--methods", "graphs")
    assert (told.code, "holds the truth" in told.out) == (0, True)
    assert onrecord(*words, "--methods", "graphs").out == told.out
    assert onrecord("lists", "simulate", "--size", "9", "--chances", "x").code == 2
