"""`onrecord decide RECORD name|same|note`: what people say of names, and beside the record."""

from pathlib import Path
from typing import Any

import click

from onrecord import workflow
from onrecord.cli import deciding, shortened
from onrecord.model import Document, Record


@click.command("name")
@click.argument("words")
@click.argument("meant", metavar="ID")
@deciding.signed
@click.pass_obj
def name(folder: Path, /, words: str, meant: str, **signed: Any) -> int:
    """Say what a name means.

    ID is that of a place or an actor. It holds for every claim that uses the name, now
    and in reports to come.

    \b
    Example:
      onrecord decide coast name "the Boys' School" geo:170063 --why "the only one there"
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    _check_known(workflow.load_whole(folder), meant)
    return deciding.decide(folder, workflow.name(words, meant), deciding.Signed(**signed))


@click.command("same")
@click.argument("given_up", metavar="ID")
@click.argument("kept", metavar="KEPT")
@deciding.signed
@click.pass_obj
def same(folder: Path, /, given_up: str, kept: str, **signed: Any) -> int:
    """Say that two places, or two actors, are one.

    ID is given up, and KEPT stands for both.

    \b
    Example:
      onrecord decide coast same "within:geo:71334:dahyan" geo:76837 --why "two spellings"
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    for one in (given_up, kept):
        _check_known(record, one)
    return deciding.decide(folder, workflow.same(given_up, kept), deciding.Signed(**signed))


@click.command("note")
@click.argument("thing")
@deciding.signed
@click.pass_obj
def note(folder: Path, /, thing: str, **signed: Any) -> int:
    """Write a note beside something.

    THING is an incident, a claim, a document or a problem. A note changes nothing; --why
    holds its words.

    \b
    Example:
      onrecord decide coast note k6vd --why "Lina calls the hospital on Monday"
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    return deciding.decide(folder, workflow.note(_thing(record, thing)), deciding.Signed(**signed))


def _thing(record: Record, typed: str) -> str:
    """Return the id of what a note is about; a document's name."""
    if any(one.id.startswith(typed) for one in record.problems):
        return shortened.problem(record.problems, typed, record).id
    found = shortened.find(record, typed)
    return found.name if isinstance(found, Document) else found.id


def _check_known(record: Record, meant: str) -> None:
    if workflow.known(record, meant) is None:
        raise click.UsageError(f"no place and no actor is known as {meant}")


VERBS = (name, same, note)
