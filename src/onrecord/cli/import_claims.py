"""`onrecord import`: claims or decisions of another program or record, tables of incidents."""

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import closing, decided, faults, stopping, tables, views, wording
from onrecord.cli.output import console
from onrecord.model import DAY_FIRST, MONTH_FIRST, Told

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
    "--mapping",
    metavar="TOML",
    type=click.Path(path_type=Path),
    help=f"{_FOR_TABLES}what its columns and cells mean. It holds for this table from now on.",
)
@click.option(
    "--propose-mapping",
    is_flag=True,
    help=f"{_FOR_TABLES}write a mapping to correct, from what is recognised; nothing else.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=f"{_FOR_TABLES}show how each column is understood and what would change; write nothing.",
)
@click.option(
    "--json", "for_machines", is_flag=True, help=f"{_FOR_TABLES}write JSON for another program."
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
    mapping: Path | None,
    propose_mapping: bool,
    dry_run: bool,
    for_machines: bool,
) -> int:
    """Take claims or a table of incidents into a record.

    FILE is claims.jsonl, in the format that `onrecord export --format claims` writes, or a
    table of incidents: .csv, .tsv with tabs, .xlsx with one sheet, .geojson. The
    record is made if it is not there; `-` reads claims from standard input. Taking the same
    file in again adds nothing.

    Of a table each row is an incident, and each number a claim that points at its cell.
    The columns are recognised by their headings, English or Arabic, by HXL hashtags, or as
    the layouts of UCDP GED and ACLED: see them with --dry-run. What is not recognised, a
    mapping tells.

    \b
    Example:
      onrecord import coast claims.jsonl
      onrecord import coast decisions.jsonl --format decisions
      onrecord import coast names.csv
      onrecord import coast incidents.csv --publisher "Coast Monitor" --dry-run
      onrecord import coast old.csv --propose-mapping > map.toml
      onrecord import coast old.csv --mapping map.toml

    Exit codes: 0 everything was taken, 1 some was not, 2 wrong use, 3 the record cannot
    be used, 130 stopped: the file was taken whole or not at all.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    day = published.date() if published else None
    words = workflow.read_mapping(mapping) if mapping else None
    told = Told(url=url, publisher=publisher, published=day, dates=dates, mapping=words)
    if form == "names" or (file != Path("-") and workflow.is_names_table(file)):
        return _names(record_folder, file)
    if file != Path("-") and workflow.is_table(file):
        if propose_mapping:
            return tables.proposed(file, told)
        if dry_run:
            return tables.viewed(record_folder, file, told, for_machines=for_machines)
        return tables.taken(record_folder, file, told, for_machines=for_machines)
    if dry_run or propose_mapping or for_machines or told != Told():
        raise click.UsageError(
            "--publisher, --published, --url, --dates, --mapping, --propose-mapping, --dry-run "
            "and --json are for tables (.csv, .tsv, .xlsx, .geojson)"
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
