"""`onrecord lists review`: pairs of rows that wait for a person, with the evidence."""

import sys
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, decided, faults, wording
from onrecord.cli.lists_add import JSON, RECORD
from onrecord.cli.output import console, on_one_line
from onrecord.model import Choice, Decision, Entry, Pair
from onrecord.workflow import Linking

_KEYS = "[s]ame person, [o]ther persons, [l]ater, [q]uit"
_CHOICES = {"s": Choice.ONE_PERSON, "o": Choice.OTHER_PERSONS}


@click.command("review")
@RECORD
@click.option("--accept", metavar="PAIR", help="Say that the two rows are one person.")
@click.option("--reject", metavar="PAIR", help="Say that the two rows are two persons.")
@click.option("--undo", metavar="DECISION", help="Take such a decision back.")
@click.option("--by", metavar="NAME", help="Who decides. [default: as onrecord.toml says]")
@click.option("--why", metavar="TEXT", help="The reason; kept with the decision.")
@JSON
def review(
    *,
    record_folder: Path,
    accept: str | None,
    reject: str | None,
    undo: str | None,
    by: str | None,
    why: str | None,
    for_machines: bool,
) -> int:
    """Decide which rows of lists are one person.

    Without options the pairs that wait are shown one by one, both rows side by side with what
    speaks for and against: first those by which somebody would be found dead, then the doubtful
    ones, the likeliest first. This shows names.

    \b
    Example:
      onrecord lists review coast
      onrecord lists review coast --accept k6vd --by Amal --why "asked him"
      onrecord lists review coast --reject k6vd --by Amal --why "twins"

    Exit codes: 0 nothing waits any more, 1 pairs wait still, 2 wrong use, 3 the record
    cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    wanted = [one for one in (accept, reject, undo) if one]
    if len(wanted) > 1:
        raise click.UsageError("say one of --accept, --reject and --undo")
    held = workflow.linking_of(record_folder)
    if undo:
        found = _called(undo, [one.id for one in held.decisions], "decision on persons")
        return _told(*workflow.undo_persons(record_folder, found, by=by, why=why or ""))
    if wanted:
        pair = _pair(wanted[0], held)
        choice = Choice.ONE_PERSON if accept else Choice.OTHER_PERSONS
        ends = (pair.left, pair.right)
        return _told(*workflow.decide_persons(record_folder, ends, choice, by=by, why=why or ""))
    if for_machines:
        waiting = workflow.to_decide(held)
        as_json.print_json([_plain(one, held) for one in waiting])
        return faults.LOOK if waiting else faults.OK
    return _one_by_one(record_folder, held, by, why)


def _one_by_one(folder: Path, held: Linking, by: str | None, why: str | None) -> int:
    screen = console()
    waiting = workflow.to_decide(held)
    if held.is_behind:
        screen.print("Lists were given out anew since: run `onrecord lists link` first.")
    if not waiting:
        screen.print("No pair waits.")
    asks = sys.stdin.isatty()
    left = len(waiting)
    for number, pair in enumerate(waiting, 1):
        screen.print(f"Pair {number:,} of {len(waiting):,}")
        _show(pair, held, screen)
        if not asks:
            continue
        key = click.prompt(_KEYS, type=click.Choice(["s", "o", "l", "q"]), show_choices=False)
        if key == "q":
            break
        if key in _CHOICES:
            reason = why or click.prompt("Why")
            ends = (pair.left, pair.right)
            workflow.decide_persons(folder, ends, _CHOICES[key], by=by, why=reason)
            left -= 1
    return faults.LOOK if left else faults.OK


def _told(decision: Decision, held: Linking) -> int:
    screen = console()
    said = {
        Choice.ONE_PERSON: "two rows of lists are one person",
        Choice.OTHER_PERSONS: "two rows of lists are two persons",
    }.get(decision.choice, "the decision on persons is undone")
    screen.print(Text(f"Decided: {decision.id} {said}, {decided.signed(decision)}"), soft_wrap=True)
    waiting = len(workflow.to_decide(held))
    screen.print(f"{wording.counted(waiting, 'pair')} left.")
    return faults.LOOK if waiting else faults.OK


def _show(pair: Pair, held: Linking, screen: Console) -> None:
    """Write both rows side by side, and what each field says."""
    known, names = held.listed.by_person(), held.listed.names()
    left, right = known[pair.left], known[pair.right]
    screen.print(
        Text(f"{pair.id}: one person with a probability of {pair.probability:.0%}"), soft_wrap=True
    )
    if pair.is_linked:
        screen.print("One list has this person as killed, the other as missing or alive.")
    if pair.barred:
        screen.print(Text(f"Not linked by itself: {pair.barred}."), soft_wrap=True)
    rows = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("", names[left.list], names[right.list]):
        rows.add_column(heading, overflow="fold")
    for (what, one), (_, other) in zip(_facts(left), _facts(right), strict=True):
        if one or other:
            rows.add_row(Text(what), Text(on_one_line(one or "–")), Text(on_one_line(other or "–")))
    screen.print(rows)
    evidence = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("field", "one", "other", "agree", "weight"):
        evidence.add_column(heading, justify="right" if heading == "weight" else "left")
    for said in pair.evidence:
        evidence.add_row(
            Text(said.field),
            Text(on_one_line(said.left or "–")),
            Text(on_one_line(said.right or "–")),
            Text(said.level),
            Text(f"{said.weight:+.1f}"),
        )
    screen.print(evidence)


def _facts(entry: Entry) -> list[tuple[str, str]]:
    return [
        ("name", entry.name),
        ("also", "; ".join(entry.other_names)),
        ("sex", str(entry.sex or "")),
        ("age", "" if entry.age is None else str(entry.age)),
        ("born", wording.when(entry.born) if entry.born else ""),
        ("date", wording.when(entry.when) if entry.when else ""),
        ("place", entry.place or ""),
        ("outcome", str(entry.outcome or "")),
        ("cause", entry.cause or ""),
    ]


def _plain(pair: Pair, held: Linking) -> dict[str, object]:
    known, names = held.listed.by_person(), held.listed.names()
    sides = {"left": known[pair.left], "right": known[pair.right]}
    return {
        **as_json.plain(pair),
        **{
            side: {"list": names[one.list], **{what: said for what, said in _facts(one) if said}}
            for side, one in sides.items()
        },
    }


def _pair(typed: str, held: Linking) -> Pair:
    by_id = {one.id: one for one in held.grouped.pairs}
    return by_id[_called(typed, list(by_id), "pair")]


def _called(typed: str, ids: list[str], what: str) -> str:
    found = [one for one in ids if one == typed or one.partition("_")[2].startswith(typed)]
    if len(found) != 1:
        many = "several are" if found else f"no {what} is"
        raise click.UsageError(f"{many} called {typed}")
    return found[0]
