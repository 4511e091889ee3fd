"""Tables that are damaged, or none: each gives problems with their place, and the rest goes on."""

import json
import sys
import tracemalloc

import pytest
from openpyxl import Workbook

from onrecord import workflow
from onrecord.model import OnRecordError, Told

HEAD = "id,date,place,killed,injured\n"
ROWS = "A,2031-05-01,Narwa,3,4\nB,2031-05-02,Tal,5,6\nC,2031-05-03,Sefa,7,8\n"


@pytest.fixture
def looked(tmp_path):
    """Return what looking at a table finds, writing nothing."""

    def look(data, name="t.csv", **told):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return workflow.view_table(path, Told(**told))

    return look


def _codes(view):
    return [problem.code for problem in view.problems]


def _book(tmp_path, rows, merged=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for stretch in merged:
        book.active.merge_cells(stretch)
    path = tmp_path / "t.xlsx"
    book.save(path)
    return path.read_bytes()


def test_ragged_rows_are_left_out_by_number_and_the_others_taken(looked):
    view = looked(HEAD + "A,2031-05-01,Narwa, near Tal,3,4\nB,2031-05-02,Tal,5,6\nC,2031\n")
    assert view.claims == 2
    assert [(one.row, one.why.split(",")[0]) for one in view.left] == [
        (2, "it has 6 cells and the header 5"),
        (4, "it has 2 cells and the header 5"),
    ]
    assert _codes(view) == ["table-row", "table-row"]


def test_rows_parted_by_another_sign_are_left_out_and_the_sign_is_named(looked):
    view = looked(HEAD + ROWS + "D;2031-05-04;Tal;1;2\n")
    assert view.claims == 6
    (left,) = view.left
    assert (left.row, "parted by “;”" in left.why) == (5, True)


def test_arabic_of_windows_is_read_and_its_encoding_is_a_question(looked):
    words = "رقم,التاريخ,المكان,القتلى,الجرحى\n1,2031-05-01,تعز,3,4\n2,2031-05-02,صعدة,5,6\n"
    view = looked(words.encode("windows-1256"))
    assert view.claims == 4
    assert any(code.startswith("encoding-") for code in _codes(view))
    assert [column.meaning for column in view.columns][2:4] == ["place", "killed, people"]


def test_bytes_of_two_encodings_are_a_problem_and_the_numbers_stand(looked):
    view = looked(
        HEAD.encode() + "A,2031-05-01,Nárwa,3,4\n".encode() + b"B,2031-05-02,N\xe1rwa,5,6\n"
    )
    assert view.claims == 4
    assert any(code.startswith("encoding-") for code in _codes(view))


def test_the_second_of_two_columns_of_one_heading_is_named_and_not_used(looked):
    view = looked("id,date,killed,killed\nA,2031-05-01,3,4\n")
    assert view.claims == 1
    assert [column.state for column in view.columns] == ["used", "used", "used", "twin"]
    assert "killed (as killed)" in view.problems[0].message


def test_cells_that_are_formulas_without_a_result_are_empty_and_named(looked, tmp_path):
    data = _book(tmp_path, [["id", "date", "killed", "injured"], ["A", "2031-05-01", "=1+2", 4]])
    view = looked(data, "t.xlsx")
    assert view.claims == 1
    (problem,) = [one for one in view.problems if one.code == "formula-unreckoned"]
    assert "(C2)" in problem.message


def test_a_merged_cell_says_its_value_once_and_is_named(looked, tmp_path):
    rows = [
        ["id", "date", "place", "killed"],
        ["A", "2031-05-01", "Narwa", 9],
        ["B", None, "Tal", None],
        ["C", "2031-05-03", "Tal", 1],
    ]
    view = looked(_book(tmp_path, rows, ["B2:B3", "D2:D3"]), "t.xlsx")
    assert view.claims == 2  # the nine are not counted again for each row that they stand over
    (problem,) = [one for one in view.problems if one.code == "sheet-merged"]
    assert "B2:B3, D2:D3" in problem.message


def test_a_title_merged_over_the_headings_is_nothing_to_speak_of(looked, tmp_path):
    rows = [["Tal Watch, 2031", None, None], ["id", "date", "killed"], ["A", "2031-05-01", 9]]
    view = looked(_book(tmp_path, rows, ["A1:C1"]), "t.xlsx")
    assert (view.claims, _codes(view)) == (1, [])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("t.csv", b"PK\x03\x04" + bytes(60), "ZIP archive"),
        ("t.csv", b"\x89PNG\r\n\x1a\n", "PNG picture"),
        ("t.csv", b"\x00\x01\x02" * 50, "binary data"),
        ("t.xlsx", b"PK\x03\x04" + bytes(60), "save it as CSV"),
    ],
)
def test_a_file_of_another_kind_is_one_line(looked, name, data, words):
    with pytest.raises(OnRecordError) as fault:
        looked(data, name)
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 and more", b"<html><p>11 killed</p></html>", b'{"killed": 11}\n', b"11\n"]
)
def test_what_is_called_a_table_and_is_none_makes_no_claims_and_says_so(looked, data):
    view = looked(data)
    assert view.claims == 0
    assert view.problems


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{", "line 1, column 2"),
        ("[1, 2]", "no FeatureCollection"),
        ('{"features": [3]}', "feature 1 is none"),
        ('{"features": [{"properties": {"killed": 3}}', "line 1"),
        ("[" * 100_000, "nest too deep"),
    ],
)
def test_damaged_features_are_a_problem_that_says_where(looked, data, words):
    view = looked(data, "t.geojson")
    (problem,) = view.problems
    assert (problem.code, view.claims) == ("file-damaged", 0)
    assert words in problem.message


def test_features_with_odd_parts_lose_only_those(looked):
    odd = [
        {"properties": None, "geometry": None},
        {"properties": {"killed": {"low": 3}}, "geometry": {"type": "Point", "coordinates": []}},
        {"properties": {"killed": 4}, "geometry": {"type": "Point", "coordinates": ["x", 2]}},
        {"properties": {"killed": 5}, "geometry": {"type": "Polygon", "coordinates": [[1, 2]]}},
    ]
    view = looked(json.dumps({"features": odd}), "t.geojson")
    assert (view.claims, _codes(view)) == (2, ["table-cell"])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_a_spreadsheet_was_kept_from_reckoning_is_as_it_was(looked, sign):
    view = looked(f"id,date,killed,source\nA,2031-05-01,3,'{sign}cmd\n")
    assert view.unknown.sources == ((f"{sign}cmd", 1),)


def _calls(look, text):
    """Count what is called meanwhile: the same on every machine, as no clock is."""
    seen = 0

    def count(_frame, event, _told):
        nonlocal seen
        seen += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        look(text)
    finally:
        sys.setprofile(None)
    return seen


def test_work_grows_with_the_rows_and_memory_stays_within_bounds(looked):
    """A hundred thousand rows are a hundred times a thousand: measured on fewer of them."""
    rows = "".join(f"R{i},2031-05-{1 + i % 28:02},Narwa,{i % 7},{i % 5}\n" for i in range(2_000))
    looked(HEAD + ROWS)  # the gazetteer is loaded
    half = HEAD + rows[: len(rows) // 2].rpartition("\n")[0]
    of_half, of_all = _calls(looked, half), _calls(looked, HEAD + rows)
    assert of_half > 1_000 * 10
    assert of_all < 2.2 * of_half
    tracemalloc.start()
    try:
        looked(half)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000 * 20_000 + 2_000_000  # bytes: some ten thousand a row, with its claims
