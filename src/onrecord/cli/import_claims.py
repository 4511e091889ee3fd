"""`onrecord import`: claims of another program or record."""

import sys
from io import BytesIO
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import closing, faults, stopping, views, wording
from onrecord.cli.output import console


@click.command("import")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("file", metavar="CLAIMS", type=click.Path(path_type=Path, allow_dash=True))
def command(record_folder: Path, file: Path) -> int:
    """Take claims from claims.jsonl into a record.

    CLAIMS is a file in the format that `onrecord export --format claims` writes. The record
    is made if it is not there; `-` reads standard input. Taking the same file in again adds
    nothing.

    \b
    Example:
      onrecord import coast claims.jsonl

    Exit codes: 0 every line was taken, 1 some were not, 2 wrong use, 3 the record cannot
    be used, 130 stopped: the file was taken whole or not at all.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    # Standard input is read while Ctrl-C still ends at once: it may be a person typing.
    lines = BytesIO(sys.stdin.buffer.read()) if file == Path("-") else file
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
