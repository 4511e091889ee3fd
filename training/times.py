"""
How well the program finds the words for times that somebody marked, and reads them.

Of the T marks of the reports: in how many the program finds a time at all, and of those, in how
many it tells the days that the mark says. No network is needed. Reports whose number divides by
twelve are left out: they are held back for other measurements.

Run it from the repository's root:

    python training/times.py                    # both rates
    python training/times.py --show missed      # and the marks where no time was found
    python training/times.py --show untold      # ... found, but no day told
    python training/times.py --show wrong       # ... another day told than the mark says
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import examples

from onrecord.evaluation.agreement import dates_agree
from onrecord.model import Named
from onrecord.resolve import dates
from onrecord.resolve.telling import times_told

HELD_BACK = 12
_REPORTS = Path(__file__).parent / "reports"
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What the program made of one mark: "right", or what went wrong, and the words around it."""

    kind: str
    report: int
    found: str
    meant: str
    told: str
    around: str

    def __str__(self) -> str:
        return f"{self.report} [{self.found}] means {self.meant} told {self.told} : {self.around}"


def readings(whole: examples.Whole, number: int) -> Iterator[Reading]:
    """Return what the program makes of every mark for a time in a report."""
    spots = dates.find(whole.words)  # as `resolve.names()` does, which finds all else too
    times = [Named(start=a, end=b, kind="time", name=whole.words[a:b]) for a, b in spots]
    told = {t.start: t.when for t in times_told(times, lambda _: whole.published, whole.words)}
    for mark in whole.roles:
        meant = whole.days.get(mark.entity, "")
        if mark.kind != "T" or not meant:
            continue
        words = whole.words[mark.start : mark.end]
        before = whole.words[max(0, mark.start - _AROUND) : mark.start]
        after = whole.words[mark.end : mark.end + _AROUND]
        around = f"{before}{{{words}}}{after}".replace("\n", " / ")
        found = [n for n in times if n.start < mark.end and mark.start < n.end]
        days = [told[n.start] for n in found if n.start in told]
        kind = _kind(found, meant, [(d.date_from, d.date_to) for d in days])
        yield Reading(
            kind,
            number,
            " & ".join(n.name for n in found) or words,
            meant,
            " & ".join(f"{d.date_from}..{d.date_to}" for d in days),
            f"({whole.published}) {around}",
        )


def _kind(found: list[Named], meant: str, told: list[tuple[str | None, str | None]]) -> str:
    if not told:
        return "untold" if found else "missed"
    first, _, last = meant.partition("..")
    right = {"date_from": first, "date_to": last or first}
    agree = any(dates_agree(right, {"date_from": a, "date_to": b}) for a, b in told)
    return "right" if agree else "wrong"


def _all(folder: Path) -> Iterator[Reading]:
    for number, whole in enumerate(examples.reports(folder)):
        if number % HELD_BACK:
            yield from readings(whole, number)


def main() -> None:
    """Print the rates, and on request the marks of one kind of failure."""
    parser = argparse.ArgumentParser(description="How well words for times are found and read.")
    parser.add_argument("folder", nargs="?", type=Path, default=_REPORTS)
    parser.add_argument("--show", choices=("missed", "untold", "wrong"))
    asked = parser.parse_args()
    every = list(_all(asked.folder))
    kinds = Counter(r.kind for r in every)
    found = len(every) - kinds["missed"]
    print(f"found {found} of {len(every)} ({found / max(1, len(every)):.1%})")
    print(f"right {kinds['right']} of those ({kinds['right'] / max(1, found):.1%})", dict(kinds))
    for reading in every:
        if reading.kind == asked.show:
            print(reading)


if __name__ == "__main__":
    main()
