"""`onrecord import`: claims or decisions of another program or record, tables of incidents."""

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import closing, decided, faults, stopping, views, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import DAY_FIRST, MONTH_FIRST, Problem, Severity, Told

_FOR_TABLES = "For a table: "


@click.command("import")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["claims", "decisions", "names"]),
    default="claims",
    help="What a file of lines holds: claims, or what people decided on another copy of the "
    "record. names: a table of what names mean; known by its heading too. [default: claims]",
)
@click.option("--publisher", metavar="NAME", help=f"{_FOR_TABLES}whose table it is.")
@click.option(
    "--published",
    metavar="DAY",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help=f"{_FOR_TABLES}the day on which it was published, like 2024-05-14.",
)
@click.option("--url", metavar="URL", help=f"{_FOR_TABLES}where it was published.")
@click.option(
    "--dates",
    type=click.Choice([DAY_FIRST, MONTH_FIRST]),
    help=f"{_FOR_TABLES}which comes first in days like 3/4/2024, where its cells do not show it.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=f"{_FOR_TABLES}show how each column is understood, and write nothing.",
)
def command(  # noqa: PLR0913 - one for each option, as click hands them over
    *,
    record_folder: Path,
    file: Path,
    form: str,
    publisher: str | None,
    published: datetime | None,
    url: str | None,
    dates: str | None,
    dry_run: bool,
) -> int:
    """Take claims or a table of incidents into a record.

    FILE is claims.jsonl, in the format that `onrecord export --format claims` writes, or a
    table of incidents: .csv, or .tsv with tabs. The record is made if it is not there; `-`
    reads claims from standard input. Taking the same file in again adds nothing.

    Of a table each row is an incident, and each number a claim that points at its cell.
    The columns are recognised by their headings, English or Arabic: see them with --dry-run.

    \b
    Example:
      onrecord import coast claims.jsonl
      onrecord import coast decisions.jsonl --format decisions
      onrecord import coast names.csv
      onrecord import coast incidents.csv --publisher "Coast Monitor" --dry-run

    Exit codes: 0 everything was taken, 1 some was not, 2 wrong use, 3 the record cannot
    be used, 130 stopped: the file was taken whole or not at all.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    day = published.date() if published else None
    told = Told(url=url, publisher=publisher, published=day, dates=dates)
    if form == "names" or (file != Path("-") and workflow.is_names_table(file)):
        return _names(record_folder, file)
    if file != Path("-") and workflow.is_table(file):
        return _view(file, told) if dry_run else _table(record_folder, file, told)
    if dry_run or told != Told():
        raise click.UsageError(
            "--publisher, --published, --url, --dates and --dry-run are for tables (.csv, .tsv)"
        )
    # Standard input is read while Ctrl-C still ends at once: it may be a person typing.
    lines = BytesIO(sys.stdin.buffer.read()) if file == Path("-") else file
    return (_decisions if form == "decisions" else _claims)(record_folder, lines)


def _claims(record_folder: Path, lines: Path | BytesIO) -> int:
    with stopping.asked() as is_stopping:
        report = workflow.import_claims(record_folder, lines, create=True, stopping=is_stopping)
    screen = console()
    for problem in report.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    screen.print(
        f"{wording.counted(report.added, 'claim')} added, {report.known:,} known already, "
        f"{len(report.problems):,} not taken."
    )
    closing.counts(report.record, screen)
    closing.page(report.page, screen)
    return faults.LOOK if report.problems else faults.OK


def _decisions(record_folder: Path, lines: Path | BytesIO) -> int:
    with stopping.asked() as is_stopping:
        taken, problems = workflow.import_decisions(record_folder, lines, stopping=is_stopping)
    screen = console()
    for problem in problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    for line in decided.lines(taken.new, taken.after):
        screen.print(line, soft_wrap=True)
    for change in decided.changes(taken.before, taken.after):
        screen.print(change, soft_wrap=True)
    new = wording.counted(len(taken.new), "decision")
    screen.print(f"{new} added, {wording.counted(len(problems), 'line')} not taken.")
    closing.page(taken.page, screen)
    return faults.LOOK if problems else faults.OK


def _names(record_folder: Path, file: Path) -> int:
    given = BytesIO(sys.stdin.buffer.read()) if file == Path("-") else file
    with stopping.asked() as is_stopping:
        taken, known, problems = workflow.import_names(record_folder, given, stopping=is_stopping)
    screen = console()
    for problem in problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    for change in decided.changes(taken.before, taken.after):
        screen.print(change, soft_wrap=True)
    screen.print(
        f"{wording.counted(len(taken.new), 'row')} taken, {known:,} known already, "
        f"{len(problems):,} not taken."
    )
    closing.page(taken.page, screen)
    return faults.LOOK if problems else faults.OK


def _table(record_folder: Path, file: Path, told: Told) -> int:
    with stopping.asked() as is_stopping:
        report = workflow.import_table(record_folder, file, told, create=True, stopping=is_stopping)
    screen = console()
    for problem in report.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    retired = f", {report.retired:,} retired" if report.retired else ""
    screen.print(
        f"{wording.counted(report.added, 'claim')} added, "
        f"{report.claims - report.added:,} known already{retired}."
    )
    closing.counts(report.record, screen)
    closing.page(report.page, screen)
    return _code(report.problems)


def _view(file: Path, told: Told) -> int:
    view = workflow.view_table(file, told)
    screen = console()
    layout = f", as {view.layout}" if view.layout else ""
    screen.print(f"Columns of {on_one_line(file.name)}{layout}:", soft_wrap=True)
    width = min(max((len(heading) for heading, _ in view.columns), default=0), 32)
    for heading, meaning in view.columns:
        shown = on_one_line(heading) or "(no heading)"
        screen.print(f"  {shown:<{width}}  {on_one_line(meaning)}", soft_wrap=True)
    for problem in view.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    rows, claims = wording.counted(view.rows, "row"), wording.counted(view.claims, "claim")
    screen.print(f"{rows}, {claims}. Nothing was written.")
    return _code(view.problems)


def _code(problems: tuple[Problem, ...]) -> int:
    """Return the exit code: a note is worth knowing, and nothing was left out for it."""
    is_whole = all(problem.severity is Severity.NOTE for problem in problems)
    return faults.OK if is_whole else faults.LOOK
