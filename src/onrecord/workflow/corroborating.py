"""An incident with all that a critic would ask of it."""

from onrecord import reconcile
from onrecord.model import Corroboration, Incident, Record
from onrecord.reconcile.corroboration import corroboration as put_together
from onrecord.workflow import derive
from onrecord.workflow.ruling import evidence


def corroboration(record: Record, incident: Incident) -> Corroboration:
    """
    Return who says what of an incident, who repeats whom, and what would change its figures.

    Worked out from the record as it is now; nothing of it is stored.
    """
    told = derive.with_bounds(record, {incident.id})
    found = evidence(told, incident)
    tolls = reconcile.timing(told.claims.values(), found.voices, told.documents, told.texts)
    return put_together(told, found, tolls)
