"""
A made-up record of 13,000 documents and 50,000 claims, to be opened at the desk.

The claims are those of `heart_claims`; here each report is given words in which its claims
stand, and three thousand characters more, so that searching, showing and comparing texts
have what they have in life. A copy has the words of what it copies.
"""

# ruff: noqa: INP001, S311 - made to be run by hand; chance is no secret here

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import heart_claims

from onrecord import preserve, store
from onrecord.model import Block, Claim, Document, Mention, Snapshot, Text, Told, Voice
from onrecord.workflow import choosing, derive, engines, loading, working_out
from onrecord.workflow.desk import Desk

NOW = datetime(2025, 3, 12, tzinfo=UTC)
LENGTH = 3_000  # characters of a report beyond the sentences of its claims
DECIDED = 3_000  # claims that people decided on already
_WORDS = 4_000  # words that the rest of a report is written with


def made(folder: Path, size: int = 50_000) -> Path:
    """Return a record of about so many claims in a folder; one that is there is taken as it is."""
    if (folder / "record.db").exists():
        return folder
    war = heart_claims.war(size)
    with store.open_record(folder, create=True) as kept:
        archive = preserve.Archive(kept.archive)
        with kept.build():
            for document, snapshot, text, claims in readings(war):
                archive.keep(text.content.encode())
                kept.save_reading(document, snapshot, text, claims, by="rules-en 1")
            told = replace(loading.told(kept), places=war.places, actors=war.actors)
            whole = derive.derived(told, engines.names())
            working_out.save(kept, told, whole, lambda _: None)
    _decide(folder)
    return folder


def readings(
    war: heart_claims.War,
) -> Iterator[tuple[Document, Snapshot, Text, list[Claim]]]:
    """Return each report with its words and its claims."""
    chance = random.Random(2)
    lexicon = [heart_claims._name(chance).lower() for _ in range(_WORDS)]  # noqa: SLF001
    for name, group in groupby(war.claims, key=lambda claim: claim.document):
        claims, content = _written(list(group), lexicon)
        document = war.documents[name]
        publisher = document.publisher or "Outlet"
        told = Told(url=f"https://{publisher.replace(' ', '-').lower()}.example/{name}")
        document = replace(document, told=told, title=content[:70], language="en")
        raw = content.encode()
        snapshot = Snapshot(
            document_id=document.id, sha256=sha256(raw).hexdigest(), size=len(raw),
            media_type="text/plain", taken_at=NOW,
        )  # fmt: skip
        yield document, snapshot, _text(content, snapshot), claims


def _text(content: str, snapshot: Snapshot) -> Text:
    blocks, at = [], 0
    for line in content.split("\n"):
        if line:
            blocks.append(Block(start=at, end=at + len(line), voice=Voice.BODY, rule="line"))
        at += len(line) + 1
    return Text(
        snapshot_id=snapshot.id, content=content, blocks=tuple(blocks), language="en", reader="t 1"
    )


def _written(claims: Sequence[Claim], lexicon: Sequence[str]) -> tuple[list[Claim], str]:
    """Return claims whose mentions stand in the words, and the words."""
    found: list[Claim] = []
    content = ""
    for claim in claims:
        content = content.ljust(claim.passage.start)
        end = claim.passage.end
        tail = _tail(claim)
        content += claim.passage.exact + tail[:59] + "\n"
        slots = {
            slot: _placed(getattr(claim, slot), end, tail)
            for slot in ("places", "perpetrators", "sources")
        }
        found.append(claim.with_(**slots))
    words = random.Random(content).choices(lexicon, k=LENGTH // 7)
    lines = [" ".join(words[at : at + 60]).capitalize() + "." for at in range(0, len(words), 60)]
    return found, content + "\n" + "\n\n".join(lines)


def _tail(claim: Claim) -> str:
    named = (*claim.places[:1], *claim.sources[:1])
    return "".join(f" {word} {m.name}" for word, m in zip(("in", "says"), named, strict=False))


def _placed(mentions: Iterable[Mention], at: int, tail: str) -> tuple[Mention, ...]:
    """Return mentions with the place where their words stand; else as the claim's, carried."""
    return tuple(
        replace(m, start=at + found, end=at + found + len(m.name))
        if (found := tail[:59].find(m.name)) >= 0
        else replace(m, carried=m.carried or "the document's main place")
        for m in mentions
    )


def _decide(folder: Path) -> None:
    """Let two people decide on some claims and problems."""
    chance = random.Random(3)
    with Desk(folder, person="Amal") as desk:
        record = desk.view.record
        drawn = chance.sample(list(record.claims), min(DECIDED, len(record.claims) // 4))
        half = len(drawn) // 2
        desk.decide([choosing.accept(one) for one in drawn[:half]])
        desk.decide([choosing.leave_open(one) for one in drawn[half:]], by="Basil")
        known = [one.id for one in record.problems]
        problems = chance.sample(known, min(200, len(known) // 4))
        desk.decide([choosing.settle(one) for one in problems], why="looked at")
        desk.wait(600)
