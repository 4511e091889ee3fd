"""The mapping file of a list: what a person says its columns mean, written and read as TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.lists.tables.proposing import Proposed
from onrecord.lists.tables.sheet import Sheet
from onrecord.model import DAY_FIRST, MONTH_FIRST, Column, Meaning, OnRecordError

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_PARTS = ("year", "month", "day")
_HOW = {
    Meaning.AGE: ("months", "days"),
    Meaning.BORN: (DAY_FIRST, MONTH_FIRST, *_PARTS),
    Meaning.DATE: (DAY_FIRST, MONTH_FIRST, *_PARTS),
}
_ABOUT = """\
# How onrecord is to read the list {name}.
# Correct what is wrong. A column means one of:
#   {meanings}
# note: kept as it stands. nothing: left out. own-id: the list's own number of a person, the
# same in each issue. national-id: a state's number, which never leaves the record.
# With a date or a day of birth: how = "day-first", "month-first" or a pattern "%d.%m.%Y"; of a
# date in several columns "year", "month", "day". With an age: how = "months" or "days".
"""


def written(proposed: Proposed, name: str) -> str:
    """
    Return a mapping file for a person to correct; read back unchanged it gives the proposal.

    Doubts and example cells stand in it as comments.

    Args:
        proposed: What the columns seem to say.
        name: The list's file name.
    """
    meanings = ", ".join(Meaning)
    lines = [_ABOUT.format(name=_comment(name), meanings=meanings)]
    lines += [f"# LOOK: {_comment(doubt)}" for doubt in proposed.doubts]
    lines += ["", "[columns]"]
    seen: set[str] = set()
    for at, column in enumerate(proposed.columns):
        key = column.heading if _key(column.heading) not in seen else f"column {at + 1}"
        seen.add(_key(column.heading))
        shown = " | ".join(_comment(cell) for cell in proposed.examples[at]) or "nothing"
        means = _quoted(column.meaning)
        told = f"{{ means = {means}, how = {_quoted(column.how)} }}" if column.how else means
        lines += [f"# cells: {shown}", f"{_quoted(key)} = {told}"]
    return "\n".join(lines) + "\n"


def read(text: str, name: str, sheet: Sheet) -> tuple[Column, ...]:
    r"""
    Return what a mapping file says of a sheet's columns, in the sheet's order.

    A column that the file does not name is a note: kept, and nothing is made of it.

    Args:
        text: The file.
        name: Its name, for what is wrong.
        sheet: The list's table.

    Raises:
        OnRecordError: The file is no such mapping, or names a column that is not there.

    >>> from onrecord.lists.tables.sheet import headed
    >>> sheet = headed("", [["Name", "Age", "Ward"], ["Omar Saleh", "7", "B"]])
    >>> [c.meaning.value for c in read('[columns]\nName = "name"\nAge = "age"', "m.toml", sheet)]
    ['name', 'age', 'note']
    """
    told = _parsed(text, name)
    named = {_key(heading): (heading, value) for heading, value in told.items()}
    places = _places(sheet)
    missing = [heading for key, (heading, _) in named.items() if key not in places]
    if missing:
        raise OnRecordError(f"{name}: the list has no column “{missing[0]:.60}”")
    found = [
        Column(heading=heading or f"column {at + 1}", meaning=Meaning.NOTE)
        for at, heading in enumerate(sheet.headings)
    ]
    for key, (heading, value) in named.items():
        at = places[key]
        found[at] = _column(found[at].heading, heading, value, name)
    return tuple(found)


def fitted(columns: Sequence[Column], sheet: Sheet) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """
    Return the columns of an issue before in the order of a later sheet, and what differs.

    By heading: a keeper adds columns and moves them. A column that was not there before is a
    note, with a doubt; one that is missing is a doubt.

    Args:
        columns: As a person confirmed them for the issue before.
        sheet: The later issue.
    """
    waiting = list(columns)
    found: list[Column] = []
    doubts: list[str] = []
    for at, heading in enumerate(sheet.headings):
        named = heading or f"column {at + 1}"
        known = next((c for c in waiting if _key(c.heading) == _key(named)), None)
        if known is None:
            doubts.append(f"“{named:.60}” was not there before: it is kept as a note.")
            found.append(Column(heading=named, meaning=Meaning.NOTE))
        else:
            waiting.remove(known)
            found.append(Column(heading=named, meaning=known.meaning, how=known.how))
    doubts += [
        f"“{column.heading:.60}” ({column.meaning}) is no longer there."
        for column in waiting
        if column.meaning is not Meaning.NOTHING
    ]
    return tuple(found), tuple(doubts)


def _key(heading: str) -> str:
    return _comment(heading).casefold()


def _places(sheet: Sheet) -> Mapping[str, int]:
    """Return where each column is, by its heading where one alone has it, and by its number."""
    found = {f"column {at + 1}": at for at in range(len(sheet.headings))}
    for at, heading in reversed([*enumerate(sheet.headings)]):
        if heading:
            found[_key(heading)] = at
    return found


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    try:
        held = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:  # of TOML, or of a number or depth without end
        line = _AT_LINE.search(str(fault))
        where = f"{name}, line {line[1]}" if line else name
        raise OnRecordError(f"{where}: no TOML: {_AT_LINE.sub('', str(fault))}") from None
    told = held.pop("columns", None)
    if held:
        raise OnRecordError(f"{name}: “{next(iter(held)):.60}” is not known; known is [columns]")
    if not isinstance(told, dict):
        raise OnRecordError(f"{name}: the table [columns] is missing")
    return told


def _column(heading: str, named: str, value: Any, name: str) -> Column:
    told = value if isinstance(value, dict) else {"means": value}
    means, how = told.get("means"), told.get("how", "")
    wrong = [key for key in told if key not in {"means", "how"}]
    if wrong:
        raise OnRecordError(f"{name}: “{named:.60}”: “{wrong[0]}” is not known; known: means, how")
    if means not in list(Meaning):
        meanings = ", ".join(Meaning)
        raise OnRecordError(f"{name}: “{named:.60}” means {means!r:.40}; it must be of {meanings}")
    meaning = Meaning(means)
    if how and not _is_how(meaning, how):
        allowed = ", ".join(_HOW.get(meaning, ())) or "nothing"
        raise OnRecordError(f"{name}: “{named:.60}”: how = {how!r:.40}; it may be {allowed}")
    return Column(heading=heading, meaning=meaning, how=how)


def _is_how(meaning: Meaning, how: Any) -> bool:
    allowed = _HOW.get(meaning, ())
    is_pattern = (
        DAY_FIRST in allowed and isinstance(how, str) and "%" in how and "%y" in how.lower()
    )
    return how in allowed or is_pattern


def _quoted(words: str) -> str:
    return '"' + _comment(words, keep=True).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _comment(words: str, *, keep: bool = False) -> str:
    bare = "".join(_plain(words))
    return bare if keep else " ".join(bare.split())


def _plain(words: str) -> Iterator[str]:
    return (sign if sign.isprintable() else " " for sign in words)
