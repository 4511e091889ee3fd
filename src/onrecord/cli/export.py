"""`onrecord export`: the record's claims, its decisions, or what people decided as readings."""

import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, stopping, wording
from onrecord.cli.output import console

_WIDTH, _NAMES = 76, 11  # columns that help has on a narrow terminal, and those of names


def _listed(formats: Mapping[str, str]) -> str:
    """Return names with what they are, in two columns that click leaves as they stand."""
    lines = [
        line
        for name, says in formats.items()
        for line in textwrap.wrap(f"{name:<{_NAMES}}{says}", _WIDTH, subsequent_indent=" " * _NAMES)
    ]
    return "\n".join(("\b", *(f"  {line}" for line in lines)))


# What other copies of the program take, and what only tests of readers or of archives do.
_OURS = {
    "claims": "claims.jsonl, one claim a line, with all that import needs",
    "decisions": "what people decided, one decision a line, likewise",
    "names": "names.csv, what people said that names of places and actors mean",
    "gold": "a folder of documents on every claim of which people decided, with their texts, "
    "as evaluate measures readers by",
    "wacz": "every document as it came, with what went over the wire, for programs that show "
    "web archives",
}
_HELP = f"""Write a record for another program.

Everything, for colleagues and other copies of the program, but testimony that may not
be shared:

{_listed(_OURS)}

Figures for anybody: what [publish] in onrecord.toml lets through, of incidents that people
decided on:

{_listed(workflow.FORMATS)}

\b
Example:
  onrecord export coast --format claims -o claims.jsonl
  onrecord export coast --format claims | head -n 1
  onrecord export coast --format acled -o coast.csv
  onrecord export coast --format csv -o coast.zip
  onrecord export coast --format gold -o readings
"""


@click.command("export", help=_HELP)
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([*_OURS, *workflow.FORMATS]),
    metavar="FORMAT",
    required=True,
    help="One of the formats above.",
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
    """Write a record in the format that was asked for."""
    if form == "gold":
        return _gold(record_folder, output)
    if form == "wacz":
        return _wacz(record_folder, output)
    if form in workflow.FORMATS:
        return _public(record_folder, form, output, proposals=proposals)
    if form == "names":
        note_left_out(workflow.leave(record_folder))
        workflow.export_names(record_folder, sys.stdout.buffer if output == Path("-") else output)
        return faults.OK
    export = workflow.export_claims if form == "claims" else workflow.export_decisions
    if output == Path("-"):
        export(record_folder, sys.stdout.buffer, noting=note_left_out)
    else:
        with stopping.asked() as is_stopping:
            export(record_folder, output, stopping=is_stopping, noting=note_left_out)
    return faults.OK


def _public(record_folder: Path, form: str, output: Path, *, proposals: bool) -> int:
    """Write figures for anybody, and say how many incidents nobody has decided on."""
    out = sys.stdout.buffer if output == Path("-") else output
    with stopping.asked() as is_stopping:
        told = workflow.export_public(
            record_folder,
            form,
            out,
            proposals=proposals,
            stopping=is_stopping,
            noting=note_left_out,
        )
    line = wording.counted(told.incidents, "incident")
    if told.left_out:
        line += f", of which this layout has no row for {told.left_out:,}"
    if told.held_back:
        line += f"; {told.held_back:,} held back, since nobody decided on them (--proposals)"
    console(stderr=True).print(line, soft_wrap=True)
    return faults.OK


def note_left_out(left: workflow.Leaving) -> None:
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
    note_left_out(workflow.leave(record_folder))
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
