"""All rows of lists that are held to be one person, why, and what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import combinations

from onrecord.model import Decision, Entry, Issue, MatchGroup, Pair
from onrecord.workflow import choosing
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk.listed import Lists

History = Sequence[tuple[Issue, Entry | None]]
_NOT_TOLD = frozenset({"list", "person", "issue", "row", "cells", "national_id", "claim"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    What one issue of a list says of a person.

    Attributes:
        issue: The issue.
        entry: The row; None where the issue lacks it.
        changed: Names of the fields of `Entry` that say another thing than in the issue before
            that had it; `other` for columns that are only kept.
        is_first: Whether no earlier issue had it.
    """

    issue: Issue
    entry: Entry | None
    changed: tuple[str, ...]
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row of a person.

    Attributes:
        entry: As its list has it now.
        list_name: What its list is called.
        steps: Through the issues of its list, the oldest first; empty for a person in reports.
    """

    entry: Entry
    list_name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """
    Rows that are held to be one person.

    Attributes:
        id: Of the group; of the person on a list where no other row is the same person.
        group: None for a row by itself.
        rows: Its rows, in the order of the ids of their persons.
        links: The pairs among the rows, the likeliest first.
        waiting: The pairs of a row and another that wait for somebody.
        about: Decisions that hold and name a row, the oldest first.
    """

    id: str
    group: MatchGroup | None
    rows: tuple[Row, ...]
    links: tuple[Pair, ...]
    waiting: tuple[Pair, ...]
    about: tuple[Decision, ...]


def followed(lists: Lists, name: str) -> tuple[str, ...]:
    """
    Return the ids of the pages that an id of a group or of a person on a list leads to now.

    One that has a page of its own leads to itself; one that was retired to the groups that
    hold its persons now, and to those of its rows that are by themselves.
    """
    known = lists.people.by_person
    if name in lists.groups:
        return (name,) if not known.keys().isdisjoint(lists.groups[name].persons) else ()
    if name in known and name not in lists.home:
        return (name,)
    if name in lists.home:
        return (lists.home[name].id,)
    given = lists.given.get(name)
    if given is None:
        return ()
    now = [lists.home[one].id if one in lists.home else one for one in given.persons]
    there = (one for one in now if one in lists.groups or one in known)
    return tuple(dict.fromkeys(there))


def one_person(lists: Lists, name: str, history: Callable[[Entry], History]) -> OnePerson:
    """
    Return the rows of a group, or a row by itself.

    Args:
        lists: The lists as they are.
        name: An id that `followed` gave.
        history: Gives each issue of a row's list with what it says of the person.
    """
    group, known = lists.groups.get(name), lists.people.by_person
    persons = [one for one in (group.persons if group else (name,)) if one in known]
    inside = set(persons)
    own = {pair.id: pair for one in persons for pair in lists.pairs_of.get(one, ())}
    links = [one for one in own.values() if {one.left, one.right} <= inside]
    return OnePerson(
        id=name,
        group=group,
        rows=tuple(
            Row(
                entry=known[one],
                list_name=lists.people.names[known[one].list],
                steps=_steps(history(known[one])),
            )
            for one in persons
        ),
        links=tuple(sorted(links, key=lambda one: (-one.probability, one.id))),
        waiting=tuple(one for one in lists.waiting if one.id in own),
        about=tuple(d for d in lists.linking.decisions if inside.intersection(d.persons)),
    )


def taken_out(lists: Lists, person: str) -> tuple[Asked, ...]:
    """Return what to decide so that a row is no longer one person with the rest of its group."""
    home = lists.home.get(person)
    others = [one for one in home.persons if one != person] if home else []
    return tuple(choosing.other_persons((person, one)) for one in others)


def is_all_decided(lists: Lists, group: MatchGroup) -> bool:
    """Return whether people said of every two rows of a group that they are one person."""
    said = {
        ends for one in lists.linking.decisions for ends in combinations(sorted(one.persons), 2)
    }
    return set(combinations(sorted(group.persons), 2)) <= said


def _steps(history: History) -> tuple[Step, ...]:
    made: list[Step] = []
    before: Entry | None = None
    for issue, entry in history:
        changed = changes(before, entry) if before and entry else ()
        step = Step(issue=issue, entry=entry, changed=changed, is_first=before is None)
        made.append(step)
        before = entry or before
    return tuple(made)


def changes(before: Entry, after: Entry) -> tuple[str, ...]:
    """Return the names of the fields in which two rows of a person say another thing."""
    told = [one.name for one in fields(Entry) if one.name not in _NOT_TOLD]
    found = [name for name in told if getattr(before, name) != getattr(after, name)]
    is_other = before.cells != after.cells or before.national_id != after.national_id
    return (*found, "other") if is_other else tuple(found)
