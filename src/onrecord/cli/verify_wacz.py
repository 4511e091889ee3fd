"""What `onrecord verify FILE.wacz` says of a web archive."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import as_json, faults, views
from onrecord.cli.output import console

_MEANS = {
    "refused": "It contradicts itself, or lacks what would show whether it does.",
    "consistent, unsigned": "Everything in it agrees. Nobody signed it: whoever made it could "
    "have made every part of it anew. Compare its SHA-256 with one that was written down "
    "elsewhere.",
    "consistent, signature not checked": "Everything in it agrees. It is signed; whether by whom "
    "it says was not checked.",
}


def verify(path: Path, record_folder: Path | None = None, *, for_machines: bool = False) -> int:
    """
    Say what a WACZ proves, and return the exit code: 0 unless it is refused, then 1.

    Args:
        path: The file.
        record_folder: A record whose chain of custody may have it.
        for_machines: Write JSON.
    """
    told = workflow.verify_wacz(path, record_folder)
    found = told.found
    event = told.handed_over
    if for_machines:
        as_json.print_json({
            "level": found.level,
            "sha256": found.sha256,
            "records": found.records,
            "without_digest": found.unproven,
            "handed_over": event.at.isoformat() if event else None,
            "problems": [as_json.problem(problem, None) for problem in found.problems],
        })  # fmt: skip
        return faults.LOOK if found.level == "refused" else faults.OK
    for problem in found.problems:
        console().print(views.problem_line(problem, None), soft_wrap=True)
    click.echo(f"{path.name}: {found.level}. {_MEANS[found.level]}")
    click.echo(f"SHA-256 {found.sha256 or 'not known'}; {_records(found.records, found.unproven)}.")
    if event is not None:
        by = f" by {event.by}" if event.by else ""
        day = event.at.date().isoformat()
        click.echo(f"It is the very file that {record_folder} handed over on {day}{by}.")
    elif record_folder is not None:
        click.echo(f"{record_folder} did not hand over this file.")
    return faults.LOOK if found.level == "refused" else faults.OK


def _records(count: int, unproven: int) -> str:
    told = "1 record" if count == 1 else f"{count:,} records"
    return f"{told} looked at, {unproven:,} without a digest" if unproven else f"{told} looked at"
