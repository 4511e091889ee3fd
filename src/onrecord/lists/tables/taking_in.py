"""Taking in one issue of a list: its rows as entries, and what is another than before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.kit.ids import content_id
from onrecord.lists.tables.identity import Matched, matched
from onrecord.lists.tables.saying import Reader, Said, rows_named
from onrecord.lists.tables.sheet import Sheet, is_total
from onrecord.model import (
    Change,
    Column,
    Entry,
    Issue,
    ListChange,
    NameList,
    OnRecordError,
    Outcome,
    Problem,
    Severity,
    codec,
)

_AGAIN = "the headings again"
_TOTAL = "it adds up other rows"
_FEW_BARE = 0.1  # of the rows: where more tell only a name, that is how the list is
_NOBODY = "no cell of it says anything of a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """
    What one issue brought.

    Attributes:
        entries: New with this issue: of persons added, changed, or returned otherwise.
        listed: The entry of each person on the issue, in the order of its rows.
        rows: The number of the row of each of `listed` in this issue.
        left_out: (row, why) for each row that is no person's. Rows that hold nothing count as
            none.
        changes: What became of whom since the issue before.
        problems: What could not be read, and what a person should look at.
    """

    entries: tuple[Entry, ...]
    listed: tuple[str, ...]
    rows: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]
    changes: tuple[ListChange, ...]
    problems: tuple[Problem, ...]


def entries(
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    name_list: NameList,
    issue: Issue,
    before: Sequence[Entry] = (),
    earlier: Sequence[Entry] = (),
) -> TakenIn:
    """
    Return what an issue says, row by row, and how that differs from the issue before.

    Every row that holds anything is an entry or is left out with a reason. A row that says the
    same as before is the entry of before; so the same file taken in again brings nothing. Who
    is meant by a row that says something else is told by `identity.matched`; where that is
    doubtful the person is removed, another added, and a problem asks.

    Args:
        sheet: The issue's table.
        columns: What its columns say, in its order, as a person confirmed it.
        name_list: Whose issue it is; its outcome is that of rows that tell none.
        issue: The issue.
        before: The entries on the issue before, one for each person.
        earlier: The last entry of each person whom an issue before removed.

    Raises:
        OnRecordError: There are not as many columns as headings.
    """
    if len(columns) != len(sheet.headings):
        raise OnRecordError(
            f"{issue.file}: {len(columns)} columns are told, and the table has "
            f"{len(sheet.headings)}"
        )
    reader = Reader(columns, until=issue.issued or issue.at.date(), outcome=name_list.outcome)
    held, left_out = _read(sheet, reader, name_list)
    known = [*before, *earlier]
    found = matched(
        [said for _, said in held], [Said.of(e) for e in before], [Said.of(e) for e in earlier]
    )
    after = list(_made(held, found, known, name_list, issue))
    before_ids = {entry.id for entry in known}
    listed = [entry.id for entry in after]
    problems = [
        *reader.unread.problems(_where(issue)),
        *_about_rows(left_out, issue),
        *_about_persons(held, found, known, issue, name_list.outcome),
    ]
    return TakenIn(
        entries=tuple(e for e, name in zip(after, listed, strict=True) if name not in before_ids),
        listed=tuple(listed),
        rows=tuple(number for number, _ in held),
        left_out=tuple(left_out),
        changes=differences(before, after, issue=issue.id, earlier=earlier),
        problems=tuple(problems),
    )


def differences(
    before: Iterable[Entry], after: Iterable[Entry], *, issue: str, earlier: Iterable[Entry] = ()
) -> tuple[ListChange, ...]:
    """
    Return what became of each person from one issue to the next; exact, by their entries.

    Applied to `before` they give `after`: nobody else was added, removed or changed.

    Args:
        before: The entries of the earlier issue.
        after: Of the later one.
        issue: Id of the later one.
        earlier: The last entries of persons whom an issue before removed.
    """
    was, gone = _by_person(before), _by_person(earlier)
    now = _by_person(after)
    found: list[ListChange] = []
    for person, entry in now.items():
        held = was.get(person) or gone.get(person)
        if held is None:
            kind = Change.ADDED
        elif person not in was:
            kind = Change.RETURNED
        elif held != entry:
            kind = Change.CHANGED
        else:
            continue
        found.append(
            ListChange(
                issue=issue, person=person, change=kind,
                before=held.id if held else None, after=entry.id,
            )
        )  # fmt: skip
    found += [
        ListChange(issue=issue, person=person, change=Change.REMOVED, before=entry.id)
        for person, entry in was.items()
        if person not in now
    ]
    return tuple(found)


def _by_person(told: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.person: entry for entry in told}


def _where(issue: Issue) -> str:
    return f"{issue.file}/{issue.sheet}" if issue.sheet else issue.file


# -- Rows --------------------------------------------------------------------------------------


def _read(
    sheet: Sheet, reader: Reader, name_list: NameList
) -> tuple[list[tuple[int, Said]], list[tuple[int, str]]]:
    held: list[tuple[int, Said]] = []
    left_out: list[tuple[int, str]] = []
    for number, row in enumerate(sheet.rows, 1):
        if not row:
            continue
        why = _AGAIN if sheet.is_heading_again(row) else _TOTAL if is_total(row) else ""
        said = None if why else reader.said(number, row)
        if said is None:
            left_out.append((number, why))
        elif _says_nothing(said, name_list.outcome):
            left_out.append((number, _NOBODY))
        else:
            held.append((number, said))
    return held, left_out


_EMPTY = Said(name="")


def _says_nothing(said: Said, outcome: Outcome | None) -> bool:
    """Return whether a row tells nobody: at most what is true of any row of the list."""
    return said._replace(own_id=None) in {_EMPTY, _EMPTY._replace(outcome=outcome)}


# -- Entries -----------------------------------------------------------------------------------


def _made(
    held: Sequence[tuple[int, Said]],
    found: Matched,
    known: Sequence[Entry],
    name_list: NameList,
    issue: Issue,
) -> Iterator[Entry]:
    """Return an entry for each row: the one of before where the row says the same."""
    taken = {entry.person for entry in known}
    times: dict[str, int] = {}
    of_list, of_issue = name_list.id, issue.id
    for at, (number, said) in enumerate(held):
        place = found.person.get(at)
        if place is not None and Said.of(known[place]) == said:
            yield known[place]
            continue
        if place is not None:
            person = known[place].person
        else:
            person = _new_person(of_list, said, taken, times)
            taken.add(person)
        told: dict[str, Any] = said._asdict()
        yield Entry(list=of_list, person=person, issue=of_issue, row=number, **told)


def _new_person(of_list: str, said: Said, taken: set[str], times: dict[str, int]) -> str:
    """
    Return an id for a person who was not on the list: made from what the row says of them.

    No number of a person is in it: a number of nine digits is found by trying them all.
    `times` remembers how many rows said the same: a list may say nothing else a million times.
    """
    told = [codec.as_plain(part) for part in said[:13]]
    first = made = content_id("prs", of_list, told, 0)
    again = times.get(first, 0)
    if again:
        made = content_id("prs", of_list, told, again)
    while made in taken:
        again += 1
        made = content_id("prs", of_list, told, again)
    times[first] = again + 1
    return made


# -- What a person should look at --------------------------------------------------------------


def _about_rows(left_out: Sequence[tuple[int, str]], issue: Issue) -> Iterator[Problem]:
    by_why: dict[str, list[int]] = {}
    for number, why in left_out:
        by_why.setdefault(why, []).append(number)
    for why, numbers in by_why.items():
        shown = rows_named(numbers)
        yield Problem(
            code="list-row",
            message=f"{shown[0].upper()}{shown[1:]} of the table: no person's, since: {why}.",
            where=_where(issue),
            severity=Severity.NOTE if why == _AGAIN else Severity.WARNING,
        )


def _about_persons(
    held: Sequence[tuple[int, Said]],
    found: Matched,
    known: Sequence[Entry],
    issue: Issue,
    outcome: Outcome | None,
) -> Iterator[Problem]:
    unnamed = [number for number, said in held if not said.name]
    if unnamed:
        message = f"{len(unnamed):,} persons are told without a name ({rows_named(unnamed)})."
        yield _problem("list-row", message, issue, Severity.NOTE)
    bare = [
        number
        for number, said in held
        if said in {Said(name=said.name), Said(name=said.name, outcome=outcome)}
    ]
    if bare and len(bare) <= _FEW_BARE * len(held):
        shown = rows_named(bare)
        message = (
            f"{shown[0].upper()}{shown[1:]}: nothing but a name. A person, or a title between the "
            "rows? They are entries."
        )
        yield _problem("list-row", message, issue)
    if found.numbered_anew:
        yield _problem(
            "list-person",
            "The list's own numbers stand for other persons than in the issue before, so they "
            "were not used to tell who is who. Say “nothing” of that column.",
            issue,
        )
    for row, place in found.other_by_number:
        message = _asking(held[row][0], known[place])
        yield _problem("list-person", f"{message} The number is the same, the name another.", issue)
    for row, place in found.doubts:
        yield _problem("list-person", _asking(held[row][0], known[place]), issue)


def _asking(number: int, before: Entry) -> str:
    return (
        f"Row {number} may tell of the person of {before.id}, row {before.row} of an issue before. "
        "That is not certain, so one was removed and another added."
    )


def _problem(
    code: str, message: str, issue: Issue, severity: Severity = Severity.QUESTION
) -> Problem:
    return Problem(code=code, message=message, where=_where(issue), severity=severity)
