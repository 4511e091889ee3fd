"""
How long it takes to make a record public, by how many incidents it has.

    python benchmarks/protection.py 1000 2000 4000 [--rulebooks]

The record is made up: two claims an incident, from 200 voices, in sentences of 20 to 30 words
that name places, parties and people. It is handed over as it would come from the store, but
lies in memory, so that only the making is timed. Memory is what the making took at its most.
"""

import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from onrecord import publish, resolve
from onrecord.model import (
    Block, Candidate, Claim, Count, Document, Figure, Incident, Measure, Mention, Origin, Outcome, Passage,
    Place, PlaceKind, Qualifier, Record, Role, Ruling, Side, Snapshot, Text, Voice, When,
)  # fmt: skip
from onrecord.model.public import Method
from onrecord.model.publishing import Allowed
from onrecord.workflow import publishing

RELEASE = date(2026, 11, 22)
TOWNS = ("Aleppo", "Homs", "Idlib", "Mosul", "Raqqa", "Sirte", "Aden", "Taiz", "Goma", "Nyala")
FIRST = ("Salim", "Rima", "Omar", "Ghada", "Yusuf", "Widad", "Marwan", "Nour", "Karim", "Lina")
LAST = ("Darwish", "Sabbagh", "Mansouri", "Khoury", "Haddad", "Nayeb", "Lattouf", "Qabbani")


def record(incidents: int, seed: int = 7) -> Record:
    """Return a made-up record of so many incidents."""
    dice = random.Random(seed)
    parts = [_incident(number, dice) for number in range(incidents)]
    claims = {claim.id: claim for _, held, _, _ in parts for claim in held}
    voices: dict[str, list[str]] = {}
    sides: dict[str, list[str]] = {}
    for one, held, _, _ in parts:
        for claim in held:
            name = claim.sources[0].name
            voices.setdefault(name, []).append(claim.id)
            sides.setdefault(name, []).append(one.id)
    country = Place(
        id="country:SY",
        name="Syria",
        kind=PlaceKind.COUNTRY,
        country="SY",
        latitude=35.0,
        longitude=38.0,
    )
    places = {country.id: country}
    for town in TOWNS:
        places[f"adm1:{town}"] = Place(
            id=f"adm1:{town}",
            name=f"{town} province",
            kind=PlaceKind.PROVINCE,
            country="SY",
            latitude=35.0,
            longitude=38.0,
            within=country.id,
        )
        places[f"geo:{town}"] = Place(
            id=f"geo:{town}",
            name=town,
            kind=PlaceKind.TOWN,
            country="SY",
            latitude=35.5,
            longitude=38.5,
            within=f"adm1:{town}",
        )
    return Record(
        name="made up",
        documents={one.name: one for *_, one, _ in parts},
        snapshots={one.name: _snapshot(one) for *_, one, _ in parts},
        texts={text.snapshot_id: text for *_, text in parts},
        claims=claims,
        places=places,
        incidents=tuple(one for one, *_ in parts),
        origins=tuple(
            Origin(
                id=f"org_{name}",
                name=name,
                claim_ids=tuple(ids),
                sides=(Side(role=Role.UNKNOWN, why="", incidents=tuple(sides[name])),),
            )
            for name, ids in voices.items()
        ),
        figures={one.id: (_figure(one, held),) for one, held, _, _ in parts},
    )


def _snapshot(one: Document) -> Snapshot:
    return Snapshot(
        document_id=one.id,
        sha256=one.id,
        size=1,
        media_type="text/plain",
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _incident(number: int, dice: random.Random) -> tuple[Incident, list[Claim], Document, Text]:
    town, day = dice.choice(TOWNS), RELEASE - timedelta(days=dice.randrange(4_000))
    dead, hurt = dice.randrange(1, 60), dice.randrange(1, 90)
    who = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    voice = f"{dice.choice(TOWNS)} health office {dice.randrange(20)}"
    first = f"{dead} people were killed"
    second = f"{hurt} were wounded"
    content = (
        f"On {day:%-d %B %Y} {first} and {second} when shells hit a market in {town}, the {voice} said, and "
        f"{who}, a farmer of number {number}, was among those who were brought to the city.\n"
    )
    name = f"report-{number}.txt"
    document = Document(
        name=name,
        title=f"Shells on {town}",
        publisher="Coast Courier",
        published=day,
        language="en",
    )
    snapshot = _snapshot(document)
    where = Mention(name=town, candidates=(Candidate(id=f"geo:{town}", score=1.0, why=""),))
    claims = [
        Claim(
            document=name,
            passage=Passage(snapshot_id=snapshot.id, start=content.index(words), end=content.index(words) + len(words), exact=words),
            measure=Measure.PEOPLE, outcome=outcome, count=Count(low=many, high=many, qualifier=Qualifier.EXACT),
            victims="people", places=(where,), when=When(earliest=day, latest=day), weapon="shells",
            sources=(Mention(name=voice),), engine="made up 1", decision="accepted",
        )
        for words, many, outcome in ((first, dead, Outcome.KILLED), (second, hurt, Outcome.INJURED))
    ]  # fmt: skip
    text = Text(
        snapshot_id=snapshot.id,
        content=content,
        blocks=(Block(start=0, end=len(content) - 1, voice=Voice.BODY, rule=""),),
        language="en",
        reader="",
    )
    one = Incident(
        id=f"inc_{number:016d}", claim_ids=tuple(c.id for c in claims), when=When(earliest=day, latest=day),
        place_ids=(f"geo:{town}",), place_names=(town,), perpetrators=(),
    )  # fmt: skip
    return one, claims, document, text


def _figure(one: Incident, held: list[Claim]) -> Figure:
    low = int(held[0].count.low or 0)
    return Figure(
        incident_id=one.id,
        outcome="killed",
        minimum=low,
        maximum=low,
        used=(held[0].id,),
        left_out=(),
        rule=f"one origin gives a number: {held[0].sources[0].name}, {low}",
    )


Ruler = Callable[[Incident, Mapping[str, Claim]], tuple[Ruling, ...]]


def main(sizes: list[int], *, with_rulebooks: bool) -> None:
    """Print a line for each size."""
    names = resolve.names()
    names.find("in Aleppo")
    for size in sizes:
        made, allowed = record(size), Allowed()
        ruler: Ruler = (
            publishing._ruler(made, allowed) if with_rulebooks else lambda _one, _claims: ()
        )
        tracemalloc.start() if "--memory" in sys.argv else None
        begun = time.process_time()
        given = publish.Circumstances(on=RELEASE, rule=ruler, names=names)
        public = publish.public(made, allowed, Method(), program="", given=given)
        ready = time.process_time() - begun
        many = sum(1 for _ in public.incidents)
        took = time.process_time() - begun
        most = tracemalloc.get_traced_memory()[1] / 2**20 if "--memory" in sys.argv else 0.0
        tracemalloc.stop() if "--memory" in sys.argv else None
        print(
            f"{many:7,} incidents: {took:6.2f} s ({ready:.2f} s before the first), {took / many * 1e3:.2f} ms each, {most:.0f} MiB"
        )


if __name__ == "__main__":
    main(
        [int(one) for one in sys.argv[1:] if one.isdigit()] or [1_000, 2_000],
        with_rulebooks="--rulebooks" in sys.argv,
    )
