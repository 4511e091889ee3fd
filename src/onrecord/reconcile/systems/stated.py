"""Claims as bounds on regions: whom each counts, and what keeps them apart from others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from onrecord.model import Claim, Measure, Outcome
from onrecord.reconcile.bounds import Bounds, bounds, most_exact
from onrecord.reconcile.categories import (
    SEX_AGE,
    STATUS,
    category,
    is_everyone_of,
    role,
    status_named,
    words_of,
)
from onrecord.reconcile.divisions import APART, PERPETRATOR, PLACE, TIME, blamed, place, time
from onrecord.reconcile.systems.regions import Clause, Exclusive, Region, everyone, outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """
    A claim as a bound: at least and at most so many in a region.

    Attributes:
        claim: Whose words they are.
        region: Whom it counts.
        room: The fewest and the most that its words leave room for.
        top: Whom the largest whole counts that its report ties it to; its own region if none.
    """

    claim: Claim
    region: Region
    room: Bounds
    top: Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an incident's claims state, with the named sets that exclude each other."""

    stated: tuple[Stated, ...]
    exclusive: Exclusive


def told(members: Sequence[Claim], since: Collection[str] = ()) -> Told:
    """
    Return what claims of people say of an incident, each fact once.

    A stated part is inside its whole even where its own words name no cell: then it is a
    named set of its own. Two parts exclude each other only where something keeps them apart:
    cells of one partition, perpetrators, places, times. What is named in words of no list
    ("villagers", "elderly women") are some people of the whole, never all of a cell.

    Args:
        members: The incident's claims, without those that bound nothing any more.
        since: Ids of those that count only who died since an earlier toll.
    """
    usable = [claim for claim in members if _is_usable(claim)]
    if len(usable) == 1:
        return _one(usable[0], since)
    facts = _facts(usable)
    held = {first: most_exact(said) for first, said in facts.items()}
    wholes = _wholes(facts, usable)
    divided = _divided(held, wholes)
    regions = _Regions(held, wholes, divided, since)
    stated = tuple(
        Stated(claim=claim, region=regions.of(name), room=room, top=regions.top(name))
        for name, claim in held.items()
        if (room := bounds(claim.count)) is not None
    )
    return Told(stated=_without_lone_casualties(stated, held, wholes), exclusive=divided.exclusive)


def _is_usable(claim: Claim) -> bool:
    is_toll = claim.measure is Measure.PEOPLE and claim.is_fact_like and not claim.is_cumulative
    return is_toll and claim.decision != "rejected"


def _one(claim: Claim, since: Collection[str]) -> Told:
    room = bounds(claim.count)
    if room is None or claim.outcome is Outcome.CASUALTIES:
        return Told(stated=(), exclusive=frozenset())
    regions = _Regions({claim.id: claim}, {}, _Divided.nothing(), since)
    region = regions.of(claim.id)
    stated = Stated(claim=claim, region=region, room=room, top=region)
    return Told(stated=(stated,), exclusive=frozenset())


def _facts(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return the claims of each fact that a document states, by the first one's id."""
    by_id = {claim.id: claim for claim in claims}
    facts: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        first = by_id.get(claim.same_as or "")
        is_same = first is not None and first.outcome is claim.outcome
        facts[claim.same_as if is_same and claim.same_as else claim.id].append(claim)
    return facts


def _wholes(facts: Mapping[str, Sequence[Claim]], claims: Sequence[Claim]) -> dict[str, str]:
    """Return each part's whole, both by the first id of their facts."""
    by_id = {claim.id: claim for claim in claims}
    fact_of = {claim.id: name for name, said in facts.items() for claim in said}
    found: dict[str, str] = {}
    for claim in claims:
        name, whole = fact_of[claim.id], by_id.get(claim.part_of or "")
        if whole is None or name in found:
            continue
        above = fact_of[whole.id]
        if outcomes(claim.outcome) <= outcomes(whole.outcome) and not _is_above(name, above, found):
            found[name] = above
    return found


def _is_above(name: str, other: str, wholes: Mapping[str, str]) -> bool:
    """Whether a fact is another one, or a whole that holds it: no circle may come about."""
    seen: str | None = other
    while seen is not None:
        if seen == name:
            return True
        seen = wholes.get(seen)
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Divided:
    """How parts are told apart: their clauses, the sets that exclude each other, by which."""

    clauses: Mapping[str, frozenset[Clause]]
    exclusive: Exclusive
    ways: Mapping[str, frozenset[str]]  # of wholes, by first id

    @classmethod
    def nothing(cls) -> "_Divided":
        return cls(clauses={}, exclusive=frozenset(), ways={})


def _divided(held: Mapping[str, Claim], wholes: Mapping[str, str]) -> _Divided:
    siblings: dict[str, list[str]] = defaultdict(list)
    for name, whole in wholes.items():
        siblings[whole].append(name)
    clauses: dict[str, set[Clause]] = defaultdict(set)
    exclusive: set[frozenset[str]] = set()
    ways: dict[str, set[str]] = defaultdict(set)
    for whole, names in siblings.items():
        for one, other in combinations(names, 2):
            how = _way(held[one], held[other])
            if how is None:
                continue
            ways[whole].add(how)
            mine, theirs = _tags(how, held[one]), _tags(how, held[other])
            clauses[one].add(mine)
            clauses[other].add(theirs)
            exclusive |= {frozenset(pair) for pair in product(mine, theirs)}
    return _Divided(
        clauses={name: frozenset(told) for name, told in clauses.items()},
        exclusive=frozenset(exclusive),
        ways={name: frozenset(told) for name, told in ways.items()},
    )


def _way(one: Claim, other: Claim) -> str | None:
    """Return what keeps two parts apart that no declared partition keeps apart; None if nothing."""
    first, second = category(one), category(other)
    is_one_partition = first.partition is not None and first.partition == second.partition
    if is_one_partition and not first.cells & second.cells:
        return None
    return next((how for how, are_apart in APART.items() if are_apart(one, other)), None)


def _tags(how: str, claim: Claim) -> Clause:
    told = {PERPETRATOR: blamed(claim), PLACE: {place(claim)}, TIME: {time(claim)}}[how]
    return frozenset(f"{how} {name}" for name in told)


class _Regions:
    """Works out whom each claim counts, wholes before their parts."""

    def __init__(
        self,
        held: Mapping[str, Claim],
        wholes: Mapping[str, str],
        divided: _Divided,
        since: Collection[str],
    ) -> None:
        self._held, self._wholes, self._divided = held, wholes, divided
        self._since = since
        self._known: dict[str, Region] = {}
        self._tags = frozenset(tag for pair in divided.exclusive for tag in pair)
        self._status = self._divided_by_status()

    def of(self, name: str) -> Region:
        """Return whom a fact counts."""
        if name not in self._known:
            found, whole = self._plain(name), self._wholes.get(name)
            claim = self._held[name]
            is_own = claim.is_partial or claim.id in self._since or self._has_rival(name)
            is_own |= whole is not None and found == self.of(whole)
            self._known[name] = found.within(f"claim {name}") if is_own else found
        return self._known[name]

    def top(self, name: str) -> Region:
        """Return whom the largest whole counts that holds a fact."""
        while name in self._wholes:
            name = self._wholes[name]
        return self.of(name)

    def _plain(self, name: str) -> Region:
        """Return whom its own words count, inside its whole."""
        claim, whole = self._held[name], self._wholes.get(name)
        above = everyone(claim.outcome) if whole is None else self.of(whole)
        above = replace(above, outcomes=outcomes(claim.outcome))
        found = self._narrowed(above, name, claim)
        # Where its words contradict its whole's it is some people of it, all the same.
        return found if found.is_possible(self._divided.exclusive) else above

    def _narrowed(self, region: Region, name: str, claim: Claim) -> Region:
        region = _in_cells(region, claim, all_of_status=name in self._status)
        clauses = set(self._divided.clauses.get(name, ()))
        if claim.perpetrators:
            clauses.add(_tags(PERPETRATOR, claim) | self._blamed_by_parts(name))
        ways = self._divided.ways.get(name, frozenset())
        for how, told in ((PLACE, place(claim)), (TIME, time(claim))):
            # A place by which another report divides the dead is a part of the happening.
            if told and how not in ways and f"{how} {told}" in self._tags:
                clauses.add(frozenset({f"{how} {told}"}))
        return replace(region, clauses=region.clauses | clauses)

    def _blamed_by_parts(self, name: str) -> Clause:
        """Return who is blamed for the parts of a whole: they stand behind the whole too."""
        parts = (part for part, whole in self._wholes.items() if whole == name)
        return frozenset(tag for part in parts for tag in _tags(PERPETRATOR, self._held[part]))

    def _divided_by_status(self) -> frozenset[str]:
        """Return the parts of wholes that are divided into civilians and combatants."""
        cells: dict[str, set[frozenset[str]]] = defaultdict(set)
        for name, whole in self._wholes.items():
            kind = category(self._held[name])
            if kind.partition == STATUS:
                cells[whole].add(kind.cells)
        return frozenset(
            name for name, whole in self._wholes.items() if len(cells.get(whole, ())) > 1
        )

    def _has_rival(self, name: str) -> bool:
        """Whether another part of its whole counts the same people and gives another number."""
        room, whole = bounds(self._held[name].count), self._wholes.get(name)
        if room is None or whole is None:
            return False
        others = (n for n, above in self._wholes.items() if above == whole and n != name)
        rivals = (n for n in others if not _can_meet(room, bounds(self._held[n].count)))
        return any(self._plain(other) == self._plain(name) for other in rivals)


def _can_meet(room: Bounds, other: Bounds | None) -> bool:
    return other is None or other.meets(room)


def _in_cells(region: Region, claim: Claim, *, all_of_status: bool) -> Region:
    kind, named = category(claim), status_named(claim)
    words = " ".join(words_of(claim))
    if kind.is_overlap:
        # A role may be anybody of its whole, whatever else is said of it.
        return region.within(f"role {role(claim)}")
    if kind.partition == SEX_AGE and named:
        return region.within(f"words {words}")  # "women and soldiers": some, of either
    if kind.partition == SEX_AGE:
        region = replace(region, sex_age=region.sex_age & kind.cells)
    if kind.partition == STATUS:
        region = replace(region, status=region.status & kind.cells)
        if all_of_status:
            return region
    return region if is_everyone_of(claim) else region.within(f"words {words or claim.id}")


def _without_lone_casualties(
    stated: Sequence[Stated], held: Mapping[str, Claim], wholes: Mapping[str, str]
) -> tuple[Stated, ...]:
    """Leave out casualties that are not divided: often the word means the dead alone."""
    divided = {held[whole].id for whole in wholes.values()}
    return tuple(
        one
        for one in stated
        if one.claim.outcome is not Outcome.CASUALTIES or one.claim.id in divided
    )


def families(stated: Sequence[Stated]) -> Iterator[tuple[Stated, ...]]:
    """Yield what has to be looked at together: killed apart from injured, if nothing joins them."""
    joined = any(len(one.region.outcomes) > 1 for one in stated)
    by_family: dict[frozenset[str], list[Stated]] = defaultdict(list)
    both = outcomes(Outcome.CASUALTIES)
    for one in stated:
        is_joined = joined and one.region.outcomes <= both
        by_family[both if is_joined else one.region.outcomes].append(one)
    yield from (tuple(told) for told in by_family.values())
