"""
How well linking does on public lists with known truth, on files that you have yourself.

    python benchmarks/linkage_public.py one.csv two.csv --id id --name name --age age --sex sex

Each file is a table (CSV) with one row a person; give headings once, or as `one=two` where the
files differ. The column `--id` is hidden from linking and is the truth: rows of both files with
one nine-digit value are one person. With one file only, `--id` tells which rows are one, and the
file may have people twice. Prints totals only, never a name.
"""

import argparse
import csv
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.lists.linking import Settings, link
from onrecord.model import Entry, NameList, Sex, When

_SEXES = {"m": Sex.MALE, "f": Sex.FEMALE}
_FIELDS = (
    "name",
    "given",
    "father",
    "grandfather",
    "family",
    "age",
    "sex",
    "born",
    "place",
    "number",
)


def _day(text: str) -> When | None:
    digits = re.sub(r"\D", "", text)
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return When(earliest=day, latest=day)


def _entries(
    path: Path, side: int, told: argparse.Namespace, of: NameList
) -> Iterator[tuple[Entry, str]]:
    def cell(row: dict[str, str], field: str) -> str:
        headings = getattr(told, field).split("+")
        both = [one.split("=")[min(side, one.count("="))] for one in headings]
        return " ".join(filter(None, ((row.get(one) or "").strip() for one in both)))

    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, skipinitialspace=True), 1):
            more: dict[str, Any] = {
                field: cell(row, field) or None
                for field in ("given", "father", "grandfather", "family", "place")
            }
            age = cell(row, "age").removesuffix(".0")
            entry = Entry(
                list=of.id,
                person=f"{of.name}-{number:07}",
                issue="iss",
                row=number,
                name=cell(row, "name") or " ".join(one for one in list(more.values())[:4] if one),
                age=int(age) if age.isdigit() else None,
                sex=_SEXES.get(cell(row, "sex")[:1].casefold()),
                born=_day(cell(row, "born")),
                national_id=cell(row, "number") or None,
                **more,
            )
            yield entry, cell(row, "id")


def main() -> None:
    """Link the files and print how well it went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--id", default="id")
    parser.add_argument("--id-pattern", default=r"\d{9}", help="what of the id says who it is")
    for field in _FIELDS:
        parser.add_argument(f"--{field}", default="")
    parser.add_argument("--no-veto", action="store_true", help="first names do not bar")
    parser.add_argument("--engine", default="own")
    told = parser.parse_args()
    once = len(told.files) > 1
    lists = [NameList(name=f"list{at}", has_each_once=once) for at in range(len(told.files))]
    read = [
        pair for at, path in enumerate(told.files) for pair in _entries(path, at, told, lists[at])
    ]
    found = {entry.person: re.search(told.id_pattern, text) for entry, text in read}
    truth = {person: match.group() for person, match in found.items() if match}
    start = time.process_time()
    linked = link(
        [entry for entry, _ in read],
        lists,
        settings=Settings(first_names_bar=not told.no_veto, numbers_settle=False),
        engine=told.engine,
    )
    spent = time.process_time() - start
    _print(linked.groups, truth, spent, linked.linkage)


def _print(groups: Any, truth: dict[str, str], spent: float, linkage: Any) -> None:
    rows = Counter(truth.values())
    true = sum(n * (n - 1) // 2 for n in rows.values())
    right = wrong = 0
    for group in groups:
        known = [truth.get(person, person) for person in group.persons]
        size = len(known)
        here = sum(n * (n - 1) // 2 for n in Counter(known).values())
        right += here
        # A pair is judged where either row's person is known to stand elsewhere too.
        judged = sum(
            rows[one] > 1 or rows[two] > 1
            for at, one in enumerate(known)
            for two in known[at + 1 :]
        )
        wrong += max(judged - here, 0) if size > 1 else 0
    precision, recall = right / max(right + wrong, 1), right / max(true, 1)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"precision {precision:.4f}  recall {recall:.4f}  F1 {score:.4f}")  # noqa: T201
    print(  # noqa: T201
        f"rows {linkage.persons}  pairs compared {linkage.pairs}  links {linkage.links}  "
        f"waiting {linkage.waiting}  expected wrong {linkage.expected_wrong:.1f}"
    )
    print(f"CPU {spent:.1f} s  peak {peak:.0f} MiB")  # noqa: T201


if __name__ == "__main__":
    main()
