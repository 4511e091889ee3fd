"""Files of lists that are damaged, hostile or no lists: problems, never a traceback."""

import io
import json
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from onrecord.lists import tables
from onrecord.model import Column, Issue, Meaning, NameList, OnRecordError
from onrecord.workflow import list_files

LIST = NameList(name="ministry")
ISSUE = Issue(list=LIST.id, sha256="0", file="a.csv", at=datetime(2024, 6, 1, tzinfo=UTC))


def workbook(rows, *, merged=(), sheets=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for stretch in merged:
        book.active.merge_cells(stretch)
    for name in sheets:
        book.create_sheet(name).append(["Name", "Age"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problems(data, name="list.csv"):
    found = list_files.sheets(data, name)
    assert not any(sheet.rows for sheet in found)
    return [(p.code, p.message) for sheet in found for p in sheet.problems]


WHOLE = workbook([["Name", "Age"], ["Omar Saleh", 7]])


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"\x00\x01\x02 killed", b"[" * 100_000, b'{"a": ' * 100_000, b'[{"name": "Om', b"[]",
     b"{}", b'{"a": 1}', b"%PDF-1.7\nbroken"],
)  # fmt: skip
def test_what_is_no_list_is_one_problem(data):
    ((code, message),) = problems(data)
    assert code in {"list-file", "file-damaged"}
    assert message.endswith(".")


def test_a_workbook_that_breaks_off_is_told_as_damaged():
    assert [code for code, _ in problems(WHOLE[: len(WHOLE) // 2], "list.xlsx")] == ["list-file"]
    out = io.BytesIO(WHOLE)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../outside.xml", b"<a/>")
    ((code, message),) = problems(out.getvalue(), "list.xlsx")
    assert code == "too-complex"
    assert "leads outside" in message


def test_letters_in_a_wrong_encoding_are_told():
    data = "Name,Place\nOmar Saleh,حلب القديمة\n".encode() + b"Luz Henao,\xff\n"
    (sheet,) = tables.sheets(data, "list.csv")
    assert "1 letters of the file are damaged" in sheet.problems[0].message
    assert sheet.rows[0] == ("Omar Saleh", "حلب القديمة")


def test_a_million_columns_are_cut_and_told():
    data = ("Name," + "x," * 1_000_000 + "\nOmar Saleh,7\n").encode()
    (sheet,) = tables.sheets(data, "list.csv")
    assert len(sheet.headings) == 512
    assert sheet.rows[0][0] == "Omar Saleh"
    assert "more than 512 columns" in sheet.problems[0].message


def test_ragged_rows_are_filled_and_a_stray_mark_spoils_one_row():
    data = b'Name,Age,Place\nOmar Saleh\nLuz Henao,30,Old Town,more\n"Amal,4\nNour Aziz,9\n'
    (sheet,) = tables.sheets(data, "list.csv")
    assert [len(row) for row in sheet.rows] == [4] * 4
    assert sheet.headings == ("Name", "Age", "Place", "")
    assert sheet.rows[3][:2] == ("Nour Aziz", "9")
    assert "A quotation mark opens a cell" in sheet.problems[0].message


def test_formulas_are_never_reckoned():
    (sheet,) = tables.sheets(b"Name,Age\n=HYPERLINK(1),=3+4\n", "list.csv")
    assert sheet.rows == (("=HYPERLINK(1)", "=3+4"),)
    (sheet,) = list_files.sheets(workbook([["Name", "Age"], ["Omar Saleh", "=3+4"]]), "list.xlsx")
    assert sheet.rows == (("Omar Saleh", ""),)
    assert "a formula without its result" in sheet.problems[0].message


def test_cells_merged_over_rows_hold_for_each_of_them():
    rows = [["Place", "Name", "Age"], ["Old Town", "Omar Saleh", 7], [None, "Luz Henao", 30]]
    (sheet,) = list_files.sheets(workbook(rows, merged=["A2:A3"]), "list.xlsx")
    assert sheet.rows == (("Old Town", "Omar Saleh", "7"), ("Old Town", "Luz Henao", "30"))
    assert "merged over several rows (A2:A3)" in sheet.problems[0].message


def test_a_heading_over_two_columns_is_no_value_of_the_next_row():
    rows = [["Victim", None, "Age"], ["Given name", "Family name", None], ["Omar", "Saleh", 7]]
    (sheet,) = list_files.sheets(workbook(rows, merged=["A1:B1", "C1:C2"]), "list.xlsx")
    assert sheet.headings == ("Given name", "Family name", "Age")
    assert sheet.rows == (("Omar", "Saleh", "7"),)


def test_each_sheet_of_a_workbook_is_a_table():
    found = list_files.sheets(workbook([["Name"], ["Omar Saleh"]], sheets=["June"]), "list.xlsx")
    assert [(sheet.name, sheet.headings) for sheet in found] == [
        ("Sheet", ("Name",)),
        ("June", ("Name", "Age")),
    ]


def test_a_sheet_that_says_it_is_a_million_rows_long_is_read():
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(WHOLE))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            held = source.read(name)
            if name.endswith("sheet1.xml"):
                assert b'ref="A1:B2"' in held
                held = held.replace(b'ref="A1:B2"', b'ref="A1:AA1048576"')
            made.writestr(name, held)
    (sheet,) = list_files.sheets(out.getvalue(), "list.xlsx")
    assert sheet.rows == (("Omar Saleh", "7"),)


def test_columns_that_do_not_fit_are_refused_in_one_line():
    sheet = tables.headed("", [["Name", "Age"], ["Omar Saleh", "7"]])
    with pytest.raises(OnRecordError, match=r"a.csv: 1 columns are told, and the table has 2"):
        tables.entries(
            sheet, [Column(heading="Name", meaning=Meaning.NAME)], name_list=LIST, issue=ISSUE
        )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[columns]\nName = = 1", "m.toml, line 2: no TOML"),
        ("a = 1", "“a” is not known"),
        ("", r"the table \[columns\] is missing"),
        ('[columns]\nWard = "note"', "the list has no column “Ward”"),
        ('[columns]\nName = "surname"', "it must be of name, other-name"),
        ('[columns]\nAge = { means = "age", how = "weeks" }', "it may be months, days"),
        ('[columns]\nAge = { means = "age", like = "x" }', "“like” is not known"),
        ("[columns]\nAge = [1]", "means"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_in_one_line(text, why):
    sheet = tables.headed("", [["Name", "Age"], ["Omar Saleh", "7"]])
    with pytest.raises(OnRecordError, match=why) as told:
        tables.columns_from(text, "m.toml", sheet)
    assert "\n" not in str(told.value)


def test_json_with_values_in_values_is_kept_flat():
    data = json.dumps(
        [{"name": {"ar": "عمر", "en": "Omar"}, "tags": ["a", "b"], "ok": True, "x": None}]
    )
    (sheet,) = tables.sheets(data.encode(), "list.json")
    assert sheet.headings == ("name ar", "name en", "tags", "ok", "x")
    assert sheet.rows == (("عمر", "Omar", "a; b", "true", ""),)
