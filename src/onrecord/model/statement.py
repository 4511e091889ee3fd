"""Testimony: a statement taken from a person, and what that person agreed to."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from onrecord.kit.ids import content_id
from onrecord.model.decision import Choice, Decision


class Purpose(StrEnum):
    """What a person is asked to agree to, each by itself."""

    RECORD = "record"  # that it is written down and kept
    ANALYSIS = "analysis"  # that claims are taken from it and counted
    SHARE = "share"  # that it is given to colleagues and other organisations
    PUBLISH = "publish"  # that it is made public
    EVIDENCE = "evidence"  # that it is part of an evidence bundle
    COURT = "court"  # that it is given to a court or an investigator


class Protection(StrEnum):
    """How a statement is kept. Who is in more danger chooses, or who took it for them."""

    OPEN = "open"  # leaves by consent alone
    RESTRICTED = "restricted"  # is read here, and leaves in nothing, whatever was agreed to
    SECRET = "secret"  # noqa: S105 - a word; kept encrypted only, and not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """
    What is known of one statement beside its words.

    Consent is informed, given for each purpose by itself, and may be taken back. The
    pseudonym is all that the record has of the person: who it is belongs nowhere in it.

    Attributes:
        plain_sha256: Of the file as it was taken in, before anything was encrypted.
        pseudonym: What the person is called here.
        taken_by: The pseudonym of who took the statement.
        taken_on: The day on which it was given.
        consents: The purposes that the person agreed to.
        protection: How it is kept.
        is_sealed: Whether the bytes in the archive are encrypted with a key of its own.
        is_read: Whether claims were taken from it, so that its words are in the database.
        withdrawn_at: When consent was taken back (UTC); None while it holds.
        withdrawn_by: Who wrote that down; None likewise.
        withdrawn_why: What was said; None likewise.
        destroyed_at: When its key was destroyed (UTC); None while it can be opened.
        destroyed_by: Who did it; None likewise.

    Not to be confused with: `Statement`, which is what a voice says in a corroboration.

    Elsewhere: Every Casualty, Standards (2016), p. 44; Berkeley Protocol (2020), informed
    consent; age-encryption.org/v1.
    """

    plain_sha256: str
    pseudonym: str
    taken_by: str
    taken_on: date
    consents: tuple[Purpose, ...]
    protection: Protection
    is_sealed: bool = False
    is_read: bool = False
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None
    destroyed_at: datetime | None = None
    destroyed_by: str | None = None

    @property
    def id(self) -> str:
        """Made from the words, the pseudonym and the day: taken in twice, it is there once."""
        return content_id("tst", self.plain_sha256, self.pseudonym, self.taken_on.isoformat())

    @property
    def document(self) -> str:
        """The name of its document: it tells nothing, since names are printed everywhere."""
        return f"testimony/{self.id}"

    @property
    def title(self) -> str:
        """How the desk calls it: how it is kept is said wherever it is named."""
        state = "withdrawn" if self.withdrawn_at else str(self.protection)
        return f"Statement of {self.pseudonym} ({state})"


def may(testimony: Testimony, *purposes: Purpose) -> bool:
    """
    Return whether a statement may be used for all of some purposes.

    This is the one place that answers it; whatever writes something out asks here.

    >>> told = Testimony(
    ...     plain_sha256="", pseudonym="W-3", taken_by="A", taken_on=date(2024, 5, 3),
    ...     consents=(Purpose.RECORD, Purpose.SHARE), protection=Protection.OPEN)
    >>> may(told, Purpose.SHARE), may(told, Purpose.SHARE, Purpose.PUBLISH)
    (True, False)
    """
    if testimony.withdrawn_at is not None or not set(purposes) <= set(testimony.consents):
        return False
    match testimony.protection:
        case Protection.OPEN:
            return True
        case Protection.RESTRICTED:
            return set(purposes) <= {Purpose.RECORD, Purpose.ANALYSIS}
        case Protection.SECRET:
            return set(purposes) <= {Purpose.RECORD}


def withheld(statements: Iterable[Testimony], *purposes: Purpose) -> frozenset[str]:
    """Return the names of the documents that may not be used for all of some purposes."""
    return frozenset(one.document for one in statements if not may(one, *purposes))


def decided_on(
    decisions: Iterable[Decision], claims: AbstractSet[str], documents: AbstractSet[str]
) -> frozenset[str]:
    """
    Return the ids of the decisions about some claims and documents, and of what undoes them.

    Args:
        decisions: All of them.
        claims: Ids of claims.
        documents: Names of documents.
    """
    held = tuple(decisions)
    return with_undoings(held, {one.id for one in held if _is_on(one, claims, documents)})


def with_undoings(decisions: Iterable[Decision], ids: AbstractSet[str]) -> frozenset[str]:
    """Return the ids of some decisions, of those that undo them, and of those that undo these."""
    held, found = tuple(decisions), set(ids)
    more = found
    while more:
        more = {one.id for one in held if one.target in found} - found
        found |= more
    return frozenset(found)


def _is_on(decision: Decision, claims: AbstractSet[str], documents: AbstractSet[str]) -> bool:
    if claims & {*decision.claims, *decision.others}:
        return True
    if decision.claim is not None and decision.claim.document in documents:
        return True
    return decision.choice is Choice.NOTE and decision.target in {*claims, *documents}
