"""Which claims are worth comparing: near in one document, or alike in day and place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from onrecord.group.profile import Profile
from onrecord.group.relations import SHORT, WAVE, days

# Each claim is compared with this many neighbours in a bucket, so that cost stays near-linear
# when thousands of pages tell of one day in one town; those pages still chain together.
NEIGHBOURS = 40

Pair = tuple[int, int]
Key = tuple[object, ...]


def worth_comparing(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """
    Return the pairs to compare, as positions in a list; a pair may come twice.

    Args:
        profiles: In the order of `Profile.order`.
    """
    yield from in_documents(profiles)
    owners: dict[Key, list[int]] = defaultdict(list)
    visitors: dict[Key, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        for key in _keys(profile, own=True):
            owners[key].append(position)
        for key in _keys(profile, own=False):
            visitors[key].append(position)
    for key, at_home in owners.items():
        yield from _windowed(at_home)
        yield from _visits(at_home, visitors.get(key, []))


def in_documents(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Return pairs of neighbours within each document."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        by_document[profile.claim.document].append(position)
    for positions in by_document.values():
        yield from _windowed(positions)


def _windowed(positions: Sequence[int]) -> Iterator[Pair]:
    for index, first in enumerate(positions):
        for second in positions[index + 1 : index + 1 + NEIGHBOURS]:
            yield first, second


def _visits(at_home: Sequence[int], visiting: Sequence[int]) -> Iterator[Pair]:
    """Pair each claim inside a place with claims about the place itself, spread evenly."""
    step = max(1, len(at_home) // NEIGHBOURS)
    for index, visitor in enumerate(visiting):
        for home in at_home[index % step :: step][:NEIGHBOURS]:
            if home != visitor:
                yield min(home, visitor), max(home, visitor)


def _keys(profile: Profile, *, own: bool) -> list[Key]:
    """Return the buckets of a claim: its own places, or those that it lies within."""
    spot, when = profile.spot, profile.when
    if spot is None or when is None:
        return []
    stretches = list(_stretches(profile))
    names: Iterable[str]
    if own:
        names = spot.may_be or {spot.name}
    else:
        names = {name for name in spot.around if not name.startswith("country:")}
    keys: list[Key] = [(stretch, name) for stretch in stretches for name in sorted(names)]
    if own and profile.number is not None:
        # Where no gazetteer nests two places, one day's equal numbers still bring them up.
        number = (profile.claim.outcome.value, profile.number)
        keys += [(stretch, *number) for stretch in stretches]
    return keys


def _stretches(profile: Profile) -> Iterator[date | tuple[int, int]]:
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
