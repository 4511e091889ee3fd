"""`onrecord lists link`: which rows of lists are one person."""

from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, faults, views, wording
from onrecord.cli.lists_add import JSON, RECORD
from onrecord.cli.output import console
from onrecord.workflow import LinkReport

_MOST_LISTS = 6  # columns of the table of overlaps on a terminal; beyond, lists are named


@click.command("link")
@RECORD
@click.option(
    "--engine",
    type=click.Choice(["own", "splink"]),
    default="own",
    show_default=True,
    help="What compares rows; splink comes with onrecord[link].",
)
@click.option(
    "--most-wrong",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.01,
    show_default=True,
    metavar="SHARE",
    help="The share of links that may be wrong; what is less sure waits for you.",
)
@click.option(
    "--backend",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What splink works in; spark comes with onrecord[link,spark].",
)
@click.option(
    "--master",
    metavar="ADDRESS",
    help="Where Spark is: spark://host:7077, sc://host:15002. [default: this machine]",
)
@JSON
def link(
    record_folder: Path,
    *,
    engine: str,
    most_wrong: float,
    backend: str,
    master: str | None,
    for_machines: bool,
) -> int:
    """Find which rows of a record's lists are one person.

    What people decided holds. Whoever is doubtful waits: see them with `onrecord lists review`.
    Persons whom reports name are a list, too.

    \b
    Example:
      onrecord lists link coast
      onrecord lists link coast --engine splink --most-wrong 0.005
      onrecord lists link coast --engine splink --backend spark --master spark://node:7077

    Exit codes: 0 done, 1 some pairs wait for you, 2 wrong use, 3 the record cannot be used, 4 the
    engine is not installed.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    report = workflow.link_lists(
        record_folder, engine=engine, most_wrong=most_wrong, backend=backend, master=master
    )
    if for_machines:
        as_json.print_json(_plain(report))
    else:
        _say(report)
    return faults.LOOK if workflow.to_decide(report.linking) or report.problems else faults.OK


def _say(report: LinkReport) -> None:
    screen = console()
    run, held = report.linkage, report.linking
    for problem in report.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    screen.print(_overlaps(report))
    rows = wording.counted(len(held.listed.entries), "row")
    lists = wording.counted(len(held.listed.lists), "list")
    screen.print(
        f"{rows} of {lists} are {wording.counted(report.persons, 'person', 'persons')}.",
        soft_wrap=True,
    )
    screen.print(
        f"{run.engine} compared {wording.counted(run.pairs, 'pair')} and made "
        f"{wording.counted(run.links, 'link')}; about {run.expected_wrong:,.1f} of them are "
        f"expected to be wrong. Of the pairs that could be one person about "
        f"{run.expected_missed:,.1f} more are expected to be true; those ruled out by two first "
        "names, or that no key brought side by side, come on top, and nobody can tell how many.",
        soft_wrap=True,
    )
    confirm = len(workflow.to_confirm(held))
    if confirm:
        screen.print(
            f"{wording.counted(confirm, 'link')} would find somebody dead whom another list has as "
            "missing or alive: confirm before you tell anybody.",
            soft_wrap=True,
        )
    waiting = len(workflow.to_decide(held))
    if waiting:
        wait = "waits" if waiting == 1 else "wait"
        screen.print(f"{wording.counted(waiting, 'pair')} {wait} for you: onrecord lists review")


def _overlaps(report: LinkReport) -> Table:
    """Return how many persons are on exactly which lists, one combination a row."""
    names = [one.name for one in report.linking.listed.lists]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    is_wide = len(names) > _MOST_LISTS
    for name in ["lists"] if is_wide else names:
        table.add_column(name, justify="left" if is_wide else "center")
    table.add_column("persons", justify="right")
    for there, count in report.overlaps:
        cells = [", ".join(there)] if is_wide else ["●" if one in there else "·" for one in names]
        table.add_row(*map(Text, cells), Text(f"{count:,}"))
    return table


def _plain(report: LinkReport) -> dict[str, object]:
    told = {
        "linkage": report.linkage,
        "persons": report.persons,
        "groups": report.linking.grouped.groups,
        "waiting": [one.id for one in workflow.to_decide(report.linking)],
        "overlaps": [{"lists": there, "persons": count} for there, count in report.overlaps],
        "problems": report.problems,
    }
    return {key: as_json.plain(value) for key, value in told.items()}
