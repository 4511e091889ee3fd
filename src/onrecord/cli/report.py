"""`onrecord report`: an incident or a period for a reader, as a page or a paper."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from onrecord import workflow
from onrecord.cli import faults, stopping, wording
from onrecord.cli.output import console

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FORMS: dict[str, Literal["html", "pdf"]] = {".html": "html", ".htm": "html", ".pdf": "pdf"}
_BY_NONE = "none"


@click.command("report")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("incident", metavar="[INCIDENT]", required=False)
@click.option("--from", "first", type=_DAY, metavar="DAY", help="The first day, as 2018-08-02.")
@click.option("--to", "last", type=_DAY, metavar="DAY", help="The last day.")
@click.option(
    "--rulebook",
    type=click.Choice([_BY_NONE, *workflow.RULEBOOKS]),
    help="Whose figure stands first; the others stand beside it. none: what the origins say. "
    "[default: as [publish] in onrecord.toml says]",
)
@click.option(
    "--language",
    type=click.Choice(workflow.REPORT_LANGUAGES),
    help="Of the report; what sources say stays in theirs. [default: the first that [publish] "
    "in onrecord.toml names]",
)
@click.option(
    "--proposals",
    is_flag=True,
    help="Also incidents of which nobody decided yet, marked as such.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where to write: FILE.html or FILE.pdf, replaced whole; - for a page on standard "
    "output. [default: report-….html, named after what it is of]",
)
def command(  # noqa: PLR0913 - one for each option
    record_folder: Path,
    incident: str | None,
    first: datetime | None,
    last: datetime | None,
    rulebook: str | None,
    language: str | None,
    output: Path | None,
    *,
    proposals: bool,
) -> int:
    """Write a report for a reader, as a page or a PDF.

    It is for somebody who must rely on an incident or a period: an editor, a lawyer. Each
    number leads to a footnote: who published it, when, where, and the SHA-256 of the bytes
    that were kept. It holds what `[publish]` in onrecord.toml lets through, of incidents
    on every claim of which somebody decided. Without INCIDENT, --from and --to it is of
    the whole record. A PDF needs pip install 'onrecord[pdf]'.

    \b
    Example:
      onrecord report coast --from 2018-08-02 --to 2018-08-09 -o august.pdf
      onrecord report coast k6vd --language ar -o incident.html
      onrecord report coast --rulebook ucdp-ged --proposals

    Exit codes: 0 done, 2 wrong use or nothing to report on, 3 the record cannot be used,
    4 the typesetter of PDFs is not installed.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if incident and (first or last):
        raise click.UsageError("name an incident or a period, not both")
    days = [one.date() if one else None for one in (first, last)]
    wanted = workflow.WantedReport(
        incident=incident, first=days[0], last=days[1], language=language,
        rulebook="" if rulebook == _BY_NONE else rulebook,
    )  # fmt: skip
    out = output or Path(_name(wanted, record_folder))
    with stopping.asked() as is_stopping:
        told = workflow.write_report(
            record_folder, sys.stdout.buffer if out == Path("-") else out, _form(out), wanted,
            proposals=proposals, stopping=is_stopping, noting=_note,
        )  # fmt: skip
    line = f"{out}: {told.size:,} bytes"
    if told.held_back:
        held = wording.counted(told.held_back, "incident")
        line += f"; {held} of the record held back, since nobody decided on them (--proposals)"
    console(stderr=True).print(line, soft_wrap=True)
    return faults.OK


def _form(out: Path) -> Literal["html", "pdf"]:
    if out == Path("-"):
        return "html"
    form = _FORMS.get(out.suffix.lower())
    if form is None:
        raise click.UsageError(f"{out} says neither .html nor .pdf: which shall it be")
    return form


def _name(wanted: workflow.WantedReport, record_folder: Path) -> str:
    """Return a name for the file from what the report is of."""
    days = [str(day) for day in (wanted.first, wanted.last) if day]
    named = wanted.incident or "-".join(days) or record_folder.resolve().name
    return f"report-{workflow.file_name(named)}.html"


def _note(left: workflow.Leaving) -> None:
    """Say on stderr how much testimony was left out, since it may not be shared."""
    if not left.is_whole:
        told = wording.counted(left.documents, "statement")
        console(stderr=True).print(f"left out, since it may not be shared: {told}", soft_wrap=True)
