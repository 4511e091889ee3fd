"""`onrecord export`: the record's claims, or its decisions, for another program."""

import sys
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, stopping


@click.command("export")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["claims", "decisions"]),
    required=True,
    help="claims: claims.jsonl, one claim a line, everything that `import` needs; "
    "decisions: what people decided, one decision a line, likewise.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    metavar="FILE",
    help="Where to write; the file is replaced whole. [default: - for standard output]",
)
def command(record_folder: Path, form: str, output: Path) -> int:
    """Write the record's claims for another program.

    \b
    Example:
      onrecord export coast --format claims -o claims.jsonl
      onrecord export coast --format claims | head -n 1
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    export = workflow.export_claims if form == "claims" else workflow.export_decisions
    if output == Path("-"):
        export(record_folder, sys.stdout.buffer)
    else:
        with stopping.asked() as is_stopping:
            export(record_folder, output, stopping=is_stopping)
    return faults.OK
