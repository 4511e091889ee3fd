"""The stage: claims in, incidents and claims set aside out."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from onrecord.group.asides import by_nature, when_alone
from onrecord.group.clusters import ATTENDANT, PEOPLE, Clusters, Edge, weight
from onrecord.group.comparing import Ranked
from onrecord.group.described import described
from onrecord.group.late import late_reports
from onrecord.group.links import said_links, unbound_by
from onrecord.group.pairs import Pair, in_documents
from onrecord.group.profile import Profile, Profiles, order_of
from onrecord.group.relations import Between, gap
from onrecord.group.settings import Settings
from onrecord.group.ties import Tie, attendance, consequence
from onrecord.group.wholes import sums_of_several
from onrecord.model import (
    Actor,
    Aside,
    Claim,
    Document,
    Grouping,
    Incident,
    Place,
    SetAside,
)


def _unknown(_actor_id: str) -> Actor | None:
    return None


def incidents(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    place: Callable[[str], Place | None],
    actor: Callable[[str], Actor | None] = _unknown,
) -> Grouping:
    """
    Bring together the claims that tell of one happening.

    Every claim comes out once: in an incident, or set aside with a reason. The result
    does not depend on the order of the claims, and the same claims give the same ids.

    Args:
        claims: All claims of the record.
        documents: By name; a claim whose document is missing counts as undated.
        place: Gives a place by id; None if unknown.
        actor: Gives an actor by id, so that an army and its state are held for one
            side; None if unknown.
    """
    unique = {claim.id: claim for claim in claims}
    made = Profiles(place, actor)
    profiles = sorted(
        (made.profile(claim, order_of(claim, documents)) for claim in unique.values()),
        key=lambda item: item.order,
    )
    barred = _barred(profiles)
    free = [item for item in profiles if item.id not in barred]
    clusters = _clustered(free)
    asides = [Aside(claim_id=claim_id, reason=reason) for claim_id, reason in barred.items()]
    found: list[Incident] = []
    touching = clusters.reasons()
    for members in clusters.members().values():
        reasons = {free[position].id: when_alone(free[position]) for position in members}
        if None in reasons.values():
            found.append(described(free, members, touching))
        else:
            asides += [Aside(claim_id=name, reason=why) for name, why in reasons.items() if why]
    place_in_order = {item.id: number for number, item in enumerate(profiles)}
    return Grouping(
        incidents=tuple(sorted(found, key=_by_time)),
        asides=tuple(sorted(asides, key=lambda aside: place_in_order[aside.claim_id])),
    )


def _barred(profiles: Sequence[Profile]) -> dict[str, SetAside]:
    """Return the claims that can be in no incident, with the reason."""
    barred: dict[str, SetAside] = {}
    by_id = {item.id: item for item in profiles}
    for item in profiles:
        reason = by_nature(item)
        if reason is not None and not _told_better_elsewhere(item, reason, by_id):
            barred[item.id] = reason
    sums = sums_of_several([item for item in profiles if item.id not in barred])
    sums |= {item.claim.same_as for item in profiles if item.id in sums and item.claim.same_as}
    sums |= {item.id for item in profiles if item.claim.same_as in sums}
    barred.update((name, SetAside.TOTAL) for name in sums - barred.keys())
    for item in profiles:
        reason = _follows_a_total(item, barred)
        if reason is not None:
            barred[item.id] = reason
    return barred


def _told_better_elsewhere(item: Profile, reason: SetAside, by_id: Mapping[str, Profile]) -> bool:
    """Whether an undated headline ("killed in the country") repeats a claim that is no total."""
    first = by_id.get(item.claim.same_as or item.claim.part_of or "")
    if reason is not SetAside.TOTAL or first is None or item.claim.is_cumulative:
        return False
    return item.when is None and by_nature(first) is None


def _follows_a_total(item: Profile, barred: Mapping[str, SetAside]) -> SetAside | None:
    """Return TOTAL for a claim without time and place that repeats, or is part of, a total."""
    if item.id in barred or item.when is not None or not item.is_people:
        return None
    first = item.claim.same_as or (item.claim.part_of if item.spot is None else None) or ""
    return SetAside.TOTAL if barred.get(first) is SetAside.TOTAL else None


def _clustered(profiles: Sequence[Profile]) -> Clusters:
    links = list(said_links(profiles))
    settings = Settings(profiles)
    clusters = Clusters(profiles, settings, unbound=unbound_by(links, profiles))
    weights = [weight(item) for item in profiles]
    level: list[Edge] = []
    uneven: list[Edge] = []
    for edge in links:
        light = [weights[position] == ATTENDANT for position in (edge.item, edge.on)]
        (level if light[0] is light[1] else uneven).append(edge)
    clusters.join_all(level)
    clusters.join_tied(_harm(profiles, settings))
    _hang_all(clusters, profiles, _consequence_edges(profiles, settings))
    clusters.join_tied(_other_people(profiles, settings))
    clusters.attach(late_reports(profiles, clusters))
    _hang_all(clusters, profiles, [_downward(edge, weights) for edge in uneven])
    _hang_all(clusters, profiles, _attendant_edges(profiles, settings))
    return clusters


def _downward(edge: Edge, weights: Sequence[int]) -> Edge:
    """Return a link so that the lighter claim hangs on the heavier."""
    if weights[edge.item] <= weights[edge.on]:
        return edge
    return Edge(item=edge.on, on=edge.item, tie=edge.tie, said=True)


def _harm(profiles: Sequence[Profile], settings: Settings) -> Iterator[Pair]:
    ranked = Ranked(profiles, settings)
    ranked.add([position for position, item in enumerate(profiles) if item.is_harm])
    yield from ranked.in_order()


def _other_people(profiles: Sequence[Profile], settings: Settings) -> Iterator[Pair]:
    """Tie people displaced or detained among themselves, by outcome."""
    by_outcome: dict[str, list[int]] = {}
    for position, item in enumerate(profiles):
        if item.is_people and not item.is_harm:
            by_outcome.setdefault(item.claim.outcome, []).append(position)
    ranked = Ranked(profiles, settings)
    for positions in by_outcome.values():
        ranked.add(positions)
    yield from ranked.in_order()


def _consequence_edges(profiles: Sequence[Profile], settings: Settings) -> list[Edge]:
    def hangs(item: Profile, on: Profile) -> Tie | None:
        is_consequence = weight(item) == PEOPLE and on.is_harm
        return consequence(item, on, _between(item, on, settings)) if is_consequence else None

    return _hanging(profiles, hangs)


def _attendant_edges(profiles: Sequence[Profile], settings: Settings) -> list[Edge]:
    def hangs(item: Profile, on: Profile) -> Tie | None:
        stands_beside = on.is_people and not item.is_people
        return attendance(item, on, _between(item, on, settings)) if stands_beside else None

    return _hanging(profiles, hangs)


def _between(item: Profile, on: Profile, settings: Settings) -> Between:
    return settings.between(item.setting, on.setting)


def _hanging(
    profiles: Sequence[Profile], hangs: Callable[[Profile, Profile], Tie | None]
) -> list[Edge]:
    edges = []
    for first, second in in_documents(profiles):
        for item, on in ((first, second), (second, first)):
            tied = hangs(profiles[item], profiles[on])
            if tied:
                edges.append(Edge(item=item, on=on, tie=tied))
    return edges


def _hang_all(clusters: Clusters, profiles: Sequence[Profile], edges: Sequence[Edge]) -> None:
    """Hang each claim on one cluster: the firmest tie first, then the nearest words."""

    def nearest_first(edge: Edge) -> tuple[int, int, int, int]:
        distance = gap(profiles[edge.item], profiles[edge.on])
        return (-edge.tie.firmness, distance, edge.item, edge.on)

    for edge in sorted(edges, key=nearest_first):
        clusters.hang(edge)


def _by_time(incident: Incident) -> tuple[str, str, str]:
    when = incident.when
    earliest = when.earliest.isoformat() if when and when.earliest else "9999"
    latest = when.latest.isoformat() if when and when.latest else "9999"
    return (earliest, latest, incident.id)
