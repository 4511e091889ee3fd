"""Claims that sum several happenings: told apart elsewhere, they are totals and no incident."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from onrecord.group.profile import Profile
from onrecord.group.relations import SHORT, Places, days, is_day, places
from onrecord.group.spot import Spot
from onrecord.model import Outcome

_Count = tuple[Outcome, float | None]


def sums_of_several(profiles: Sequence[Profile]) -> set[str]:
    """
    Return the claims that add up several incidents, by id.

    "33 killed in two strikes on one day: 25 in one town, 8 in another" tells of two incidents
    and their sum (UCDP GED codes one event a place; ACLED one a place and day). So does "16
    dead in two days" where some report tells the two days apart.

    Args:
        profiles: Of all claims that may be in an incident.
    """
    people = [item for item in profiles if item.is_people]
    return {*_of_towns(people), *_of_days(people)}


def _of_towns(people: Iterable[Profile]) -> Iterator[str]:
    parts: dict[str, list[Profile]] = defaultdict(list)
    by_id = {item.id: item for item in people}
    for item in by_id.values():
        whole = by_id.get(item.claim.part_of or "")
        if whole is not None and item.claim.outcome is whole.claim.outcome:
            parts[whole.id].append(item)
    for name, told in parts.items():
        whole = by_id[name]
        is_undated = whole.when is None and _have_days_apart(told)
        is_wider = _is_short(whole, told) and _is_wider(whole, told)
        if is_undated or (is_wider and _lie_apart(told)):
            yield name


def _have_days_apart(told: Iterable[Profile]) -> bool:
    """As in "31 dead" over four killed on one day and 27 on the next."""
    return all(is_day(part.when) for part in told) and len({_ends(part) for part in told}) > 1


def _is_short(whole: Profile, told: Sequence[Profile]) -> bool:
    """Whether a whole is of a day or two, or its parts have a day each: a wave is one incident."""
    span = days(whole.when)
    if span is None or span > SHORT:
        return False
    return span <= 2 or (len(told) > 1 and all(is_day(part.when) for part in told))


def _is_wider(whole: Profile, told: Iterable[Profile]) -> bool:
    """Whether the whole is not told of one of the very places that its parts are told of."""
    return all(places(whole.spot, part.spot) is not Places.SAME for part in told)


def _lie_apart(told: Sequence[Profile]) -> bool:
    spots = [item.spot for item in told if item.spot is not None and item.spot.is_local]
    return any(_are_two(one, other) for one, other in combinations(spots, 2))


def _are_two(one: Spot, other: Spot) -> bool:
    if places(one, other) is Places.DISJOINT:
        return True
    named_apart = bool(one.sound and other.sound) and one.sound != other.sound
    return named_apart and places(one, other) is Places.UNRELATED


def _of_days(people: Sequence[Profile]) -> Iterator[str]:
    """Return tolls of two to seven days at a place of which two days are told apart."""
    told_apart = _days_told_apart(people)
    for item in people:
        ends = _ends(item)
        if ends is None or not 1 < ends[1] - ends[0] + 1 <= SHORT:
            continue
        by_place = [told_apart[key] for key in _known_by(item) if key in told_apart]
        if any(
            day in nexts and nexts[day] <= ends[1] for nexts in by_place for day in range(*ends)
        ):
            yield item.id


def _days_told_apart(people: Iterable[Profile]) -> dict[str, dict[int, int]]:
    """
    Return, for each place and day, the next day of which one document gives other counts.

    By day, so that a town told of daily for years costs no more than one told of once.
    """
    seen: dict[tuple[str, str], dict[int, set[_Count]]] = defaultdict(dict)
    for item in people:
        ends = _ends(item)
        if ends is None or ends[0] != ends[1] or not item.is_harm or item.claim.part_of:
            continue
        for key in _known_by(item):
            counts = seen[item.claim.document, key].setdefault(ends[0], set())
            counts.add((item.claim.outcome, item.number))
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for (_, key), by_day in seen.items():
        differs: int | None = None  # the next day that is told with other counts
        for other, one in pairwise(sorted(by_day, reverse=True)):
            if by_day[one] != by_day[other]:
                differs = other
            if differs is not None:
                found[key][one] = min(differs, found[key].get(one, differs))
    return found


def _ends(item: Profile) -> tuple[int, int] | None:
    """Return the first and last day of a claim, as ordinals; None if either is open."""
    when = item.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    return when.earliest.toordinal(), when.latest.toordinal()


def _known_by(item: Profile) -> tuple[str, ...]:
    return item.spot.known_by if item.spot is not None else ()
