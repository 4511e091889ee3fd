"""Which claims are worth comparing: near in one document, or alike in day and place."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from onrecord.group.profile import Profile
from onrecord.group.relations import SHORT, WAVE, days

# Each claim is compared with this many neighbours in a bucket, so that cost stays near-linear
# when thousands of pages tell of one day in one town; those pages still chain together.
NEIGHBOURS = 40

Pair = tuple[int, int]
Key = tuple[object, ...]
Stretch = date | tuple[int, int]  # a day, or a month of a year
Buckets = Mapping[Key, Sequence[int]]
_NOBODY: Sequence[int] = ()


def worth_comparing(profiles: Sequence[Profile]) -> Iterator[tuple[int, list[int]]]:
    """
    Return for each claim the later ones to compare it with, as positions in a list.

    Claim by claim, so that no pair comes twice and none need be kept.

    Args:
        profiles: In the order of `Profile.order`.
    """
    documents = _by_document(profiles)
    stretches = _Stretches()
    homes = _homes(profiles, stretches)
    visits = _visits(profiles, stretches, homes)
    homes = {key: at for key, at in homes.items() if len(at) > 1 or key in visits}
    for position, profile in enumerate(profiles):
        others = set(_next_in(documents[profile.claim.document], position))
        for key in stretches.own(profile):
            at_home = homes.get(key)
            if at_home is not None:
                others.update(_next_in(at_home, position))
                others.update(_visitors_of(position, at_home, visits.get(key, _NOBODY)))
        for key in stretches.around(profile):
            if key in visits:
                others.update(_visited_by(position, homes[key], visits[key]))
        yield position, sorted(other for other in others if other > position)


def in_documents(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Return pairs of neighbours within each document."""
    for positions in _by_document(profiles).values():
        for first in positions:
            for second in _next_in(positions, first):
                yield first, second


def _by_document(profiles: Sequence[Profile]) -> dict[str, list[int]]:
    by_document: dict[str, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        by_document[profile.claim.document].append(position)
    return by_document


def _homes(profiles: Sequence[Profile], stretches: "_Stretches") -> dict[Key, list[int]]:
    """Return, for each stretch of time and place, the claims about the place itself."""
    homes: dict[Key, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        for key in stretches.own(profile):
            homes[key].append(position)
    return homes


def _visits(
    profiles: Sequence[Profile], stretches: "_Stretches", homes: Buckets
) -> dict[Key, list[int]]:
    """Return, where there are claims about a place itself, the claims inside the place."""
    visits: dict[Key, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        for key in stretches.around(profile):
            if key in homes:
                visits[key].append(position)
    return visits


def _next_in(positions: Sequence[int], position: int) -> Sequence[int]:
    after = bisect_left(positions, position) + 1
    return positions[after : after + NEIGHBOURS]


# Each claim inside a place is paired with claims about the place itself, spread evenly: the
# n-th visitor with the first NEIGHBOURS of every so-many-th claim at home, from the n-th on.


def _visited_by(visitor: int, at_home: Sequence[int], visiting: Sequence[int]) -> Sequence[int]:
    step = max(1, len(at_home) // NEIGHBOURS)
    return at_home[bisect_left(visiting, visitor) % step :: step][:NEIGHBOURS]


def _visitors_of(home: int, at_home: Sequence[int], visiting: Sequence[int]) -> Sequence[int]:
    if not visiting:
        return visiting
    step = max(1, len(at_home) // NEIGHBOURS)
    turn, start = divmod(bisect_left(at_home, home), step)
    return visiting[start::step] if turn < NEIGHBOURS else _NOBODY


class _Stretches:
    """Says in which buckets claims belong: one answer for all claims of a time and place."""

    def __init__(self) -> None:
        self._own: dict[int, tuple[list[Key], list[Stretch]]] = {}
        self._around: dict[int, list[Key]] = {}

    def own(self, profile: Profile) -> list[Key]:
        """Return the buckets of a claim's own places."""
        spot = profile.spot
        if spot is None or profile.when is None:
            return []
        if profile.setting not in self._own:
            times = list(_stretches(profile))
            names = sorted(spot.may_be or {spot.name})
            if spot.sound:
                names.append(f"~{spot.sound}")
            self._own[profile.setting] = ([(time, name) for time in times for name in names], times)
        places, times = self._own[profile.setting]
        if profile.number is None:
            return places
        # Where no gazetteer nests two places, one day's equal numbers still bring them up.
        outcome, number = profile.claim.outcome.value, profile.number
        return [*places, *((time, outcome, number) for time in times)]

    def around(self, profile: Profile) -> list[Key]:
        """Return the buckets of the places that a claim's own lie within."""
        spot = profile.spot
        if spot is None or profile.when is None:
            return []
        if profile.setting not in self._around:
            names = sorted(name for name in spot.around if not name.startswith("country:"))
            names += sorted(f"~{sound}" for sound in spot.around_sounds)
            self._around[profile.setting] = [
                (stretch, name) for stretch in _stretches(profile) for name in names
            ]
        return self._around[profile.setting]


def _stretches(profile: Profile) -> Iterator[Stretch]:
    """Return each day of a short time, and each month that a longer one touches."""
    span, when = days(profile.when), profile.when
    if span is None or when is None or when.earliest is None:
        return
    if span <= SHORT:
        yield from (when.earliest + timedelta(days=n) for n in range(span))
    if 1 < span <= WAVE * 27:
        months = {
            ((when.earliest + timedelta(days=n)).year, (when.earliest + timedelta(days=n)).month)
            for n in range(0, span, 1 if span <= WAVE else 14)
        }
        yield from sorted(months)
