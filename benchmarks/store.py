"""
How long the record takes to write and to read: CPU seconds, medians of five turns.

Run: `python benchmarks/store.py [claims [address]]` (20,000 unless told otherwise). With the
address of a PostgreSQL database, such as `postgresql:///records`, the records stand there, in
schemas that are left for you to drop; what the server itself spends is not in the figures.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import hashlib
import secrets
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from onrecord import preserve, store
from onrecord.model import (
    Candidate,
    Claim,
    Count,
    Document,
    Grouping,
    Incident,
    Measure,
    Mention,
    Outcome,
    Passage,
    Snapshot,
    Text,
    When,
    exchange,
)

TURNS = 5
PER_DOCUMENT = 20
NOW = datetime(2025, 3, 12, tzinfo=UTC)
spent: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Note the CPU and the wall time that a block takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    spent[what].append((time.process_time() - cpu, time.perf_counter() - wall))


def reading(number: int) -> tuple[Document, Snapshot, Text, list[Claim]]:
    """Return a made-up report of some 6,000 characters with its claims."""
    document = Document(name=f"{number:06}.txt")
    sentence = f"At least {number} people were killed in the shelling of a market in the north. "
    content = sentence * 80
    snapshot = Snapshot(
        document_id=document.id,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        size=len(content),
        media_type="text/plain",
        taken_at=NOW,
    )
    text = Text(snapshot_id=snapshot.id, content=content, blocks=(), language="en", reader="t 1")
    exact = sentence[:-2]
    candidates = tuple(
        Candidate(id=f"geo:{n}", score=1 / (n + 1), why="its name") for n in range(3)
    )
    mention = Mention(name="the north", start=5, end=14, candidates=candidates)
    claims = [
        Claim(
            document=document.name,
            passage=Passage(
                snapshot_id=snapshot.id,
                start=n * len(sentence),
                end=n * len(sentence) + len(exact),
                exact=exact,
            ),
            measure=Measure.PEOPLE,
            outcome=Outcome.KILLED,
            count=Count(low=number),
            places=(mention, mention),
            perpetrators=(mention,),
            sources=(mention,),
            when=When(earliest=date(2025, 3, 1), latest=date(2025, 3, 9)),
            engine="rules-en 1",
            rule="killed-passive",
        )
        for n in range(PER_DOCUMENT)
    ]
    return document, snapshot, text, claims


def prepared(folder: Path, address: str) -> Path:
    """Return a record's folder whose settings name a schema of its own, if there is a server."""
    if address:
        folder.mkdir(parents=True)
        schema = f"benchmark_{secrets.token_hex(4)}"
        named = f"{address}{'&' if '?' in address else '?'}schema={schema}"
        (folder / "onrecord.toml").write_text(f'[store]\ndatabase = "{named}"\n')
    return folder


def turn(folder: Path, number: int, address: str = "") -> None:
    """Write a record, write the same again, read it, hand it over."""
    readings = [reading(n) for n in range(number // PER_DOCUMENT)]
    with store.open_record(prepared(folder / "a", address), create=True) as record, record.build():
        for what in ("save readings", "save the same again"):
            with measured(what):
                for document, snapshot, text, claims in readings:
                    record.save_reading(document, snapshot, text, claims, by="t 1")
        with measured("see that all is known"):
            known = [record.has_reading(d, s.id, by="t 1") for d, s, _, _ in readings]
            if not all(known):
                raise RuntimeError("a reading was lost")
        worked_out = store.Derived(grouping=_grouping(readings))
        for what in ("save incidents", "save the same incidents"):
            with measured(what):
                record.save_derived(worked_out)
        with measured("load"):
            loaded = record.load()
        record.load_again()
        with measured("load again, nothing new"):
            record.load_again()
        with measured("search a word that is everywhere"):
            if len(record.search("killed")) != min(20, len(readings)):
                raise RuntimeError("a text was not found")
    with measured("write claims.jsonl"):
        lines = list(exchange.claims_as_lines(loaded))
    with measured("read claims.jsonl"):
        handed = exchange.claims_from_lines(lines, "claims.jsonl")
    with (
        store.open_record(prepared(folder / "b", address), create=True) as record,
        measured("import"),
    ):
        record.import_claims(handed.claims, handed.documents, places=handed.places)
    with measured("keep in the archive"):
        archive = preserve.Archive(folder / "b" / "archive")
        for _, _, text, _ in readings:
            archive.keep(text.content.encode())


def _grouping(readings: list[tuple[Document, Snapshot, Text, list[Claim]]]) -> Grouping:
    incidents = tuple(
        Incident(
            id=f"inc_{claim.id}",
            claim_ids=(claim.id,),
            when=claim.when,
            place_ids=("geo:1",),
            place_names=("the north",),
            perpetrators=(),
        )
        for _, _, _, claims in readings
        for claim in claims
    )
    return Grouping(incidents=incidents, asides=())


def main() -> None:
    """Take the turns and say how long they took."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    address = sys.argv[2] if len(sys.argv) > 2 else ""
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory() as folder:
            turn(Path(folder), number, address)
    print(f"{number:,} claims in {number // PER_DOCUMENT:,} documents, medians of {TURNS}")
    for what, turns in spent.items():
        cpu, wall = (statistics.median(side) for side in zip(*turns, strict=True))
        print(f"{what:34}{cpu:8.2f} s CPU {wall:8.2f} s wall")


if __name__ == "__main__":
    main()
