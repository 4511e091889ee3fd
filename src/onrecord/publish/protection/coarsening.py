"""
Places and days told less exactly than the record knows them.

A hospital, a camp, a school may be struck again, and is told no finer than its town. An
incident of the last weeks is told no finer than its district and its week: those who were
there are still within reach of those who did it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from onrecord.model import (
    Candidate,
    Claim,
    Grain,
    Incident,
    Mention,
    Place,
    PlaceKind,
    Record,
    When,
)
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.lists import lists
from onrecord.publish.protection.masking import NOTHING, Hidden, keys_of

_FINE = frozenset({PlaceKind.SITE, PlaceKind.TOWN})
_NAMED = frozenset({PlaceKind.TOWN, PlaceKind.AREA})  # "near the X hospital" is an area
_OF_DISTRICTS = 3  # UCDP GED `where_prec`: what is less is nearer than a district
_MOST_STEPS = 8  # from a place to what contains it; a circle in the data ends here


@dataclass(frozen=True, slots=True, kw_only=True)
class Coarse:
    """
    An incident as exactly as it may be told.

    Attributes:
        incident: With the places and the time that may be told.
        claims: Its claims, likewise, by id.
        hidden: What its words must not tell.
        places: The places that may be told, most specific first, each with whether it stands
            for a finer one; a place known by name only has no id.
        is_recent: Whether it happened so lately that day and town are not told.
        is_place_coarsened: Whether some place is told less exactly.
    """

    incident: Incident
    claims: Mapping[str, Claim]
    hidden: Hidden
    places: tuple[tuple[str | None, str, bool], ...]
    is_recent: bool
    is_place_coarsened: bool


@dataclass(frozen=True, slots=True)
class Coarsening:
    """
    Makes incidents as exact as they may be told.

    Attributes:
        record: Where places are looked up.
        allowed: What the keepers allow.
        on: The day of the release.
        place: Gives a place that the record itself lacks; None if nobody knows it.
        called: What claims of the record call each place, by its id.
        recent: Ids of the incidents that are recent, and names of the documents that tell of one.
    """

    record: Record
    allowed: Allowed
    on: date
    place: Callable[[str], Place | None]
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)
    recent: frozenset[str] = frozenset()

    def of(self, one: Incident) -> Coarse:
        """Return an incident as exactly as it may be told."""
        claims = {i: self.record.claims[i] for i in one.claim_ids if i in self.record.claims}
        is_recent = one.id in self.recent
        told, is_coarsened = self._places(one, is_recent)
        strict = is_recent or any(c.document in self.recent for c in claims.values())
        hidden = self._hidden(one, claims.values(), told, is_strict=strict)
        if not (is_recent or is_coarsened or hidden.places):
            same = hidden if strict else NOTHING
            return self._as(one, claims, same, told, is_recent=False)
        changed = replace(
            one,
            place_ids=tuple(i for i, _, _ in told if i),
            place_names=tuple(name for i, name, _ in told if i),
            when=week(one.when) if is_recent else one.when,
        )
        made = {i: self._claim(claim, is_recent=is_recent) for i, claim in claims.items()}
        return self._as(changed, made, hidden, told, is_recent=is_recent)

    def _as(
        self,
        one: Incident,
        claims: Mapping[str, Claim],
        hidden: Hidden,
        told: tuple[tuple[str | None, str, bool], ...],
        *,
        is_recent: bool,
    ) -> Coarse:
        return Coarse(
            incident=one,
            claims=claims,
            hidden=hidden,
            places=told,
            is_recent=is_recent,
            is_place_coarsened=any(is_coarse for _, _, is_coarse in told),
        )

    def find(self, place_id: str | None) -> Place | None:
        """Return a place by id; None if nobody knows it."""
        if place_id is None:
            return None
        return self.record.places.get(place_id) or self.place(place_id)

    def may_be_told(self, place: Place, *, is_recent: bool) -> Place | None:
        """Return a place, or the nearest that contains it and may be told; None if none does."""
        at: Place | None = place
        for _ in range(_MOST_STEPS):
            if at is None or not self._is_too_fine(at, is_recent=is_recent):
                return at
            at = self.find(at.within) or self._country(at)
        return None

    def _is_too_fine(self, place: Place, *, is_recent: bool) -> bool:
        # What is known by name only, somewhere in a country, may be a house as well as a valley.
        may_be_fine = place.kind in _FINE or place.latitude is None
        if is_recent and (may_be_fine or _is_spot(place)):
            return True
        is_site_of_some_kind = place.kind is PlaceKind.SITE or is_site(place.name)
        may_be_site = may_be_fine or place.kind in _NAMED
        return not self.allowed.exact_sites and may_be_site and is_site_of_some_kind

    def _country(self, place: Place) -> Place | None:
        known = place.country and place.kind is not PlaceKind.COUNTRY
        return self.find(f"country:{place.country}") if known else None

    def _places(
        self,
        one: Incident,
        is_recent: bool,  # noqa: FBT001 - asked for one incident
    ) -> tuple[tuple[tuple[str | None, str, bool], ...], bool]:
        """Return the places that may be told, and whether any is less exact than is known."""
        made: dict[str | None, tuple[str | None, str, bool]] = {}
        is_coarsened = False
        for place_id, name in zip(one.place_ids, one.place_names, strict=False):
            place = self.find(place_id)
            if place is None:
                if is_recent or (is_site(name) and not self.allowed.exact_sites):
                    is_coarsened = True
                else:
                    made.setdefault(None, (None, name, False))
                continue
            told = self.may_be_told(place, is_recent=is_recent)
            if told is not place:
                is_coarsened = True
            if told is not None:
                before = made.get(told.id)
                # No register writes a place that is known by name only: the reports do.
                is_written = told is place and place.latitude is None
                made[told.id] = (
                    told.id,
                    name if is_written else told.name,
                    told is not place or bool(before and before[2]),
                )
        return tuple(made.values()), is_coarsened

    def _claim(self, claim: Claim, *, is_recent: bool) -> Claim:
        """Return a claim with no finer place, and in a recent incident no day."""
        places = tuple(self._mentions(claim.places, is_recent=is_recent))
        if not is_recent:
            return claim.with_(places=places)
        return claim.with_(places=places, times=(), when=week(claim.when))

    def _mentions(self, mentions: Iterable[Mention], *, is_recent: bool) -> Iterator[Mention]:
        seen: set[str] = set()
        for mention in mentions:
            place = self.find(mention.best)
            if place is None:
                site = is_site(mention.name) and not self.allowed.exact_sites
                if not (is_recent or site):
                    yield mention
                continue
            told = self.may_be_told(place, is_recent=is_recent)
            if told is place and not (is_site(mention.name) and not self.allowed.exact_sites):
                yield mention
            elif told is not None and told.id not in seen:
                seen.add(told.id)
                means = Candidate(id=told.id, score=1.0, why="as exactly as it may be told")
                yield Mention(name=told.name, candidates=(means,))

    def _hidden(
        self,
        one: Incident,
        claims: Iterable[Claim],
        told: tuple[tuple[str | None, str, bool], ...],
        *,
        is_strict: bool,
    ) -> Hidden:
        """Return every spelling of what is finer than may be told."""
        seen = {name for i, _, _ in told if i for name in self._spellings(i, above=True)}
        seen |= {name for i, name, _ in told if not i}
        may = {keys for name in seen for keys in (keys_of(name),)}
        is_recent = one.id in self.recent
        names: set[str] = set()
        for place_id in {*one.place_ids, *(m.best for c in claims for m in c.places if m.best)}:
            place = self.find(place_id)
            while place is not None and self._is_too_fine(place, is_recent=is_recent):
                names |= self._spellings(place.id, above=False)
                place = self.find(place.within)
        hidden = frozenset(k for k in map(keys_of, names) if k and k not in may)
        return Hidden(
            places=hidden, told=frozenset(may) if is_strict else frozenset(), is_strict=is_strict
        )

    def called_in(self, claims: Iterable[Claim]) -> frozenset[tuple[str, ...]]:
        """Return every spelling of the places in claims of recent incidents that are too fine."""
        names: set[str] = set()
        for place_id in {m.best for claim in claims for m in claim.places if m.best}:
            place = self.find(place_id)
            while place is not None and self._is_too_fine(place, is_recent=True):
                names |= self._spellings(place.id, above=False)
                place = self.find(place.within)
        return frozenset(keys for keys in map(keys_of, names) if keys)

    def _spellings(self, place_id: str, *, above: bool) -> set[str]:
        """Return what a place is called, and where asked what contains it."""
        names: set[str] = set()
        at = self.find(place_id)
        for _ in range(_MOST_STEPS):
            if at is None:
                break
            names |= {at.name, *self.called.get(at.id, ())}
            at = (self.find(at.within) or self._country(at)) if above else None
        return names


def coarsening(
    record: Record, allowed: Allowed, on: date, place: Callable[[str], Place | None]
) -> Coarsening:
    """Return what makes incidents of a record as exact as they may be told on a day."""
    called: dict[str, set[str]] = {}
    for claim in record.claims.values():
        for mention in claim.places:
            if mention.best:
                called.setdefault(mention.best, set()).add(mention.name)
    made = {place_id: frozenset(names) for place_id, names in called.items()}
    recent = frozenset(_recent(record, allowed, on))
    return Coarsening(record, allowed, on, place, made, recent)


def _recent(record: Record, allowed: Allowed, on: date) -> Iterator[str]:
    """Yield ids of recent incidents, and names of the documents that tell of them."""
    since = on - timedelta(days=allowed.recent_days)
    for one in record.incidents if allowed.recent_days else ():
        names = {record.claims[i].document for i in one.claim_ids if i in record.claims}
        held = (record.documents.get(name) for name in names)
        last = one.when.latest if one.when else None
        if last is None:  # not told when it ended: as late as somebody told of it
            last = max((d.published for d in held if d and d.published), default=None)
        if last is not None and last >= since:
            yield one.id
            yield from names


def week(when: When | None) -> When | None:
    """
    Return the weeks, Monday to Sunday, in which something happened; None if not known.

    >>> told = week(When(earliest=date(2026, 11, 18), latest=date(2026, 11, 18)))
    >>> str(told.earliest), str(told.latest), told.precision
    ('2026-11-16', '2026-11-22', 3)
    """
    if when is None or when.grain is not Grain.DAY:
        return when
    first, last = when.earliest, when.latest
    return When(
        earliest=first - timedelta(days=first.weekday()) if first else None,
        latest=last + timedelta(days=6 - last.weekday()) if last else None,
    )


def _is_spot(place: Place) -> bool:
    """Whether a place is one for which a table gives degrees, or what lies near one."""
    is_near = place.kind is PlaceKind.AREA and place.precision < _OF_DISTRICTS
    return is_near or place.id.startswith("point:")


def is_site(name: str) -> bool:
    """
    Return whether a name is that of a hospital, a school, a shelter or the like.

    >>> is_site("al-Thawra hospital"), is_site("مستشفى الثورة"), is_site("Aleppo")
    (True, True, False)
    """
    told, keys = lists().sites, keys_of(name)
    is_one = any(word in told or word.rstrip("s") in told for word in keys)
    return is_one or any(pair in lists().site_phrases for pair in pairwise(keys))
