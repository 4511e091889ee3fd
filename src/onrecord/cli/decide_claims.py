"""`onrecord decide RECORD accept|reject|unsure|correct|add`: what people decide about claims."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from onrecord import workflow
from onrecord.cli import deciding, shortened
from onrecord.model import Document, Record

_PICKED = (
    click.option(
        "--set",
        "told",
        metavar="SLOT=VALUE",
        multiple=True,
        help="A number, a code, a date, an id: low=12, outcome=killed, date_from=2018-08, "
        "places=@geo:170063, part_of=clm_aq3f. An empty value empties the slot.",
    ),
    click.option(
        "--words",
        "words",
        metavar="SLOT=WORDS",
        multiple=True,
        help="Words of the text for a slot: victims=120:140, which counts characters, or "
        'victims="farmers", which finds them where they stand nearest. @ID after the place '
        "says what is meant: places=88:96@geo:170063. keep or keep:N keeps what was there.",
    ),
)


def _picking(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_PICKED):
        command = option(command)
    return command


@click.command("accept")
@click.argument("claim")
@deciding.signed_by_its_words
@click.pass_obj
def accept(folder: Path, /, claim: str, **signed: Any) -> int:
    """Accept a claim as it stands.

    It stays as it is now, whatever a later version of the program reads.

    \b
    Example:
      onrecord decide coast accept clm_aq3f --by Amal
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    found = deciding.claim(workflow.load_whole(folder), claim)
    return deciding.decide(folder, workflow.accept(found.id), deciding.Signed(**signed))


@click.command("reject")
@click.argument("claim")
@deciding.signed
@click.pass_obj
def reject(folder: Path, /, claim: str, **signed: Any) -> int:
    """Reject a claim.

    It is kept, with who rejected it and why, and counts for nothing.

    \b
    Example:
      onrecord decide coast reject clm_aq3f --why "a drill, nobody was hurt"
    """  # noqa: D301 - as above
    found = deciding.claim(workflow.load_whole(folder), claim)
    return deciding.decide(folder, workflow.reject(found.id), deciding.Signed(**signed))


@click.command("unsure")
@click.argument("claim")
@deciding.signed_by_its_words
@click.pass_obj
def unsure(folder: Path, /, claim: str, **signed: Any) -> int:
    """Leave a claim open.

    It counts as looked at and stays a proposal.

    \b
    Example:
      onrecord decide coast unsure clm_aq3f --why "ask the hospital"
    """  # noqa: D301 - as above
    found = deciding.claim(workflow.load_whole(folder), claim)
    return deciding.decide(folder, workflow.leave_open(found.id), deciding.Signed(**signed))


@click.command("correct")
@click.argument("claim")
@_picking
@deciding.signed_by_its_words
@click.pass_obj
def correct(
    folder: Path, /, claim: str, told: Sequence[str], words: Sequence[str], **signed: Any
) -> int:
    """Correct a claim.

    Each slot is filled by words of the report, a number, a code or an id. What is not
    named stays as it was; the claim keeps its id. A slot that holds several is named
    once for each of them.

    \b
    Slots: words, outcome, measure, low, high, qualifier, victims, victim_class,
    perpetrators, places, times, date_from, date_to, weapon, sources, stance, voice,
    part_of, same_as, is_cumulative, is_partial

    \b
    Example:
      onrecord decide coast correct clm_aq3f --set low=12 --set outcome=killed
      onrecord decide coast correct clm_aq3f --words places="the market" --words places=keep:0
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    found = deciding.claim(record, claim)
    picked = _picked(record, found.document, found.passage.start, told, words)
    if not picked:
        raise click.UsageError("say what to correct, with --set or --words")
    return deciding.decide(folder, workflow.correct(found.id, picked), deciding.Signed(**signed))


@click.command("add")
@click.argument("document")
@click.argument("place", metavar="WORDS")
@_picking
@deciding.signed_by_its_words
@click.pass_obj
def add(
    folder: Path,
    /,
    document: str,
    place: str,
    told: Sequence[str],
    words: Sequence[str],
    **signed: Any,
) -> int:
    """Add a claim that no reader found.

    WORDS are the words of the report that state it: START:END, or the words themselves,
    which must stand in the report. The outcome has to be told; slots are those of
    `correct`.

    \b
    Example:
      onrecord decide coast add a.txt "three bodies" --set outcome=killed --set low=3 --set high=3
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    found = shortened.find(record, document)
    if not isinstance(found, Document):
        raise click.UsageError(f"{document} is no document")
    at = workflow.words_at(record, found.name, place, near=0)
    near = int(at.partition(":")[0])
    picked = {**_picked(record, found.name, near, told, words), "words": [at]}
    return deciding.decide(folder, workflow.add(found.name, picked), deciding.Signed(**signed))


def _picked(
    record: Record, document: str, near: int, told: Sequence[str], words: Sequence[str]
) -> Mapping[str, Sequence[str]]:
    picked: dict[str, list[str]] = defaultdict(list)
    for slot, value in deciding.pairs("--set", told):
        picked[slot].append(value)
    for slot, value in deciding.pairs("--words", words):
        picked[slot].append(workflow.words_at(record, document, value, near=near))
    return dict(picked)


VERBS = (accept, reject, unsure, correct, add)
