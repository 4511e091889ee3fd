"""The rows of a PDF that is a table: cell by cell, in the same columns on every page."""

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from onrecord import read
from onrecord.lists import tables
from onrecord.workflow import list_files

HEADINGS = ("No", "Name", "Age", "Sex", "Place")
LEFT = (60, 90, 250, 285, 320)
NAMES = ["Omar Ali Saleh", "Luz Dary Henao", "Abd al-Rahman Abu Zaid", "Amal Haddad"]
ROWS = [
    (str(n + 1), NAMES[n % 4], "" if n % 5 == 2 else str(n), "FM"[n % 2], ["Old Town", "Tal Amar", ""][n % 3])
    for n in range(60)
]  # fmt: skip
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def _page(rows, number, title=()):
    cells = [(60, 40, *title)] if title else []
    for at, row in enumerate([HEADINGS, *rows]):
        cells += [(x, 80 + 20 * at, words) for x, words in zip(LEFT, row, strict=True) if words]
    return [*cells, (290, 815, f"{number}")]


@pytest.fixture
def paper(printed):
    """A list over three pages, with a title on the first and headings on each."""
    return printed(
        _page(ROWS[:25], 1, ["Those killed in May"]), _page(ROWS[25:50], 2), _page(ROWS[50:], 3)
    )


def test_rows_are_read_cell_by_cell_and_empty_cells_stay_empty(paper):
    (sheet,) = list_files.sheets(paper, "list.pdf")
    assert sheet.headings == HEADINGS
    assert [row for row in sheet.rows if not sheet.is_heading_again(row)] == ROWS
    assert [row for row in sheet.rows if sheet.is_heading_again(row)] == [HEADINGS] * 2
    assert sheet.problems == ()
    assert [c.meaning.value for c in tables.propose(sheet).columns] == [
        "nothing", "name", "age", "sex", "place",
    ]  # fmt: skip


def test_each_row_knows_its_page(paper):
    (sheet,) = list_files.sheets(paper, "list.pdf")
    pages = {row[0]: sheet.page_of(at) for at, row in enumerate(sheet.rows, 1)}
    assert [pages[n] for n in ("1", "25", "26", "50", "51", "60")] == [1, 1, 2, 2, 3, 3]
    assert sheet.pages == ((1, 1), (26, 2), (52, 3))


def test_a_row_of_several_lines_between_drawn_lines_is_one():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    for at in range(4):
        canvas.line(40, 260 - 40 * at, 360, 260 - 40 * at)
    drawn = [(50, 240, "Name"), (200, 240, "Age"), (50, 205, "Omar Ali"), (50, 190, "Saleh"),
             (200, 198, "7"), (50, 158, "Luz Henao"), (200, 158, "30")]  # fmt: skip
    for x, y, words in drawn:
        canvas.drawString(x, y, words)
    canvas.save()
    (sheet,) = list_files.sheets(out.getvalue(), "list.pdf")
    assert (sheet.headings, sheet.rows) == (
        ("Name", "Age"), (("Omar Ali Saleh", "7"), ("Luz Henao", "30")),
    )  # fmt: skip


@pytest.mark.skipif(not FONT.exists(), reason="needs the font DejaVu Sans")
def test_an_arabic_list_is_read_from_the_right():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    rows = [("الاسم", "العمر", "تاريخ الوفاة"), ("عمر علي صالح", "٧", "03/05/2024"),
            ("ليلى عبد الله", "", "25/05/2024"), ("نور كريم", "41", "")]  # fmt: skip
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    canvas.setFont("DejaVu", 10)
    for at, row in enumerate(rows):
        for right, words in zip((360, 240, 180), row, strict=True):
            is_arabic = any("ء" <= sign <= "ي" for sign in words)
            canvas.drawRightString(right, 260 - 20 * at, words[::-1] if is_arabic else words)
    canvas.save()
    (sheet,) = list_files.sheets(out.getvalue(), "list.pdf")
    assert (sheet.headings, sheet.rows) == (rows[0], tuple(rows[1:]))


@pytest.mark.parametrize(
    ("data", "why"), [(b"%PDF-1.7\nbroken", "damaged"), (b"%PDF-1.4\n%%EOF", "damaged")]
)
def test_a_paper_that_cannot_be_read_says_why(data, why):
    found = read.pdf_rows(data)
    assert (found.rows, why in found.refused) == ((), True)


def test_pages_without_words_are_named(printed, page_of):
    found = read.pdf_rows(page_of(b"q Q"))
    assert (found.rows, found.refused) == ([], "")
    assert read.pdf_rows(printed(_page(ROWS[:3], 1), [])).remarks == ()
