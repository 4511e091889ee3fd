"""
How long the rule reader takes: CPU seconds per document of 350 words, medians of nine turns.

The same texts are also passed through the bare English parser model in the same run, so
that the figures can be compared between machines. Names are found beforehand.

Run: `python benchmarks/reader.py [documents]` (12 unless told otherwise).
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from onrecord import extract, resolve
from onrecord.extract.parse import english
from onrecord.model import Block, Document, Named, Text, Voice

TURNS = 9
WORDS = 350
EXAMPLES = Path(__file__).parents[1] / "examples"


def texts(many: int) -> Iterator[str]:
    """Return documents of about 350 words, made of the paragraphs of the examples in turn."""
    paragraphs = [
        line.strip()
        for path in sorted(EXAMPLES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and line.isprintable() and "-ar-" not in path.name
    ]
    endless = cycle(paragraphs)
    for _ in range(many):
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < WORDS:
            lines.extend(islice(endless, 1))
        yield "\n".join(lines)


def text_of(content: str) -> Text:
    """Return a text of which every line is a block of body text."""
    blocks, start = [], 0
    for line in content.split("\n"):
        blocks.append(Block(start=start, end=start + len(line), voice=Voice.BODY, rule="bench"))
        start += len(line) + 1
    return Text(
        snapshot_id="snp_bench",
        content=content,
        blocks=tuple(blocks),
        language="en",
        reader="bench",
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes: the median of some turns."""
    spent = []
    for _ in range(TURNS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main(many: int) -> None:
    """Print what one document costs."""
    read = list(map(text_of, texts(many)))
    names = resolve.names()
    named: Sequence[Sequence[Named]] = [names.find(text.content) for text in read]
    reader, document = extract.rules_reader(), Document(name="bench.txt")
    lines = [t.content[b.start : b.end] for t in read for b in t.blocks]
    worth = [line for line in lines if extract.is_worth_parsing(line)]

    def claims() -> int:
        return sum(len(reader.claims(document, t, n)) for t, n in zip(read, named, strict=True))

    found = claims()  # loads the model
    print(f"{many} documents, {len(lines)} blocks, {len(worth)} worth parsing, {found} claims")
    whole = seconds(lambda: [english()(line) for line in lines])
    part = seconds(lambda: [english()(line) for line in worth])
    print(f"parser alone, every block       {whole / many:.4f} s a document")
    print(f"parser alone, blocks worth it   {part / many:.4f} s a document")
    taken = seconds(claims)
    print(f"rule reader                     {taken / many:.4f} s a document")
    print(f"rule reader / parser on all     {taken / whole:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
