"""Lists of named persons as a reader looks over them: issues, differences, rows by the page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Change, Entry, Issue, ListChange, NameList
from onrecord.workflow.desk.desk import Desk
from onrecord.workflow.desk.listed import Lists
from onrecord.workflow.desk.one_person import changes as changed_fields
from onrecord.workflow.desk.paging import A_PAGE, Paged, paged
from onrecord.workflow.listed_people import ListView


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """
    One list in a few numbers.

    Attributes:
        name_list: What is told of it.
        issues: Its issues, the oldest first; empty for persons in reports.
        persons: How many stand on it now.
        last: What its latest issue changed: how many were added, removed, returned, changed;
            empty where it has only one.
        linked: (name of another list, how many rows are linked with some of it).
    """

    name_list: NameList
    issues: tuple[Issue, ...]
    persons: int
    last: Mapping[Change, int]
    linked: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One person who stands otherwise on a list since an issue.

    Attributes:
        change: What became of them.
        before, after: The rows; None where there is none.
        fields: Names of the fields of `Entry` that say another thing.
    """

    change: Change
    person: str
    before: Entry | None
    after: Entry | None
    fields: tuple[str, ...]


def overviews(desk: Desk, lists: Lists) -> tuple[Overview, ...]:
    """Return all lists, by name."""
    named = sorted(lists.people.listed.lists, key=lambda one: one.name)
    return tuple(overview(desk, lists, one) for one in named)


def overview(desk: Desk, lists: Lists, name_list: NameList) -> Overview:
    """Return one list in a few numbers."""
    issues = lists.issues.get(name_list.id, ())
    last: Mapping[Change, int] = {}
    if len(issues) > 1:
        last = counted(desk.changes(name_list), issues[-1].id)
    of = lists.people.names
    linked = {of[two]: n for (one, two), n in lists.shared.items() if one == name_list.id}
    return Overview(
        name_list=name_list,
        issues=issues,
        persons=len(lists.people.on.get(name_list.id, ())),
        last=last,
        linked=tuple(sorted(linked.items())),
    )


def counted(view: ListView, issue_id: str) -> Mapping[Change, int]:
    """Return how many were added, removed, returned and changed by an issue."""
    found = Counter(one.change for one in view.changes if one.issue == issue_id)
    return {one: found[one] for one in Change}


def rows(desk: Desk, lists: Lists, name_list: NameList, words: str, number: int) -> Paged[Entry]:
    """
    Return a page of the rows that a list has now.

    Without words only that page is read from the store. Nothing is written of what is looked for.

    Args:
        desk: The record.
        lists: Its lists.
        name_list: The list.
        words: Only rows with all these words, or beginnings of them, in the name; "" for all.
        number: Which page, from 1.
    """
    issues = lists.issues.get(name_list.id, ())
    if words.strip() or not issues:
        some = lists.people.on.get(name_list.id, ())
        return paged(lists.people.called(words, name_list.id) if words.strip() else some, number)
    total = issues[-1].rows
    pages = max(1, -(-total // A_PAGE))
    at = min(max(number, 1), pages)
    held = desk.rows_of(issues[-1], (at - 1) * A_PAGE, A_PAGE)
    return Paged(rows=held, number=at, pages=pages, total=total)


def differences(
    view: ListView, issue_id: str, change: Change | None, number: int
) -> Paged[Difference]:
    """Return a page of what an issue of a list changed, of one kind or of all."""
    some = [
        one
        for one in view.changes
        if one.issue == issue_id and (change is None or one.change is change)
    ]
    return paged(some, number).each(lambda one: _difference(view, one))


def before(issues: Sequence[Issue], issue_id: str) -> Iterator[Issue]:
    """Yield the issue before one, if there is any."""
    ids = [one.id for one in issues]
    at = ids.index(issue_id)
    if at:
        yield issues[at - 1]


def _difference(view: ListView, one: ListChange) -> Difference:
    before, after = view.entries.get(one.before or ""), view.entries.get(one.after or "")
    fields = changed_fields(before, after) if before and after else ()
    return Difference(
        change=one.change, person=one.person, before=before, after=after, fields=fields
    )
