"""What a person picked in the editor's form, as decisions are made of it."""

from collections.abc import Iterator

from onrecord.web.sent import Sent
from onrecord.workflow.desk.editing import MENTIONED

_MOST_ROWS = 60
_PLAIN = (
    "outcome", "measure", "low", "high", "qualifier", "victim_class", "stance", "voice",
    "date_from", "date_to", "part_of", "same_as", "is_cumulative", "is_partial",
)  # fmt: skip
_OF_WORDS = ("words", "victims", "weapon")


def picked(form: Sent) -> dict[str, list[str]]:
    """
    Return what was picked, by slot, in its short form (`review.pick`).

    A slot of mentions has rows: `places.0` holds what was there (`keep:0`) or nothing,
    `places.0.from` and `places.0.to` the first and the last of newly picked words, each as
    `START:END`, and `places.0.meant` the id that is meant. Slots that the form does not
    hold are left out.
    """
    made = {slot: [form.one(slot)] for slot in _PLAIN if slot in form.fields}
    for slot in ("stance", "voice"):
        if made.get(slot) == [""]:  # left to what the words and the sources say
            del made[slot]
    for slot in _OF_WORDS:
        if slot in form.fields or f"{slot}.from" in form.fields:
            made[slot] = [_row(form, slot)]
    for slot in MENTIONED:
        if f"{slot}.0" in form.fields:
            made[slot] = list(_rows(form, slot))
    return made


def rows(form: Sent, slot: str) -> int:
    """Return how many rows of a slot a form holds."""
    return next((n for n in range(_MOST_ROWS) if f"{slot}.{n}" not in form.fields), _MOST_ROWS)


def _rows(form: Sent, slot: str) -> Iterator[str]:
    for number in range(rows(form, slot)):
        told = _row(form, f"{slot}.{number}")
        if told:
            yield told


def _row(form: Sent, name: str) -> str:
    first, last = form.one(f"{name}.from"), form.one(f"{name}.to")
    base = form.one(name)
    if first or last:
        start = (first or last).partition(":")[0]
        base = f"{start}:{(last or first).rpartition(':')[2]}"
    meant = form.one(f"{name}.meant")
    return f"{base}@{meant}" if meant else base
