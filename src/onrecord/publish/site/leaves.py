"""An incident's claims, numbered, grouped by who says them, and cut into pages that load."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.public import (
    PublicClaim,
    PublicDocument,
    PublicIncident,
    PublicSource,
    Words,
)
from onrecord.publish.site.gathered import incident_path

MOST_WEIGHT = 75_000  # bytes of claims on one page, about
_A_CLAIM = 1_300  # bytes round a claim's words, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    A claim on a page.

    Attributes:
        number: Its number in the incident.
        claim: The claim.
        document: Where it is said; None if the document is not public.
        according: Who says so, in names; empty only where nobody is known to.
        page: The page of the site that it stands on.
    """

    number: int
    claim: PublicClaim
    document: PublicDocument | None
    according: tuple[str, ...]
    page: str

    @property
    def at(self) -> str:
        """The way to its words."""
        return f"{self.page}#{self.claim.id}"

    @property
    def accused(self) -> tuple[str, ...]:
        """Who is accused; nobody is where no speaker is known."""
        return self.claim.accused if self.according else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source and its claims, as far as they stand on one page."""

    source: PublicSource | None
    claims: Sequence[Told]
    is_continued: bool = False


def leaf_path(identity: str, number: int) -> str:
    """Return the page on which a leaf of claims stands: the first is the incident's own."""
    path = incident_path(identity)
    return path if number == 0 else f"{path.removesuffix('.html')}-{number + 1}.html"


def leaves_of(
    incident: PublicIncident, documents: Mapping[str, PublicDocument]
) -> Iterator[list[Voice]]:
    """Yield the claims page by page, by source; what has no known source comes last."""
    leaf: list[Voice] = []
    weight = number = page = 0
    for source, claims in _by_source(incident):
        voice: list[Told] = []
        is_continued = False
        for claim in claims:
            heavy = _A_CLAIM + 2 * sum(map(_weight, (claim.before, claim.exact, claim.after)))
            if weight and weight + heavy > MOST_WEIGHT:
                yield [*leaf, *_voices(source, voice, is_continued)]
                leaf, is_continued, voice, weight = [], bool(voice) or is_continued, [], 0
                page += 1
            weight += heavy
            number += 1
            voice.append(_told(claim, source, documents, number, leaf_path(incident.id, page)))
        leaf += _voices(source, voice, is_continued)
    yield leaf


def _voices(
    source: PublicSource | None,
    claims: Sequence[Told],
    is_continued: bool,  # noqa: FBT001 - passed on
) -> list[Voice]:
    return [Voice(source=source, claims=claims, is_continued=is_continued)] if claims else []


def _weight(words: Words) -> int:
    return sum(len(piece.text.encode("utf-8", "replace")) for piece in words.pieces)


def _by_source(
    incident: PublicIncident,
) -> Iterator[tuple[PublicSource | None, list[PublicClaim]]]:
    found: dict[str | None, list[PublicClaim]] = {source.id: [] for source in incident.sources}
    found[None] = []
    for claim in incident.claims:
        found[claim.source_id if claim.source_id in found else None].append(claim)
    for source in incident.sources:
        if found[source.id]:
            yield source, found[source.id]
    if found[None]:
        yield None, found[None]


def _told(
    claim: PublicClaim,
    source: PublicSource | None,
    documents: Mapping[str, PublicDocument],
    number: int,
    page: str,
) -> Told:
    document = documents.get(claim.document_id)
    publisher = document.publisher if document else None
    said_by = claim.sources or ((source.name,) if source else ())
    return Told(
        number=number,
        claim=claim,
        document=document,
        according=said_by or ((publisher,) if publisher else ()),
        page=page,
    )
