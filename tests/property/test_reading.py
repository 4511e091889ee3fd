"""Laws of reading that hold for whatever a file holds."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from onrecord import read
from onrecord.kit.decode import decode
from onrecord.model import Document, Snapshot
from onrecord.read.lines import lines, trimmed

WORDS = st.sampled_from(
    [
        "Eleven people died.",
        "By Lina Haddad",
        "Leave a Reply",
        "قتل أحد عشر",
        "- Homs: 7",
        "(Reuters)",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", " ", "\u200f", "\ufeff", "\u2028", "\t"])
TEXTS = st.lists(st.one_of(WORDS, ENDS, st.text(max_size=40)), max_size=40).map("".join)


def reading(data):
    document = Document(name="a.txt")
    snapshot = Snapshot(
        document_id=document.id, sha256="0" * 64, size=len(data), media_type="text/plain",
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    return read.text(document, snapshot, data)


@given(TEXTS)
def test_the_text_is_the_file_and_the_blocks_are_its_words_in_order(words):
    data = words.encode("utf-8", "surrogatepass")
    text = reading(data).text
    if text is None:
        return
    assert text.content == decode(data).content
    before = 0
    for block in text.blocks:
        assert trimmed(text.content, before, block.start)[0] == block.start  # nothing seen between
        assert before <= block.start < block.end
        assert trimmed(text.content, block.start, block.end) == (block.start, block.end)
        before = block.end
    assert trimmed(text.content, before, len(text.content))[0] == len(text.content)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_problem(data):
    found = reading(data)
    assert found.text is not None or found.problems
    if found.text is not None:
        found.text.content.encode("utf-8")


@given(st.binary(max_size=400))
def test_one_character_or_mark_stands_for_every_byte_that_is_read(data):
    decoded = decode(data)
    if not decoded.damaged and decoded.encoding not in {"utf-16-le", "utf-16-be"}:
        assert decoded.content.encode(decoded.encoding) == data


@given(TEXTS)
def test_a_repeat_points_to_an_earlier_block(words):
    text = reading(words.encode("utf-8", "surrogatepass")).text
    starts = set()
    for block in text.blocks if text else ():
        assert block.repeats is None or block.repeats in starts
        starts.add(block.start)


@given(TEXTS)
def test_a_lines_number_is_the_number_of_line_ends_before_it(words):
    text = words.encode("utf-8", "replace").decode()
    for line in lines(text.replace("\u2028", " ").replace("\v", " ").replace("\f", " ")):
        plain = text[: line.start].replace("\r\n", "\n").replace("\r", "\n")
        plain = plain.replace("\u2028", " ").replace("\v", " ").replace("\f", " ")
        assert line.number == plain.count("\n") + 1
