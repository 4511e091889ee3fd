"""`onrecord evidence`: one claim in a file that anybody can check."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, progress, shortened, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Claim
from onrecord.workflow import EvidenceReport, Step


@click.command("evidence")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("claim", metavar="CLAIM")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    help="Where to write; the file is replaced whole. [default: evidence-CLAIM.zip]",
)
def command(record_folder: Path, claim: str, output: Path | None) -> int:
    """Hand one claim to somebody who must check it.

    Writes one file: the claim in its exact words, the document's bytes as they came, how
    they came and what was done with them, who decided what, the checkpoint that covers
    all this, what time authorities signed, and a README that says how to check it with
    sha256sum, grep and openssl alone. It names nobody but by pseudonym, and holds no path
    or address of this machine. That it was handed over is written down.

    \b
    Example:
      onrecord evidence coast k6vd -o for-the-court.zip

    Exit codes: 0 done, 1 done but with something to look at before you hand it over,
    2 wrong use or not to be handed over, 3 the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    found = shortened.find(workflow.load_whole(record_folder), claim)
    if not isinstance(found, Claim):
        raise click.UsageError(f"{claim} is no claim; `onrecord show` lists an incident's claims")
    out = output or Path(f"evidence-{workflow.file_name(found.id)}.zip")
    with progress.shown() as told:
        report = workflow.evidence(
            record_folder, found.id, out, tell=lambda what: told(Step(doing=what))
        )
    return _print(report)


def _print(report: EvidenceReport) -> int:
    screen = console()
    screen.print(f"{report.path}: level {report.level}", soft_wrap=True)
    screen.print(f"  {report.sha256}", soft_wrap=True)
    if report.is_known:
        screen.print("The same file was handed over before; it is written down once.")
    for one in report.warnings:
        screen.print(f"Look: {on_one_line(one)}.", soft_wrap=True)
    if report.failing:
        many = wording.counted(report.failing, "thing")
        screen.print(f"Look: {many} in this record fail; `onrecord verify` names them.")
    return faults.LOOK if report.warnings or report.failing else faults.OK
