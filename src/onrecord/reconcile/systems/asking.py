"""The fewest and the most people of each kind that an incident's claims leave room for."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.kit.folding import fold
from onrecord.model import Bound, Claim, Document, Incident, Outcome
from onrecord.reconcile.bounds import Bounds
from onrecord.reconcile.divisions import PERPETRATOR
from onrecord.reconcile.index import Voices, by_claim
from onrecord.reconcile.systems.checking import disagreeing
from onrecord.reconcile.systems.regions import Exclusive, Region, everyone
from onrecord.reconcile.systems.stated import Stated
from onrecord.reconcile.systems.system import System
from onrecord.reconcile.systems.tellings import by_now, heard
from onrecord.reconcile.timing import Timing

_NO_DOCUMENTS: Mapping[str, Document] = {}
_PLAIN = Timing()
_MOST_BLAMED = 6
_CIVILIAN = frozenset({"civilian"})
_KINDS: tuple[tuple[str, str, Callable[[Region], Region]], ...] = (
    ("civilians", "status", lambda region: replace(region, status=_CIVILIAN)),
    ("children", "sex_age", lambda region: replace(region, sex_age=frozenset({"boy", "girl"}))),
    ("women", "sex_age", lambda region: replace(region, sex_age=frozenset({"woman"}))),
    ("men", "sex_age", lambda region: replace(region, sex_age=frozenset({"man"}))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    whom: str
    outcome: Outcome
    region: Region


def bounds_of(
    incident: Incident,
    claims: Mapping[str, Claim],
    origins: Voices,
    documents: Mapping[str, Document] = _NO_DOCUMENTS,
    tolls: Timing = _PLAIN,
) -> tuple[Bound, ...]:
    """
    Return what an incident's claims leave room for: civilians, children, women, men, by whom.

    All origins together where they can all be right. Where they cannot, each alone, and the
    bounds run from the lowest to the highest: nothing is added across origins that contradict
    each other. A voice that contradicts itself is heard without the claims that do. Kinds of
    people that no claim tells apart are not asked for.

    Args:
        incident: Whose members are looked at.
        claims: By id.
        origins: All of them, or `by_claim` of them.
        documents: By name: which toll is the later one.
        tolls: Which claims are no plain toll, and which were taken back.
    """
    members = [claims[i] for i in incident.claim_ids if i in claims]
    voices = by_claim(origins)
    found, since = heard(members, voices, documents, tolls)
    by_voice = [
        _coherent(telling.stated, found.exclusive)
        for telling in by_now(found.stated, voices, documents, since)
    ]
    wanted: dict[Outcome, list[_Asked]] = defaultdict(list)
    for asked in _asked(found.stated, members):
        wanted[asked.outcome].append(asked)
    made = (
        bound
        for outcome, several in wanted.items()
        for bound in _bounds(incident.id, outcome, several, by_voice, found.exclusive)
    )
    return tuple(made)


def _coherent(stated: Sequence[Stated], exclusive: Exclusive) -> list[Stated]:
    """Return what a voice says without what contradicts itself."""
    out = [one for conflict in disagreeing(stated, exclusive) for one in conflict]
    return [one for one in stated if one not in out]


def _asked(stated: Sequence[Stated], members: Sequence[Claim]) -> Iterator[_Asked]:
    """Yield the kinds of people that some claim tells apart."""
    for outcome in (Outcome.KILLED, Outcome.INJURED):
        everybody = everyone(outcome)
        regions = [one.region for one in stated if one.region.outcomes & everybody.outcomes]
        for whom, dimension, narrowed in _KINDS:
            whole = getattr(everybody, dimension)
            # Of women and men too where children are told apart: what is left is theirs.
            if any(getattr(region, dimension) != whole for region in regions):
                yield _Asked(whom=whom, outcome=outcome, region=narrowed(everybody))
        is_divided = any(region.status != everybody.status for region in regions)
        blamed = list(_blamed(regions, members))
        for name, tag in blamed:
            by = everybody.within(tag)
            if len(blamed) > 1:
                yield _Asked(whom=f"people by {name}", outcome=outcome, region=by)
            if is_divided:
                civilians = replace(by, status=_CIVILIAN)
                yield _Asked(whom=f"civilians by {name}", outcome=outcome, region=civilians)


def _blamed(regions: Sequence[Region], members: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Yield those blamed by some claim, with the set of those they harmed."""
    tags = {tag for region in regions for tag in region.tags}
    names: dict[str, str] = {}
    for claim in members:
        for mention in claim.perpetrators:
            names.setdefault(f"{PERPETRATOR} {mention.best or fold(mention.name)}", mention.name)
    told = [(name, tag) for tag, name in names.items() if tag in tags]
    yield from told[:_MOST_BLAMED]


def _bounds(
    incident_id: str,
    outcome: Outcome,
    asked: Sequence[_Asked],
    by_voice: Sequence[Sequence[Stated]],
    exclusive: Exclusive,
) -> Iterator[Bound]:
    everybody = everyone(outcome)
    regions = [one.region for one in asked]
    relevant = [
        [one for one in told if one.region.outcomes & everybody.outcomes] for told in by_voice
    ]
    together = _Room([one for told in relevant for one in told], exclusive, regions)
    is_disputed = not together.is_coherent
    alone = [_Room(told, exclusive, regions) for told in relevant if told] if is_disputed else []
    for one in asked:
        found = _widest(alone, one.region) if is_disputed else together.between(one.region)
        if found is None or not _is_told(found, one.region):
            continue
        room, low_by, high_by = found
        yield Bound(
            incident_id=incident_id,
            outcome=outcome.value,
            whom=one.whom,
            low=room.low,
            high=room.high,
            low_claims=tuple(stated.claim.id for stated in low_by),
            high_claims=tuple(stated.claim.id for stated in high_by),
            is_disputed=is_disputed,
        )


_Found = tuple[Bounds, tuple[Stated, ...], tuple[Stated, ...]]


def _is_told(found: _Found, region: Region) -> bool:
    """Whether more follows for a kind of people than that they are no more than everybody."""
    room, _, high_by = found
    if room.low > 0 or len(high_by) > 1:
        return True
    return any(one.region.meet(region) == one.region for one in high_by)


class _Room:
    """What some bounds leave for regions, with the claims that set each end."""

    def __init__(
        self, stated: Sequence[Stated], exclusive: Exclusive, asked: Sequence[Region]
    ) -> None:
        self._stated = stated
        demands = [(one.region, one.room) for one in stated]
        self._system = System(demands, exclusive, asked)
        self.is_coherent = self._system.is_consistent()

    def between(self, region: Region) -> _Found:
        """Return the ends, and the claims of each."""
        found = self._system.between(region)
        low_by, high_by = (
            tuple(self._stated[n] for n in sorted(by)) for by in (found.low_by, found.high_by)
        )
        return found.room, low_by, high_by


def _widest(alone: Sequence[_Room], region: Region) -> _Found | None:
    """Return the lowest and the highest end of voices that say something of a region."""
    told = [room.between(region) for room in alone if room.is_coherent]
    speaking = [found for found in told if found[1] or found[2]]
    if not speaking:
        return None
    lowest = min(speaking, key=lambda found: found[0].low)
    is_open = any(found[0].high is None for found in speaking)
    highest = max(speaking, key=lambda found: found[0].high or 0)
    high = None if is_open else highest[0].high
    return Bounds(low=lowest[0].low, high=high), lowest[1], () if is_open else highest[2]
