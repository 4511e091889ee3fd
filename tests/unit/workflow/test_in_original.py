"""What an evidence bundle says where the place of words in the original cannot be told."""

from datetime import UTC, datetime

import pytest

from onrecord import preserve
from onrecord.model import Block, Document, Passage, Text, Voice
from onrecord.preserve import bundle_words
from onrecord.workflow.in_original import in_original

WORDS = "On Monday nine people were killed."
_DATA = WORDS.encode()
AT = datetime(2025, 3, 12, tzinfo=UTC)


@pytest.fixture
def placed():
    """Return where the words stand in bytes of a kind, of which they were read."""

    def made(kind, data=_DATA, *, reader="test 1", pages=(), problems=(), of=None, content=WORDS):
        snapshot = preserve.snapshot(Document(name="a"), data, kind, AT)
        block = Block(start=0, end=len(WORDS), voice=Voice.BODY, rule="test")
        text = Text(
            snapshot_id=snapshot.id, content=content, blocks=(block,), language="en",
            reader=reader, pages=pages,
        )  # fmt: skip
        passage = Passage(snapshot_id=of or snapshot.id, start=10, end=21, exact=WORDS[10:21])
        return in_original("original.bin", data, snapshot, text, passage, problems)

    return made


def test_a_paper_read_from_its_picture_says_so_beside_its_page(placed):
    paper = {"kind": "application/pdf", "pages": ((0, 4),)}
    assert "OCR" not in placed(**paper).words()
    found = placed(**paper, problems={"read-by-ocr"})
    assert found.page == 4
    assert "read from their picture by a machine (OCR)" in found.words()
    assert found.command == ""


def test_a_mail_has_no_place_in_its_bytes(placed):
    found = placed("message/rfc822")
    assert found.stretch is None
    assert "packed or split" in found.words()


def test_a_page_on_which_the_words_stand_otherwise_names_no_place(placed):
    found = placed("text/html", b"<p>Ten were killed.</p>", reader="html 1")
    assert found.stretch is None
    assert "could not be followed back to one sure place" in found.words()


def test_words_of_an_earlier_snapshot_are_not_looked_for_in_a_later_one(placed):
    assert "read from other bytes" in placed("text/plain", of="snp_earlier").words()


def test_where_bytes_are_not_sure_the_characters_are_told_and_why_no_more(placed):
    """A byte of nothing right before the words is seen only with the word's first letter."""
    data = "حلب حلب: ".encode() + b"\xe2nine people were killed"
    found = placed("text/plain", data, content=data.decode("utf-8", "replace"))
    assert (found.stretch.start, found.stretch.first_byte, found.command) == (10, None, "")
    assert "Bytes of the original mean nothing" in found.words()


def test_bytes_of_which_nothing_was_read_have_no_place():
    snapshot = preserve.snapshot(Document(name="a"), _DATA, "text/plain", AT)
    passage = Passage(snapshot_id=snapshot.id, start=10, end=21, exact=WORDS[10:21])
    found = in_original("original.txt", _DATA, snapshot, None, passage, ())
    assert found.words().startswith("Nothing is kept of what was read")


def test_a_bundle_without_an_original_says_nothing_of_a_place():
    told = bundle_words.readme(
        claim="clm_a", level="hashed", tokens=(), checkpoints=(), later=0, place=None
    )
    assert "Where the words stand" not in told
