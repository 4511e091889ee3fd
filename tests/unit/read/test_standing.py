"""Words of a text followed back to the bytes that are preserved."""

import re
from html import unescape

import pytest

from onrecord import read
from onrecord.kit import apart
from onrecord.model import Voice

PAGE = """<!doctype html><html><head><title>Market hit twice</title>
<style>p { color: red }</style></head><body>
<nav><a href="/">Home</a></nav>
<h1>Market hit twice</h1>
<p>Nine people, among them <b>Caf&eacute;</b> owner Sami&nbsp;Haddad, were killed on Monday;
two more died <a href="/x">on Tuesday</a>.</p>
<script>var seen = "Nine people";</script>
<p>Nobody had warned them. Nobody came.</p>
<table><tr><td>Monday</td><td>9</td></tr><tr><td>Tuesday</td><td>2</td></tr></table>
<p>Nobody had warned them. Nobody came.</p>
</body></html>"""


@pytest.fixture
def followed(page):
    """Return a function that finds words in a page's text and returns where they stand."""

    def found(words, markup=PAGE, nth=1):
        text = page(markup).text
        start = -1
        for _ in range(nth):
            start = text.content.index(words, start + 1)
        return read.standing(markup.encode(), text, start, start + len(words))

    return found


def bare(markup):
    return re.sub(r"[\s|]+", "", unescape(re.sub(r"<[^<>]*>", "", markup)))


def test_words_stand_where_the_source_has_them(followed):
    found = followed("Nobody had warned them.")
    assert found.exact == PAGE[found.start : found.end] == "Nobody had warned them."


def test_the_tags_and_references_inside_are_shown_as_they_stand(followed):
    found = followed("among them Café owner Sami Haddad")
    assert found.exact == "among them <b>Caf&eacute;</b> owner Sami&nbsp;Haddad"


def test_a_sentence_over_two_lines_of_the_source_is_found(followed):
    found = followed("were killed on Monday; two more died on Tuesday.")
    assert found.exact.startswith("were killed on Monday;\ntwo more died <a")


def test_what_stands_twice_is_told_apart_by_its_order(followed):
    first, second = followed("Nobody came."), followed("Nobody came.", nth=2)
    assert first.start < PAGE.index("<table>") < second.start


def test_a_row_of_a_table_is_followed_to_its_cells(followed):
    assert followed("Tuesday | 2").exact == "Tuesday</td><td>2"


def test_words_in_a_script_are_not_taken_for_the_words_of_the_page(followed):
    assert followed("Nine people").start == PAGE.index("Nine people, among")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_shift_nothing(followed, end):
    markup = PAGE.replace("\n", end)
    found = followed("two more died on Tuesday", markup)
    assert markup[found.start : found.end] == 'two more died <a href="/x">on Tuesday'


def test_every_block_of_a_page_is_followed(page):
    text = page(PAGE).text
    for block in text.blocks:
        found = read.standing(PAGE.encode(), text, block.start, block.end)
        assert bare(found.exact) == bare(text.words(block.start, block.end))


def test_a_page_in_an_old_encoding_is_followed_in_its_decoded_source(reading):
    markup = '<meta charset="windows-1256"><p>قتل أحد عشر مدنياً في قصف على السوق ظهر أمس.</p>'
    data = markup.encode("cp1256")
    text = reading(data, kind="text/html").text
    found = read.standing(data, text, 0, len(text.content))
    assert (found.exact, found.encoding) == (text.content, "cp1256")


def test_plain_text_is_its_own_source(reading):
    data = b"Market hit\n\nNine people were killed there on Monday, a doctor said.\n"
    text = reading(data).text
    assert read.standing(data, text, 12, 23).exact == "Nine people"


def test_words_that_are_not_in_the_source_stand_nowhere(page):
    text = page(PAGE).text
    block = next(b for b in text.blocks if b.voice is Voice.BODY)
    other = PAGE.replace("Nine", "Ten")
    assert read.standing(other.encode(), text, block.start, block.end) is None


def test_bytes_that_cannot_be_followed_tell_no_place(page, monkeypatch):
    def refuse(*_, **__):
        raise apart.TooHard("the parser broke on it")

    markup = PAGE.replace("Monday", "Sunday")
    text = page(markup).text
    monkeypatch.setattr(apart, "asked", refuse)
    assert read.standing(markup.encode(), text, 0, 4) is None


def test_what_came_from_no_page_has_no_place_in_a_page(reading):
    text = reading(b"Nine people were killed there on Monday, a doctor said.").text
    assert read.standing(b"Ten people were killed there", text, 0, 4) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "gb18030"])
def test_the_place_in_bytes_holds_the_words_in_any_encoding(encoding):
    words = "حلب: nine people" if encoding != "gb18030" else "阿勒颇: nine people"
    data = f"{words} were killed".encode(encoding)
    whole = data.decode({"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding))
    start = whole.index("nine")
    found = read.Standing(
        start=start, end=start + 11, exact="nine people",
        encoding={"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding),
    )  # fmt: skip
    first, last = found.bytes_in(data)
    assert data[first:last].decode(found.encoding) == "nine people"
    assert len(data[:first].decode(found.encoding)) == start


def test_where_a_byte_means_something_else_by_those_before_it_no_place_in_bytes_is_told():
    """ISO-2022-JP switches alphabets: the words cut out of it would be plain letters."""
    data = "死者は九人".encode("iso2022_jp")
    found = read.Standing(start=3, end=5, exact="九人", encoding="iso2022_jp")
    assert found.bytes_in(data) is None


def test_damaged_bytes_before_the_words_do_not_shift_their_place():
    data = b"Caf\xe2\x82 at noon: nine people"
    whole = data.decode("utf-8", "replace")
    start = whole.index("nine")
    found = read.Standing(start=start, end=start + 4, exact="nine", encoding="utf-8")
    assert found.bytes_in(data) == (data.index(b"nine"), data.index(b"nine") + 4)
