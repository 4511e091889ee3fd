"""
Ids that say nothing of what is withheld.

An id of a claim is made from its words, one of a source from its name. Whoever knows the rest
could try name after name until the id fits; so where something is withheld, the id is made
anew from what is public. So is an id that an import brought: it holds the document's path, or
whatever its makers wrote.
"""

import re
from collections.abc import Iterable, Mapping

from onrecord.kit.ids import content_id
from onrecord.model import Claim, Document, Origin, Passage, Record, Snapshot
from onrecord.publish.protection.masking import Masker

_STEP = 50  # letters
_SOURCE = re.compile(r"org_[a-z2-7]{16}")
_CLAIM = re.compile(r"clm_[a-z2-7]{16}")


def about(words: Passage) -> tuple[int, int]:
    """
    Return a stretch of a text in which words stand, to the next fifty letters on either side.

    Of a sentence with a gap no more is told: how long a name is would help to guess it.

    >>> about(Passage(snapshot_id=None, start=120, end=151, exact="x" * 31))
    (100, 200)
    """
    return words.start // _STEP * _STEP, -(-words.end // _STEP) * _STEP


class Identities:
    """Gives the ids under which claims, documents and sources are public."""

    def __init__(
        self, record: Record, masker: Masker, hidden: frozenset[str], again: Mapping[str, int]
    ) -> None:
        """
        Take where claims and documents are looked up.

        Args:
            record: The record, or as much of it as will be asked for.
            masker: The one masker.
            hidden: Names of the documents that must not be found by their address.
            again: `said_again` of the whole record.
        """
        self._record, self._masker = record, masker
        self.hidden, self.again = hidden, again
        self._made: dict[str, str] = {}
        self._documents: dict[str, str] = {}

    def document(self, one: Document) -> str:
        """Return the public id of a document."""
        if one.name not in self._documents:
            held = self._record.snapshots.get(one.name)
            bytes_of = held.sha256 if held else one.told_sha256 or one.id
            hides = one.name in self.hidden
            self._documents[one.name] = content_id("doc", "withheld", bytes_of) if hides else one.id
        return self._documents[one.name]

    def snapshot(self, held: Snapshot, one: Document) -> str | None:
        """Return the public id of a document's bytes; None where it would tell which they are."""
        return None if one.name in self.hidden else held.id

    def claim(self, claim_id: str) -> str:
        """Return the public id of a claim."""
        claim = self._record.claims.get(claim_id)
        if claim is None:
            return claim_id
        if claim_id not in self._made:
            self._made[claim_id] = self._of(claim)
        return self._made[claim_id]

    def known(self, claim_id: str | None) -> str | None:
        """Return the public id of a claim that is public; None for any other."""
        return self.claim(claim_id) if claim_id and claim_id in self._record.claims else None

    def _of(self, claim: Claim) -> str:
        # A corrected claim keeps the id that was made of what a reader took for its words.
        read = self._record.as_read.get(claim.id, claim)
        said = {one for c in (claim, read) for one in (c.passage.exact, c.victims or "")}
        is_ours = _CLAIM.fullmatch(claim.id) is not None
        if is_ours and claim.document not in self.hidden and all(map(self._masker.is_whole, said)):
            return claim.id
        document = self._record.documents.get(claim.document) or Document(name=claim.document)
        return content_id(
            "clm",
            self.document(document),
            *about(claim.passage),
            claim.measure,
            claim.outcome,
            claim.count.low,
            claim.count.high,
            self.again.get(claim.id, 0),
        )

    def in_text(self, text: str) -> str:
        """Return a text with every claim's id in it made public."""
        if "clm_" not in text:
            return text
        return _CLAIM.sub(lambda found: self.claim(found[0]), text)

    @staticmethod
    def named_in(text: str) -> list[str]:
        """Return the ids of claims that `in_text` makes public."""
        return _CLAIM.findall(text) if "clm_" in text else []

    def source(self, origin: Origin, *, is_withheld: bool) -> str:
        """Return the public id of a source; where its name is withheld, from its first claim's."""
        if not is_withheld and _SOURCE.fullmatch(origin.id):
            return origin.id
        return content_id("org", "withheld", *map(self.claim, origin.claim_ids[:1]))


def said_again(claims: Iterable[Claim]) -> dict[str, int]:
    """Return claims of which all that is public has been said by others before, with how many."""
    found: dict[str, int] = {}
    seen: dict[tuple[object, ...], int] = {}
    for claim in claims:
        words, count = claim.passage, claim.count
        told = (claim.document, *about(words), claim.measure, claim.outcome, count)
        if told in seen:
            found[claim.id] = seen[told]
        seen[told] = seen.get(told, 0) + 1
    return found
