"""`onrecord check`: every problem, and an exit code for scripts."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import as_json, faults, views, wording
from onrecord.cli.output import console
from onrecord.model import Severity

_FAIL = {Severity.ERROR, Severity.WARNING}


@click.command("check")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Let questions and notes fail too.")
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(record_folder: Path, *, strict: bool, for_machines: bool) -> int:
    """List every problem found, with place and reason.

    Looks at the whole record and changes nothing. One problem a line: how much it
    matters, its code, where it is, what is wrong.

    \b
    Example:
      onrecord check coast
      onrecord check coast --json

    Exit codes: 0 no error and no warning, 1 an error or a warning (with --strict any
    problem), 3 the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    found = sorted(
        workflow.check(record_folder),
        key=lambda problem: (list(Severity).index(problem.severity), problem.where, problem.code),
    )
    if for_machines:
        as_json.print_json(found)
    else:
        screen = console()
        for problem in found:
            screen.print(views.problem_line(problem), soft_wrap=True)
        screen.print(f"Problems: {wording.by_severity(found)}.")
    failing = found if strict else [problem for problem in found if problem.severity in _FAIL]
    return faults.LOOK if failing else faults.OK
