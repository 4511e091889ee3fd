"""
How long a large record's page takes to make, and how large it is.

    .venv/bin/python benchmarks/report.py [INCIDENTS [DOCUMENTS [CLAIMS [FILE]]]]

The record is invented: each incident has its claims spread over several documents. The
page of 5,000 incidents is to take less than 20 seconds and 25 MB.
"""

# ruff: noqa: INP001, T201 - made to be run by hand

import random
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from onrecord import publish
from onrecord.model import (
    Aside,
    Block,
    Candidate,
    Claim,
    Count,
    Document,
    Figure,
    How,
    Incident,
    Measure,
    Mention,
    Origin,
    Outcome,
    Passage,
    Place,
    PlaceKind,
    Problem,
    Qualifier,
    Record,
    SetAside,
    Severity,
    Snapshot,
    Stance,
    Text,
    Trace,
    Voice,
    When,
)

_PLACES = 300
_ORIGINS = 400


def main() -> None:
    """Make a record and its page, and print what it took."""
    given = [int(word) for word in sys.argv[1:4]]
    incidents, documents, claims = [*given, *(5_000, 10_000, 50_000)[len(given) :]]
    record = invented(incidents, documents, claims)
    started, worked = time.perf_counter(), time.process_time()
    page = publish.report(record)
    took, worked = time.perf_counter() - started, time.process_time() - worked
    size = len(page.encode("utf-8")) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{incidents:,} incidents, {documents:,} documents, {claims:,} claims: "
        f"{took:.1f} s ({worked:.1f} s of one core), {size:.1f} MB, {memory:,.0f} MiB in all"
    )
    if target := sys.argv[4:]:
        Path(target[0]).write_text(page, encoding="utf-8")


def invented(incidents: int, documents: int, claims: int) -> Record:
    """Return a record of the given size, the same each time."""
    chance = random.Random(7)  # noqa: S311 - no secret
    places = {
        f"geo:{n}": Place(
            id=f"geo:{n}", name=f"Placename {n}", kind=PlaceKind.TOWN, country="SY",
            latitude=33 + chance.random() * 4, longitude=36 + chance.random() * 5,
            precision=chance.choice((1, 1, 2, 3, 4)),
        )
        for n in range(_PLACES)
    }  # fmt: skip
    held = [_document(n, -(-claims // documents)) for n in range(documents)]
    made = [
        _claim(n, held[n % documents], n // documents, incidents, chance) for n in range(claims)
    ]
    told = made[: claims * 9 // 10]
    members: dict[int, list[Claim]] = {}
    for n, claim in enumerate(told):
        members.setdefault(n % incidents, []).append(claim)
    groups = sorted(members.values(), key=lambda group: group[0].when.earliest)
    events = tuple(_incident(n, group, chance) for n, group in enumerate(groups))
    return Record(
        name="large",
        documents={document.name: document for document, _, _ in held},
        snapshots={document.name: snapshot for document, snapshot, _ in held},
        texts={snapshot.id: text for _, snapshot, text in held},
        claims={claim.id: claim for claim in made},
        places=places,
        incidents=events,
        asides=tuple(
            Aside(claim_id=claim.id, reason=chance.choice(list(SetAside)))
            for claim in made[len(told) :]
        ),
        origins=tuple(_origin(n, told) for n in range(_ORIGINS)),
        figures={e.id: _figures(e, group) for e, group in zip(events, groups, strict=True)},
        problems=tuple(
            Problem(code="one-origin", message="All goes back to one origin.", where=event.id,
                    severity=Severity.NOTE)
            for event in events
        ),
    )  # fmt: skip


def _document(n: int, sentences: int) -> tuple[Document, Snapshot, Text]:
    content = " ".join(_sentence(n, k) for k in range(sentences))
    document = Document(
        name=f"report-{n:05}.txt", title=f"What happened, part {n}", publisher=f"Outlet {n % 90}",
        published=date(2012, 1, 1) + timedelta(days=n % 4000), language="en",
        found_in=(("published", "manifest"),),
    )  # fmt: skip
    digest = sha256(content.encode()).hexdigest()
    snapshot = Snapshot(
        document_id=document.id, sha256=digest, size=len(content), media_type="text/plain",
        taken_at=datetime(2031, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    blocks = (Block(start=0, end=len(content), voice=Voice.BODY, rule="invented"),)
    return document, snapshot, Text(
        snapshot_id=snapshot.id, content=content, blocks=blocks, language="en", reader="plain 1"
    )  # fmt: skip


def _sentence(n: int, k: int) -> str:
    return (
        f"In the afternoon of that day {_words(n, k)} in the eastern quarter, a hospital said, "
        "while the shelling went on and the road to the north stayed closed."
    )


def _words(n: int, k: int) -> str:
    return f"at least {n % 40 + k} people were killed"


def _claim(
    n: int, held: tuple[Document, Snapshot, Text], k: int, incidents: int, chance: random.Random
) -> Claim:
    document, snapshot, text = held
    words = _words(int(document.name[7:12]), k)
    start = text.content.index(words, k * 60)
    day = date(2012, 1, 1) + timedelta(days=n % incidents * 37 % 4000)
    place = f"geo:{n % incidents % _PLACES}"
    return Claim(
        document=document.name,
        passage=Passage(snapshot_id=snapshot.id, start=start, end=start + len(words), exact=words),
        measure=Measure.PEOPLE, outcome=Outcome.KILLED,
        count=Count(low=int(document.name[7:12]) % 40 + k, qualifier=Qualifier.AT_LEAST),
        victims="people", stance=chance.choice((Stance.ASSERTED, Stance.REPORTED)),
        places=(Mention(name="the eastern quarter", start=0, end=1,
                        candidates=(Candidate(id=place, score=1, why="name"),)),),
        sources=(Mention(name="a hospital", start=0, end=1),),
        times=(Mention(name="that day", start=0, end=1, carried="from the sentence before"),),
        when=When(earliest=day, latest=day), engine="rules-en 1", rule="passive-killed",
    )  # fmt: skip


def _incident(n: int, group: list[Claim], chance: random.Random) -> Incident:
    place = group[0].places[0].best or ""
    return Incident(
        id=f"inc_{n:016}", claim_ids=tuple(claim.id for claim in group), when=group[0].when,
        place_ids=(place,), place_names=(f"Placename {place[4:]}",),
        perpetrators=chance.choice(((), ("an armed group",))),
        why=tuple((claim.id, "same place, same day, same harm") for claim in group[1:]),
    )  # fmt: skip


def _figures(event: Incident, group: list[Claim]) -> tuple[Figure, ...]:
    counts = [int(claim.count.low or 0) for claim in group]
    return (
        Figure(
            incident_id=event.id, outcome="killed", minimum=min(counts), maximum=max(counts),
            used=(group[0].id, group[-1].id), left_out=((group[len(group) // 2].id, "a repeat"),),
            rule="The least and the most that the origins say.",
        ),
    )  # fmt: skip


def _origin(n: int, told: list[Claim]) -> Origin:
    ids = tuple(claim.id for claim in told[n::_ORIGINS])
    return Origin(
        id=f"org_{n}", name=f"hospital {n}", claim_ids=ids,
        traces=tuple(
            Trace(claim_id=i, how=How.ATTRIBUTED, why="“a hospital said”") for i in ids
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main()
