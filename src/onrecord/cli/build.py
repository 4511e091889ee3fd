"""`onrecord build`: the main job."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import closing, faults, progress, stopping, wording
from onrecord.cli.output import console, on_one_line
from onrecord.workflow import BuildReport

_MOST_NAMES = 5


@click.command("build")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--record",
    "record_folder",
    type=click.Path(path_type=Path),
    metavar="NAME",
    help="The record's folder, made if it is not there. [default: FOLDER's name with -record]",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="How many processes read side by side where there are many reports; 1 for none. "
    "[default: as many as there are cores]",
)
def command(folder: Path, record_folder: Path | None, workers: int | None) -> int:
    """Read a folder of reports into a record.

    Reads every report in FOLDER (plain text and HTML) with what its manifest.csv tells, a web
    archive, a Parquet file with a report in each row, or what `onrecord read` wrote,
    and makes or brings up to date a record: a folder with the database, the bytes as they
    came, the settings and report.html. Ends with a table of the incidents. Running it
    again reads only what is new or changed, and adds nothing twice. Ctrl-C stops it after
    the report being read, and the same command goes on from there.

    \b
    Example:
      onrecord build reports/ --record coast

    Exit codes: 0 something could be read, 1 nothing could be read, 2 wrong use, 3 the
    record cannot be used, 4 something is missing on this machine, 130 stopped.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    record_folder = record_folder or Path(f"{folder.resolve().name or 'reports'}-record")
    with stopping.asked() as is_stopping, progress.shown() as told:
        report = workflow.build(
            folder,
            record_folder,
            progress=told,
            stopping=is_stopping,
            notice=_notice,
            workers=workers,
        )
    screen = console()
    closing.incidents(report.record, screen)
    closing.counts(report.record, screen)
    closing.errors(report.record, screen)
    screen.print(_what_changed(report))
    for name in report.unreadable[:_MOST_NAMES]:
        screen.print(f"Not read: {on_one_line(name)}", soft_wrap=True)
    closing.page(report.page, screen)
    return faults.OK if report.read_anything else faults.LOOK


def _notice(line: str) -> None:
    """Say on stderr what will be sent where, before it is."""
    console(stderr=True).print(f"onrecord: {on_one_line(line)}", soft_wrap=True)


def _what_changed(report: BuildReport) -> str:
    new = wording.counted(len(report.new), "document")
    line = (
        f"{new} new, {len(report.changed):,} changed, {len(report.gone):,} gone, "
        f"{report.unchanged:,} as before"
    )
    if report.again:
        line += f", {report.again:,} read again because what reads them changed or was not done"
    return f"{line}."
