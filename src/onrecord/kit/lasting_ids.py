"""Ids that stay with sets while members come and go, and sets merge and split."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from onrecord.kit.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    An id that was given.

    Attributes:
        id: It.
        members: What it stands for now, or stood for when it was retired.
        own: Of these, what it had before it took in others; empty where that is all.
        is_retired: Whether it names nothing any more.
        followed_by: Of a retired one, where its members are now.
    """

    id: str
    members: tuple[str, ...]
    own: tuple[str, ...] = ()
    is_retired: bool = False
    followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    What differs between kinds of sets.

    Attributes:
        kind: Three letters that an id begins with.
        first: Which member a new id is made from.
        size: How much some members weigh; by their number if not told.
        weight_against: How much speaks against the part that holds some members, among equals.
        is_alone: Whether a member in no set stands by itself, so that it is not gone.
    """

    kind: str
    first: Callable[[Sequence[str]], str]
    size: Callable[[Sequence[str]], Any] = len
    weight_against: Callable[[Sequence[str]], int] = field(default=lambda _: 0)
    is_alone: bool = False


def identified(
    sets: Sequence[Sequence[str]], given: Sequence[Known], rule: Rule
) -> tuple[tuple[str, ...], tuple[Known, ...]]:
    """
    Return the id of each set, and what became of every id that was ever given.

    A set keeps its id: the one with which it shares most, the older among equals. Where two
    sets are one, one id stays and the other is retired, with where its members are now. Where
    one is two, its id stays with the part that has most of what it was before it took in
    others; the other part gets back the retired id that stood for just its members, if there
    is one, else a new one, that was never given.

    >>> rule = Rule(kind="set", first=min)
    >>> (one,), given = identified([("a", "b")], (), rule)
    >>> identified([("a", "b", "c")], given, rule)[0] == (one,)
    True
    """
    match = _Matching(sets, rule)
    match.keep([known for known in given if not known.is_retired])
    match.bring_back([known for known in given if known.is_retired])
    match.name_the_rest({known.id for known in given})
    names = tuple(match.named[number] for number in range(len(sets)))
    return names, _what_became(given, dict(zip(names, sets, strict=True)), rule)


class _Matching:
    """Which id each set has, the sets being known by number."""

    def __init__(self, sets: Sequence[Sequence[str]], rule: Rule) -> None:
        self._sets, self._rule = sets, rule
        self._home = {one: number for number, held in enumerate(sets) for one in held}
        self.named: dict[int, str] = {}

    def keep(self, known: Sequence[Known]) -> None:
        """
        Let each id in use stay with a set, none with two and none sharing one.

        Each asks for the set that is most its own, a set takes the id that shares most with
        it, and an id that is not taken asks for its next: so no set and id that are not
        together would both rather be.
        """
        wanted = {one.id: deque(self._best_first(one)) for one in known}
        age = {one.id: number for number, one in enumerate(known)}
        shared: dict[int, tuple[Any, int]] = {}
        asking = deque(known)
        while asking:
            one = asking.popleft()
            if not wanted[one.id]:
                continue
            number = wanted[one.id].popleft()
            claim = (self._rule.size(self._held(one.members, number)), -age[one.id])
            if number in shared and shared[number] > claim:
                asking.append(one)
                continue
            if number in shared:
                asking.append(known[age[self.named[number]]])
            shared[number], self.named[number] = claim, one.id

    def bring_back(self, retired: Sequence[Known]) -> None:
        """Give retired ids back to sets in which all that they stood for is by itself."""
        fitting: list[tuple[Any, Known, int]] = []
        for one in retired:
            homes = {self._home.get(member, -1) for member in one.own or one.members}
            if not self._rule.is_alone:
                homes.discard(-1)
            if len(homes) == 1 and -1 not in homes and not homes & self.named.keys():
                (number,) = homes
                fitting.append((self._rule.size(self._held(one.members, number)), one, number))
        # The one that stood for most; the sort keeps the older of equals first.
        for _, one, number in sorted(fitting, key=lambda fit: fit[0], reverse=True):
            self.named.setdefault(number, one.id)

    def name_the_rest(self, taken: set[str]) -> None:
        """Give every other set an id that was never given."""
        for number, held in enumerate(self._sets):
            if number not in self.named:
                first = self._rule.first(held)
                made = (content_id(self._rule.kind, first, *again) for again in _attempts())
                self.named[number] = next(one for one in made if one not in taken)

    def _best_first(self, one: Known) -> list[int]:
        """Return the sets that hold an id's members, the one most its own first."""
        mine = {self._home[member] for member in one.members if member in self._home}
        own, size = set(one.own), self._rule.size

        def fit(number: int) -> tuple[Any, Any, int, int]:
            held = self._held(one.members, number)
            before = [member for member in held if member in own] if own else held
            return size(before), size(held), -self._rule.weight_against(held), -number

        return list(mine) if len(mine) < 2 else sorted(mine, key=fit, reverse=True)

    def _held(self, members: Iterable[str], number: int) -> list[str]:
        return [member for member in members if self._home.get(member) == number]


def _attempts() -> Iterator[tuple[int, ...]]:
    """Return what is added to a member to make an id: nothing, or if it was given 2, 3 and on."""
    yield ()
    yield from ((number,) for number in count(2))


def _what_became(
    given: Sequence[Known], held: Mapping[str, Sequence[str]], rule: Rule
) -> tuple[Known, ...]:
    home = {member: name for name, members in held.items() for member in members}
    known = {one.id for one in given}
    retired = {one.id: _retired(one, home, rule) for one in given if one.id not in held}
    took_in = {name for one in retired.values() for name in one.followed_by}
    kept = (
        retired.get(one.id) or _kept(one, tuple(held[one.id]), took_in_others=one.id in took_in)
        for one in given
    )
    new = (Known(id=name, members=tuple(of)) for name, of in held.items() if name not in known)
    return (*kept, *new)


def _retired(one: Known, home: Mapping[str, str], rule: Rule) -> Known:
    found = Counter(home[member] for member in one.members if member in home)
    now = tuple(name for name, _ in found.most_common())
    stays = () if rule.is_alone else one.followed_by
    return Known(
        id=one.id, members=one.members, own=one.own, is_retired=True, followed_by=now or stays
    )


def _kept(one: Known, members: tuple[str, ...], *, took_in_others: bool) -> Known:
    own: tuple[str, ...] = ()
    if took_in_others:
        here = set(members)
        own = tuple(member for member in one.own or one.members if member in here)
    return Known(id=one.id, members=members, own=() if len(own) == len(members) else own)
