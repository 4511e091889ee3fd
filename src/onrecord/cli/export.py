"""`onrecord export`: the record's claims, its decisions, or what people decided as readings."""

import sys
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, stopping, wording
from onrecord.cli.output import console


@click.command("export")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["claims", "decisions", "gold", "names", "wacz", *workflow.FORMATS]),
    required=True,
    help="claims: claims.jsonl, one claim a line, everything that `import` needs; "
    "decisions: what people decided, one decision a line, likewise; "
    "gold: each document on every claim of which people decided, with its text, as "
    "`evaluate` measures readers by; names: names.csv, what people said that names of places "
    "and actors mean; wacz: every document as it came, with what went over the wire, for "
    "ReplayWeb.page and other programs that show web archives. All others are figures for "
    "anybody: what `[publish]` in onrecord.toml lets through, of incidents on every claim of "
    "which somebody decided. ucdp-ged: events with a death, in the columns of UCDP GED; acled: "
    "events of a place and a day, in ACLED column layout; hxl: incidents with HXL hashtags.",
)
@click.option(
    "--proposals",
    is_flag=True,
    help="Of the figures for anybody also those of which nobody decided yet, marked as such.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    metavar="FILE",
    help="Where to write; the file is replaced whole. For gold a folder. "
    "[default: - for standard output]",
)
def command(record_folder: Path, form: str, output: Path, *, proposals: bool) -> int:
    """Write the record's claims for another program.

    \b
    Example:
      onrecord export coast --format claims -o claims.jsonl
      onrecord export coast --format claims | head -n 1
      onrecord export coast --format names -o names.csv
      onrecord export coast --format wacz -o coast.wacz
      onrecord export coast --format ucdp-ged -o coast-ged.csv
      onrecord export coast --format gold -o readings
      onrecord evaluate readings
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if form == "gold":
        return _gold(record_folder, output)
    if form == "wacz":
        return _wacz(record_folder, output)
    if form in workflow.FORMATS:
        return _public(record_folder, form, output, proposals=proposals)
    if form == "names":
        _note(workflow.leave(record_folder))
        workflow.export_names(record_folder, sys.stdout.buffer if output == Path("-") else output)
        return faults.OK
    export = workflow.export_claims if form == "claims" else workflow.export_decisions
    if output == Path("-"):
        export(record_folder, sys.stdout.buffer, noting=_note)
    else:
        with stopping.asked() as is_stopping:
            export(record_folder, output, stopping=is_stopping, noting=_note)
    return faults.OK


def _public(record_folder: Path, form: str, output: Path, *, proposals: bool) -> int:
    """Write figures for anybody, and say how many incidents nobody has decided on."""
    out = sys.stdout.buffer if output == Path("-") else output
    with stopping.asked() as is_stopping:
        told = workflow.export_public(
            record_folder, form, out, proposals=proposals, stopping=is_stopping, noting=_note
        )
    line = wording.counted(told.incidents, "incident")
    if told.left_out:
        line += f", of which this layout has no row for {told.left_out:,}"
    if told.held_back:
        line += f"; {told.held_back:,} held back, since nobody decided on them (--proposals)"
    console(stderr=True).print(line, soft_wrap=True)
    return faults.OK


def _note(left: workflow.Leaving) -> None:
    """Say on stderr how much testimony was left out, since it may not be shared."""
    if not left.is_whole:
        told = wording.counted(left.documents, "statement")
        claims = wording.counted(left.claims, "claim")
        decisions = wording.counted(left.decisions, "decision")
        line = f"left out, since it may not be shared: {told}, {claims}, {decisions}"
        console(stderr=True).print(line, soft_wrap=True)


def _gold(record_folder: Path, output: Path) -> int:
    if output == Path("-"):
        raise click.UsageError("gold is a folder of files: name one with -o")
    _note(workflow.leave(record_folder))
    told = workflow.export_gold(record_folder, output)
    documents = "1 document" if told.documents == 1 else f"{told.documents:,} documents"
    click.echo(f"{documents} with {told.claims:,} claims in {output}")
    if told.begun:
        click.echo(f"left out, since a claim is not decided: {', '.join(told.begun)}")
    return faults.OK


def _wacz(record_folder: Path, output: Path) -> int:
    if output == Path("-"):
        raise click.UsageError("a WACZ is written with what stands at its end: name a file with -o")
    told = workflow.export_wacz(record_folder, output)
    pages = "1 document" if told.written.pages == 1 else f"{told.written.pages:,} documents"
    click.echo(f"{pages} in {output}")
    click.echo(f"SHA-256, as the chain of custody now has it: {told.sha256}")
    if told.left_out:
        statements = wording.counted(told.left_out, "statement")
        console(stderr=True).print(f"left out, since it may not be shared: {statements}")
    return faults.OK
