"""
How well names of one person are known again, and told from those of brothers and sisters.

Takes two issues of a list that give each person a number of their own; the numbers are hidden
from the comparison and tell afterwards whether it was right. Only sums are printed: no name.

    python benchmarks/names.py EARLIER LATER [--half 0|1] [--people 1500] [--seed 1]

Files are CSV or Excel workbooks. Columns are found by their headings (`--help`).

- The sibling test: a person's name on the earlier list against the same person's on the later
  one, and against that of a brother or sister there: all parts but the given name are alike.
  Accuracy is that of the best threshold on `similarity`, the area that under its ROC curve.
- Families are divided into two halves by a hash of the family's names: half 0 is for looking
  at when tables of letters are written, half 1 is held out.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import argparse
import csv
import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
from numpy.typing import NDArray

from onrecord.lists.names import NameCompared, NameParts, alike, compare, parts
from onrecord.model import Level

Numbers = NDArray[np.float64]
PAIRS = (("latin", "latin"), ("latin", "arabic"), ("arabic", "latin"), ("arabic", "arabic"))


@dataclass(frozen=True, slots=True)
class Row:
    """One person on a list."""

    own_id: str
    latin: str
    arabic: str

    @property
    def family(self) -> str:
        """All but the given name, as the Arabic has it."""
        return " ".join(self.arabic.split()[1:])


@dataclass(frozen=True, slots=True)
class Case:
    """One person on both lists, and a brother or sister on the later one."""

    before: Row
    after: Row
    sibling: Row


def rows(path: Path, headings: dict[str, Sequence[str]]) -> Iterator[Row]:
    """Yield the persons of a list who have a number of nine digits."""
    lines = _lines(path)
    at: dict[str, int] = {}
    for line in lines:
        if not at:
            cells = {cell.strip().casefold(): number for number, cell in enumerate(line)}
            found = {
                what: next((cells[name] for name in names if name in cells), -1)
                for what, names in headings.items()
            }
            at = found if min(found.values()) >= 0 else {}
        elif (own_id := line[at["id"]].strip()).isdigit() and len(own_id) == 9:
            yield Row(own_id, line[at["latin"]], line[at["arabic"]])


def _lines(path: Path) -> Iterator[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
        return
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    for line in sheet.iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in line]


def half(row: Row) -> int:
    """Return which half a person's family is in."""
    return hashlib.sha256(f"seed7{row.family}".encode()).digest()[-1] % 2


def cases(before: list[Row], after: list[Row], which: int, seed: int) -> list[Case]:
    """Return persons on both lists with a brother or sister of another given name each."""
    later = {row.own_id: row for row in reversed(after)}
    families: dict[str, list[Row]] = defaultdict(list)
    for row in later.values():
        if len(row.arabic.split()) > 3:
            families[row.family].append(row)
    chosen = random.Random(seed)  # noqa: S311 - a sample, no secret
    made = []
    for row in before:
        known = later.get(row.own_id)
        if known is None or half(known) != which:
            continue
        given = known.arabic.split()[:1]
        siblings = [one for one in families[known.family] if one.arabic.split()[:1] != given]
        if siblings:
            made.append(Case(row, known, chosen.choice(siblings)))
    chosen.shuffle(made)
    return made


def sibling_test(held: list[Case], one: str, two: str) -> None:
    """Print what comes of the sibling test in one pair of scripts."""
    taken = [
        tuple(
            parts(name)
            for name in (getattr(c.before, one), getattr(c.after, two), getattr(c.sibling, two))
        )
        for c in held
    ]
    start = time.process_time()
    same = [compare(before, after) for before, after, _ in taken]
    other = [compare(before, sibling) for before, _, sibling in taken]
    spent = (time.process_time() - start) / (2 * len(taken))
    mine, theirs = (np.array([found.similarity for found in told]) for told in (same, other))
    print(f"{one}-{two}: {len(held)} persons, {spent * 1e6:.0f} µs a pair")
    print(f"  sibling test: area {_area(mine, theirs):.3f}, accuracy {_accuracy(mine, theirs):.3f}")
    print(
        f"  given names differ: of one person {_vetoes(same):.3f}, of siblings {_vetoes(other):.3f}"
    )
    bones = [_same_bones(before, after) for before, after, _ in taken]
    collide = [_same_bones(before, sibling) for before, _, sibling in taken]
    shares = f"of one person {_share(bones):.3f}, of siblings {_share(collide):.3f}"
    print(f"  given skeleton agrees: {shares}")
    near = [_is_one_name(before, sibling) for before, _, sibling in taken]
    print(f"  given names of siblings taken for one name: {_share(near):.4f}")


def _vetoes(found: Sequence[NameCompared]) -> float:
    return _share([one.given_differs for one in found])


def _same_bones(left: NameParts, right: NameParts) -> bool:
    return bool(left.given and right.given and left.given.skeleton == right.given.skeleton)


def _is_one_name(left: NameParts, right: NameParts) -> bool:
    if not left.given or not right.given:
        return False
    return alike(left.given, right.given)[0] in {Level.SAME, Level.SPELLED}


def _share(held: Sequence[bool]) -> float:
    return sum(held) / max(len(held), 1)


def _area(mine: Numbers, theirs: Numbers) -> float:
    ordered = np.sort(theirs)
    below = np.searchsorted(ordered, mine, "left") + np.searchsorted(ordered, mine, "right")
    return float(below.mean() / 2 / len(theirs))


def _accuracy(mine: Numbers, theirs: Numbers) -> float:
    cuts = np.unique(np.concatenate([mine, theirs]))
    return max(float(((mine >= cut).mean() + (theirs < cut).mean()) / 2) for cut in cuts)


def speed(names: Sequence[str]) -> None:
    """Print how many names a second are taken apart: words not seen before, and seen."""
    for said in ("words not seen before", "words seen before"):
        start = time.process_time()
        for name in names:
            parts(name)
        spent = time.process_time() - start
        print(f"{len(names) / spent:,.0f} names a second, {said}")


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("earlier", type=Path)
    asked.add_argument("later", type=Path)
    asked.add_argument("--half", type=int, default=1, choices=(0, 1))
    asked.add_argument("--people", type=int, default=1500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--id", nargs="+", default=["id", "id number"])
    asked.add_argument("--latin", nargs="+", default=["en_name", "name_en"])
    asked.add_argument("--arabic", nargs="+", default=["name", "name_ar"])
    asked.add_argument("--later-latin", nargs="+", default=["name", "en_name"])
    asked.add_argument("--later-arabic", nargs="+", default=["الاسم", "name"])
    told = asked.parse_args()
    before = list(rows(told.earlier, {"id": told.id, "latin": told.latin, "arabic": told.arabic}))
    later = {"id": told.id, "latin": told.later_latin, "arabic": told.later_arabic}
    after = list(rows(told.later, later))
    print(f"{len(before):,} and {len(after):,} persons with a number")
    speed([name for row in after for name in (row.latin, row.arabic)])
    found = cases(before, after, told.half, told.seed)[: told.people]
    for one, two in PAIRS:
        sibling_test(found, one, two)


if __name__ == "__main__":
    main()
