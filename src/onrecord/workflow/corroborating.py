"""An incident with all that a critic would ask of it."""

from collections.abc import Mapping
from dataclasses import replace

from onrecord.model import Corroboration, Incident, Record
from onrecord.reconcile.corroboration import corroboration as put_together
from onrecord.workflow import derive
from onrecord.workflow.ruling import evidence

_MOST_CLAIMS = 2_000  # of a record whose page tells it too; a larger page would grow too much


def corroboration(record: Record, incident: Incident) -> Corroboration:
    """
    Return who says what of an incident, who repeats whom, and what would change its figures.

    Worked out from the record as it is now; nothing of it is stored.
    """
    return of_bounded(derive.with_bounds(record, {incident.id}), incident)


def of_bounded(record: Record, incident: Incident) -> Corroboration:
    """Return the same of a record whose conflicts and bounds are worked out already."""
    known = evidence(record, incident)
    return put_together(record, known, known.timing)


def for_the_page(record: Record) -> Mapping[str, Corroboration]:
    """Return the corroboration of each incident; of none in a record too large for its page."""
    if len(record.claims) > _MOST_CLAIMS or not record.incidents:
        return {}
    known = evidence(record, record.incidents[0])  # all but the incident is the record's
    return {
        i.id: put_together(record, replace(known, incident=i), known.timing)
        for i in record.incidents
    }
