"""What every verb of `onrecord decide` shares: who decides and why, and what is said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from onrecord import workflow
from onrecord.cli import decided, faults, following, shortened, stopping
from onrecord.cli.output import console
from onrecord.model import Claim, Incident, Record

_BY = click.option(
    "--by",
    metavar="NAME",
    help="Who decides. [default: the name under [people] in onrecord.toml]",
)
_PREVIEW = click.option(
    "--preview", is_flag=True, help="Show what would change, and write nothing."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, why, and whether it is only tried."""

    by: str | None
    why: str
    preview: bool


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a verb be signed, with a reason that must be given."""
    why = click.option("--why", metavar="TEXT", required=True, help="The reason; kept with it.")
    return _BY(why(_PREVIEW(command)))


def signed_by_its_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a verb be signed; the claim's own words are the reason where none is given."""
    why = click.option(
        "--why", metavar="TEXT", default="", help="The reason, if the words themselves are none."
    )
    return _BY(why(_PREVIEW(command)))


def decide(folder: Path, asked: workflow.Asked, signed: Signed) -> int:
    """Write a decision down, or only try it, and say what it changed."""
    with stopping.asked() as is_stopping:
        report = workflow.decide(
            folder,
            asked,
            by=signed.by,
            why=signed.why,
            preview=signed.preview,
            stopping=is_stopping,
        )
    screen = console()
    if signed.preview:  # its id would be made from the time at which it is decided
        said = decided.said(report.decision, report.after)
        screen.print(f"Would be decided: {said}", soft_wrap=True)
    else:
        told = decided.line(report.decision, report.after)
        screen.print(Text("Decided: ").append_text(told), soft_wrap=True)
    for change in decided.changes(report.before, report.after):
        screen.print(change, soft_wrap=True)
    if signed.preview:
        screen.print("Nothing was written.")
    return faults.OK


def incident_or_claim(record: Record, typed: str) -> Incident | Claim:
    """Return the incident or the claim that was meant."""
    if shortened.retired(record, typed) is not None:
        return following.incident(record, typed)
    found = shortened.find(record, typed)
    if not isinstance(found, Incident | Claim):
        raise click.UsageError(f"{typed} is neither an incident nor a claim")
    return found


def claim(record: Record, typed: str) -> Claim:
    """Return the claim that was meant."""
    found = shortened.find(record, typed)
    if not isinstance(found, Claim):
        raise click.UsageError(f"{typed} is no claim")
    return found


def pairs(option: str, told: Sequence[str]) -> list[tuple[str, str]]:
    """
    Return what `SLOT=VALUE` options say.

    Raises:
        click.UsageError: One has no `=`.
    """
    found = []
    for one in told:
        slot, equals, value = one.partition("=")
        if not equals or not slot.strip():
            raise click.UsageError(f"{option} needs SLOT=VALUE, not {one}")
        found.append((slot.strip(), value.strip()))
    return found
