"""
How long a record's exports take and how much memory, by how many incidents it has.

    .venv/bin/python benchmarks/exports.py [INCIDENTS ...]

The incidents are invented, five claims and five rulings each, and made anew one by one
whenever they are gone through, as those of a record are. Each export runs in a process of its
own; what making the incidents alone takes is told apart. Beside the CSV and Parquet tables
pandas writes the same rows, all of them in memory before its clock starts.
"""

# ruff: noqa: INP001, T201 - made to be run by hand

import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.model import Role, Rule, When
from onrecord.model.public import (
    Public,
    PublicCell,
    PublicClaim,
    PublicFigure,
    PublicIncident,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Words,
)
from onrecord.publish.formats import FORMATS
from onrecord.publish.formats.tables import TABLES
from onrecord.publish.formats.tables.rows import Rows
from onrecord.testing import publics

SIZES = (1_000, 5_000, 20_000)
CLAIMS = 5
COLUMNS = 15
BOOKS = ("ucdp-ged", "acled", "ibc", "airwars", "ohchr")
NOTHING = "making the incidents"
PANDAS = {"pandas to_csv": "csv", "pandas to_parquet": "parquet"}


def main() -> None:
    """Measure every export at every size, each in a process of its own, and print a table."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    names = [NOTHING, *FORMATS, *PANDAS]
    print(f"{'':22}" + "".join(f"{size:>24,}" for size in sizes) + "   slope")
    for name in names:
        told = [_in_a_process(name, size) for size in sizes]
        cells = "".join(
            f"{one['seconds']:>8.2f} s {one['mib']:>5.0f} MiB {one['mb']:>4.0f} MB" for one in told
        )
        ends = math.log(told[-1]["seconds"] / told[0]["seconds"])
        slope = ends / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else math.nan
        print(f"{name:22}{cells}   {slope:.2f}")


def _in_a_process(name: str, size: int) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - this file
        [sys.executable, __file__, "--one", name, str(size)],
        check=True,
        capture_output=True,
        env={**os.environ},
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def one(name: str, size: int) -> None:
    """Write one export to nowhere, and print what it took."""
    public = record(size)
    if name in PANDAS:
        seconds, written = _pandas(public, PANDAS[name])
    else:
        out = Counting()
        started = time.process_time()
        if name == NOTHING:
            for _ in public.incidents:
                pass
        else:
            FORMATS[name].write(public, out)  # type: ignore[arg-type]
        seconds, written = time.process_time() - started, out.written
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mib": peak, "mb": written / 1e6}))


class Counting:
    """A stream that counts what is written to it and keeps nothing."""

    def __init__(self) -> None:
        self.written = 0

    def write(self, data: bytes) -> int:
        """Count some bytes."""
        self.written += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""


def _pandas(public: Public, form: str) -> tuple[float, int]:
    import tempfile  # noqa: PLC0415

    import pandas as pd  # noqa: PLC0415

    held: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in TABLES}
    made = Rows(public, TABLES)
    for told in (made.of_record(), *map(made.of, public.incidents)):
        for name, some in told:
            held[name].extend(some)
    frames = {table.name: pd.DataFrame(held[table.name], columns=table.header) for table in TABLES}
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        for name, frame in frames.items():
            path = Path(folder) / name
            if form == "csv":
                frame.to_csv(path, index=False)
            else:
                frame.to_parquet(path, index=False)
        seconds = time.process_time() - started
        return seconds, sum(path.stat().st_size for path in Path(folder).iterdir())


@dataclass(frozen=True, slots=True)
class Made:
    """Invented incidents, made anew whenever they are gone through."""

    size: int

    def __iter__(self) -> Iterator[PublicIncident]:
        for number in range(self.size):
            yield _incident(number)


def record(size: int) -> Public:
    """Return a record of so many incidents, the same each time."""
    documents = {
        f"doc_{n:016d}": replace(publics.DOCUMENT, id=f"doc_{n:016d}", snapshot_id=f"snp_{n:016d}")
        for n in range(max(1, size * CLAIMS // 4))
    }
    return publics.public(incidents=Made(size), count=size, documents=documents, rulebooks=_BOOKS)


_BOOKS = tuple(
    PublicRulebook(
        name=name,
        version="1",
        codebook=f"The codebook of {name}",
        seen="in full",
        rules=tuple(
            PublicRule(
                rule=Rule(id=f"{name}:rule-{n}", says="A rule in a sentence.", source=f"page {n}"),
                applied="wholly",
            )
            for n in range(COLUMNS)
        ),
    )
    for name in BOOKS
)
_WHY = publics.words("The lowest and the highest that origins say")


def _incident(number: int) -> PublicIncident:
    day = date(2012, 1, 1) + timedelta(days=number % 4_000)
    when = When(earliest=day, latest=day)
    claims = tuple(_claim(number, at, when) for at in range(CLAIMS))
    ids = tuple(claim.id for claim in claims)
    return publics.incident(
        number,
        when=when,
        places=(replace(publics.TOWN, latitude=12 + number % 997 / 100),),
        claims=claims,
        figures=tuple(
            PublicFigure(outcome=outcome, minimum=3, maximum=9, rule="two origins", used=ids)
            for outcome in ("killed", "injured")
        ),
        sources=tuple(
            PublicSource(
                id=f"org_{(number + at) % 400:016d}", name=f"Voice {at}", role=Role.NOT_A_PARTY,
                claim_ids=ids[at::2],
            )
            for at in range(2)
        ),
        rulings=tuple(_ruling(name, ids) for name in BOOKS),
    )  # fmt: skip


def _claim(number: int, at: int, when: When) -> PublicClaim:
    words = f"{number % 90 + at} people were killed in the market"
    return publics.claim(
        number * CLAIMS + at,
        number % 90 + at,
        number % 90 + at,
        document_id=f"doc_{(number * CLAIMS + at) // 4:016d}",
        exact=Words(pieces=publics.words(words).pieces, language="en"),
        end=40 + len(words),
        when=when,
        source_id=f"org_{(number + at % 2) % 400:016d}",
    )


def _ruling(name: str, ids: tuple[str, ...]) -> PublicRuling:
    return PublicRuling(
        rulebook=name,
        version="1",
        codebook=f"The codebook of {name}",
        cells=tuple(
            PublicCell(name=f"column_{n}", value=n, why=_WHY, rules=(f"{name}:rule-{n}",))
            for n in range(COLUMNS)
        ),
        used=tuple(PublicWeighed(claim_id=claim, rule=f"{name}:rule-0") for claim in ids),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        main()
