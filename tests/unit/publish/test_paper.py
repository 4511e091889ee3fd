"""The paper: what can be read, searched and followed in it, and that it is always the same."""

import html
import io
import re
import sys
from datetime import date

import pypdf
import pypdfium2
import pytest

from onrecord.model import MachineLacks
from onrecord.model.public import Piece, Withheld, Words
from onrecord.publish import paper
from onrecord.publish.paper.chart import Mark, over_time
from onrecord.publish.paper.figures import Told
from onrecord.testing import planted, publics

ALL = paper.Asked()
ARABIC = paper.Asked(language="ar")


def text_of(made: bytes) -> str:
    """Return what a reader copies out of a paper, line ends made spaces."""
    document = pypdfium2.PdfDocument(made)
    return " ".join(
        " ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split())
        for page in document
    )


def arabic_public():
    claim = publics.claim(
        exact=publics.words("مقتل 12 مدنيا", "ar"), before=publics.words("اعلن المكتب ", "ar"),
        after=publics.words(" في السوق", "ar"),
    )  # fmt: skip
    return publics.public(publics.incident(claims=(claim,)), publics.incident(2))


@pytest.fixture(scope="module")
def english() -> bytes:
    return paper.pdf(publics.public(publics.incident(1), publics.incident(2)), ALL)


def test_its_words_and_numbers_can_be_copied_out_in_the_order_of_reading(english):
    text = text_of(english)
    parts = ("Northern record", "In short", "2 incidents", "12 people were killed",
             "People killed, incident by incident", "Who says what",
             "Saada health office (not a party", "By each rulebook", "Method", "write to desk@record.example")  # fmt: skip
    at = [text.find(part) for part in parts]
    assert -1 not in at
    assert at == sorted(at)


def test_footnotes_stand_at_the_foot_of_the_page_that_points_at_them(english):
    first = pypdfium2.PdfDocument(english)[0].get_textpage()
    said = first.get_text_range()
    at = said.index("Harbour Gazette")
    _left, bottom, _right, _top = first.get_charbox(at)
    assert bottom < 200
    assert "ab" * 32 in said


def test_it_has_a_title_a_language_tags_bookmarks_and_page_numbers(english):
    read = pypdf.PdfReader(io.BytesIO(english))
    root = read.trailer["/Root"].get_object()
    assert read.metadata.title == "Northern record: All incidents"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    outline = str([one if isinstance(one, list) else one.title for one in read.outline])
    assert "In short" in outline
    assert "14 May 2024, Northport, Yemen" in outline
    assert f"1 / {len(read.pages)}" in text_of(english)


def test_it_says_that_it_can_be_read_aloud_where_its_fonts_have_every_character(english):
    assert b"pdfuaid" in english
    odd = publics.public(publics.incident(victims="漢字"))
    assert b"pdfuaid" not in paper.pdf(odd, ALL)


def test_links_lead_to_footnotes_incidents_and_addresses(english):
    read = pypdf.PdfReader(io.BytesIO(english))
    links = [
        one.get_object() for page in read.pages for one in page.get("/Annots", [])
        if one.get_object()["/Subtype"] == "/Link"
    ]  # fmt: skip
    addresses = [one["/A"]["/URI"] for one in links if "/URI" in one.get("/A", {})]
    assert "https://gazette.example/market" in addresses
    assert any("/Dest" in one or "/D" in one.get("/A", {}) for one in links)


def test_arabic_is_joined_stands_in_order_and_can_be_searched():
    text = text_of(paper.pdf(arabic_public(), ARABIC))
    for words in ("تقرير", "باختصار", "مقتل 12 مدنيا", "الحوادث", "دليل القواعد"):
        assert words in text, words
    root = pypdf.PdfReader(io.BytesIO(paper.pdf(arabic_public(), ARABIC))).trailer["/Root"]
    assert root.get_object()["/Lang"] == "ar"


def test_arabic_words_in_an_english_paper_can_be_searched_too():
    assert "مقتل 12 مدنيا" in text_of(paper.pdf(arabic_public(), ALL))


@pytest.mark.parametrize("asked", [ALL, ARABIC])
def test_the_same_content_gives_the_same_bytes(asked):
    assert paper.pdf(arabic_public(), asked) == paper.pdf(arabic_public(), asked)
    assert paper.html(arabic_public(), asked) == paper.html(arabic_public(), asked)


def test_no_day_of_the_making_is_in_it(english):
    assert not re.search(rb"/CreationDate|CreateDate|ModDate", english)


def test_without_the_typesetter_it_is_one_line_that_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MachineLacks, match=r"onrecord\[pdf\]") as told:
        paper.pdf(publics.public(), ALL)
    assert told.value.exit_code == 4


def test_the_page_lets_nothing_be_loaded_and_nothing_run():
    page = html.unescape(paper.html(publics.public(), ALL).decode())
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not re.search(r"<script|<link|<img|<iframe|style=|@import|url\(", page)
    assert page.count("http://") == page.count("http://www.w3.org/2000/svg")


def test_what_is_withheld_is_in_no_byte_of_either():
    """The words that stand there instead are all that the report was ever given."""
    hidden_name = "Salim Darwish"
    hidden = Words(pieces=(Piece(text="", withheld=Withheld.NAME), Piece(text=" said so.")))
    claim = publics.claim(after=hidden)
    public = publics.public(publics.incident(claims=(claim,)))
    opening = {b"%PDF-": text_of}
    for made in (paper.html(public, ALL), paper.pdf(public, ALL)):
        assert planted.secrets_in(made, [hidden_name], opening=opening) == ()
        assert planted.secrets_in(made, ["name withheld"], opening=opening) != ()


def test_three_hundred_incidents_stay_under_a_megabyte_and_take_seconds():
    incidents = tuple(
        publics.incident(n, when=publics.day(2024, 1 + n % 12, 1 + n % 28)) for n in range(300)
    )
    public = publics.public(*incidents)
    assert len(paper.html(public, ALL)) < 1_000_000
    assert len(pypdf.PdfReader(io.BytesIO(paper.pdf(public, ALL))).pages) > 50


def test_many_marks_stay_inside_the_drawing():
    day = date(2024, 5, 14)
    marks = [
        Mark(first=day, last=day, label=str(n), told=Told(outcome="killed", low=n, high=n))
        for n in range(1, 40)
    ]
    drawing = over_time(marks)
    at = [float(x) for x in re.findall(r'cx="([\d.-]+)"', str(drawing.svg))]
    assert min(at) >= 0
    assert max(at) <= 760


def test_one_dated_incident_is_no_chart():
    assert over_time([]) is None
