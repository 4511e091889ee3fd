"""Pictures that were elsewhere before, and pictures whose file says another country."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.checks.indexed import Indexed
from onrecord.kit.near_bits import BITS, SURE, NearBits
from onrecord.model import Document, Incident, Medium, Problem, Severity

SAME = SURE  # bits of a PDQ hash: its authors' threshold for the same picture
ALIKE = 48  # the same with a mark over it, or cut more; nothing unrelated was nearer than 80
_GRACE = timedelta(days=1)  # agencies hand out a picture on the day, and days end elsewhere
_SAMENESS = "pdq"


def picture_seen_earlier(told: Indexed) -> Iterator[Problem]:
    """
    Find pictures and films that were in another document, or beside another incident, before.

    Old pictures are shown again with new events, by mistake and on purpose; that a picture
    is older than the words around it is the first thing that verifiers look for
    (Verification Handbook, chapter on images). One question a picture and place, with the
    earliest day on which the record has it. Two reports of one day may well share one.
    """
    places = _Places.of(told)
    found: dict[str, list[tuple[date, int, Medium]]] = {}
    for first, second, differ in _alike(told.record.media):
        for later, earlier in ((first, second), (second, first)):
            day = places.day(earlier)
            if day is not None and places.is_earlier(earlier, later):
                found.setdefault(later.id, []).append((day, differ, earlier))
    by_id = {medium.id: medium for medium in told.record.media}
    for medium_id, others in found.items():
        day, differ, earlier = min(others, key=lambda one: (one[0], one[1], one[2].id))
        yield _seen_earlier(places, by_id[medium_id], earlier, day, differ)


def picture_place(told: Indexed) -> Iterator[Problem]:
    """
    Find pictures whose file says a place in another country than their incident's.

    The file's word is a claim like any other, and often wrong: a question, not a fault.
    Neither the place nor the country that the file says is repeated, since a problem is shown in
    the report and the place may lead to the photographer.
    """
    places = _Places.of(told)
    for medium in told.record.media:
        if not medium.countries:
            continue
        for incident in places.incidents(medium):
            country = next(
                (
                    c.country
                    for one in incident.place_ids
                    for c in told.containers(one)
                    if c.country
                ),
                None,
            )
            if country is not None and country not in medium.countries:
                yield Problem(
                    code="picture-place",
                    message=f"The file of {_called(medium)} says that it was taken in another "
                    f"country than that of incident {incident.id}: is it a picture of this "
                    "incident? What the file says may be wrong.",
                    where=places.where(medium),
                    severity=Severity.QUESTION,
                )
                break


@dataclass(frozen=True)
class _Places:
    """What media are beside."""

    documents: Mapping[str, Document]
    by_id: Mapping[str, Incident]
    of_document: Mapping[str, tuple[Incident, ...]]

    @classmethod
    def of(cls, told: Indexed) -> "_Places":
        record = told.record
        beside = {medium.document_id for medium in record.media}
        documents = {one.id: one for one in record.documents.values() if one.id in beside}
        names = {document.name: document.id for document in documents.values()}
        found: dict[str, dict[str, Incident]] = {}
        for claim_id, incident in told.incident_of.items() if names else ():
            claim = record.claims.get(claim_id)
            if claim is not None and claim.document in names:
                found.setdefault(names[claim.document], {})[incident.id] = incident
        return cls(
            documents=documents,
            by_id={incident.id: incident for incident in record.incidents},
            of_document={held: tuple(each.values()) for held, each in found.items()},
        )

    def incidents(self, medium: Medium) -> tuple[Incident, ...]:
        """Return the incident that a medium is beside, or those that its document tells of."""
        own = self.by_id.get(medium.incident_id or "")
        return (own,) if own else self.of_document.get(medium.document_id or "", ())

    def day(self, medium: Medium) -> date | None:
        """Return the day of what a medium is beside; None if it is not known."""
        document = self.documents.get(medium.document_id or "")
        if document is not None:
            return document.published
        incident = self.by_id.get(medium.incident_id or "")
        return incident.when.earliest if incident and incident.when else None

    def is_earlier(self, one: Medium, other: Medium) -> bool:
        """Whether a medium was shown before another, elsewhere; with no day it may have been."""
        if (one.document_id, one.incident_id) == (other.document_id, other.incident_id):
            return False
        first, second = self.day(one), self.day(other)
        return first is not None and (second is None or first + _GRACE < second)

    def where(self, medium: Medium) -> str:
        """Return where a problem of a medium is: its document's name, or its incident."""
        document = self.documents.get(medium.document_id or "")
        return document.name if document else medium.incident_id or medium.document_id or ""

    def called(self, medium: Medium) -> str:
        document = self.documents.get(medium.document_id or "")
        return document.name if document else f"incident {medium.incident_id}"


def _seen_earlier(
    places: _Places, later: Medium, earlier: Medium, day: date, differ: int
) -> Problem:
    if later.sha256 == earlier.sha256:
        how = "The same file is in"
    elif differ <= SAME:
        how = f"The same picture ({differ} of {BITS} bits differ) is in"
    else:
        how = f"A picture much like it ({differ} of {BITS} bits differ) is in"
    return Problem(
        code="picture-seen-earlier",
        message=f"{_called(later).capitalize()} was seen before. {how} {places.called(earlier)}, "
        f"of {day}: the words around it here may tell of another event than it shows.",
        where=places.where(later),
        severity=Severity.QUESTION,
    )


def _called(medium: Medium) -> str:
    what = "a film" if medium.media_type.startswith("video/") else "a picture"
    return f"{what} beside this ({medium.id})"


@lru_cache(maxsize=2)  # the same media at every look: comparing them is done once
def _alike(media: tuple[Medium, ...]) -> tuple[tuple[Medium, Medium, int], ...]:
    """Return pairs of media that are the same or look alike, with how many bits differ."""
    found: dict[tuple[str, str], int] = {}
    by_id = {medium.id: medium for medium in media}
    for pair, differ in (*_same_bytes(media), *_same_looks(media)):
        found[pair] = min(differ, found.get(pair, BITS))
    return tuple((by_id[one], by_id[other], differ) for (one, other), differ in found.items())


def _same_bytes(media: Iterable[Medium]) -> Iterator[tuple[tuple[str, str], int]]:
    held: dict[str, list[str]] = {}
    for medium in media:
        others = held.setdefault(medium.sha256, [])
        yield from (((other, medium.id), 0) for other in others)
        others.append(medium.id)


def _same_looks(media: Iterable[Medium]) -> Iterator[tuple[tuple[str, str], int]]:
    """Look up each picture, mirrored and cut too, among the pictures as they are."""
    index = NearBits()
    pictures = [(medium, dict(medium.fingerprints)) for medium in media]
    pictures = [(medium, prints) for medium, prints in pictures if _SAMENESS in prints]
    order = {medium.id: at for at, (medium, _) in enumerate(pictures)}
    for medium, prints in pictures:
        index.add(int(prints[_SAMENESS], 16), medium.id)
    for medium, prints in pictures:
        for bits in prints.values():
            for differ, other in index.near(int(bits, 16), ALIKE):
                if other != medium.id:
                    first, second = sorted((medium.id, other), key=order.__getitem__)
                    yield (first, second), differ
