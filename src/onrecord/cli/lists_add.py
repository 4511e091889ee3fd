"""`onrecord lists add`: an issue of a list into a record, once somebody saw its columns."""

import sys
from datetime import datetime
from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, faults, views, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Change, Outcome, Severity
from onrecord.workflow import ListTold, Looked, TakenList

_OUTCOMES = {str(one): one for one in Outcome} | {"missing": Outcome.DISAPPEARED}
_LONGEST = 40  # characters of an example
RECORD = click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
JSON = click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")


@click.command("add")
@RECORD
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--list", "name", required=True, metavar="NAME", help="What the list is called: one word."
)
@click.option("--title", metavar="TEXT", help="Its own title.")
@click.option("--keeper", metavar="NAME", help="Who keeps it.")
@click.option(
    "--issued",
    metavar="DATE",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="The day on which it was given out, like 2024-05-14.",
)
@click.option(
    "--draws-on",
    multiple=True,
    metavar="NAME",
    help="Another list that it takes rows from; may be said again.",
)
@click.option(
    "--with-repeats/--each-once",
    "repeats",
    default=None,
    help="Whether a person may be on it twice. [default: each once]",
)
@click.option(
    "--outcome",
    type=click.Choice(list(_OUTCOMES)),
    metavar="OUTCOME",
    help="What befell everybody on it of whom no cell says more, such as missing.",
)
@click.option("--sheet", default="", metavar="NAME", help="Which sheet of a workbook.")
@click.option(
    "--mapping",
    metavar="TOML",
    type=click.Path(path_type=Path),
    help="What columns say, where the proposal is wrong: a file as --propose-mapping writes it.",
)
@click.option(
    "--propose-mapping",
    is_flag=True,
    help="Write a mapping to correct, and nothing else; its comments quote the list.",
)
@click.option(
    "--sealed",
    is_flag=True,
    help="Keep the file sealed, and keep national ids and notes in it alone.",
)
@click.option("--by", metavar="NAME", help="Who takes it in. [default: as onrecord.toml says]")
@click.option("--yes", is_flag=True, help="Take the columns as they are understood.")
@click.option("--dry-run", is_flag=True, help="Show the columns and write nothing.")
@JSON
def add(  # noqa: PLR0913 - one for each option, as click hands them over
    *,
    record_folder: Path,
    file: Path,
    name: str,
    title: str | None,
    keeper: str | None,
    issued: datetime | None,
    draws_on: tuple[str, ...],
    repeats: bool | None,
    outcome: str | None,
    sheet: str,
    mapping: Path | None,
    propose_mapping: bool,
    sealed: bool,
    by: str | None,
    yes: bool,
    dry_run: bool,
    for_machines: bool,
) -> int:
    """Take an issue of a list of named victims into a record.

    FILE is CSV, Excel, JSON, or a PDF with a table. Its columns are shown with an example each, and
    nothing is kept until you agree. The same file again changes nothing. Examples are names:
    look that nobody reads along.

    \b
    Example:
      onrecord lists add coast may.csv --list ministry --dry-run
      onrecord lists add coast may.csv --list ministry --issued 2024-05-14
      onrecord lists add coast may.csv --list ministry --propose-mapping > m.toml
      onrecord lists add coast june.xlsx --list ministry --issued 2024-06-14 --yes
      onrecord lists add coast wall.csv --list wall --draws-on ministry
      onrecord lists add coast sought.csv --list sought --outcome missing

    Exit codes: 0 taken in as it stands, 1 with something to look at, 2 wrong use, 3 the record
    cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if propose_mapping:
        words = workflow.propose_columns(file, sheet)
        sys.stdout.buffer.write(words.encode("utf-8", "replace"))
        return faults.OK
    told = ListTold(
        name=name,
        title=title,
        keeper=keeper,
        draws_on=draws_on or None,
        has_each_once=None if repeats is None else not repeats,
        outcome=_OUTCOMES[outcome] if outcome else None,
        issued=issued.date() if issued else None,
        sheet=sheet,
        mapping=mapping,
        sealed=sealed,
        by=by,
    )
    looked = workflow.look_at_list(record_folder, file, told)
    if dry_run or not for_machines:
        _show(looked, for_machines=for_machines)
    if dry_run:
        return faults.LOOK if looked.doubts or looked.problems else faults.OK
    if not yes and not looked.is_known:
        _ask(for_machines=for_machines)
    taken = workflow.take_list(record_folder, file, told)
    if for_machines:
        as_json.print_json(taken)
    else:
        _say(taken)
    return faults.LOOK if _asks_for_a_look(taken) else faults.OK


def _ask(*, for_machines: bool) -> None:
    """Ask whether the columns are right."""
    if for_machines or not sys.stdin.isatty():
        raise click.UsageError("see the columns with --dry-run, then take them with --yes")
    if not click.confirm("Is that what the columns say?", err=True):
        raise click.UsageError("nothing was taken in: say what columns mean with --mapping")


def _show(looked: Looked, *, for_machines: bool) -> None:
    if for_machines:
        as_json.print_json(looked)
        return
    screen = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("column", "says", "such as"):
        table.add_column(heading, overflow="fold")
    for one in looked.columns:
        how = f" ({one.column.how})" if one.column.how else ""
        table.add_row(
            Text(on_one_line(one.column.heading)),
            Text(f"{one.column.meaning}{how}"),
            Text(on_one_line(one.example)[:_LONGEST], style="dim"),
        )
    screen.print(table)
    for doubt in looked.doubts:
        screen.print(Text(f"Look: {on_one_line(doubt)}"), soft_wrap=True)
    for problem in looked.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    screen.print(
        f"{wording.counted(looked.rows, 'row')}; the record has "
        f"{wording.counted(looked.issues, 'issue')} of “{looked.name_list.name}”"
        f"{', this one among them' if looked.is_known else ''}.",
        soft_wrap=True,
    )


def _say(taken: TakenList) -> None:
    screen = console()
    if not taken.is_new:
        screen.print("This issue is in the record already: nothing was changed.")
        return
    for problem in taken.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    held = "sealed" if taken.issue.sealed else "as it came"
    changes = ", ".join(f"{taken.changes.get(one, 0):,} {one}" for one in Change)
    screen.print(
        f"Taken in: {wording.counted(taken.issue.rows, 'person', 'persons')} of “"
        f"{taken.name_list.name}”; the file is kept {held}.",
        soft_wrap=True,
    )
    screen.print(f"Since the issue before: {changes}.", soft_wrap=True)


def _asks_for_a_look(taken: TakenList) -> bool:
    return any(one.severity is not Severity.NOTE for one in taken.problems)
