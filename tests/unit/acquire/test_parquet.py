"""Parquet files of texts: each row a report, nothing guessed, no bad row stopping another."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from pyarrow import parquet as files

from onrecord import acquire
from onrecord.acquire import parquet
from onrecord.kit import apart
from onrecord.model import OnRecordError, Problem


@pytest.fixture
def given(tmp_path):
    """What comes out of a table: the reports, and the problems by code."""

    def written(columns, said=None, most_bytes=1000):
        path = tmp_path / "news.parquet"
        files.write_table(pa.table(columns), path)
        found = list(parquet.texts(path, "news.parquet", said=said, most_bytes=most_bytes))
        problems = [one for one in found if isinstance(one, Problem)]
        return [one for one in found if one not in problems], problems

    return written


def test_a_row_is_a_report_with_what_its_columns_tell(given):
    [one], [note] = given(
        {
            "id": ["7"],
            "body": ["Five were hurt."],
            "headline": ["Blast"],
            "outlet": ["Gazette"],
            "date": [datetime(2024, 5, 3, 10, tzinfo=UTC)],
            "lang": ["en"],
            "source": ["x"],
        }
    )
    assert one.document.name == "news.parquet/7"
    assert one.data == b"Five were hurt."
    assert one.media_type == "text/plain"
    told = one.document.told
    assert (told.title, told.publisher, told.published) == ("Blast", "Gazette", date(2024, 5, 3))
    assert told.language == "en"
    assert one.capture.member == "1"
    assert note.code == "columns-taken"
    assert note.message.endswith("Not used: source.")


def test_a_report_is_named_by_its_address_else_by_its_row(given):
    found, _ = given({"url": ["https://a.example/1", None, "no address"], "text": ["a", "b", "c"]})
    names = [one.document.name for one in found]
    assert names == ["https://a.example/1", "news.parquet/2", "news.parquet/3"]


def test_html_and_bytes_are_what_they_are(given):
    [page], _ = given({"html": ["<p>Five</p>"]})
    assert page.media_type == "text/html"
    [raw], _ = given({"data": [b"<!doctype html><p>Five</p>"]})
    assert raw.media_type == "text/html"
    none, problems = given({"data": [b"\x89PNG\r\n\x1a\n"]})
    assert not none
    assert [one.code for one in problems] == ["columns-taken", "not-text"]


def test_rows_that_cannot_be_taken_are_problems_and_the_rest_goes_on(given):
    found, problems = given(
        {
            "text": [None, "", "x" * 1001, "Two died.", "Three died."],
            "published": ["2024-01-01", "2024-01-01", "2024-01-01", "3/4/2024", "2024-01-05T08:00"],
        }
    )
    assert [one.data for one in found] == [b"Two died.", b"Three died."]
    assert [one.document.told.published for one in found] == [None, date(2024, 1, 5)]
    assert [(one.code, one.where) for one in problems[1:]] == [
        ("empty-document", "news.parquet/1"),
        ("empty-document", "news.parquet/2"),
        ("too-large", "news.parquet/3"),
        ("manifest-date", "news.parquet/4"),
    ]


def test_problems_that_are_alike_are_counted(given):
    _, problems = given({"text": ["", *[""] * 80]})
    assert len(problems) == 1 + 50 + 1
    assert problems[-1].message == "31 more problems of this kind are in this file."


def test_two_columns_that_could_be_the_report_are_asked_about_never_chosen(given):
    columns = {"text": ["short"], "content": ["long"]}
    none, [problem] = given(columns)
    assert not none
    assert problem.code == "texts-unusable"
    with pytest.raises(OnRecordError, match="several columns could be the report: text, content"):
        given(columns, said={})
    [one], _ = given(columns, said={"text": "content"})
    assert one.data == b"long"


@pytest.mark.parametrize("said", [{"text": "nothing"}, {"colour": "text"}])
def test_a_column_that_is_not_there_is_one_clear_line(given, said):
    with pytest.raises(OnRecordError, match="column"):
        given({"text": ["a"]}, said=said)


def test_columns_that_hold_something_else_than_words_are_problems(given):
    _, problems = given({"text": [5]})
    assert [one.code for one in problems] == ["columns-taken", "not-text"]


def test_a_damaged_file_in_a_folder_stops_nothing(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\0" * 50 + b"PAR1")
    (tmp_path / "b.txt").write_text("Two died in Homs.", encoding="utf-8")
    found = list(acquire.folder(tmp_path))
    assert [one.code for one in found if isinstance(one, Problem)] == ["texts-unusable"]
    assert [one.document.name for one in found if not isinstance(one, Problem)] == ["b.txt"]


def test_many_rows_come_in_order_over_several_questions(given):
    found, _ = given({"text": [f"Report {number}." for number in range(1500)]})
    assert [one.data for one in found] == [b"Report %d." % number for number in range(1500)]


def test_a_process_that_is_ended_in_the_middle_loses_no_row(tmp_path):
    """As the system does where memory runs out: another goes on behind the rows that were given."""
    path = tmp_path / "news.parquet"
    files.write_table(pa.table({"text": [f"Report {n}." for n in range(1500)]}), path)
    found = []
    for one in parquet.texts(path, "news.parquet", most_bytes=1000):
        found.append(one)
        if len(found) in {2, 700}:
            apart.stop()
    assert [one.data for one in found if not isinstance(one, Problem)] == [
        b"Report %d." % n for n in range(1500)
    ]


def test_a_table_that_breaks_in_the_middle_is_said_to(tmp_path):
    """Asked again, its reader does not take the place where it failed for the end."""
    path = tmp_path / "news.parquet"
    table = pa.table({"text": [f"Report {n} {'of words' * 20}." for n in range(3000)]})
    files.write_table(table, path, row_group_size=1000, compression="none", use_dictionary=False)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = b"\xff" * 400
    path.write_bytes(data)
    found = list(parquet.texts(path, "news.parquet", most_bytes=1_000_000))
    rows = [one for one in found if not isinstance(one, Problem)]
    broken = [one for one in found if isinstance(one, Problem) and one.code == "texts-unusable"]
    assert len(rows) >= 1000
    assert len(rows) == 3000 or broken
