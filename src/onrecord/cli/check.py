"""`onrecord check`: every problem, and an exit code for scripts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import as_json, faults, shortened, views, wording
from onrecord.cli.output import console
from onrecord.model import Decision, Problem, Severity

_FAIL = {Severity.ERROR, Severity.WARNING}


@click.command("check")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Let questions and notes fail too.")
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(record_folder: Path, *, strict: bool, for_machines: bool) -> int:
    """List every problem found, with place and reason.

    Looks at the whole record and changes nothing. One problem a line: how much it
    matters, its code, where it is, what is wrong, its id. Those that a person settled
    (`onrecord decide RECORD settle`) come last, and fail nothing.

    \b
    Example:
      onrecord check coast
      onrecord check coast --json

    Exit codes: 0 no open error or warning, 1 an open error or warning (with --strict any
    open problem), 3 the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    record, problems = workflow.checked(record_folder)
    settled = record.settled()
    found = sorted(
        problems,
        key=lambda problem: (list(Severity).index(problem.severity), problem.where, problem.code),
    )
    still_open = [problem for problem in found if problem.id not in settled]
    if for_machines:
        as_json.print_json([as_json.problem(problem, settled.get(problem.id)) for problem in found])
    else:
        _print(found, settled)
    failing = still_open if strict else [p for p in still_open if p.severity in _FAIL]
    return faults.LOOK if failing else faults.OK


def _print(found: Sequence[Problem], settled: Mapping[str, Decision]) -> None:
    """Write the open problems, then the settled ones, each with its id."""
    screen = console()
    short = shortened.ids(problem.id for problem in found)
    for problem in sorted(found, key=lambda problem: problem.id in settled):
        told = views.problem_line(problem, settled.get(problem.id))
        screen.print(told.append(f" [{short[problem.id]}]", style="dim"), soft_wrap=True)
    screen.print(f"Problems: {wording.open_and_settled(found, settled)}.")
