"""What is looked up again and again while a record is made public, each worked out once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Claim, Document, Names, Origin, Place, Problem, Record, Side
from onrecord.model.publishing import Allowed
from onrecord.publish import quotation
from onrecord.publish.protection import sources
from onrecord.publish.protection.coarsening import Coarsening, coarsening
from onrecord.publish.protection.identities import Identities, said_again
from onrecord.publish.protection.known import Known, tree
from onrecord.publish.protection.masking import NOTHING, Hidden, Masker
from onrecord.publish.quotation import Quotation

Shown = tuple[Quotation, int | None]  # a claim's words, and the page of the paper if it has any


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """
    A record with its indexes: an incident costs what it holds, however large the record is.

    Attributes:
        record: What may be made public at all.
        allowed: What its keepers let through.
        masker: The one masker.
        coarsening: Makes incidents as exact as they may be told.
        ids: The public ids.
        origins: The origin of each claim, by its id.
        ranks: In which order origins are told, by their ids.
        sides: How an origin stands to an incident, by the ids of both.
        statements: Names of the documents that are testimony.
        problems: By where they are: ids of incidents and claims.
        claims: The claims of each document that are in an incident, by its name.
        shown: Gives a claim's words inside their sentence, and the page on which they begin.
    """

    record: Record
    allowed: Allowed
    masker: Masker
    coarsening: Coarsening
    ids: Identities
    origins: Mapping[str, Origin]
    ranks: Mapping[str, int]
    sides: Mapping[tuple[str, str], Side]
    statements: frozenset[str]
    problems: Mapping[str, Sequence[Problem]]
    claims: Mapping[str, Sequence[Claim]]
    shown: Callable[[Claim], Shown]

    def hidden_in(self, document: str) -> Hidden:
        """Return what the title of a document must not tell: everything, if it is recent."""
        if document not in self.coarsening.recent:
            return NOTHING
        return Hidden(is_strict=True, places=self.coarsening.called_in(self.claims_of(document)))

    def claims_of(self, document: str) -> Sequence[Claim]:
        """Return the claims of a document that are in an incident."""
        return self.claims.get(document, ())

    def publisher(self, document: Document) -> str | None:
        """Return who published a document, as it may be told: a person not by name."""
        name = document.publisher
        return sources.told(name, self.masker, self.hidden_in(document.name))[0] if name else name


def registers(record: Record, allowed: Allowed, on: date, names: Names | None) -> Registers:
    """Return a record with its indexes, for a release on a day."""
    masker = Masker(allowed, Known(tree(record), names))
    coarse = coarsening(record, allowed, on, _places(names))
    problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in record.problems:
        problems[problem.where].append(problem)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim_id in (i for one in record.incidents for i in one.claim_ids):
        if claim_id in record.claims:
            claims[record.claims[claim_id].document].append(record.claims[claim_id])
    by_address = frozenset() if allowed.addresses else frozenset(record.documents)
    return Registers(
        record=record,
        allowed=allowed,
        masker=masker,
        coarsening=coarse,
        ids=Identities(
            record, masker, coarse.recent | by_address, said_again(record.claims.values())
        ),
        origins={claim: origin for origin in record.origins for claim in origin.claim_ids},
        ranks={origin.id: rank for rank, origin in enumerate(record.origins)},
        sides={
            (origin.id, incident): side
            for origin in record.origins
            for side in origin.sides
            for incident in side.incidents
        },
        statements=frozenset(one.document for one in record.statements),
        problems=problems,
        claims=claims,
        shown=lambda claim: _shown(claim, record),
    )


def _shown(claim: Claim, record: Record) -> Shown:
    return quotation.around(claim.passage, record.text_of(claim.document)), record.page_of(claim)


def _places(names: Names | None) -> Callable[[str], Place | None]:
    return names.place if names else lambda _: None
