"""Which row of an issue is which person of the issues before: exact first, then careful."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.lists.tables.likeness import (
    Likeness,
    are_near,
    are_spelt_alike,
    is_telling,
    likeness,
    may_be_one,
    names,
)
from onrecord.lists.tables.saying import Said

_FEW = 3  # rows whose numbers name others: fewer may be corrections
_SHARE = 0.2  # of the rows with a number: where more name others, all were numbered anew
_CROWD = 200  # persons who share parts of a name: such parts find nobody


@dataclass
class Matched:
    """
    Which rows tell of whom.

    Attributes:
        person: For a row, by its place, the place of the person; rows without one are new.
        doubts: (row, person): may be one person, which nobody should decide by this alone.
        numbered_anew: Which kind of number was given out anew, so that none was used.
        other_by_number: (row, person) under one number with wholly other names.
    """

    person: dict[int, int] = field(default_factory=dict)
    doubts: list[tuple[int, int]] = field(default_factory=list)
    numbered_anew: list[str] = field(default_factory=list)
    other_by_number: list[tuple[int, int]] = field(default_factory=list)


class _Left:
    """What is not matched yet: rows of the issue, and persons known before."""

    def __init__(self, rows: Sequence[Said], known: Sequence[Said]) -> None:
        self.rows, self.known = rows, known
        self.free_rows = dict.fromkeys(range(len(rows)))
        self.free_known = dict.fromkeys(range(len(known)))
        self.found = Matched()

    def likeness(self, row: int, person: int) -> Likeness:
        """Return what a row and a person share; two numbers that differ speak against it."""
        here, there = self.rows[row], self.known[person]
        like = likeness(here, there)
        kinds = {"national_id", "own_id"} - {*self.found.numbered_anew}
        told = [(getattr(here, kind), getattr(there, kind)) for kind in kinds]
        return like._replace(against=like.against or any(a and b and a != b for a, b in told))

    def match(self, row: int, person: int) -> None:
        self.found.person[row] = person
        del self.free_rows[row]
        del self.free_known[person]

    def by(self, key: Callable[[Said], Iterable[Hashable]]) -> list[tuple[int, int]]:
        """Return pairs of what is left that alone share a key."""
        mine = _alone(key, self.rows, self.free_rows)
        theirs = _alone(key, self.known, self.free_known)
        return [(row, theirs[held]) for held, row in mine.items() if held in theirs]


def matched(rows: Sequence[Said], current: Sequence[Said], gone: Sequence[Said] = ()) -> Matched:
    """
    Return which rows of an issue tell of a person who was on the list before.

    In this order, each step only with what the one before left: rows that are the same to the
    letter; rows under one number, the list's own or a state's, if it is given once in each
    issue; rows whose name and what else identifies are the same; rows whose name differs by a
    letter in a part or two, never in the first, with something more that agrees and nothing
    against it. A person is taken only where no other fits. What is near and not certain is a
    doubt, never a match.

    Args:
        rows: Of the issue.
        current: Of the persons on the issue before.
        gone: Of the persons whom an earlier issue removed; places go on behind `current`.
    """
    left = _Left(rows, [*current, *gone])
    _the_same(left)
    if not left.free_known or not left.free_rows:
        return left.found
    for kind in ("national_id", "own_id"):
        _by_number(left, kind)
    for key in _KEYS:
        _by_content(left, key)
    _by_spelling(left)
    return left.found


# -- The same to the letter --------------------------------------------------------------------


def _the_same(left: _Left) -> None:
    """Match equal rows, the first with the first; those still on the list before those gone."""
    waiting: dict[Said, list[int]] = defaultdict(list)
    for place in range(len(left.known) - 1, -1, -1):
        waiting[left.known[place]].append(place)  # persons gone stand last and are taken last
    for row in list(left.free_rows):
        held = waiting.get(left.rows[row])
        if held:
            left.match(row, held.pop())


# -- Under one number --------------------------------------------------------------------------


def _by_number(left: _Left, kind: str) -> None:
    def key(said: Said) -> Iterable[Hashable]:
        told = getattr(said, kind)
        return [told] if told is not None else []

    once_here = _alone(key, left.rows, range(len(left.rows)))
    once_there = _alone(key, left.known, range(len(left.known)))
    pairs = [
        (row, once_there[number])
        for number, row in once_here.items()
        if number in once_there and row in left.free_rows and once_there[number] in left.free_known
    ]
    others = [(row, who) for row, who in pairs if not may_be_one(left.rows[row], left.known[who])]
    shared = len(once_here.keys() & once_there.keys())
    if kind == "own_id" and len(others) >= _FEW and len(others) > _SHARE * shared:
        left.found.numbered_anew.append(kind)
        return
    left.found.other_by_number += others
    for row, who in dict.fromkeys(pairs).keys() - set(others):
        left.match(row, who)


def _alone(
    key: Callable[[Said], Iterable[Hashable]], told: Sequence[Said], places: Iterable[int]
) -> Mapping[Hashable, int]:
    """Return each key that one place alone has."""
    found: dict[Hashable, int] = {}
    several: set[Hashable] = set()
    for place in places:
        for held in set(key(told[place])):
            if found.setdefault(held, place) != place:
                several.add(held)
    return {held: place for held, place in found.items() if held not in several}


# -- The same name, and what else identifies ---------------------------------------------------


def _with_birth_and_time(said: Said) -> Iterator[Hashable]:
    if said.born or (said.age is not None and said.when):
        for name in names(said):
            yield (name, said.born, said.age, said.when, said.place)


def _with_birth(said: Said) -> Iterator[Hashable]:
    if said.born:
        yield from ((name, said.born) for name in names(said))


def _with_age_and_place(said: Said) -> Iterator[Hashable]:
    if said.age is not None:
        yield from ((name, said.age, said.when, said.place) for name in names(said))


def _with_time(said: Said) -> Iterator[Hashable]:
    if said.when or said.place:
        yield from ((name, said.when, said.place) for name in names(said))


def _alone_by_name(said: Said) -> Iterator[Hashable]:
    yield from names(said)


_KEYS = (_with_birth_and_time, _with_birth, _with_age_and_place, _with_time, _alone_by_name)


def _by_content(left: _Left, key: Callable[[Said], Iterable[Hashable]]) -> None:
    for row, who in left.by(key):
        if row not in left.free_rows or who not in left.free_known:
            continue  # matched by another of its names
        here, there = left.rows[row], left.known[who]
        like = left.likeness(row, who)
        shared = set(names(here)) & set(names(there))
        if like.against:
            if like.agree or any(map(is_telling, shared)):
                left.found.doubts.append((row, who))
        elif like.agree or any(map(is_telling, shared)):
            left.match(row, who)
        else:
            left.found.doubts.append((row, who))


# -- Nearly the same name ----------------------------------------------------------------------


def _by_spelling(left: _Left) -> None:
    """Match what is left where a name is spelt otherwise and all else holds it together."""
    by_part = _by_parts(left)
    sure: list[tuple[int, int]] = []
    near: list[tuple[int, int]] = []
    for row in left.free_rows:
        for who in _candidates(left.rows[row], by_part):
            how = _spelt(left.rows[row], left.known[who])
            like = left.likeness(row, who) if how else None
            if like is not None and not like.against:
                (sure if how == _ALIKE and like.agree else near).append((row, who))
    rows, people = _times(row for row, _ in sure), _times(who for _, who in sure)
    for row, who in sure:
        if rows[row] == people[who] == 1:
            left.match(row, who)
        else:
            near.append((row, who))
    matched_people = set(left.found.person.values())
    told = set(left.found.doubts) | set(near)
    left.found.doubts = sorted(
        (row, who)
        for row, who in told
        if row not in left.found.person and who not in matched_people
    )


_ALIKE, _NEAR = "alike", "near"


def _spelt(one: Said, other: Said) -> str:
    pairs = [(mine, theirs) for mine in names(one) for theirs in names(other)]
    if any(are_spelt_alike(mine, theirs) for mine, theirs in pairs):
        return _ALIKE
    return _NEAR if any(are_near(mine, theirs) for mine, theirs in pairs) else ""


def _by_parts(left: _Left) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for who in left.free_known:
        for block in set(_blocks(left.known[who])):
            found[block].append(who)
    return found


def _blocks(said: Said) -> Iterator[Hashable]:
    """Return what two names share at the least that are spelt alike, or near."""
    for first, *rest in names(said):
        yield tuple(rest)
        if len(rest) == 1:
            yield first
        yield from ((first, part) for part in rest)


def _candidates(said: Said, by_part: Mapping[Hashable, Sequence[int]]) -> list[int]:
    blocks = (by_part.get(block, ()) for block in set(_blocks(said)))
    return sorted({who for held in blocks if len(held) <= _CROWD for who in held})


def _times(places: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for place in places:
        found[place] += 1
    return found
