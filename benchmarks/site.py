"""
How long a site takes, and how much memory: made-up incidents on the disk, as a release has them.

No page is written.

    .venv/bin/python benchmarks/site.py 1000 5000
    .venv/bin/python benchmarks/site.py --workers 2 5000

CPU seconds and the peak of memory are of this process and of its workers together.
"""

# ruff: noqa: INP001, T201 - made to be run by hand

import argparse
import resource
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from onrecord.model import When
from onrecord.model.public import (
    Allegation,
    Public,
    PublicCell,
    PublicClaim,
    PublicIncident,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicWeighed,
)
from onrecord.model.ruling import Rule
from onrecord.publish import site
from onrecord.publish.release.spool import Spool, spooled
from onrecord.testing import publics

CLAIMS = 4  # of an incident, from two documents
BOOKS = ("ucdp-ged", "acled", "ibc", "airwars", "ohchr")
COLUMNS = 15  # of a rulebook


@dataclass(frozen=True)
class MadeUp:
    """Incidents made one by one, as those of a record are."""

    many: int

    def __iter__(self) -> Iterator[PublicIncident]:
        """Yield each."""
        return map(incident, range(self.many))


def incident(n: int) -> PublicIncident:
    """Return an incident of four claims, under five rulebooks."""
    day = date(2014, 1, 1) + timedelta(days=n % 4000)
    claims = tuple(claim(n, k) for k in range(CLAIMS))
    ids = tuple(one.id for one in claims)
    base = publics.incident(n)
    source = replace(base.sources[0], id=f"org_{n % 900:016d}", claim_ids=ids)
    return replace(
        base,
        when=When(earliest=day, latest=day),
        accused=(Allegation(name=f"Army {n % 7}", said_by=("Saada health office",)),),
        claims=claims,
        sources=(source,),
        figures=(
            replace(base.figures[0], used=ids[:1], left_out=tuple((i, "again") for i in ids[1:])),
        ),
        rulings=tuple(map(ruling, BOOKS, [ids] * len(BOOKS))),
    )


def claim(n: int, k: int) -> PublicClaim:
    """Return a claim."""
    told = publics.claim(n * CLAIMS + k)
    return replace(told, document_id=f"doc_{n * 2 + k % 2:016d}", source_id=f"org_{n % 900:016d}")


def ruling(book: str, ids: tuple[str, ...]) -> PublicRuling:
    """Return a ruling of some columns."""
    cells = tuple(
        PublicCell(
            name=f"column {c}",
            value=c,
            why=publics.words("what voices say now"),
            rules=(f"{book}:{c % 6}",),
        )
        for c in range(COLUMNS)
    )
    weighed = [PublicWeighed(claim_id=one, rule=f"{book}:{n}") for n, one in enumerate(ids)]
    return PublicRuling(
        rulebook=book, version="1", codebook=f"{book} codebook", cells=cells,
        used=tuple(weighed[:2]), set_aside=tuple(weighed[2:]),
        in_short=(
            ("killed", "12"), ("when", "2018-08-09"), ("where", "Northport"), ("verdict", "event"),
        ),
    )  # fmt: skip


def public(many: int) -> Public:
    """Return a record of so many incidents, each from two documents."""
    rules = [
        PublicRulebook(
            name=book, version="1", codebook=f"{book} codebook", seen="wholly",
            rules=tuple(
                PublicRule(
                    rule=Rule(id=f"{book}:{n}", says="A rule in one sentence.", source="page 12"),
                    applied="wholly",
                )
                for n in range(6)
            ),
        )
        for book in BOOKS
    ]  # fmt: skip
    documents = {
        key: replace(publics.DOCUMENT, id=key) for key in (f"doc_{n:016d}" for n in range(2 * many))
    }
    return publics.public(
        incidents=MadeUp(many), count=many, documents=documents, rulebooks=tuple(rules)
    )


def main() -> None:
    """Make a site of each size that is asked for, and print what it took."""
    parser = argparse.ArgumentParser(description="Make sites of made-up incidents.")
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    for many in asked.sizes:
        measure(many, asked.workers)


def measure(many: int, workers: int) -> None:
    """Make a site, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "spool"
        deque(spooled(MadeUp(many), place), maxlen=0)
        made = replace(public(many), incidents=Spool(place))
        wall, before = time.perf_counter(), _used()[0]
        files = size = largest = 0
        for page in site.pages(made, workers=workers):
            files, size = files + 1, size + len(page.body)
            largest = max(largest, len(page.body))
        wall, (after, peak) = time.perf_counter() - wall, _used()
        cpu = after - before
        print(
            f"{many:,} incidents: {files:,} files, {size / 1e6:,.0f} MB, largest "
            f"{largest / 1000:,.0f} kB; CPU {cpu:.1f} s, {1000 * cpu / many:.2f} ms an incident; "
            f"wall {wall:.1f} s; peak {peak:,.0f} MB",
            flush=True,
        )


def _used() -> tuple[float, float]:
    """Return CPU seconds so far, and the peak of memory in MB."""
    own, crew = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    seconds = own.ru_utime + own.ru_stime + crew.ru_utime + crew.ru_stime
    return seconds, (own.ru_maxrss + crew.ru_maxrss) / 1024


if __name__ == "__main__":
    main()
