"""`onrecord add`: more reports into a record, from the web or from files."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import closing, faults, progress, stopping, views, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Problem, Severity
from onrecord.workflow import Adding, BuildReport

_MOST_NAMES = 5


@click.command("add")
@click.argument("record_folder", type=click.Path(path_type=Path), metavar="RECORD")
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@click.option("--feed", is_flag=True, help="The addresses are feeds or sitemaps.")
@click.option("--bare", is_flag=True, help="Leave out pictures and style sheets of pages.")
@click.option("--as", "name", metavar="NAME", help="What the one file added is called.")
@click.option("--again", is_flag=True, help="A file of a known name is that report, changed.")
@click.option(
    "--ignore-robots", is_flag=True, help="Pass over what sites' robots.txt asks; it is noted."
)
@click.option(
    "--allow-private", is_flag=True, help="Ask machines of this network too, if typed here."
)
@click.option(
    "--port",
    "ports",
    multiple=True,
    type=click.IntRange(1, 65535),
    help="Another port that may be asked. [default: 80 and 443]",
)
@click.option("--dry-run", is_flag=True, help="List what would be asked; keep nothing.")
def command(record_folder: Path, places: tuple[str, ...], *, dry_run: bool, **told: object) -> int:
    """Bring more into a record: pages, feeds, files.

    Each PLACE is an address of the web, a file or a folder of reports. A feed or a sitemap
    is known by what comes back, and the pages that it names are asked for. Robots.txt is
    kept to, and a host is asked for one page a second at most. What came over the wire is
    kept with each page. Adding the same again adds nothing; a page that has changed is kept
    beside what it was before. RECORD is made if it is not there.

    \b
    Example:
      onrecord add coast https://example.org/report reports/new.txt
      onrecord add coast --feed https://example.org/feed.xml

    Exit codes: 0 all of it came or was there already, 1 something did not come or cannot be
    read, 2 wrong use, 3 the record cannot be used, 4 something is missing on this machine,
    130 stopped.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    adding = Adding(
        places=tuple(dict.fromkeys(places)),
        is_list=bool(told["feed"]),
        is_bare=bool(told["bare"]),
        name=told["name"] if isinstance(told["name"], str) else None,
        is_again=bool(told["again"]),
        ignore_robots=bool(told["ignore_robots"]),
        allow_private=bool(told["allow_private"]),
        ports=told["ports"] if isinstance(told["ports"], tuple) else (),
    )
    if dry_run:
        return _list(record_folder, adding)
    with stopping.asked() as is_stopping, progress.shown() as shown:
        report = workflow.bring_in(record_folder, adding, progress=shown, stopping=is_stopping)
    return _tell(report)


def _list(record_folder: Path, adding: Adding) -> int:
    screen, code = console(), faults.OK
    for one in workflow.planned(record_folder, adding):
        if isinstance(one, Problem):
            screen.print(views.problem_line(one), soft_wrap=True)
            code = faults.LOOK
        else:
            screen.print(on_one_line(one), soft_wrap=True)
    return code


def _tell(report: BuildReport) -> int:
    screen = console()
    closing.incidents(report.record, screen)
    closing.counts(report.record, screen)
    shown = [one for one in report.problems if one.severity is not Severity.NOTE]
    for problem in shown[:_MOST_NAMES]:
        screen.print(views.problem_line(problem), soft_wrap=True)
    if len(shown) > _MOST_NAMES:
        more = len(shown) - _MOST_NAMES
        screen.print(f"and {more:,} more: onrecord check {report.record.name}")
    screen.print(_what_came(report))
    for name in report.unreadable[:_MOST_NAMES]:
        screen.print(f"Not read: {on_one_line(name)}", soft_wrap=True)
    closing.page(report.page, screen)
    missed = [one for one in report.problems if one.severity is Severity.ERROR]
    return faults.LOOK if missed or report.unreadable else faults.OK


def _what_came(report: BuildReport) -> str:
    new = wording.counted(len(report.new), "document")
    line = f"{new} new, {len(report.changed):,} changed, {report.unchanged:,} as before"
    if report.again:
        line += f", {report.again:,} read again because what reads them changed"
    return f"{line}."
