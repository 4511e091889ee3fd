"""`onrecord read`: many reports into shards of readings and claims."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, progress, stopping, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import OnRecordError

_MOST_PROBLEMS = 10


@click.command("read")
@click.argument("given", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="How many processes read side by side. [default: as many as there are cores]",
)
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="NAME",
    help="What reads: local (this machine), or a cluster: spark, ray.",
)
@click.option(
    "--master",
    metavar="ADDRESS",
    help="Where the cluster is, as its engine writes it: spark://host:7077, sc://host.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="WHAT=NAME",
    help="Of a Parquet file of texts: which column is the text (or html, data), name, url, "
    "title, author, publisher, published, language. May be given more than once.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(1),
    default=600.0,
    show_default=True,
    help="Of the processor that one report may take; what takes longer is set aside.",
)
def command(
    *,
    given: Path,
    out: Path,
    workers: int | None,
    engine: str,
    master: str | None,
    columns: tuple[str, ...],
    seconds: float,
) -> int:
    """Read many reports into tables, with all cores or on a cluster.

    Reads every report in IN (a folder, a web archive, or a Parquet file with a report in
    each row) and writes to the folder OUT, in Parquet files of some hundred reports: reports
    (as they came), readings (text, claims and problems of each), and claims, a table with a
    row for each claim. DuckDB, pandas and others open them as they are, and `onrecord build
    OUT` makes a record of them without reading again. Running it again reads only what is new.

    \b
    Example:
      onrecord read reports/ shards/
      onrecord read news.parquet shards/ --column text=body --column published=day

    Exit codes: 0 every report was read, 1 some could not be, 2 wrong use, 3 a file cannot be
    written, 4 something is missing on this machine, 130 stopped.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    with stopping.asked() as is_stopping, progress.shown() as told:
        report = workflow.read_all(
            given,
            out,
            by_engine=engine,
            columns=_columns(columns),
            running=workflow.Running(
                workers=workers,
                seconds=seconds,
                progress=told,
                stopping=is_stopping,
                master=master,
                total=workflow.how_many(given),
            ),
        )
    screen = console()
    for problem in report.problems[:_MOST_PROBLEMS]:
        screen.print(on_one_line(f"{problem.where}: {problem.message}"), soft_wrap=True)
    if len(report.problems) > _MOST_PROBLEMS:
        more = len(report.problems) - _MOST_PROBLEMS
        screen.print(f"and {more:,} more, in {out / 'problems.jsonl'}.", soft_wrap=True)
    screen.print(_line(report), soft_wrap=True)
    return faults.OK if report.reports and not report.unread else faults.LOOK


def _columns(told: tuple[str, ...]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for one in told:
        what, equals, name = one.partition("=")
        if not equals or not name:
            raise OnRecordError(f"--column {one}: write it as text=NAME")
        found[what.strip()] = name
    return found or None


def _line(report: workflow.ReadReport) -> str:
    reports = wording.counted(report.reports, "report")
    claims = wording.counted(report.claims, "claim")
    line = f"{reports} in {wording.counted(report.shards, 'shard')}, {claims}"
    if report.as_before:
        line += f"; {report.as_before:,} shards as before"
    if report.unread:
        line += f"; {report.unread:,} not read"
    if report.set_aside:
        line += f", {report.set_aside:,} of them set aside"
    return f"{line}."
