"""What one voice says of an incident: in one report, and in all of them together, by now."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import Claim, Document, Origin, Outcome
from onrecord.reconcile.bounds import Bounds
from onrecord.reconcile.current import no_longer_standing
from onrecord.reconcile.systems.regions import everyone, outcomes
from onrecord.reconcile.systems.stated import Stated, Told, told
from onrecord.reconcile.timing import Kind, Timing

_INJURED, _KILLED = outcomes(Outcome.INJURED), everyone(Outcome.KILLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """
    Bounds that one voice gives and that should hold together.

    Attributes:
        origin: The voice's name; "the source" where it could not be traced.
        stated: Its bounds.
    """

    origin: str
    stated: tuple[Stated, ...]


def heard(
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    tolls: Timing,
) -> tuple[Told, frozenset[str]]:
    """Return what claims that still stand say, and which count only who died since a toll."""
    gone = no_longer_standing(members, voices, documents, tolls)
    kept = [claim for claim in members if claim.id not in gone]
    since = frozenset(claim.id for claim in kept if tolls.kind(claim) is Kind.NEW)
    return told(kept, since), since


def by_report(stated: Sequence[Stated], voices: Mapping[str, Origin]) -> Iterator[Telling]:
    """Yield what each voice says in each report: as of its day it should hold together."""
    found: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        found[(_name(one, voices), one.claim.document)].append(one)
    for (name, _), said in found.items():
        yield Telling(origin=name, stated=_agreed(said))


def by_now(
    stated: Sequence[Stated],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    since: Collection[str] = (),
) -> Iterator[Telling]:
    """
    Yield what each voice says by now.

    Its later number of the same people takes the place of the earlier one. Of others that it
    counted before, at least so many are dead still, unless the toll that holds them fell;
    wounded may have died since. A report without a day stands beside the others.

    Args:
        stated: Of all voices.
        voices: Each claim's origin, by the claim's id.
        documents: By name, for the day of publication.
        since: Ids of claims of those who died since an earlier toll, which is open then.
    """
    found: dict[str, list[Stated]] = defaultdict(list)
    for one in stated:
        found[_name(one, voices)].append(one)
    for name, said in found.items():
        days = {one.claim.id: _day(one, documents) for one in said}
        standing = [now for one in said if (now := _now(one, said, days, since)) is not None]
        if standing:
            yield Telling(origin=name, stated=_agreed(standing))


def _now(
    one: Stated, told: Sequence[Stated], days: Mapping[str, date | None], since: Collection[str]
) -> Stated | None:
    """Return a bound as it stands by now; None if a later number took its place."""
    day = days[one.claim.id]
    later = [other for other in told if day and (then := days[other.claim.id]) and then > day]
    if any(other.region == one.region for other in later):
        return None
    room = one.room
    if one.region.outcomes == _INJURED:
        room = replace(room, low=max(0, room.low - _died_since(day, told, days)))
    if any(other.claim.id in since and other.claim.outcome is one.claim.outcome for other in later):
        room = Bounds(low=room.low, high=None)
    for other in later:
        if one.region.meet(other.region) != one.region:
            continue
        before = (o for o in told if o.region == other.region and days[o.claim.id] == day)
        if any(other.room.high is not None and other.room.high < o.room.low for o in before):
            return None  # the toll that holds these people was corrected downwards
        room = Bounds(low=room.low, high=None)
    return replace(one, room=room)


def _died_since(day: date | None, told: Sequence[Stated], days: Mapping[str, date | None]) -> int:
    """Return by how many a voice's toll of the dead rose after a day."""
    tolls = [(d, o.room) for o in told if o.region == _KILLED and (d := days[o.claim.id])]
    if day is None or not tolls:
        return 0
    before = [room.low for d, room in tolls if d <= day]
    after = [room.high or room.low for d, room in tolls if d > day]
    return max(0, max(after, default=0) - max(before, default=0)) if after else 0


def _agreed(told: Sequence[Stated]) -> tuple[Stated, ...]:
    """
    Return bounds with several numbers of the same people made one range.

    That a voice gives two numbers of the same people is a problem of its own
    (`same-origin-two-figures`), and not one of sums.
    """
    rooms: dict[object, list[Bounds]] = defaultdict(list)
    for one in told:
        rooms[one.region].append(one.room)
    return tuple(replace(one, room=_range(one.room, rooms[one.region])) for one in told)


def _range(room: Bounds, rooms: Sequence[Bounds]) -> Bounds:
    if all(room.meets(other) for other in rooms):
        return room
    highs = [other.high for other in rooms if other.high is not None]
    is_open = len(highs) < len(rooms)
    low = min(other.low for other in rooms)
    return Bounds(low=low, high=None if is_open else max(highs))


def _name(one: Stated, voices: Mapping[str, Origin]) -> str:
    origin = voices.get(one.claim.id)
    return origin.name if origin else "the source"


def _day(one: Stated, documents: Mapping[str, Document]) -> date | None:
    document = documents.get(one.claim.document)
    return document.published if document else None
