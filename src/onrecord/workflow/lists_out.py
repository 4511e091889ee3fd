"""
Linked lists, written out for somebody who needs names: never part of what is published.

Columns come from an allow-list. A state's numbers, days of birth, mothers' names, who said so
and what the program did not understand are in it only where somebody names them. That a
person whom one list has as missing, detained or otherwise alive is dead by another list is
written only where a person decided that the two rows are one person: a family may hear of
it from this file.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord import store
from onrecord.model import (
    Act,
    Entry,
    MatchGroup,
    OnRecordError,
    When,
)
from onrecord.publish.formats.sheet import SheetCell, write_sheet
from onrecord.workflow import found_dead, linking
from onrecord.workflow.files import replaced
from onrecord.workflow.linking import Linking

_OWN = ("person", "rows", "decided", "list")  # made here, and always there


def _day(when: When | None) -> str | None:
    if when is None:
        return None
    if when.date_from == when.date_to:
        return when.date_from
    return f"{when.date_from or '…'}–{when.date_to or '…'}"


_COLUMNS: Mapping[str, Callable[[Entry], SheetCell]] = {
    "name": lambda one: one.name,
    "other_names": lambda one: one.other_names,
    "given": lambda one: one.given,
    "father": lambda one: one.father,
    "grandfather": lambda one: one.grandfather,
    "family": lambda one: one.family,
    "sex": lambda one: one.sex,
    "age": lambda one: one.age,
    "date": lambda one: _day(one.when),
    "place": lambda one: one.place,
    "outcome": lambda one: one.outcome,
    "cause": lambda one: one.cause,
    "own_id": lambda one: one.own_id,
    "claim": lambda one: one.claim,
}
_ASKED_FOR: Mapping[str, Callable[[Entry], SheetCell]] = {
    "born": lambda one: _day(one.born),
    "mother": lambda one: one.mother,
    "national_id": lambda one: one.national_id,
    "said_by": lambda one: one.said_by,
    "notes": lambda one: tuple(f"{heading}: {told}" for heading, told in one.cells),
}
LIST_FIELDS = tuple(_ASKED_FOR)  # what is written only where somebody names it
LIST_FORMATS = ("csv", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsWritten:
    """
    What was written.

    Attributes:
        rows: How many rows of lists.
        persons: How many persons they are, as far as they are held to be one.
        holds: Its columns.
        left_out: Columns that nobody asked for.
        waiting: Rows whose link to somebody dead no person confirmed: they stand by themselves.
        sha256: Of the bytes, as the chain of custody has it from now on.
    """

    rows: int
    persons: int
    holds: tuple[str, ...]
    left_out: tuple[str, ...]
    waiting: int
    sha256: str


def export_lists(
    record_folder: Path,
    out: Path | BinaryIO,
    *,
    form: str = "csv",
    more: Sequence[str] = (),
) -> ListsWritten:
    """
    Write everybody on the lists of a record, with who is one person.

    Args:
        record_folder: The record.
        out: A file, which is replaced whole, or an open stream.
        form: `csv` or `json`.
        more: Names of columns that are left out otherwise.

    Raises:
        OnRecordError: There is no such column, or no list.
        RecordUnusable: The record cannot be opened or written.
    """
    unknown = sorted(set(more) - set(LIST_FIELDS))
    if unknown:
        known = ", ".join(LIST_FIELDS)
        raise OnRecordError(f"--with knows {known}; not “{unknown[0]:.40}”")
    with store.open_record(record_folder) as kept, kept.build(doing="lists export"):
        held = linking.held_in(kept)
        if not held.listed.entries:
            raise OnRecordError("no list is in this record: take one in with `lists add`")
        hidden = found_dead.unconfirmed(held)
        asked = tuple(name for name in LIST_FIELDS if name in more)
        columns = (*_OWN, *_COLUMNS, *asked)
        rows = list(_rows(held, hidden, columns))
        left = tuple(name for name in LIST_FIELDS if name not in asked)
        is_json = form == "json"
        data = _as_json(rows, columns, left, len(hidden)) if is_json else _as_csv(rows, columns)
        sha256 = hashlib.sha256(data).hexdigest()
        told = {"form": f"lists {form}", "rows": str(len(rows)), "with": ", ".join(asked)}
        with _opened(out) as stream:
            stream.write(data)
            # before a file is in its place: nothing leaves without its line of custody
            kept.note_custody(Act.HANDED_OVER, sha256, **told)
    return ListsWritten(
        rows=len(rows),
        persons=len({row["person"] for row in rows}),
        holds=columns,
        left_out=left,
        waiting=len(hidden),
        sha256=sha256,
    )


def _rows(
    held: Linking, hidden: frozenset[str], columns: Sequence[str]
) -> Iterator[Mapping[str, SheetCell]]:
    """Return a row for each row of a list; those of one person follow one another."""
    home: dict[str, MatchGroup] = {}
    size: dict[str, int] = {}
    there = {one.person for one in held.listed.entries}
    for group in held.grouped.groups:
        shown = [one for one in group.persons if one in there and one not in hidden]
        home |= dict.fromkeys(shown, group) if len(shown) > 1 else {}
        size[group.id] = len(shown)
    names = held.listed.names()
    told = {**_COLUMNS, **_ASKED_FOR}

    def person_of(one: Entry) -> str:
        return home[one.person].id if one.person in home else one.person

    for one in sorted(held.listed.entries, key=lambda e: (person_of(e), names[e.list], e.row)):
        in_group = home.get(one.person)
        own: dict[str, SheetCell] = {
            "person": person_of(one),
            "rows": 1 if in_group is None else size[in_group.id],
            "decided": None if in_group is None else in_group.is_decided,
            "list": names[one.list],
        }
        yield own | {name: told[name](one) for name in columns if name in told}


def _as_csv(rows: Iterable[Mapping[str, SheetCell]], columns: Sequence[str]) -> bytes:
    out = io.BytesIO()
    write_sheet(out, columns, rows)
    return out.getvalue()


def _as_json(
    rows: Sequence[Mapping[str, SheetCell]],
    columns: Sequence[str],
    left_out: Sequence[str],
    waiting: int,
) -> bytes:
    told = {
        "holds": columns,
        "left_out": left_out,
        "found_dead_waiting": waiting,
        "rows": [
            {name: cell for name, cell in row.items() if cell not in (None, ())} for row in rows
        ],
    }
    written = json.dumps(told, ensure_ascii=False, indent=1)
    return written.encode("utf-8", "backslashreplace") + b"\n"


def _opened(out: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    return replaced(out, is_private=True) if isinstance(out, Path) else nullcontext(out)
