"""
Writes marked reports as readings that `onrecord evaluate` understands.

    PYTHONPATH=src python training/as_gold.py training/reports FOLDER [--aside]

With --aside only those that the tagger does not learn from. Marks say what was counted, and who,
where and when; how many is read from the marked words by the program's own grammar, so a figure
measured on them says whether the right words were found, not whether the grammar is right.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

from examples import Counted, Whole, reports

from onrecord.extract.quantity import quantities

_FIELDS = {"P": "perpetrators", "L": "places", "S": "sources"}
_ONE = re.compile(r"(?:an?|one|another|his|her|the|my|its|their)\b|[A-Z]", re.IGNORECASE)
_PLURAL = re.compile(
    r"s\b|\b(?:people|men|women|children|all|both|most|police|dead)\b", re.IGNORECASE
)
_NOBODY = re.compile(r"(?:no|nobody|none)\b", re.IGNORECASE)


def main() -> None:
    """Write them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("reports", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--aside", type=int, help="one in so many only")
    told = asked.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    for number, whole in enumerate(reports(told.reports)):
        if told.aside and number % told.aside:
            continue
        name = f"{whole.source}-{number:04}"
        (told.out / f"{name}.txt").write_text(whole.words, encoding="utf-8")
        (told.out / f"{name}.json").write_text(json.dumps(_reading(whole, name)), encoding="utf-8")


def _reading(whole: Whole, name: str) -> dict[str, object]:
    return {
        "doc": f"{name}.txt",
        "sha256": hashlib.sha256(whole.words.encode()).hexdigest(),
        "published": whole.published.isoformat() if whole.published else None,
        "title": None,
        "author": None,
        "publisher": None,
        "claims": [row for n, c in enumerate(whole.counted, 1) for row in _rows(whole, c, n)],
        "distractors": [],
    }


def _rows(whole: Whole, counted: Counted, number: int) -> list[dict[str, object]]:
    names = {
        field: sorted(
            {
                whole.words[r.start : r.end]
                for r in whole.roles
                if r.entity in counted.roles and r.kind == kind
            }
        )
        for kind, field in _FIELDS.items()
    }
    day = next((whole.days[e] for e in sorted(counted.roles) if e in whole.days), None)
    first, _, last = day.partition("..") if day else ("", "", "")
    low, high, hedge = _figure(whole.words, counted)
    return [
        {
            "id": f"c{number}{'ab'[k]}",
            "quote": whole.words[counted.start : counted.end],
            "start": counted.start,
            "end": counted.end,
            "measure": "people",
            "outcome": outcome,
            "low": low,
            "high": high,
            "qualifier": hedge,
            "victims": None,
            "victim_class": counted.victim_class,
            **names,
            "date_from": first or None,
            "date_to": last or first or None,
            "weapon": None,
            "stance": counted.stance,
            "voice": "title" if "\n" not in whole.words[: counted.start] else "body",
            "part_of": None,
            "same_as": None,
            "note": None,
        }
        for k, outcome in enumerate(counted.outcome.split("+"))
    ]


def _figure(words: str, counted: Counted) -> tuple[object, object, str]:
    for quantity in quantities(words, counted.start, counted.end):
        count = quantity.count
        return count.low, count.high, str(count.qualifier)
    told = words[counted.start : counted.end]
    if _NOBODY.match(told):
        return 0, 0, "exact"
    if _ONE.match(told) and not _PLURAL.search(told):
        return 1, 1, "exact"
    return 2, None, "vague"


if __name__ == "__main__":
    main()
