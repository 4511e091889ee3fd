"""Who stands on the lists of a record and who of them is one person, held open for pages."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from onrecord import store
from onrecord.kit.folding import fold
from onrecord.model import (
    OF_PERSONS,
    Decision,
    Entry,
    GivenGroup,
    Issue,
    MatchGroup,
    NameList,
    Pair,
    standing,
)
from onrecord.workflow import listed_people, regrouping
from onrecord.workflow.desk.view import View
from onrecord.workflow.found_dead import to_confirm
from onrecord.workflow.linking import Linking
from onrecord.workflow.listed_people import Listed, ListView, list_view
from onrecord.workflow.reported import LIST as REPORTED
from onrecord.workflow.reported import in_reports


class People:
    """Everybody on the lists, found by id and by words of their names; never written anywhere."""

    def __init__(self, listed: Listed) -> None:
        self.listed = listed

    @cached_property
    def by_person(self) -> Mapping[str, Entry]:
        """Entries by the ids of their persons."""
        return self.listed.by_person()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each list is called, by its id."""
        return self.listed.names()

    @cached_property
    def on(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by the id of their list, in the order of its rows."""
        found: dict[str, list[Entry]] = {}
        for one in self.listed.entries:
            found.setdefault(one.list, []).append(one)
        return {name: tuple(held) for name, held in found.items()}

    @cached_property
    def folded(self) -> Sequence[str]:
        """Names of all entries as they are compared, in the order of `listed.entries`."""
        return [fold(" ".join((one.name, *one.other_names))) for one in self.listed.entries]

    @cached_property
    def families(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """Entries by list and the last word of the name."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for one in self.listed.entries:
            last = fold(one.name).rpartition(" ")[2]
            found.setdefault((one.list, last), []).append(one)
        return {key: tuple(held) for key, held in found.items()}

    def called(self, words: str, on: str = "") -> tuple[Entry, ...]:
        """Return entries whose name has all of some words, or begins of them; all lists if ""."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        return tuple(
            one
            for one, name in zip(self.listed.entries, self.folded, strict=True)
            if (not on or one.list == on) and all(f" {word}" in f" {name}" for word in wanted)
        )


@dataclass(frozen=True, kw_only=True)
class Lists:
    """
    Lists as they are at one moment.

    Attributes:
        people: Everybody on them.
        linking: Who of them is one person.
        issues: The issues of each list, the oldest first, by the list's id.
    """

    people: People
    linking: Linking
    issues: Mapping[str, tuple[Issue, ...]]

    @cached_property
    def deaths(self) -> frozenset[str]:
        """Ids of the pairs by which somebody would be found dead, for a person to confirm."""
        return frozenset(one.id for one in self._to_confirm)

    @cached_property
    def waiting(self) -> tuple[Pair, ...]:
        """The pairs that wait for a person: deaths first, then the likeliest."""
        return (*self._to_confirm, *self.linking.waiting)

    @cached_property
    def _to_confirm(self) -> tuple[Pair, ...]:
        return to_confirm(self.linking)

    @cached_property
    def groups(self) -> Mapping[str, MatchGroup]:
        """Groups by id."""
        return {one.id: one for one in self.linking.grouped.groups}

    @cached_property
    def home(self) -> Mapping[str, MatchGroup]:
        """The group of each person on a list that is in one."""
        return {who: one for one in self.linking.grouped.groups for who in one.persons}

    @cached_property
    def given(self) -> Mapping[str, GivenGroup]:
        """Every id that a group ever had."""
        return {one.id: one for one in self.linking.grouped.given}

    @cached_property
    def shared(self) -> Mapping[tuple[str, str], int]:
        """How many rows of a list are linked with some of another, by the ids of both."""
        of = {who: one.list for who, one in self.people.by_person.items()}
        found: Counter[tuple[str, str]] = Counter()
        for group in self.linking.grouped.groups:
            inside = [of[who] for who in group.persons if who in of]
            for one in inside:
                found.update((one, other) for other in set(inside) if other != one)
        return found

    @cached_property
    def pairs(self) -> Mapping[str, Pair]:
        """Pairs by id."""
        return {one.id: one for one in self.linking.grouped.pairs}

    @cached_property
    def pairs_of(self) -> Mapping[str, tuple[Pair, ...]]:
        """Pairs by each of their two persons."""
        found: dict[str, list[Pair]] = {}
        for one in self.linking.grouped.pairs:
            for end in (one.left, one.right):
                found.setdefault(end, []).append(one)
        return {who: tuple(held) for who, held in found.items()}


class HeldLists:
    """
    What a desk knows of the lists of its record, read when it is first asked for.

    Lists are read again once one came in or they were linked anew; what people decide changes
    the groups alone.

    Args:
        kept: The record's store.
    """

    def __init__(self, kept: store.RecordStore) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._own: tuple[object, Listed] | None = None
        self._issues: Mapping[str, tuple[Issue, ...]] = {}
        self._whole: tuple[Listed, tuple[Entry, ...], Listed] | None = None
        self._people: People | None = None
        self._grouped: tuple[object, store.Grouped] | None = None
        self._lists: tuple[object, Lists] | None = None
        self._views: dict[str, ListView] = {}

    @property
    def are_there(self) -> bool:
        """Whether the record has any list."""
        return self._kept.lists_state()[0] > 0

    def changes(self, name_list: NameList) -> ListView:
        """Return a list with what became of whom from issue to issue, kept until one comes in."""
        with self._lock:
            issues = self._kept.issues(name_list.id)
            held = self._views.get(name_list.id)
            if held is None or held.issues != issues:
                held = self._views[name_list.id] = list_view(self._kept, name_list)
            return held

    def at(self, now: View) -> Lists:
        """Return the lists as they are for a view of the record."""
        with self._lock:
            state = self._kept.lists_state()
            decisions = _on_persons(now)
            key = (state, decisions, now.index)
            if self._lists is None or self._lists[0] != key:
                self._lists = key, self._made(now, state, decisions)
            return self._lists[1]

    def regrouped(
        self, now: View, new: Sequence[Decision]
    ) -> tuple[store.Grouped, store.Grouped] | None:
        """Return the groups before and after some decisions; None if these are on no persons."""
        before = now.record.decisions
        if not regrouping.are_of_persons(new, before):
            return None
        held = self.at(now).linking
        grouped = held.grouped
        after = regrouping.grouped_anew(
            self._kept, held.listed, grouped.linkage, grouped.pairs, (*before, *new), grouped.given
        )
        return grouped, after

    def took(self, now: View, grouped: store.Grouped) -> None:
        """Hold the groups that were written with the decisions of a view."""
        with self._lock:
            self._grouped = (self._kept.lists_state()[2:], _on_persons(now)), grouped

    def _made(self, now: View, state: tuple[int, ...], decisions: tuple[Decision, ...]) -> Lists:
        listed = self._everybody(now, state)
        if self._people is None or self._people.listed is not listed:
            self._people = People(listed)
        key = state[2:], decisions
        if self._grouped is None or self._grouped[0] != key:
            self._grouped = key, self._kept.grouped()
        grouped = self._grouped[1]
        linked = grouped.linkage
        linking = Linking(
            listed=listed,
            grouped=grouped,
            decisions=decisions,
            is_behind=linked is not None and not set(listed.issues) <= set(linked.issues),
        )
        return Lists(people=self._people, linking=linking, issues=self._issues)

    def _everybody(self, now: View, state: tuple[int, ...]) -> Listed:
        if self._own is None or self._own[0] != state[:2]:
            own = listed_people.everybody(self._kept, named=tuple)
            self._issues = {one.id: self._kept.issues(one.id) for one in own.lists}
            self._own = state[:2], own
        own = self._own[1]
        reported = now.index.once("persons in reports", lambda: in_reports(now.record))
        if self._whole is None or self._whole[0] is not own or self._whole[1] is not reported:
            whole = replace(
                own,
                lists=(*own.lists, *([REPORTED] if reported else [])),
                entries=(*own.entries, *reported),
            )
            self._whole = own, reported, whole
        return self._whole[2]


def _on_persons(now: View) -> tuple[Decision, ...]:
    """Return the decisions on persons that hold, the oldest first."""

    def found() -> tuple[Decision, ...]:
        return tuple(one for one in standing(now.record.decisions) if one.choice in OF_PERSONS)

    return now.once("decisions on persons", found)


def decided_on(lists: Lists, persons: Sequence[str]) -> tuple[Decision, ...]:
    """Return the decisions that hold and name at least two of some persons, the oldest first."""
    some = set(persons)
    return tuple(one for one in lists.linking.decisions if len(some.intersection(one.persons)) > 1)


def others_in(lists: Lists, pair: Pair) -> tuple[Entry, ...]:
    """Return the rows that are held to be one person with either side of a pair already."""
    homes = [lists.home[one].persons for one in (pair.left, pair.right) if one in lists.home]
    known = lists.people.by_person
    inside = dict.fromkeys(chain.from_iterable(homes))
    return tuple(known[one] for one in inside if one in known and one not in _ends(pair))


def _ends(pair: Pair) -> tuple[str, str]:
    return pair.left, pair.right
