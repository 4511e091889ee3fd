"""The cells of delimited text, and where they stand."""

import pytest

from onrecord.kit import cells


def read(text):
    return [[cell.value for cell in row.cells] for row in cells.rows(text)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]),
        ('a\tb\n"x\ty"\t2', [["a", "b"], ["x\ty", "2"]]),
        ('a,b\n"two\nlines",2', [["a", "b"], ["two\nlines", "2"]]),
        ('a,b\n"he said ""no""",2', [["a", "b"], ['he said "no"', "2"]]),
        ("\ufeffdate,killed\n1,2", [["date", "killed"], ["1", "2"]]),
        ("sep=;\na;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("\n\na,b\n\n1,2\n", [["a", "b"], ["1", "2"]]),
        ('"a, the first";b', [["a, the first", "b"]]),
        ("", []),
    ],
)
def test_rows_are_read_as_a_spreadsheet_program_reads_them(text, rows):
    assert read(text) == rows


def test_a_quoted_cell_is_pointed_at_without_its_marks():
    text = 'place,killed\n"Dahyan, Saada","4""3"'
    _, row = cells.rows(text)
    assert [text[cell.start : cell.end] for cell in row.cells] == ["Dahyan, Saada", '4""3']
    assert text[row.start : row.end] == '"Dahyan, Saada","4""3"'


def test_a_mark_that_nothing_closes_spoils_one_row_and_not_all_that_follow():
    rows = list(cells.rows('id,killed\n1,"5\n2,6\n3,"7"\n'))
    assert [[cell.value for cell in row.cells] for row in rows[1:]] == [
        ["1", '"5'],
        ["2", "6"],
        ["3", "7"],
    ]
    assert [row.is_broken for row in rows] == [False, True, False, False]


def test_rows_are_numbered_as_a_spreadsheet_program_numbers_them():
    assert [row.number for row in cells.rows('a,b\n\n"x\ny",1\n2,3')] == [1, 3, 4]


@pytest.mark.parametrize("line", ['1,"x\n', ',"\n', ',"""x\n', '"" ,""\n'])
def test_hostile_text_takes_no_longer_than_other_text(line):
    """A search for closing marks that began again at each mark would take hours here."""
    assert sum(1 for _ in cells.rows("a,b\n" + line * 50_000)) > 1_000
