"""Two attacks of one day in one town, where one report tells them apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.group.arms import differ, kinds, listed
from onrecord.group.profile import Profile
from onrecord.group.relations import (
    FAR,
    Blame,
    Numbers,
    Places,
    blame,
    gap,
    is_day,
    is_fight,
    numbers,
    places,
    sides,
)
from onrecord.kit.folding import fold
from onrecord.model import Mention, VictimClass

_MOST = 12  # attacks of one day compared in one report: a table of more has rows
_NOTHING: frozenset[str] = frozenset()
_Toll = list[int]  # a number and its repetitions, by position


@dataclass(eq=False)
class _Act:
    """What a report tells of one attack: its tolls of one place, weapon, hour and side."""

    weapons: frozenset[str]
    sides: frozenset[str]
    hours: frozenset[str]
    is_another: bool
    tolls: list[int] = field(default_factory=list)


class Acts:
    """
    Tolls that a report tells of two attacks, so that no tie brings these together.

    ACLED codes one event a place, day and pair of actors; a bomb at noon and gunmen in the
    evening are two. One report that tells both is believed: two of its tolls for one day,
    and for places not known to be apart, are of two attacks where

    - it says outright that one is another attack, or its two weapons, its two hours or
      its two perpetrators differ, and any second thing does too: another of these, who was
      harmed, which site, or numbers too unlike for one toll;
    - one voice names two perpetrators for two numbers, and neither fought the other.

    A toll of the same report without any of these goes with the attack of its number, else
    with the attack told nearest before it. Parts and repetitions go with what they are of.

    Args:
        profiles: All claims that are grouped, in order.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._marks: dict[int, set[int]] = {}
        number = 0
        for tolls in _by_report_and_day(profiles):
            acts = _acts(profiles, tolls)
            pairs = [pair for pair in combinations(acts, 2) if _are_two(profiles, *pair)]
            told = {id(act) for pair in pairs for act in pair}
            _take_in(profiles, acts, told)
            for one, other in pairs:
                number += 1
                for act, mark in ((one, number), (other, -number)):
                    for position in act.tolls:
                        self._marks.setdefault(position, set()).add(mark)

    def are_apart(self, first: int, second: int) -> bool:
        """Whether two clusters, by their roots, hold tolls of two attacks."""
        marks, others = self._marks.get(first), self._marks.get(second)
        if not marks or not others:
            return False
        fewer, more = sorted((marks, others), key=len)
        return any(-mark in more for mark in fewer)

    def meet(self, kept: int, gone: int) -> None:
        """Note that one cluster has taken in another; what a report sums is apart no more."""
        marks = self._marks.pop(gone, None)
        if marks:
            held = self._marks.get(kept, set()) | marks
            self._marks[kept] = {mark for mark in held if -mark not in held}


def _by_report_and_day(profiles: Sequence[Profile]) -> Iterator[Sequence[_Toll]]:
    """Return the tolls that one report tells of one day, where it tells more than one."""
    by_id = {item.id: item for item in profiles}
    found: dict[tuple[object, ...], dict[str, _Toll]] = defaultdict(dict)
    for position, item in enumerate(profiles):
        if item.is_harm and item.number is not None and _is_own(item) and is_day(item.when):
            first = by_id.get(item.claim.same_as or "", item)
            told = found[item.claim.document, item.when]
            told.setdefault(first.id, []).append(position)
    for by_first in found.values():
        tolls = [toll for toll in by_first.values() if any(_is_local(profiles[at]) for at in toll)]
        if len(tolls) > 1:
            yield tolls


def _is_own(item: Profile) -> bool:
    """Whether a toll stands for itself; a row of a table says itself what it tells of."""
    return not (item.is_part or item.claim.told_incident)


def _is_local(item: Profile) -> bool:
    return item.spot is not None and not item.spot.is_region


def _acts(profiles: Sequence[Profile], tolls: Iterable[_Toll]) -> list[_Act]:
    """Put together the tolls of one place, weapon, side and hour; a headline with its report."""
    acts: dict[tuple[object, ...], _Act] = {}
    for positions in tolls:
        told = [profiles[position] for position in positions]
        by_kind = frozenset[str]().union(*map(sides, told))
        hours = frozenset[str]().union(*(_hours(item.claim.times) for item in told))
        weapons, is_another = _weapons(told), any(map(_says_another, told))
        by = frozenset[str]().union(*(item.by for item in told))
        key = (weapons, by_kind, by, hours, is_another, told[-1].setting)
        act = acts.setdefault(key, _Act(weapons, by_kind, hours, is_another))
        act.tolls += positions
    return list(acts.values())[:_MOST]


def _weapons(told: Iterable[Profile]) -> frozenset[str]:
    """Return what repetitions agree on: "roadside bomb" under a headline's "blast"."""
    named = [item.weapons for item in told if item.weapons]
    return frozenset.intersection(*named) or frozenset.union(*named) if named else _NOTHING


def _hours(times: Iterable[Mention]) -> frozenset[str]:
    return frozenset(hour for time in times for hour in kinds("hours", time.name))


def _says_another(item: Profile) -> bool:
    words = fold(item.claim.passage.exact)
    return any(f" {phrase} " in f" {words} " for phrase in listed("another"))


def _are_two(profiles: Sequence[Profile], one: _Act, other: _Act) -> bool:
    last = profiles[one.tolls[-1]], profiles[other.tolls[-1]]  # a headline comes before
    if places(last[0].spot, last[1].spot) is Places.DISJOINT:
        return False  # that keeps them apart already
    few = one.tolls[:_MOST], other.tolls[:_MOST]
    pairs = [(profiles[a], profiles[b]) for a in few[0] for b in few[1]]
    if all(is_fight(a, b) for a, b in pairs):
        return False
    first = [
        differ(one.weapons, other.weapons),
        differ(one.hours, other.hours),
        one.is_another is not other.is_another,
        blame(*last) is Blame.DIFFER or differ(one.sides, other.sides),
    ]
    if not any(first):
        return False
    if sum(first) > 1 or any(_are_unlike(a, b) for a, b in pairs):
        return True
    # A toll rises by the hour, and so by itself an hour and a number tell nothing.
    if (first[0] or first[2]) and any(numbers(a, b) in FAR for a, b in pairs):
        return True
    return first[3] and any(_tells_of_both(a, b) for a, b in pairs)


def _tells_of_both(a: Profile, b: Profile) -> bool:
    """Whether one voice gives both numbers: two voices may blame two for the same dead."""
    voices = [[source.best or source.name for source in side.claim.sources] for side in (a, b)]
    is_one_outcome = a.claim.outcome is b.claim.outcome
    return is_one_outcome and voices[0] == voices[1] and numbers(a, b) is not Numbers.EQUAL


def _are_unlike(a: Profile, b: Profile) -> bool:
    """Whether others were harmed, or at another site."""
    classes = {a.claim.victim_class, b.claim.victim_class}
    if classes == {VictimClass.CIVILIAN, VictimClass.COMBATANT}:
        return True
    if differ(_people(a.claim.victims), _people(b.claim.victims)):
        return True
    return _are_sites(a, b) and places(a.spot, b.spot) in (Places.SIBLING, Places.UNRELATED)


def _people(victims: str | None) -> frozenset[str]:
    return frozenset(fold(victims or "").split()).difference(listed("anybody"))


def _are_sites(a: Profile, b: Profile) -> bool:
    homes = [side.spot.around | {side.spot.best} if side.spot else _NOTHING for side in (a, b)]
    return bool(homes[0] & homes[1])


def _take_in(profiles: Sequence[Profile], acts: Sequence[_Act], told: set[int]) -> None:
    """Give tolls of no known attack to that of their number, else to that told before them."""
    known = [act for act in acts if id(act) in told]
    for act in acts if known else ():
        if id(act) in told or act.weapons or act.sides or act.hours:
            continue
        for position in act.tolls:
            _home(profiles, position, known).tolls.append(position)


def _home(profiles: Sequence[Profile], position: int, known: Sequence[_Act]) -> _Act:
    item = profiles[position]

    def rank(told: tuple[_Act, int]) -> tuple[bool, bool, int]:
        other = profiles[told[1]]
        same = numbers(item, other) is Numbers.EQUAL
        return (not same, told[1] > position, gap(item, other))

    return min(((act, at) for act in known for at in act.tolls), key=rank)[0]
