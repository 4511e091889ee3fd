"""Bytes to text: nothing lost without a word about it."""

from datetime import UTC, datetime

import pytest

from onrecord import preserve, read
from onrecord.kit.decode import decode
from onrecord.model import Document

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


class TestTheWordOfAServer:
    """A charset that a server named (RFC 9110 section 8.3.1), where nothing else says it."""

    # Arabic words so short that the bytes alone could as well be French.
    WORDS = "Killed in Homs on 3 May 2024: 3 من آل حي."

    def read(self, markup, kind, encoding="windows-1256"):
        data = markup.encode(encoding)
        document = Document(name="https://news.example/a")
        snapshot = preserve.snapshot(document, data, kind, datetime(2024, 5, 4, tzinfo=UTC))
        return read.text(document, snapshot, data)

    @pytest.mark.parametrize("kind", ["text/html", "text/plain"])
    def test_it_is_believed_where_bytes_and_page_are_silent(self, kind):
        told = self.read(self.WORDS, f"{kind}; charset=windows-1256")
        assert "3 من آل حي." in told.text.content
        assert "encoding-guessed" not in [one.code for one in told.problems]
        assert "من" not in self.read(self.WORDS, kind).text.content

    def test_a_table_is_read_by_it_too(self):
        rows = "name,killed\nآل حي,3\n"
        assert "آل حي" in self.read(rows, "text/csv; charset=cp1256").text.content

    def test_what_the_page_says_of_itself_comes_first(self):
        page = f'<html><meta charset="windows-1256"><p>{self.WORDS}</p></html>'
        assert "آل حي" in self.read(page, "text/html; charset=iso-8859-1").text.content

    def test_what_is_utf_8_is_utf_8_whatever_the_server_says(self):
        told = self.read(self.WORDS, "text/html; charset=windows-1256", "utf-8")
        assert "آل حي" in told.text.content

    @pytest.mark.parametrize("name", ["no-such", "unicode_escape", "punycode", "rot13", "base64"])
    def test_a_name_that_is_no_charset_is_passed_over(self, name):
        told = self.read(self.WORDS, f"text/plain; charset={name}")
        assert "encoding-guessed" in [one.code for one in told.problems]
