"""How often the voice of a line is right: on real reports read by hand, and on our own set."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from onrecord.read.lines import lines
from onrecord.read.voices import blocks

FLOOR = 0.95
OWN = sorted((Path(__file__).parents[1] / "data" / "voices").glob("*.txt"))


def labelled(path):
    """Return a labelled document's text and its voices: `voice | words`, one line each."""
    rows = [row.partition("|") for row in path.read_text(encoding="utf-8").splitlines()]
    return "\n".join(words[1:] for _, _, words in rows), [
        v.strip() for v, _, _ in rows if v.strip()
    ]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_lines_of_a_labelled_document_are_those_that_are_read(path):
    text, voices = labelled(path)
    assert len(lines(text)) == len(voices)


def test_voices_on_our_own_labelled_documents():
    counted = Counter()
    for path in OWN:
        text, voices = labelled(path)
        for block, voice in zip(blocks(lines(text)), voices, strict=True):
            counted[block.voice == voice] += 1
    assert len(OWN) >= 12
    assert counted[True] / counted.total() >= FLOOR, counted


@pytest.mark.parametrize("is_told", [True, False], ids=["title told", "title not told"])
def test_voices_on_the_shared_reports(shared, is_told):
    gold = json.loads((shared / "gold" / "blocks.json").read_text(encoding="utf-8"))
    with (shared / "reports" / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        titles = {row["file"]: row["title"] for row in csv.DictReader(stream)}
    counted = Counter()
    for name, labels in gold.items():
        content = (shared / "reports" / name).read_bytes().decode("utf-8")
        found = lines(content)
        read = blocks(found, titles[name] or None if is_told else None)
        by_line = {line.number: block for line, block in zip(found, read, strict=True)}
        numbers = {block.start: number for number, block in by_line.items()}
        for label in labels:
            block = by_line.get(label["line"])
            repeats = numbers.get(block.repeats) if block else None
            is_right = block and (block.voice, repeats) == (label["voice"], label["repeats"])
            counted[bool(is_right)] += 1
    assert counted[True] / counted.total() >= FLOOR, counted
