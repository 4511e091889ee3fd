"""Word documents and workbooks."""

import io
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; sheet="
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def saved():
    """Return a document or a workbook as bytes."""

    def made(held):
        out = io.BytesIO()
        held.save(out)
        return out.getvalue()

    return made


def test_headings_lists_tables_comments_and_edges_of_pages(saved, reading, blocks):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Monitor of the Coast"
    made.add_heading("The market of Al-Atarib", 0)
    made.add_heading("What is known", 1)
    told = made.add_paragraph("Nine people died on 3 May 2024.")
    made.add_paragraph("Three farmers were shot.", style="List Bullet")
    table = made.add_table(2, 2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("Place", "Killed", "Hajin", "3"), strict=True
    ):
        cell.text = words
    made.add_comment(told.runs, text="It was ten.", author="Omar")
    assert blocks(reading(saved(made), WORD)) == [
        ("boilerplate", "Monitor of the Coast"),
        ("title", "The market of Al-Atarib"),
        ("heading", "What is known"),
        ("body", "Nine people died on 3 May 2024."),
        ("body", "Three farmers were shot."),
        ("body", "Place | Killed"),
        ("body", "Hajin | 3"),
        ("comment", "Omar: It was ten."),
    ]


def test_a_document_without_properties_is_given_none(saved, reading, codes):
    """Neither the library's title nor the moment of reading as the day of a change."""
    made = docx.Document()
    made.add_paragraph("Nine people died in Hajin.")
    relations = made.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("core-properties")]:
        del relations[key]
    found = reading(saved(made), WORD)
    assert (found.document.title, found.document.author) == (None, None)
    assert "file-date" not in codes(found)


def test_what_was_inserted_is_read_and_what_was_deleted_is_kept_and_labelled(
    saved, reading, blocks, codes
):
    made = docx.Document()
    paragraph = made.add_paragraph("In Hajin ")
    for xml in (
        f'<w:del {_W} w:id="1" w:author="Omar"><w:r><w:delText>nine</w:delText></w:r></w:del>',
        f'<w:ins {_W} w:id="2" w:author="Omar"><w:r><w:t>ten</w:t></w:r></w:ins>',
        f'<w:r {_W}><w:t xml:space="preserve"> people died.</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(xml))
    found = reading(saved(made), WORD)
    assert blocks(found) == [("body", "In Hajin ten people died."), ("boilerplate", "nine")]
    assert "changes-marked" in codes(found)
    assert "1 inserted, 1 deleted" in next(
        p.message for p in found.problems if p.code == "changes-marked"
    )


def test_core_properties_say_where_title_and_author_are_from(saved, reading):
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = "The coast in May", "Lina Haddad"
    made.core_properties.created = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
    made.add_paragraph("Nine people died in Hajin on Friday, when shells fell, a doctor said.")
    found = reading(saved(made), WORD)
    assert dict(found.document.found_in)["author"] == "core properties"
    assert found.document.author == "Lina Haddad"
    assert found.document.published is None
    assert "2024-05-06" in next(p.message for p in found.problems if p.code == "file-date")


def test_an_empty_document_is_a_problem(saved, reading):
    assert [p.code for p in reading(saved(docx.Document()), WORD).problems] == ["empty-document"]


def _book(*rows, state="visible"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Deaths"
    for row in rows:
        sheet.append(row)
    sheet.sheet_state = state
    if state != "visible":
        book.create_sheet("Other").append(["x"])
    return book


def test_a_sheet_is_read_as_a_table_with_its_values(saved, reading):
    book = _book(
        ["Date", "Place", "Killed"],
        [date(2024, 5, 3), "Aleppo, east", 12],
        [datetime(2024, 5, 4, 14, 30), "Hajin", 3.0],  # noqa: DTZ001 - workbooks know no zones
    )
    text = reading(saved(book), SHEET + "Deaths").text
    assert (
        text.content
        == 'Date,Place,Killed\n2024-05-03,"Aleppo, east",12\n2024-05-04 14:30,Hajin,3\n'
    )
    assert text.reader.startswith("table")


def test_a_formula_without_its_result_is_said_and_not_reckoned(saved, reading, codes):
    found = reading(saved(_book(["Killed"], [3], ["=SUM(A2:A2)"])), SHEET + "Deaths")
    assert codes(found) == ["formula-unreckoned"]
    assert "=SUM" not in found.text.content


def test_a_sheet_that_is_not_there_any_more(saved, reading, codes):
    assert codes(reading(saved(_book(["Killed"])), SHEET + "Injured")) == ["too-complex"]
