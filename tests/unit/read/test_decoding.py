"""Bytes to text: nothing lost without a word about it."""

import pytest

from onrecord.read.decode import decode

ARABIC = "قتل أحد عشر مدنياً في قصف على سوق البلدة، قال الأطباء"
RUSSIAN = "По словам врачей, при обстреле рынка погибли одиннадцать человек"
FRENCH = "Onze personnes ont été tuées à l’entrée du marché, a déclaré René"


def codes(found):
    return [problem.code for problem in found.problems if problem.code != "no-publication-date"]


@pytest.mark.parametrize("words", [ARABIC, RUSSIAN, FRENCH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_in_unicode_is_read_for_certain(words, encoding):
    found = decode(words.encode(encoding))
    assert found.content.removeprefix("\ufeff") == words
    assert not found.is_guessed


@pytest.mark.parametrize(
    ("words", "encoding"),
    [(ARABIC, "cp1256"), (RUSSIAN, "cp1251"), (FRENCH, "cp1252"), ("Ren\x81 \xe9", "latin-1")],
)
def test_old_encodings_are_guessed_by_their_letters(words, encoding):
    found = decode(words.encode(encoding))
    assert (found.content, found.encoding, found.is_guessed) == (words, encoding, True)


def test_a_guess_is_told(reading):
    found = reading(FRENCH.encode("cp1252"))
    assert codes(found) == ["encoding-guessed"]


def test_the_mark_stays_in_the_text_and_out_of_the_blocks(reading):
    found = reading("\ufeffEleven people died.".encode())
    assert found.text.content == "\ufeffEleven people died."
    assert [(b.start, b.end) for b in found.text.blocks] == [(1, 20)]


def test_a_few_broken_bytes_do_not_make_it_another_encoding(reading):
    data = (ARABIC + "\n").encode() * 3 + b"and \xff\xfe here"
    found = reading(data)
    assert ARABIC in found.text.content
    assert found.text.content.endswith("and \ufffd\ufffd here")
    assert codes(found) == ["encoding-damaged"]
    message = next(p.message for p in found.problems if p.code == "encoding-damaged")
    assert message.startswith("2 characters")
    assert f"byte {len(data) - 7:,}" in message


def test_halves_of_surrogate_pairs_can_still_be_stored(reading):
    found = reading(
        b"\xc3\xa9t\xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xed\xa0\x80 eleven died"
    )
    found.text.content.encode()
    assert codes(found) == ["encoding-damaged"]


def test_a_broken_file_in_utf_16_is_read_as_far_as_it_goes(reading):
    found = reading("Eleven people died.".encode("utf-16-le").join([b"\xff\xfe", b"\x00\xd8"]))
    assert "Eleven people died." in found.text.content
    assert codes(found) == ["encoding-damaged"]


def test_zero_bytes_are_no_text(reading):
    found = reading(b"Eleven\x00people")
    assert found.text is None
    assert codes(found) == ["not-text"]


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", "\ufeff".encode(), "\u200b\n\u200f".encode()])
def test_a_file_without_words_is_empty(reading, data):
    found = reading(data)
    assert found.text is None
    assert codes(found) == ["empty-document"]
