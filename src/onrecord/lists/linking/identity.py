"""Which group is which: ids that stay while rows join, leave, and groups merge and split."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from onrecord.kit.ids import content_id
from onrecord.model import GivenGroup, MatchGroup


def identified(
    groups: Sequence[MatchGroup], given: Sequence[GivenGroup] = ()
) -> tuple[tuple[MatchGroup, ...], tuple[GivenGroup, ...]]:
    """
    Return groups with their ids, and what became of every id that was ever given.

    The rules are those of incidents. A group keeps its id: the one with which it shares
    most rows, the older among equals. Where two groups are one, one id stays and the other
    is retired, with where its rows are now. Where one is two, its id stays with the part
    that has most of what it was before it took in others; the other part gets back the
    retired id that stood for just its rows, if there is one, else a new one. A new id is
    made from the group's first row and is one that was never given.

    Args:
        groups: Whatever their ids are.
        given: Every id that was ever given, the oldest first.
    """
    match = _Matching([group.persons for group in groups])
    match.keep([known for known in given if not known.is_retired])
    match.bring_back([known for known in given if known.is_retired])
    match.name_the_rest({known.id for known in given})
    named = [replace(group, id=match.named[number]) for number, group in enumerate(groups)]
    return tuple(sorted(named, key=lambda group: group.persons)), _what_became(given, named)


class _Matching:
    """Which id each group has, the groups being sets of persons by number."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._groups = groups
        self._home = {person: at for at, held in enumerate(groups) for person in held}
        self.named: dict[int, str] = {}

    def keep(self, known: Sequence[GivenGroup]) -> None:
        """
        Let each id in use stay with a group, none with two and none sharing one.

        Each asks for the group most its own; a group takes the id that shares most with it;
        an id that is not taken asks for its next.
        """
        wanted = {one.id: deque(self._best_first(one)) for one in known}
        age = {one.id: number for number, one in enumerate(known)}
        shared: dict[int, tuple[int, int]] = {}
        asking = deque(known)
        while asking:
            one = asking.popleft()
            if not wanted[one.id]:
                continue
            number = wanted[one.id].popleft()
            claim = (self._shared(one.persons, number), -age[one.id])
            if number in shared and shared[number] > claim:
                asking.append(one)
                continue
            if number in shared:
                asking.append(known[age[self.named[number]]])
            shared[number], self.named[number] = claim, one.id

    def bring_back(self, retired: Sequence[GivenGroup]) -> None:
        """Give retired ids back to groups in which all that they stood for is by itself."""
        fitting: list[tuple[int, GivenGroup, int]] = []
        for one in retired:
            stood_for = one.own or one.persons
            homes = {self._home.get(person, -1) for person in stood_for}
            if len(homes) == 1 and -1 not in homes and not homes & self.named.keys():
                (number,) = homes
                fitting.append((self._shared(one.persons, number), one, number))
        # The one that stood for most; the sort keeps the older of equals first.
        for _, one, number in sorted(fitting, key=lambda fit: fit[0], reverse=True):
            self.named.setdefault(number, one.id)

    def name_the_rest(self, taken: set[str]) -> None:
        """Give every other group an id that was never given."""
        for number, held in enumerate(self._groups):
            if number not in self.named:
                made = (content_id("grp", min(held), *again) for again in _attempts())
                self.named[number] = next(one for one in made if one not in taken)

    def _best_first(self, one: GivenGroup) -> list[int]:
        mine = {self._home[person] for person in one.persons if person in self._home}

        def fit(number: int) -> tuple[int, int, int]:
            own = self._shared(one.own or one.persons, number)
            return own, self._shared(one.persons, number), -number

        return sorted(mine, key=fit, reverse=True)

    def _shared(self, persons: Iterable[str], number: int) -> int:
        return sum(self._home.get(person) == number for person in persons)


def _attempts() -> Iterator[tuple[int, ...]]:
    """Return what is added to the row to make an id: nothing, or if it was given 2, 3 and on."""
    yield ()
    yield from ((number,) for number in count(2))


def _what_became(
    given: Sequence[GivenGroup], groups: Sequence[MatchGroup]
) -> tuple[GivenGroup, ...]:
    held = {group.id: group.persons for group in groups}
    home = {person: group.id for group in groups for person in group.persons}
    known = {one.id for one in given}
    retired = {one.id: _retired(one, home) for one in given if one.id not in held}
    took_in = {group_id for one in retired.values() for group_id in one.followed_by}
    kept = (
        retired.get(one.id) or _kept(one, held[one.id], took_in_others=one.id in took_in)
        for one in given
    )
    new = (GivenGroup(id=one.id, persons=one.persons) for one in groups if one.id not in known)
    return (*kept, *new)


def _retired(one: GivenGroup, home: Mapping[str, str]) -> GivenGroup:
    found = Counter(home[person] for person in one.persons if person in home)
    return replace(one, is_retired=True, followed_by=tuple(name for name, _ in found.most_common()))


def _kept(one: GivenGroup, persons: tuple[str, ...], *, took_in_others: bool) -> GivenGroup:
    own: tuple[str, ...] = ()
    if took_in_others:
        here = set(persons)
        own = tuple(person for person in one.own or one.persons if person in here)
    return GivenGroup(id=one.id, persons=persons, own=() if len(own) == len(persons) else own)
