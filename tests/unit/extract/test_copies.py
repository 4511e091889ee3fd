"""The claims of a copy are those that reading it would give, byte for byte."""

from datetime import date

from onrecord import extract, resolve
from onrecord.extract import copies
from onrecord.kit.lately import Lately
from onrecord.model import Block, Document, Text, Voice
from onrecord.model.codec import as_text

WORDS = (
    "At least 12 people were killed when shelling hit a market in Homs, the civil defence said.\n"
    "\n"
    "Five of them were children. The number of dead was earlier given as 9.\n"
    "\n"
    "At least 12 people were killed when shelling hit a market in Homs, the civil defence said.\n"
)


def printed(name, content=WORDS):
    blocks, at = [], 0
    for line in content.splitlines(keepends=True):
        if line.strip():
            end = at + len(line.rstrip())
            blocks.append(Block(start=at, end=end, voice=Voice.BODY, rule="line"))
        at += len(line)
    document = Document(name=name, published=date(2024, 3, len(name)))
    text = Text(
        snapshot_id=f"snap-{name}", content=content, blocks=tuple(blocks), language="en", reader="t"
    )
    return document, text


def read(printed_one, known):
    document, text = printed_one
    reader, names = extract.english_reader(), resolve.names().find(text.content)

    def anew():
        found = reader.drafted(text, names)
        return extract.reader.context.finish(
            document, text, names, found.drafts, found.sentences, reader.tagger, found.sight
        )

    return [
        as_text(claim)
        for claim in copies.read_once(document, text, names, reader.engine, anew, known)
    ]


def test_a_copy_gives_what_reading_it_would_give():
    known = Lately(1_000_000)
    first = read(printed("a.txt"), known)
    assert first
    assert any('"same_as":"clm' in claim or '"part_of":"clm' in claim for claim in first)
    for name in ("another.txt", "bb.txt", "z"):
        assert read(printed(name), known) == read(printed(name), Lately(0))


def test_a_copy_is_not_read_again():
    known = Lately(1_000_000)
    read(printed("a.txt"), known)
    document, text = printed("b.txt")
    names, engine = resolve.names().find(WORDS), extract.english_reader().engine
    assert copies.read_once(document, text, names, engine, lambda: 1 / 0, known)


def test_another_number_is_another_text():
    known = Lately(1_000_000)
    other = printed("a.txt", WORDS.replace("12", "13"))
    read(printed("a.txt"), known)
    assert read(other, known) == read(other, Lately(0))


def test_other_blocks_are_another_text():
    known = Lately(1_000_000)
    document, text = printed("a.txt")
    read((document, text), known)
    one = (document, Text(**{**_fields(text), "blocks": text.blocks[:1]}))
    assert read(one, known) == read(one, Lately(0))


def _fields(text):
    return {name: getattr(text, name) for name in ("snapshot_id", "content", "language", "reader")}
