"""Which incident is which: ids that stay while claims come, go, or are put otherwise."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from onrecord.kit.ids import content_id
from onrecord.model import (
    Choice,
    Claim,
    Decision,
    GivenId,
    Grouping,
    Incident,
    Measure,
)

_Size = tuple[int, int]  # how many claims that count people, how many in all


def identified(
    grouping: Grouping,
    claims: Mapping[str, Claim],
    decisions: Sequence[Decision] = (),
    given: Sequence[GivenId] = (),
) -> Grouping:
    """
    Return a grouping whose incidents have their ids, and what became of every id.

    An incident keeps its id: the one with which it shares most claims, those that count
    people before others, and the older id among equals. What is left over:

    - Where two incidents are one, one id stays; the other is retired, with where its
      claims are now.
    - Where one incident is two, its id stays with the part that has most of what it was
      before it took in others; with the part that no person split off, among equals.
      The other part gets back the retired id that stood for just its claims, if there is
      one; else a new one.
    - A new id is made from the incident's first claim, and is one that was never given.

    Args:
        grouping: Incidents, whatever their ids are.
        claims: By id; those of the record as it is now.
        decisions: Those that stand.
        given: Every id that was ever given, the oldest first.
    """
    match = _Matching([incident.claim_ids for incident in grouping.incidents], claims, decisions)
    match.keep([known for known in given if not known.is_retired])
    match.bring_back([known for known in given if known.is_retired])
    match.name_the_rest({known.id for known in given})
    named = [
        replace(incident, id=match.named[number])
        for number, incident in enumerate(grouping.incidents)
    ]
    return Grouping(
        incidents=tuple(sorted(named, key=_by_time)),
        asides=grouping.asides,
        given=_what_became(given, named),
    )


class _Matching:
    """Which id each incident has, the incidents being sets of claims by number."""

    def __init__(
        self,
        incidents: Sequence[Sequence[str]],
        claims: Mapping[str, Claim],
        decisions: Sequence[Decision],
    ) -> None:
        self._incidents = incidents
        self._home = {c: number for number, held in enumerate(incidents) for c in held}
        self._counting = {c for c in self._home if c in claims and _counts_people(claims[c])}
        self._split_off = {
            claim_id for d in decisions if d.choice is Choice.APART for claim_id in d.claims
        }
        self.named: dict[int, str] = {}

    def keep(self, known: Sequence[GivenId]) -> None:
        """
        Let each id in use stay with an incident, none with two and none sharing one.

        Each asks for the incident that is most its own, an incident takes the id that
        shares most with it, and an id that is not taken asks for its next: so no incident
        and id that are not together would both rather be.
        """
        wanted = {one.id: deque(self._best_first(one)) for one in known}
        age = {one.id: number for number, one in enumerate(known)}
        shared: dict[int, tuple[_Size, int]] = {}
        asking = deque(known)
        while asking:
            one = asking.popleft()
            if not wanted[one.id]:
                continue
            number = wanted[one.id].popleft()
            claim = (self._shared(one.claim_ids, number), -age[one.id])
            if number in shared and shared[number] > claim:
                asking.append(one)
                continue
            if number in shared:
                asking.append(known[age[self.named[number]]])
            shared[number], self.named[number] = claim, one.id

    def bring_back(self, retired: Sequence[GivenId]) -> None:
        """Give retired ids back to incidents in which all that they stood for is by itself."""
        fitting: list[tuple[_Size, GivenId, int]] = []
        for one in retired:
            homes = {self._home[c] for c in one.own or one.claim_ids if c in self._home}
            if len(homes) == 1 and not homes & self.named.keys():
                (number,) = homes
                fitting.append((self._shared(one.claim_ids, number), one, number))
        # The one that stood for most; the sort keeps the older of equals first.
        for _, one, number in sorted(fitting, key=lambda fit: fit[0], reverse=True):
            self.named.setdefault(number, one.id)

    def name_the_rest(self, taken: set[str]) -> None:
        """Give every other incident an id that was never given."""
        for number, held in enumerate(self._incidents):
            if number not in self.named:
                made = (content_id("inc", held[0], *again) for again in _attempts())
                self.named[number] = next(one for one in made if one not in taken)

    def _best_first(self, one: GivenId) -> list[int]:
        """Return the incidents that hold an id's claims, the one most its own first."""
        mine = {self._home[c] for c in one.claim_ids if c in self._home}

        def fit(number: int) -> tuple[_Size, _Size, int, int]:
            held = [c for c in one.claim_ids if self._home.get(c) == number]
            own = self._size(set(held) & set(one.own)) if one.own else self._size(held)
            return own, self._size(held), -len(self._split_off & set(held)), -number

        return list(mine) if len(mine) < 2 else sorted(mine, key=fit, reverse=True)

    def _shared(self, claim_ids: Iterable[str], number: int) -> _Size:
        return self._size(c for c in claim_ids if self._home.get(c) == number)

    def _size(self, claim_ids: Iterable[str]) -> _Size:
        held = list(claim_ids)
        return sum(c in self._counting for c in held), len(held)


def _attempts() -> Iterable[tuple[int, ...]]:
    """Return what is added to the claim to make an id: nothing, or if it was given 2, 3 and on."""
    yield ()
    yield from ((number,) for number in count(2))


def _counts_people(claim: Claim) -> bool:
    return claim.measure is Measure.PEOPLE and claim.count.is_known


def _what_became(given: Sequence[GivenId], incidents: Sequence[Incident]) -> tuple[GivenId, ...]:
    held = {incident.id: incident.claim_ids for incident in incidents}
    home = {c: incident.id for incident in incidents for c in incident.claim_ids}
    known = {one.id for one in given}
    retired = {one.id: _retired(one, home) for one in given if one.id not in held}
    took_in = {incident_id for one in retired.values() for incident_id in one.followed_by}
    kept = (
        retired.get(one.id) or _kept(one, held[one.id], took_in_others=one.id in took_in)
        for one in given
    )
    new = (GivenId(id=one.id, claim_ids=one.claim_ids) for one in incidents if one.id not in known)
    return (*kept, *new)


def _retired(one: GivenId, home: Mapping[str, str]) -> GivenId:
    found = Counter(home[c] for c in one.claim_ids if c in home)
    now = tuple(name for name, _ in found.most_common())
    return replace(one, is_retired=True, followed_by=now or one.followed_by)


def _kept(one: GivenId, claim_ids: tuple[str, ...], *, took_in_others: bool) -> GivenId:
    own: tuple[str, ...] = ()
    if took_in_others:
        here = set(claim_ids)
        own = tuple(c for c in one.own or one.claim_ids if c in here)
    own = () if len(own) == len(claim_ids) else own
    return GivenId(id=one.id, claim_ids=claim_ids, own=own)


def _by_time(incident: Incident) -> tuple[str, str, str]:
    when = incident.when
    earliest = when.earliest.isoformat() if when and when.earliest else "9999"
    latest = when.latest.isoformat() if when and when.latest else "9999"
    return (earliest, latest, incident.id)
