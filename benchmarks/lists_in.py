"""
How long it takes to take a list of persons in: CPU seconds, made-up names, no network.

    python benchmarks/lists_in.py [ROWS]

Measured are reading the file, proposing its columns, taking the first issue in, the same issue
again, and a second issue in which every fiftieth row is corrected, gone or new.
"""

# ruff: noqa: INP001, S311, T201 - a program to be run by hand; chance is no secret here

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import TypeVar

from onrecord.lists import tables
from onrecord.model import Entry, Issue, NameList
from onrecord.workflow import list_files

Value = TypeVar("Value")
GIVEN = "Omar Ali Sami Nour Luz Amal Karim Huda Layla Yusuf Hasan Maryam Salma Tariq Rami".split()
FAMILY = "Saleh Haddad Aziz Henao Khatib Najjar Zaid Masri Ghanem Shami Barakat Nasser".split()
LIST = NameList(name="made-up")


def timed(what: str, work: Callable[[], Value]) -> Value:
    """Do some work and print how many seconds of the processor it took."""
    start = time.process_time()
    found = work()
    print(f"{what:32} {time.process_time() - start:7.2f} s")
    return found


def rows(number: int, seed: int) -> list[list[str]]:
    """Return made-up rows: id, name, another spelling, age, sex, birth, day, place."""
    random = Random(seed)
    found = []
    for n in range(number):
        name = [random.choice(GIVEN) for _ in range(3)] + [random.choice(FAMILY) + str(n % 97)]
        born = random.randint(1, 28), random.randint(1, 12), random.randint(1940, 2023)
        day = "{:02}/{:02}/{}".format(*born)
        when = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
        told = [f"C-{n}", " ".join(name), " ".join(name).upper(), str(n % 90), "MF"[n % 2]]
        found.append([*told, day, when, random.choice(FAMILY)])
    return found


def csv(held: list[list[str]]) -> bytes:
    """Return rows as a file."""
    head = ["Case ID", "Name", "Other name", "Age", "Sex", "Date of birth", "Date", "Place"]
    return "\n".join(",".join(row) for row in [head, *held]).encode()


def taken(data: bytes, number: int, before: tuple[Entry, ...] = ()) -> tables.TakenIn:
    """Take an issue in."""
    (sheet,) = list_files.sheets(data, "list.csv")
    issue = Issue(list=LIST.id, sha256=str(number), file="list.csv", at=datetime.now(UTC))
    columns = tables.propose(sheet).columns
    return tables.entries(sheet, columns, name_list=LIST, issue=issue, before=before)


def main() -> None:
    """Measure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    held = rows(number, 1)
    data = csv(held)
    (sheet,) = timed("the file as rows", lambda: list_files.sheets(data, "list.csv"))
    timed("what its columns say", lambda: tables.propose(sheet))
    first = timed("first issue, all steps", lambda: taken(data, 1))
    known = {e.id: e for e in first.entries}
    before = tuple(known[name] for name in first.listed)
    timed("the same again, all steps", lambda: taken(data, 1, before))
    corrected = [[row[0], row[1].replace("a", "e", 1), *row[2:]] if n % 50 == 0 else row
                 for n, row in enumerate(held) if n % 50 != 1]  # fmt: skip
    second = csv([*corrected, *rows(number // 50, 2)])
    found = timed("second issue, by number", lambda: taken(second, 2, before))
    print(f"{len(found.changes):,} changes, {len(found.problems):,} problems")
    bare = csv([["", *row[1:]] for row in held])
    names = taken(bare, 3)
    known = {e.id: e for e in names.entries}
    before = tuple(known[name] for name in names.listed)
    second = csv([["", *row[1:]] for row in [*corrected, *rows(number // 50, 2)]])
    found = timed("second issue, without numbers", lambda: taken(second, 4, before))
    print(f"{len(found.changes):,} changes, {len(found.problems):,} problems")


if __name__ == "__main__":
    main()
