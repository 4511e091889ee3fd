"""Claims as a list shows them: the words in their sentence, and the document."""

from dataclasses import dataclass

from onrecord.model import Claim, Document, Incident
from onrecord.publish.quotation import Quotation, around
from onrecord.workflow.desk.exploring.things import Thing
from onrecord.workflow.desk.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim with its words inside their sentence, its document and its incident, if any."""

    claim: Claim
    words: Quotation
    document: Document
    incident: Incident | None


def said(view: View, one: Thing) -> Said | None:
    """Return the claim that a thing of a list is; None if it is there no more."""
    claim = view.record.claims.get(one.id)
    document = view.record.documents.get(claim.document) if claim else None
    if claim is None or document is None:
        return None
    return Said(
        claim=claim,
        words=around(claim.passage, view.record.text_of(claim.document)),
        document=document,
        incident=view.index.incident_of.get(claim.id),
    )
