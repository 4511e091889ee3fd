"""The table of figures in the README: each row from what was measured, and put in its place."""

# ruff: noqa: INP001 - part of a program to be run by hand

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

_BLOCK = re.compile(r"(<!-- figures: begin\.).*?(<!-- figures: end -->)", re.DOTALL)
_SPEED = re.compile(r"^(rules(?: and tagger)?) +[\d.]+ s a document, +([\d.]+) a CPU", re.MULTILINE)


def rate(number: float) -> str:
    """
    Return a rate as the README writes it.

    >>> rate(0.8271), rate(1.0)
    ('.83', '1.00')
    """
    return f"{number:.2f}".removeprefix("0")


def rows_of_claims(told: dict[str, Any]) -> list[str]:
    """Return the README's rows on claims, from what `onrecord evaluate locked` says."""
    names = {
        "detect": (
            "60 reports on conflicts that neither reader had met, unread by whoever wrote the "
            "rules",
            "claims found",
        ),
        "value": ("the same", "value: also what happened, how many"),
        "full": ("the same", "full: also by whom, where, when, according to whom"),
    }
    rows = []
    for key, (on, what) in names.items():
        one = told[key]
        p, r, f1 = (rate(one[k]) for k in ("precision", "recall", "f1"))
        rows.append(f"| {on} | {what} | {one['wanted']} | {p} | {r} | **{f1}** |")
    both = next(one for engine, one in told["by_engine"].items() if "+" in engine)
    share = rate(both["right"] / both["given"])
    rows.append(
        f"| the same, claims that both readers found | value | {both['given']} | {share} | | |"
    )
    return rows


def rows_of_incidents(told: dict[str, Any]) -> list[str]:
    """Return the README's rows on incidents, from `onrecord evaluate locked --incidents`."""
    pairs, origins, figures = told["together"], told["origins"], told["figures"]
    p, r, f1 = (rate(pairs[k]) for k in ("precision", "recall", "f1"))
    return [
        "| 33 incidents told by several reports, unread by whoever wrote the rules, from "
        f"recorders' own claims | pairs of claims put together | {pairs['wanted']:,} | {p} | {r} "
        f"| **{f1}** |",
        "| the same | incidents with every toll traced to the right voice; minimum and maximum "
        f"right | {origins['of']}; {figures['of']} | | | {origins['right']}; {figures['right']} "
        "right |",
    ]


def rows_of_speed(told: str) -> list[str]:
    """Return the README's row on speed, from what `benchmarks/reader.py` prints."""
    found = {name: round(float(speed)) for name, speed in _SPEED.findall(told)}
    documents = told.split(maxsplit=1)[0]
    speeds = f"{found['rules']}; {found['rules and tagger']}"
    what = "documents of 350 words read in a CPU second: rules; rules and tagger"
    return [f"| speed | {what} | {documents} | | | {speeds} |"]


def rows_of_real_reports(told: dict[str, Any]) -> list[str]:
    """Return the README's row on five real reports, from what their scorer says."""
    value, full = told["value"], told["full"]
    p, r, f1 = (f"{rate(value[key])}; {rate(full[key])}" for key in ("p", "r", "f1"))
    on = "five real reports on Syria, in sight while the rules were written"
    return [f"| {on} | value; full | {value['gold']} | {p} | {r} | {f1} |"]


def into_readme(rows: Sequence[str], text: str) -> str:
    """
    Return the README with its rows as they were measured now; rows that were not stay.

    A row is known by what it was measured on and what it is about; "the same" is the one
    above it.
    """
    block = _BLOCK.search(text)
    if block is None:
        raise SystemExit("the README has no table of figures")
    new = dict(zip(map(_key, rows), rows, strict=True))
    lines = [new.get(_key(line), line) for line in block[0].splitlines()]
    lines[0] = re.sub(r"\d{4}-\d\d-\d\d", f"{datetime.now(UTC):%Y-%m-%d}", lines[0])
    return text[: block.start()] + "\n".join(lines) + text[block.end() :]


def _key(row: str) -> str:
    cells = row.split("|")
    return "|".join(cells[1:3]) if len(cells) > 3 else row


def differing(rows: Sequence[str], text: str) -> list[str]:
    """Return the measured rows that the README does not have as they are."""
    return [row for row in rows if row not in text]
