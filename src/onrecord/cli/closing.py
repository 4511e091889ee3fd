"""The lines with which a build or an import ends."""

from collections import Counter
from pathlib import Path

from rich.console import Console

from onrecord.cli import incident_table, views, wording
from onrecord.model import Record, SetAside, Severity

_MOST_PROBLEMS = 10  # errors named one by one at the end; `onrecord check` has all

_REASONS = {  # with the same words for one and for many, where they need no noun of their own
    SetAside.REJECTED: ("rejected by a person", "rejected by a person"),
    SetAside.FORECAST: ("forecast", "forecasts"),
    SetAside.DENIAL: ("denial", "denials"),
    SetAside.COMMENT: ("in a reader's comment", "in readers' comments"),
    SetAside.BOILERPLATE: ("in a menu or link", "in menus and links"),
    SetAside.TOTAL: ("total of a war or a country", "totals of a war or a country"),
    SetAside.SHARE: ("share", "shares"),
    SetAside.RATIO: ("ratio", "ratios"),
    SetAside.NOT_PEOPLE: ("that counts no people", "that count no people"),
    SetAside.NO_NUMBER: ("without a number", "without a number"),
    SetAside.UNPLACED: ("with neither place nor time", "with neither place nor time"),
}


def incidents(record: Record, screen: Console) -> None:
    """Write the table of incidents, or that there are none."""
    if record.incidents:
        screen.print(incident_table.of(record, screen))
    else:
        screen.print("No incident was found.")


def counts(record: Record, screen: Console) -> None:
    """Write what the record holds, what was set aside and why, and how many problems."""
    screen.print(
        f"{wording.counted(len(record.incidents), 'incident')} from "
        f"{wording.counted(len(record.claims), 'claim')} in "
        f"{wording.counted(len(record.documents), 'document')}; "
        f"{wording.counted(len(record.origins), 'origin')}."
    )
    if record.asides:
        screen.print(f"Set aside, kept and shown: {set_aside(record)}.")
    screen.print(f"Problems: {wording.open_and_settled(record.problems, record.settled())}.")


def set_aside(record: Record) -> str:
    """Return how many claims are in no incident, by reason."""
    reasons = Counter(aside.reason for aside in record.asides)
    parts = ", ".join(
        wording.counted(number, *_REASONS[reason]) for reason, number in reasons.most_common()
    )
    return f"{wording.counted(len(record.asides), 'claim')} ({parts})"


def errors(record: Record, screen: Console) -> None:
    """Write the problems that are errors, the first few of them."""
    settled = record.settled()
    found = [
        problem
        for problem in record.problems
        if problem.severity is Severity.ERROR and problem.id not in settled
    ]
    for problem in found[:_MOST_PROBLEMS]:
        screen.print(views.problem_line(problem), soft_wrap=True)
    if len(found) > _MOST_PROBLEMS:
        screen.print(f"and {len(found) - _MOST_PROBLEMS:,} more: onrecord check {record.name}")


def page(path: Path, screen: Console) -> None:
    """Write where the page is, in one unbroken line; an encrypted record has none."""
    if not path.exists():
        screen.print("No page is written: this record is encrypted. Read it at the desk.")
        return
    screen.print(f"The page: {path.resolve()}", soft_wrap=True)
