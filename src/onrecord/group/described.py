"""An incident as its members tell it: when, where, by whom, and what tied each to the rest."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

from onrecord.group.clusters import Edge
from onrecord.group.profile import Profile
from onrecord.group.relations import Places, days, places
from onrecord.group.spot import FINENESS, Spot
from onrecord.kit.folding import fold
from onrecord.kit.ids import content_id
from onrecord.model import Incident, When

_UNKNOWN_SPAN = 10_000  # days: an open time is the least exact of all
# "northern Yemen" is a stretch of a country; beside it any name of a place is finer
_DIRECTIONS = ("north", "south", "east", "west", "central")
_LONGEST_QUOTE = 60  # characters of a claim's words in a reason


def described(
    profiles: Sequence[Profile], members: Sequence[int], touching: Mapping[int, list[Edge]]
) -> Incident:
    """Return the incident that some claims make, the first claim in order naming it."""
    told = [profiles[position] for position in members]
    leading = _leading(told)
    spots = _spots(leading) or _spots(told)
    return Incident(
        id=content_id("inc", told[0].id),
        claim_ids=tuple(item.id for item in told),
        when=_when(leading) or _when(told),
        place_ids=tuple(_unique(spot.best for spot in spots if spot.best)),
        place_names=tuple(_unique(spot.shown for spot in spots)),
        perpetrators=_perpetrators(leading) or _perpetrators(told),
        why=_why(profiles, members, touching),
    )


def _leading(told: Sequence[Profile]) -> list[Profile]:
    """Return the claims that say what the incident is: of harm, and no part of another."""
    own = {item.id for item in told}
    harm = [item for item in told if item.is_harm]
    wholes = [item for item in harm if item.claim.part_of not in own]
    return wholes or harm or [item for item in told if item.is_people] or list(told)


def _when(told: Sequence[Profile]) -> When | None:
    """Return the most exact time that no member contradicts; else the one told most often."""
    times = Counter(item.when for item in told if item.when is not None)
    exactest = sorted(
        times, key=lambda when: (days(when) or _UNKNOWN_SPAN, -times[when], str(when.earliest))
    )
    agreed = [when for when in exactest if all(when.overlaps(other) for other in times)]
    if agreed:
        return agreed[0]
    return max(exactest, key=lambda when: times[when], default=None)


def _spots(told: Sequence[Profile]) -> list[Spot]:
    """
    Return the finest place that many members agree with, then what they say around it.

    A country agrees with every town in it, so the place with most agreement would always
    be the widest: the finest with at least a third as much is what the incident is known by.
    """
    named = Counter(item.spot for item in told if item.spot is not None)
    spots = list(named)
    if not spots:
        return []

    agreeing = {spot: sum(named[o] for o in spots if _agrees(spot, o)) for spot in spots}
    enough = max(agreeing.values()) / 3

    def rank(spot: Spot) -> tuple[int, bool, int, int]:
        known = FINENESS[spot.kind] if spot.kind else 0
        is_stretch = spot.shown.lower().startswith(_DIRECTIONS)
        return (known, is_stretch, -agreeing[spot], -named[spot])

    first = min((spot for spot in spots if agreeing[spot] >= enough), key=rank)
    around = [spot for spot in spots if spot != first and _agrees(first, spot)]
    around.sort(key=lambda spot: FINENESS[spot.kind] if spot.kind else 0)
    return [first, *around]


def _agrees(spot: Spot, other: Spot) -> bool:
    return places(spot, other) in {Places.SAME, Places.WITHIN}


def _perpetrators(told: Sequence[Profile]) -> tuple[str, ...]:
    shown: dict[str, str] = {}
    for item in told:
        for mention in item.claim.perpetrators:
            shown.setdefault(mention.best or fold(mention.name), mention.name)
    return tuple(_unique(shown.values()))


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _why(
    profiles: Sequence[Profile], members: Sequence[int], touching: Mapping[int, list[Edge]]
) -> tuple[tuple[str, str], ...]:
    """Return for each member after the first the tie that leads towards the first."""
    reasons: dict[int, str] = {}
    reached, queue = {members[0]}, deque([members[0]])
    while queue:
        here = queue.popleft()
        said: dict[str, str] = {}  # many are tied here by one reason: its words are kept once
        for edge in touching.get(here, []):
            there = edge.on if edge.item == here else edge.item
            if there not in reached:
                reached.add(there)
                queue.append(there)
                why = edge.tie.why
                if why not in said:
                    said[why] = f"{why}: as {_quoted(profiles[here])}"
                reasons[there] = said[why]
    return tuple((profiles[position].id, reasons[position]) for position in members[1:])


def _quoted(item: Profile) -> str:
    words = " ".join(item.claim.passage.exact.split())
    if len(words) > _LONGEST_QUOTE:
        words = words[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{words}” in {item.claim.document}"
