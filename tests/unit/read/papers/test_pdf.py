"""PDFs: words in the order of reading, each with its page."""

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from onrecord import read
from onrecord.kit import apart
from onrecord.model import Severity, Told, Voice

LEFT = [
    "At least 12 people were killed on Friday when shells",
    "struck the market of Al-Atarib, health officials of the",
    "province said. Another thirty-four people were brought",
    "to two hospitals with wounds, among them many traders",
    "who had opened their stalls early in the morning.",
]
RIGHT = [
    "Witnesses described a second strike some ten minutes",
    "after the first one, when relatives had come to look",
    "for the missing. Nine bodies were taken from the ruins",
    "of a bakery near the river before night fell over the",
    "town, rescue workers told a reporter.",
]


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other(printed, reading, blocks):
    page = [(60, 60, "Shells strike a market in Al-Atarib", 20, "Times-Bold")]
    for i, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page += [(60, 120 + 13 * i, left), (310, 120 + 13 * i, right)]
    assert blocks(reading(printed(page))) == [
        ("title", "Shells strike a market in Al-Atarib"),
        ("body", " ".join(LEFT)),
        ("body", " ".join(RIGHT)),
    ]


def test_every_passage_has_its_page_and_a_paragraph_goes_on_overleaf(printed, reading):
    first = [(60, 60 + 13 * i, line) for i, line in enumerate(LEFT[:3])]
    second = [(60, 60 + 13 * i, line) for i, line in enumerate(LEFT[3:])]
    text = reading(printed(first, second)).text
    assert text.content == " ".join(LEFT)
    assert text.page(text.content.index("province")) == 1
    assert text.page(text.content.index("to two hospitals")) == 2
    assert [text.page(0), len(text.pages)] == [1, 2]


def test_heads_feet_and_numbers_of_pages_are_no_part_of_the_report(printed, reading, blocks):
    pages = [
        [
            (60, 30, "Monitor of the Coast - quarterly report", 8),
            *((60, 120 + 13 * i, f"{line}") for i, line in enumerate(side)),
            (280, 820, f"Page {number} of 3", 8),
        ]
        for number, side in enumerate((LEFT, RIGHT, LEFT[::-1]), 1)
    ]
    found = reading(printed(*pages))
    outside = [words for voice, words in blocks(found) if voice == "boilerplate"]
    assert len(outside) == 6
    assert {b.rule for b in found.text.blocks if b.voice is Voice.BOILERPLATE} == {
        "page-head", "page-number",
    }  # fmt: skip
    assert ("body", " ".join(LEFT)) in blocks(found)
    foot = found.text.content.index("Page 2 of 3")
    assert found.text.page(foot) == 2


def test_rows_of_a_table_that_goes_on_over_pages_are_no_furniture(printed, reading, blocks):
    pages = [
        [
            (x, 50 + 14 * i, cell)
            for i in range(4)
            for x, cell in (
                (60, str(10 * page + i)),
                (120, f"Name {'ABCDEFGH'[4 * page + i]}"),
                (300, "May"),
            )
        ]
        for page in (0, 1)
    ]
    rows = [words for _, words in blocks(reading(printed(*pages)))]
    assert rows == [f"{10 * (i // 4) + i % 4} | Name {'ABCDEFGH'[i]} | May" for i in range(8)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("the bombard-", "ment of the town"), "the bombardment of the town"),
        (("killed twenty-", "five men"), "killed twenty-five men"),
        (("from Deir ez-", "Zor on Monday"), "from Deir ez-Zor on Monday"),
        (("in the well-known town a well-", "known man died"), "well-known town a well-known man"),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_only_where_the_word_is_whole_without_it(
    printed, reading, lines, words
):
    filled = [
        f"{'Of what is told here much is known, and so was ' if not i else ''}{line}"
        for i, line in enumerate(lines)
    ]
    page = [(60, 60 + 13 * i, line) for i, line in enumerate(filled)]
    assert words in reading(printed(page)).text.content


def test_a_text_with_a_dropped_hyphen_says_so(printed, reading):
    page = [(60, 60, "Officials counted the dead of the bombard-"), (60, 73, "ment of the town.")]
    (block,) = reading(printed(page)).text.blocks
    assert block.rule in {"paragraph-hyphens", "rest"}
    assert "bombardment" in reading(printed(page)).text.content


def test_title_author_and_day_say_where_they_are_from(reading):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("The coast in May")
    canvas.setAuthor("Lina Haddad")
    for i, line in enumerate(LEFT):
        canvas.drawString(60, 700 - 14 * i, line)
    canvas.save()
    found = reading(out.getvalue())
    told = dict(found.document.found_in)
    assert (found.document.title, told["title"]) == ("The coast in May", "pdf Title")
    assert (found.document.author, told["author"]) == ("Lina Haddad", "pdf Author")
    assert found.document.published is None
    (asked,) = [p for p in found.problems if p.code == "file-date"]
    assert asked.severity is Severity.QUESTION
    assert "CreationDate" in asked.message


def test_who_tells_the_day_is_asked_nothing_about_the_files_own(printed, reading):
    told = Told(published=__import__("datetime").date(2024, 5, 6))
    found = reading(printed([(60, 60, LEFT[0])]), told=told)
    assert [p.code for p in found.problems] == []


def test_a_scanned_page_is_named_and_ocr_offered(raw_pdf, reading, codes):
    picture = bytes(100)
    data = raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R "
        "/Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length 30 >>\nstream\nq 500 0 0 500 0 0 cm /I Do Q  \nendstream",
        b"<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Length 100 >>\nstream\n" + picture + b"\nendstream",
    )
    found = reading(data)
    assert found.text is None
    assert codes(found) == ["no-text-layer"]
    assert "Page 1" in found.problems[0].message
    assert "ocr = true" in found.problems[0].message


def _locked(data, user):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=user, owner_password=user[::-1], algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_locked_without_a_password_is_read(printed, reading):
    assert LEFT[0] in reading(_locked(printed([(60, 60, LEFT[0])]), "")).text.content


def test_a_pdf_that_asks_for_a_password_is_a_problem(printed, reading, codes):
    found = reading(_locked(printed([(60, 60, LEFT[0])]), "secret"))
    assert (found.text, codes(found)) == (None, ["file-locked"])


@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
@pytest.mark.parametrize("shown", [0, 90, 180, 270])
def test_words_that_are_drawn_or_shown_turned_are_read(reading, drawn, shown):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 600))
    canvas.translate(300, 300)
    canvas.rotate(drawn)
    for i, line in enumerate(LEFT):
        canvas.drawString(-200, 200 - 14 * i, line)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(out.getvalue())))
    writer.pages[0].rotate(shown)
    out = io.BytesIO()
    writer.write(out)
    text = reading(out.getvalue()).text
    assert text.content == " ".join(LEFT)
    first, *_ = read.boxes(out.getvalue(), text, 0, len("At least 12 people"))
    is_upright = (drawn - shown) % 360 == 0
    if is_upright:
        assert 0.15 < first.left < 0.18
        assert 0.14 < first.top < 0.17


def test_where_words_stand_on_the_page(printed, reading):
    page = [(60, 100 + 13 * i, line) for i, line in enumerate(LEFT)]
    data = printed(page)
    text = reading(data).text
    start = text.content.index("12 people were killed")
    (area,) = read.boxes(data, text, start, start + len("12 people were killed"))
    assert area.page == 1
    assert 60 / 595 < area.left < 0.2
    assert area.top < 100 / 842 < area.bottom + 0.01
    over = text.content.index("shells struck")
    first, second = read.boxes(data, text, over, over + len("shells struck"))
    assert first.bottom < second.bottom
    assert second.left < first.left


def test_where_words_of_the_second_page_stand(printed, reading):
    data = printed([(60, 60, f"{LEFT[0]}.")], [(60, 400, "Nine bodies were found.")])
    text = reading(data).text
    start = text.content.index("Nine")
    (area,) = read.boxes(data, text, start, start + 11)
    assert area.page == 2
    assert 0.4 < area.top < 0.5


# -- Arabic ------------------------------------------------------------------------------------

_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
_ARABIC = [
    "قالت مديرية الصحة إن 12 مدنيا قتلوا وأصيب 34 آخرون في قصف",
    "على سوق بلدة الأتارب يوم 3/5/2024 وفق بيان SNHR (نساء وأطفال)",
    "وبلغ العدد ١٢٬٣٤٥ شخصا. الإسلام والأمل للآخرين.",
]
_ALONE = set("اأإآدذرزوؤةىء")
_FORMS = {}
for _code in range(0xFE70, 0xFEFD):
    _kind, *_letters = unicodedata.decomposition(chr(_code)).split() or [""]
    if _letters:
        _FORMS["".join(chr(int(one, 16)) for one in _letters), _kind] = chr(_code)


def _shaped(words):
    """Letters as shapes, as old programs write them; every lam-alef is one shape."""
    units = []
    for sign in words:
        if units and units[-1] == "ل" and sign in "اأإآ":
            units[-1] += sign
        else:
            units.append(sign)
    made = ""
    for i, unit in enumerate(units):
        is_letter = "ء" <= unit[-1] <= "ي"
        before = i > 0 and "ء" <= units[i - 1][-1] <= "ي" and units[i - 1][-1] not in _ALONE
        joins = unit[-1] not in _ALONE and i + 1 < len(units) and "آ" <= units[i + 1][-1] <= "ي"
        kinds = [
            k
            for k, fits in (
                ("<medial>", before and joins),
                ("<final>", before),
                ("<initial>", joins),
                ("<isolated>", True),
            )
            if fits
        ]
        made += (
            next((f for k in kinds if (f := _FORMS.get((unit, k)))), unit) if is_letter else unit
        )
    return made


def _from_left(words):
    """A line as it stands on the page from left to right."""
    import re

    turned = _shaped(words)[::-1]
    turned = re.sub(r"[0-9٠-٩A-Za-z]+(?:[/٬][0-9٠-٩]+)*", lambda m: m[0][::-1], turned)
    return turned.translate(str.maketrans("()", ")("))


@pytest.mark.skipif(not _FONT.exists(), reason="needs the font DejaVu Sans")
def test_arabic_drawn_as_shapes_from_left_to_right_is_read_as_letters(reading):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("DejaVu", str(_FONT)))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("DejaVu", 12)
    for i, line in enumerate(_ARABIC):
        canvas.drawRightString(550, 750 - 18 * i, _from_left(line))
    canvas.save()
    found = reading(out.getvalue())
    assert found.text.content == " ".join(_ARABIC)
    assert found.text.language == "ar"


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
def test_arabic_as_a_browser_prints_it(reading, blocks, tmp_path):
    rows = "".join(
        f"<tr><td>{a}<td>{b}<td>{c}"
        for a, b, c in (("الاسم", "العمر", "المكان"), ("أحمد الخطيب", "25", "حلب"))
    )
    page = tmp_path / "a.html"
    page.write_text(
        f'<meta charset=utf-8><html lang=ar dir=rtl><body style="font:14px DejaVu Sans, Noto Naskh Arabic">'
        f"<h1>تقرير عن قصف السوق</h1><p>{' '.join(_ARABIC[:2])} بين ١٢-١٥ يوماً، بنسبة 45.5% قُتلوا.</p>"
        f"<table style='border-spacing:40px 2px'>{rows}</table>"
    )
    subprocess.run(
        [shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={tmp_path / 'a.pdf'}", f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert blocks(reading((tmp_path / "a.pdf").read_bytes())) == [
        ("title", "تقرير عن قصف السوق"),
        ("body", f"{' '.join(_ARABIC[:2])} بين ١٢-١٥ يوماً، بنسبة 45.5% قُتلوا."),
        ("body", "الاسم | العمر | المكان"),
        ("body", "أحمد الخطيب | 25 | حلب"),
    ]


def test_the_process_that_read_a_pdf_does_nothing_after_it(printed, reading):
    reading(printed([(60, 60, LEFT[0])]))
    assert not [what for what in apart.asking._children if "pdf_child" in what]


def test_a_table_of_contents_is_no_part_of_the_report(printed, reading, blocks):
    lines = [
        "1 The strike on the market . . . . . . . . . . . . . . 4",
        "2 Killed: 12 people" + " ." * 20 + " 7",
    ]
    page = [(60, 60 + 14 * i, line) for i, line in enumerate([*lines, *LEFT])]
    assert [voice for voice, _ in blocks(reading(printed(page)))] == [
        "boilerplate",
        "boilerplate",
        "body",
    ]


def test_a_bullet_of_another_font_is_one_with_its_words(printed, reading, blocks):
    page = [
        (60, 60, "\u2022", 6),
        *((68, 60 + 13 * i, line) for i, line in enumerate(LEFT)),
        *((60, 160 + 13 * i, line) for i, line in enumerate(RIGHT)),
    ]
    assert blocks(reading(printed(page))) == [
        ("body", f"\u2022 {' '.join(LEFT)}"),
        ("body", " ".join(RIGHT)),
    ]
