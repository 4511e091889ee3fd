"""Pages read from their picture, where Tesseract is on the machine."""

import io
import shutil
import subprocess

import pytest
from PIL import Image, ImageDraw, ImageFont

from onrecord import read
from onrecord.model import MachineLacks, Severity
from onrecord.read.papers import ocr
from onrecord.read.papers.assembled import Piece

_FONT = "LiberationSerif-Regular.ttf"


def _has(language):
    program = shutil.which(ocr.PROGRAM)
    if program is None:
        return False
    known = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False
    ).stdout
    return language in known.split()


needs_english = pytest.mark.skipif(
    not _has("eng"), reason="Tesseract with the model eng is not installed"
)
needs_arabic = pytest.mark.skipif(
    not _has("ara"), reason="Tesseract with the model ara is not installed"
)


def _scanned(*lines, font=_FONT, size=48):
    try:
        letters = ImageFont.truetype(font, size)
    except OSError:
        pytest.skip(f"needs the font {font}")
    page = Image.new("L", (2480, 1200), 255)
    draw = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        draw.text((250, 150 + 75 * i), line, font=letters, fill=0)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=300)
    return out.getvalue()


@needs_english
def test_a_scanned_page_is_read_where_the_settings_say_so(reading, codes):
    data = _scanned(
        "At least 12 people were killed in Hajin on Friday,",
        "and 34 others were wounded, doctors said.",
    )
    found = reading(data, manner=read.Manner(ocr=read.ready(["eng"])))
    read_words = " ".join(found.text.content.split())
    assert "12 people were killed in Hajin on Friday, and 34 others" in read_words
    assert "tesseract" in found.text.reader
    assert found.text.page(0) == 1
    assert codes(found) == ["read-by-ocr"]


@needs_english
def test_without_the_setting_nothing_is_read_from_pictures(reading, codes):
    assert codes(reading(_scanned("At least 12 people were killed."))) == ["no-text-layer"]


@needs_arabic
def test_no_number_of_an_arabic_page_is_trusted(reading):
    data = _scanned(
        "قالت مديرية الصحة إن ١٢٣ مدنيا قتلوا في القصف", font="NotoNaskhArabic-Regular.ttf", size=60
    )
    found = reading(data, manner=read.Manner(ocr=read.ready(["ara"])))
    assert "مديرية الصحة" in found.text.content
    doubted = [p for p in found.problems if p.code == "ocr-number-doubtful"]
    assert [p.severity for p in doubted] == [Severity.QUESTION]
    assert "misreads" in doubted[0].message


def test_a_machine_without_the_program_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(ocr, "_installed", lambda: ("", frozenset()))
    with pytest.raises(MachineLacks, match="apt-get install tesseract-ocr"):
        ocr.ready(["eng"])
    monkeypatch.setattr(ocr, "_installed", lambda: ("5.3.0", frozenset({"eng", "osd"})))
    with pytest.raises(MachineLacks, match=r"no model ara .*it has eng"):
        ocr.ready(["eng", "ara"])


def test_what_was_read_from_pictures_stands_in_the_order_of_pages():
    def piece(words, *pages):
        return Piece("paragraph", tuple((page, "", words) for page in pages))

    paper = [piece("one", 1), piece("garbled", 2), piece("on", 3, 4)]
    seen = [piece("two", 2), piece("five", 5)]
    assert [p.words for p in ocr.put_in(paper, seen)] == ["one", "two", "onon", "five"]
