"""Pictures, films and files beside documents and incidents, as the desk shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord import media, preserve
from onrecord.kit import apart
from onrecord.model import Claim, Document, Incident, Medium, OnRecordError, Problem
from onrecord.workflow.desk.view import View

_CODES = frozenset({"picture-seen-earlier", "picture-place"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """
    One medium, with what the record says around it.

    Attributes:
        medium: The picture, film or file.
        document: The document it is beside; None for none.
        incident: The incident it was put beside; None for none.
        claims: What the words under it claim, where they stand in the document.
        problems: What is doubtful about it.
    """

    medium: Medium
    document: Document | None
    incident: Incident | None
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def of_document(now: View, document: Document) -> tuple[Listed, ...]:
    """Return what is beside a document, in the order in which it came."""
    return tuple(_listed(now, m) for m in now.record.media if m.document_id == document.id)


def of_incident(now: View, incident: Incident) -> tuple[Listed, ...]:
    """Return what was put beside an incident, then what is beside the documents that tell of it."""
    told = (now.record.claims.get(claim_id) for claim_id in incident.claim_ids)
    names = {claim.document for claim in told if claim is not None}
    ids = {document.id for name in names if (document := now.record.documents.get(name))}
    own = [m for m in now.record.media if m.incident_id == incident.id]
    told_with = [m for m in now.record.media if m.document_id in ids]
    return tuple(_listed(now, m) for m in (*own, *told_with))


def called(now: View, medium_id: str) -> Listed | None:
    """Return a medium by its id; None if the record has none."""
    found = next((m for m in now.record.media if m.id == medium_id), None)
    return _listed(now, found) if found is not None else None


def shown(medium: Medium, archive: preserve.Archive) -> bytes:
    """
    Return a picture made anew from its pixels, as JPEG, without anything else of the file.

    Raises:
        OnRecordError: It is no picture, cannot be taken apart, or its bytes are damaged.
    """
    try:
        return media.shown(preserved(medium, archive))
    except apart.TooHard as fault:
        raise OnRecordError(f"this picture cannot be shown: {fault}") from None


def preserved(medium: Medium, archive: preserve.Archive) -> bytes:
    """
    Return the bytes of a medium as they came.

    Raises:
        OnRecordError: They are damaged.
    """
    try:
        return archive.read(medium.sha256)
    except preserve.Damaged as fault:
        raise OnRecordError(fault.problem.message) from None


def _listed(now: View, medium: Medium) -> Listed:
    name = now.index.document_names.get(medium.document_id or "", "")
    incident = now.index.incidents.get(medium.incident_id or "")
    claims: Iterable[str] = now.index.claims_in.get(name, ())
    own = (now.record.claims[one] for one in claims if one in now.record.claims)
    where = {name, medium.incident_id, medium.document_id}
    return Listed(
        medium=medium,
        document=now.record.documents.get(name),
        incident=incident,
        claims=media.claims_of(medium, now.record.text_of(name), own) if medium.caption else (),
        problems=tuple(
            problem
            for place in sorted(filter(None, where))
            for problem in now.index.problems_at.get(place, ())
            if problem.code in _CODES and medium.id in problem.message
        ),
    )
