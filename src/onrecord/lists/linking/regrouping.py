"""
Groups of one person each, out of what the engine would link and what people decided.

People come first: rows of which somebody decided that they are one person are brought
together, and of what the engine would link only that is kept which contradicts nobody, the
most probable first. Of two decisions on the same two rows the later holds. So a decision, and
an undoing, takes effect at once, without comparing anything again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.lists.linking.identity import identified
from onrecord.model import Choice, Decision, GivenGroup, MatchGroup, Pair, standing


@dataclass(frozen=True, slots=True)
class _Tie:
    left: str
    right: str
    probability: float
    is_decided: bool


def regrouped(
    pairs: Iterable[Pair],
    decisions: Iterable[Decision],
    lists: Mapping[str, str],
    each_once: frozenset[str],
    given: Sequence[GivenGroup] = (),
) -> tuple[tuple[MatchGroup, ...], tuple[GivenGroup, ...]]:
    """
    Return the groups as they are now, and every id that was ever given to one.

    Args:
        pairs: What the engine found; only those that it would link count.
        decisions: Everything that people decided.
        lists: The id of the list of each person on a list, by the person's id.
        each_once: Ids of the lists that have nobody twice.
        given: The ids that groups had until now.
    """
    said = _said(decisions)
    apart = {ends for ends, choice in said.items() if choice is Choice.OTHER_PERSONS}
    joining = _Joining(lists, each_once, apart)
    for tie in (*_decided(said, lists), *_linked(pairs, said, lists)):
        joining.take(tie)
    return identified(tuple(joining.groups()), given)


def _said(decisions: Iterable[Decision]) -> dict[tuple[str, str], Choice]:
    """Return what people say of each two rows; the later decision holds."""
    said: dict[tuple[str, str], Choice] = {}
    for one in standing(decisions):
        if one.choice in {Choice.ONE_PERSON, Choice.OTHER_PERSONS}:
            for left, right in combinations(sorted(one.persons), 2):
                said[left, right] = one.choice
    return said


def _decided(said: Mapping[tuple[str, str], Choice], lists: Mapping[str, str]) -> Iterator[_Tie]:
    for (left, right), choice in sorted(said.items()):
        if choice is Choice.ONE_PERSON and left in lists and right in lists:
            yield _Tie(left, right, 1.0, is_decided=True)


def _linked(
    pairs: Iterable[Pair], said: Mapping[tuple[str, str], Choice], lists: Mapping[str, str]
) -> Iterator[_Tie]:
    found = (one for one in pairs if one.is_linked and (one.left, one.right) not in said)
    for one in sorted(found, key=lambda pair: (-pair.probability, pair.id)):
        if one.left in lists and one.right in lists:
            yield _Tie(one.left, one.right, one.probability, is_decided=False)


@dataclass
class _Joining:
    """Groups while they grow; each person is in the one that `home` names."""

    lists: Mapping[str, str]
    each_once: frozenset[str]
    apart: set[tuple[str, str]]
    home: dict[str, str] = field(default_factory=dict)
    inside: dict[str, list[str]] = field(default_factory=dict)
    ties: dict[str, list[_Tie]] = field(default_factory=dict)

    def take(self, tie: _Tie) -> None:
        """Join the groups of two persons, unless that contradicts somebody."""
        left, right = self._home(tie.left), self._home(tie.right)
        if left == right:
            self.ties[left].append(tie)
            return
        if self._are_apart(left, right) or (not tie.is_decided and self._are_rivals(left, right)):
            return
        if len(self.inside[left]) < len(self.inside[right]):
            left, right = right, left
        for person in self.inside[right]:
            self.home[person] = left
        self.inside[left] += self.inside.pop(right)
        self.ties[left] += [*self.ties.pop(right), tie]

    def groups(self) -> Iterator[MatchGroup]:
        """Return the groups of two and more, without their ids."""
        for home, persons in self.inside.items():
            if len(persons) > 1:
                ties = self.ties[home]
                yield MatchGroup(
                    id="",
                    persons=tuple(sorted(persons)),
                    probability=min(tie.probability for tie in ties),
                    is_decided=_holds(persons, [tie for tie in ties if tie.is_decided]),
                )

    def _home(self, person: str) -> str:
        if person not in self.home:
            self.home[person] = person
            self.inside[person] = [person]
            self.ties[person] = []
        return self.home[person]

    def _are_apart(self, left: str, right: str) -> bool:
        if not self.apart:
            return False
        both = ((a, b) for a in self.inside[left] for b in self.inside[right])
        return any((min(ends), max(ends)) in self.apart for ends in both)

    def _are_rivals(self, left: str, right: str) -> bool:
        """Return whether both have somebody on a list that has nobody twice."""
        held = {self.lists[person] for person in self.inside[left]} & self.each_once
        return any(self.lists[person] in held for person in self.inside[right])


def _holds(persons: Sequence[str], ties: Sequence[_Tie]) -> bool:
    """Return whether these ties alone hold all of the persons together."""
    near: dict[str, set[str]] = {person: set() for person in persons}
    for tie in ties:
        near[tie.left].add(tie.right)
        near[tie.right].add(tie.left)
    seen, ahead = {persons[0]}, [persons[0]]
    while ahead:
        for other in near[ahead.pop()] - seen:
            seen.add(other)
            ahead.append(other)
    return len(seen) == len(persons)
