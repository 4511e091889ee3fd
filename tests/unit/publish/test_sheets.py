"""Sheets: what goes in is what a reader gets back, and no cell does anything."""

import csv
import io
from datetime import date

import pytest

from onrecord.publish.formats.sheet import cell, text, write_sheet


def written(columns, *rows, **more):
    out = io.BytesIO()
    write_sheet(out, columns, rows, **more)
    return out.getvalue()


def test_a_sheet_has_a_header_and_ends_each_row_with_cr_and_lf():
    assert written(["place", "killed"], {"place": "Aden", "killed": 3}) == (
        b"place,killed\r\nAden,3\r\n"
    )


def test_a_row_may_leave_columns_out_but_not_invent_one():
    assert written(["a", "b", "c"], {"b": "x"}) == b"a,b,c\r\n,x,\r\n"
    with pytest.raises(ValueError, match="no such columns: d"):
        written(["a"], {"d": "x"})


def test_fixed_text_may_stand_under_the_header():
    assert written(["n"], {"n": 1}, under={"n": "#affected"}) == b"n\r\n#affected\r\n1\r\n"


def test_quotes_commas_and_line_breaks_are_told_as_rfc_4180_has_it():
    told = 'he said "three, or four",\nand left'
    sheet = written(["a", "b"], {"a": told, "b": "x"})
    assert b'"he said ""three, or four"",\nand left",x\r\n' in sheet
    assert next(csv.DictReader(io.StringIO(sheet.decode(), newline="")))["a"] == told


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+SUM(A1)",
        "-1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "＝1+1",
        " =1+1",
        "\u200f=1+1",
        "\ufeff@x",
    ],
)
def test_text_that_a_spreadsheet_would_work_out_is_marked_as_text(formula):
    assert text(formula) == f"'{formula}"


@pytest.mark.parametrize(
    ("told", "safe"),
    [
        ("Aden; =1+1", "Aden;' =1+1"),  # a new cell where spreadsheets part by semicolons
        ("Aden\t=1+1", "Aden\t'=1+1"),
        ("Aden\n=1+1", "Aden\n'=1+1"),
        ("\t=1+1", "'\t'=1+1"),
        ("\r=1+1", "'\n'=1+1"),
        ("\twords", "'\twords"),
    ],
)
def test_a_formula_cannot_hide_behind_what_parts_cells(told, safe):
    assert text(told) == safe


@pytest.mark.parametrize("number", ["-77.5", "-3", "+12", "12"])
def test_a_number_told_as_text_is_no_formula(number):
    assert text(number) == number


def test_numbers_are_written_in_plain_digits():
    assert [cell(n) for n in (-77.5, 43.0, 0.00001, 1_500, 0, -0.0000001)] == [
        "-77.5", "43", "0.00001", "1500", "0", "0",
    ]  # fmt: skip
    assert cell(float("nan")) == cell(float("inf")) == ""


def test_unknown_is_an_empty_cell_and_a_day_is_iso():
    assert [cell(value) for value in (None, date(2025, 3, 7), True, False, ())] == [
        "", "2025-03-07", "true", "false", "",
    ]  # fmt: skip


def test_arabic_stays_as_it_is_and_keeps_its_marks():
    told = "قُتل ٣ أشخاص في صعدة\u200f (SNHR)\u061c."
    assert text(told) == told
    assert written(["a"], {"a": told}).decode().splitlines()[1] == told


def test_controls_that_turn_the_direction_of_a_line_are_taken_out():
    assert text("\u202e38\u202c dead\u2067 x") == "38 dead x"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\uffff"])
def test_what_is_no_text_shows_that_something_stood_there(control):
    assert text(f"a{control}b") == "a\ufffdb"
    assert b"\x00" not in written(["a"], {"a": f"a{control}b"})


def test_every_kind_of_line_end_becomes_one():
    assert text("a\r\nb\rc\u2028d\x85e\x0bf\x0cg") == "a\nb\nc\nd\ne\nf\ng"
