"""Words read in the wrong encoding: repaired in a marked way, and what is fine never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Severity
from onrecord.read.mojibake import as_it_was, mended

FINE = {
    "English": "They don’t know. He said—twice—that “it’s over”, and the café’s owner fled.",
    "Arabic": "قتل أحد عشر مدنياً في قصف على السوق في حلب ظهر أمس.\nوقال طبيبان إن بينهم نساء.",
    "Turkish": "İstanbul'da dün akşam düzenlenen saldırıda üç kişi öldü, çığlıklar yükseldi.",
    "Romanian": "Ţara noastră şi Bucureşti au fost lovite; trei răniţi sunt în stare gravă.",
    "Vietnamese": "Việt Nam: ba người thiệt mạng, nhiều người bị thương ở thành phố Đà Nẵng.",
    "Russian": "Девять человек погибли, когда снаряды попали в рынок.",
    "French": "Neuf personnes ont été tuées à Alep, d’après l’hôpital. “Ça va”, dit-il — déjà.",
    "Spanish": "PARTIÓ—dijo—el niño de Ávila. ¿Qué pasó? La compañía “ESPAÑA” cerró.",
    "Portuguese": "Ação em São Paulo: três mortos, não há feridos. AÇÃO—IRMÃ.",
    "Polish": "Łódź – „cytat”: zginęło dziewięć osób, dużo rannych.",
    "German": "Übermäßig große Schäden – „sagte“ er. STRAßE, ÄÖÜ.",
    "Chinese": "武汉的声音：有英勇的你，才有英雄的城！",
    "Hebrew": "תשעה בני אדם נהרגו כשפגזים פגעו בשוק.",
    "Persian": "نُه نفر در حملهٔ دیروز به بازار کشته شدند؛ می‌گویند.",
    "signs": "Losses of £5m – 100 °C, ½ of it; Ångström, naïve façade ©2016 “Â” and Ã.",
}


def broken(words):
    """Return words as a program shows them that takes UTF-8 for Windows-1252."""
    return as_it_was(words)


@pytest.mark.parametrize("tongue", FINE)
def test_what_is_fine_is_never_touched(tongue):
    found = mended(FINE[tongue])
    assert (found.content, found.repaired, found.left) == (FINE[tongue], 0, 0)


@pytest.mark.parametrize("tongue", [name for name in FINE if name != "signs"])
def test_what_is_broken_throughout_is_repaired(tongue):
    found = mended(broken(FINE[tongue]))
    assert found.content == FINE[tongue]
    assert found.repaired
    assert as_it_was(found.content) == broken(FINE[tongue])  # it can be taken back


@pytest.mark.parametrize(
    "words",
    [
        "He wrote â€™ when the encoding broke: â€™ is wrong for ’, and â€œ for “.",
        "The page had â€™, â€œ and â€\x9d where an apostrophe and quotation marks should stand.",
        "The name “MÃ¼nster” was misprinted; the town is Münster, as everybody in Münster knows.",
    ],
)
def test_a_text_that_only_shows_broken_characters_is_left_alone(words):
    found = mended(words)
    assert (found.content, found.repaired) == (words, 0)
    assert found.left


def test_a_text_that_went_wrong_twice_is_repaired_twice():
    words = "They don’t know, and the café’s owner said that it’s over."
    assert mended(broken(broken(words))).content == words


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "P", "Zs")), max_size=60))
def test_a_repair_can_always_be_taken_back(words):
    found = mended(words)
    if found.repaired:
        assert found.content != words
    else:
        assert found.content == words


def test_a_report_says_what_was_repaired_and_keeps_its_bytes(reading):
    data = broken(
        "Market hit\n\nDoctors don’t know; “31 people” were killed at Aleppo’s café."
    ).encode()
    found = reading(data)
    (problem,) = [p for p in found.problems if p.code == "encoding-repaired"]
    assert problem.severity is Severity.WARNING
    assert "“donâ€™t” is shown as “don’t”" in problem.message
    assert "31 people” were killed at Aleppo’s café." in found.text.content
    body = found.text.blocks[-1]
    assert found.text.words(body.start, body.end).startswith("Doctors don’t know")


def test_an_arabic_report_that_was_broken_is_read_as_arabic(reading):
    found = reading(broken(FINE["Arabic"]).encode())
    assert (found.text.language, found.text.content) == ("ar", FINE["Arabic"])


def test_a_page_that_was_broken_is_repaired_too(page):
    found = page(
        f"<html><body><h1>Market hit</h1><p>{broken(FINE['English'] * 2)}</p></body></html>"
    )
    assert FINE["English"] in found.text.content
    assert "encoding-repaired" in {p.code for p in found.problems}


def test_what_was_left_is_a_question(reading):
    found = reading(f"Market hit\n\n{FINE['English']}\n\nThe page had â€™ and â€œ in it.")
    assert [p.code for p in found.problems if p.severity is Severity.QUESTION] == [
        "encoding-doubtful"
    ]


def test_a_large_text_takes_a_moment():
    words = broken(FINE["Arabic"]) * 2_000
    assert mended(words).repaired
