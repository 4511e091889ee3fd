"""`onrecord import`: claims, or decisions, of another program or record."""

import sys
from io import BytesIO
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import closing, decided, faults, stopping, views, wording
from onrecord.cli.output import console


@click.command("import")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("file", metavar="CLAIMS", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["claims", "decisions"]),
    default="claims",
    help="What the file holds: claims, or what people decided on another copy of the record. "
    "[default: claims]",
)
def command(record_folder: Path, file: Path, form: str) -> int:
    """Take claims from claims.jsonl into a record.

    CLAIMS is a file in the format that `onrecord export --format claims` writes. The record
    is made if it is not there; `-` reads standard input. Taking the same file in again adds
    nothing.

    \b
    Example:
      onrecord import coast claims.jsonl
      onrecord import coast decisions.jsonl --format decisions

    Exit codes: 0 every line was taken, 1 some were not, 2 wrong use, 3 the record cannot
    be used, 130 stopped: the file was taken whole or not at all.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    # Standard input is read while Ctrl-C still ends at once: it may be a person typing.
    lines = BytesIO(sys.stdin.buffer.read()) if file == Path("-") else file
    if form == "decisions":
        return _decisions(record_folder, lines)
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
    for decision in taken.new:
        screen.print(decided.line(decision, taken.after), soft_wrap=True)
    for change in decided.changes(taken.before, taken.after):
        screen.print(change, soft_wrap=True)
    new = wording.counted(len(taken.new), "decision")
    screen.print(f"{new} added, {wording.counted(len(problems), 'line')} not taken.")
    closing.page(taken.page, screen)
    return faults.LOOK if problems else faults.OK
