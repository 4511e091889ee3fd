"""Who stands on the lists of a record now, and what became of whom from issue to issue."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from onrecord import store
from onrecord.lists import tables
from onrecord.model import Entry, Issue, ListChange, NameList, OnRecordError
from onrecord.workflow import fates, loading
from onrecord.workflow.reported import LIST as REPORTED
from onrecord.workflow.reported import REPORTS, in_reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """
    Everybody on some lists, as their latest issues have them.

    Attributes:
        lists: The lists, by name; that of persons in reports is among them if it has any.
        entries: One for each person on a list.
        issues: Ids of the issues that they stand in, in the order of the lists.
        not_told_dead: Persons whose rows have no outcome and may not be of the dead.
    """

    lists: tuple[NameList, ...] = ()
    entries: tuple[Entry, ...] = ()
    issues: tuple[str, ...] = ()
    not_told_dead: frozenset[str] = frozenset()

    def by_person(self) -> Mapping[str, Entry]:
        """Return the entries by the ids of their persons."""
        return {one.person: one for one in self.entries}

    def names(self) -> Mapping[str, str]:
        """Return what each list is called, by its id."""
        return {one.id: one.name for one in self.lists}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """
    One list, through all its issues.

    Attributes:
        name_list: What is told of it.
        issues: The oldest first.
        persons: How many stand in the latest.
        changes: What became of whom from each issue to the next; empty if not asked for.
        entries: Everybody whom `changes` speaks of, by id.
        rows: The row of each entry in the latest issue, by its id.
    """

    name_list: NameList
    issues: tuple[Issue, ...]
    persons: int
    changes: tuple[ListChange, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


def name_lists(record_folder: Path) -> tuple[ListView, ...]:
    """
    Return the lists of a record, by name; persons in reports are a list, too.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        views = [
            ListView(name_list=one, issues=issues, persons=len(set(kept.listed(issues[-1].id))))
            for one in kept.name_lists()
            if (issues := kept.issues(one.id))
        ]
        named = in_reports(loading.load(kept))
    if named:
        views.append(ListView(name_list=REPORTED, issues=(), persons=len(named)))
    return tuple(sorted(views, key=lambda view: view.name_list.name))


def name_list(record_folder: Path, name: str) -> ListView:
    """
    Return one list with everything that changed from issue to issue.

    Raises:
        OnRecordError: The record has no such list.
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        return list_view(kept, called(kept, name))


def list_view(kept: store.RecordStore, found: NameList) -> ListView:
    """Return one list of an open record with everything that changed from issue to issue."""
    issues = kept.issues(found.id)
    entries = kept.entries(found.id)
    listed = [kept.listed(one.id) for one in issues]
    rows = kept.rows_in(issues[-1].id) if issues else {}
    in_each = [[entries[one] for one in dict.fromkeys(ids)] for ids in listed]
    return ListView(
        name_list=found,
        issues=issues,
        persons=len(in_each[-1]) if in_each else 0,
        changes=tuple(_changes(issues, in_each)),
        entries=entries,
        rows=rows,
    )


def called(kept: store.RecordStore, name: str) -> NameList:
    """
    Return a list by its name.

    Raises:
        OnRecordError: The record has no such list.
    """
    lists = {one.name: one for one in kept.name_lists()}
    if name not in lists:
        known = ", ".join(lists) or "none"
        raise OnRecordError(f"no list of this record is called {name:.40}; there are: {known}")
    return lists[name]


def everybody(
    kept: store.RecordStore,
    only: Sequence[str] = (),
    named: Callable[[], Sequence[Entry]] | None = None,
) -> Listed:
    """
    Return everybody on the lists of a record, persons in reports among them.

    Args:
        kept: The record.
        only: Names of the lists that are wanted; all of them if empty.
        named: Gives those whom reports name; None to read the record for them.

    Raises:
        OnRecordError: There is no list of some name.
    """
    wanted = [called(kept, name) for name in dict.fromkeys(only) if name != REPORTS]
    lists = sorted(wanted, key=lambda one: one.name) if only else list(kept.name_lists())
    entries: list[Entry] = []
    issues: list[str] = []
    open_: set[str] = set()
    for one in lists:
        rows, given_out = kept.current_entries(one.id), kept.issues(one.id)
        entries += rows
        issues += [issue.id for issue in given_out[-1:]]
        open_.update(fates.not_told_dead(one, given_out, rows))
    if not only or REPORTS in only:
        told = in_reports(loading.load(kept)) if named is None else named()
        entries += told
        lists += [REPORTED] if told else []
    return Listed(
        lists=tuple(lists),
        entries=tuple(entries),
        issues=tuple(issues),
        not_told_dead=frozenset(open_),
    )


def before_issue(
    kept: store.RecordStore, issue: Issue, issues: Sequence[Issue]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """
    Return who stood in the issue before one, and whom issues before that one had and it lacks.

    Of the latter each person's last entry.
    """
    earlier = [one for one in issues if _day(one) <= _day(issue)]
    if not earlier:
        return (), ()
    entries = kept.entries(issue.list)
    history = _History()
    for one in earlier:
        history.add([entries[i] for i in kept.listed(one.id)])
    return tuple(history.now.values()), tuple(history.gone.values())


def _day(issue: Issue) -> date:
    return issue.issued or issue.at.date()


@dataclass(slots=True)
class _History:
    """Who stood on a list after each of its issues; the last entries of those who are gone."""

    now: dict[str, Entry] = field(default_factory=dict)
    gone: dict[str, Entry] = field(default_factory=dict)

    def add(self, issue: Sequence[Entry]) -> None:
        """Take the next issue."""
        after = {one.person: one for one in issue}
        self.gone |= {who: one for who, one in self.now.items() if who not in after}
        self.gone = {who: one for who, one in self.gone.items() if who not in after}
        self.now = after


def _changes(issues: Sequence[Issue], in_each: Sequence[Sequence[Entry]]) -> Iterator[ListChange]:
    """Yield what became of whom from each issue to the next; of the first all are added."""
    history = _History()
    for issue, entries in zip(issues, in_each, strict=True):
        yield from tables.differences(
            history.now.values(), entries, issue=issue.id, earlier=history.gone.values()
        )
        history.add(entries)
