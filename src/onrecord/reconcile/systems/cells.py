"""
Regions as sums of unknowns: the fewest cells that keep apart what some claim keeps apart.

A cell is what a person may be: of one age and sex, civilian or not, and in or out of each
named set. People whom no claim tells apart are one unknown together, so that an incident
with three claims has three or four unknowns and not hundreds.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from onrecord.reconcile.systems.regions import Clause, Exclusive, Region

MOST_CELLS = 256  # above, named sets are kept apart less exactly; never a figure made up

# Of each region the clauses still to be met; None for those who are not in it.
_State = tuple[frozenset[Clause] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """
    Regions as sets of unknowns.

    Attributes:
        number: How many unknowns there are.
        members: For each region the unknowns that add up to it.
        inside: Unknowns with those whose sum they cannot exceed: a role inside its whole.
    """

    number: int
    members: tuple[frozenset[int], ...]
    inside: tuple[tuple[int, frozenset[int]], ...]


def cells(regions: Sequence[Region], exclusive: Exclusive) -> Cells:
    """
    Return the unknowns that regions are sums of.

    A named set that only one region speaks of and that nothing excludes may be anybody of
    its whole: it is one unknown, at most as many as its whole, and divides nothing.

    Args:
        regions: In the order in which the members are wanted.
        exclusive: Pairs of named sets that nobody is in at once.
    """
    distinct = list(dict.fromkeys(regions))
    wholes = {region: _whole(region, distinct, exclusive) for region in distinct}
    while True:
        kept = list(dict.fromkeys(wholes.values()))
        signatures = _signatures(kept, exclusive)
        if signatures is not None:
            break
        # Too many: the named set that fewest speak of becomes one that may be anybody. That
        # forgets what excludes it, so bounds get wider, and a conflict may be missed.
        spoken = Counter(tag for region in kept for tag in region.tags)
        tag = min(spoken, key=lambda tag: (spoken[tag], tag))
        wholes = {region: _without(whole, tag) for region, whole in wholes.items()}
    return _numbered(regions, distinct, wholes, kept, signatures)


def _whole(region: Region, regions: Sequence[Region], exclusive: Exclusive) -> Region:
    """Return a region without the named sets that are its own alone."""
    shared = {tag for pair in exclusive for tag in pair}
    for other in regions:
        if other != region:
            shared |= other.tags
    kept = frozenset(clause for clause in region.clauses if clause & shared)
    return Region(
        outcomes=region.outcomes, sex_age=region.sex_age, status=region.status, clauses=kept
    )


def _without(region: Region, tag: str) -> Region:
    return Region(
        outcomes=region.outcomes,
        sex_age=region.sex_age,
        status=region.status,
        clauses=frozenset(clause for clause in region.clauses if tag not in clause),
    )


def _numbered(
    regions: Sequence[Region],
    distinct: Sequence[Region],
    wholes: Mapping[Region, Region],
    kept: Sequence[Region],
    signatures: Sequence[frozenset[int]],
) -> Cells:
    of_whole = {
        whole: frozenset(n for n, signature in enumerate(signatures) if at in signature)
        for at, whole in enumerate(kept)
    }
    number = len(signatures)
    of_region: dict[Region, frozenset[int]] = {}
    inside = []
    for region in distinct:
        within = of_whole[wholes[region]]
        if wholes[region] == region:
            of_region[region] = within
            continue
        inside.append((number, within))
        of_region[region] = frozenset({number})
        number += 1
    return Cells(
        number=number,
        members=tuple(of_region[region] for region in regions),
        inside=tuple(inside),
    )


def _signatures(regions: Sequence[Region], exclusive: Exclusive) -> list[frozenset[int]] | None:
    """Return for each cell the regions it is in; None if there are too many cells."""
    tags = sorted({tag for region in regions for tag in region.tags})
    last = {tag: place for place, tag in enumerate(tags)}
    states = dict.fromkeys((state, frozenset[str]()) for state in _plain(regions))
    for place, tag in enumerate(tags):
        states = dict.fromkeys(
            (_settled(state, place, last), frozenset(t for t in bans if last[t] > place))
            for old, banned in states
            for state, bans in _with_and_without(old, banned, tag, last, exclusive)
        )
        if len(states) > MOST_CELLS:
            return None
    told = (frozenset(n for n, left in enumerate(state) if left is not None) for state, _ in states)
    return sorted({cell for cell in told if cell}, key=sorted)


def _plain(regions: Sequence[Region]) -> Iterator[_State]:
    """Yield the cells of the declared partitions, as far as some region tells them apart."""
    dimensions = (
        frozenset().union(*(getattr(region, name) for region in regions))
        for name in ("outcomes", "sex_age", "status")
    )
    for outcome, sex_age, status in product(*(sorted(cells) for cells in dimensions)):
        yield tuple(
            region.clauses
            if outcome in region.outcomes and sex_age in region.sex_age and status in region.status
            else None
            for region in regions
        )


def _with_and_without(
    state: _State, banned: frozenset[str], tag: str, last: Mapping[str, int], exclusive: Exclusive
) -> Iterator[tuple[_State, frozenset[str]]]:
    yield state, banned
    if tag in banned:
        return
    excluded = {other for pair in exclusive if tag in pair for other in pair} & last.keys()
    met = tuple(
        None if left is None else frozenset(clause for clause in left if tag not in clause)
        for left in state
    )
    yield met, banned | excluded


def _settled(state: _State, place: int, last: Mapping[str, int]) -> _State:
    """Drop from the regions with a clause that no later set can meet."""
    return tuple(
        None
        if left is None or any(max(last[tag] for tag in clause) <= place for clause in left)
        else left
        for left in state
    )
