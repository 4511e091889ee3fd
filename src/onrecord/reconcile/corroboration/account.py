"""An incident as a critic would go through it, put together."""

from collections.abc import Iterator

from onrecord.model import (
    Contradiction,
    Corroboration,
    Incident,
    Record,
    backings,
)
from onrecord.reconcile import rulebooks
from onrecord.reconcile.corroboration.sensitivity import Sensitive
from onrecord.reconcile.corroboration.statements import Witnesses
from onrecord.reconcile.rulebooks import Evidence
from onrecord.reconcile.timing import Timing

_TWO_SOURCES = "ibc"  # whose rule asks for two independent sources


def corroboration(record: Record, evidence: Evidence, tolls: Timing) -> Corroboration:
    """
    Return who says what of an incident, who repeats it, and what would change its figures.

    Every Casualty's Standards (page 25): an account is looked through for contradictions,
    then held against sources independent of one another.

    Args:
        record: With the conflicts of the incident worked out.
        evidence: The incident, with where actors and places are looked up.
        tolls: What `timing` says of the record's claims.
    """
    incident = evidence.incident
    witnesses = Witnesses(record, incident, evidence.voices)
    sensitive = Sensitive(evidence, tolls, witnesses.statement)
    return Corroboration(
        incident_id=incident.id,
        figures=tuple(made for made in witnesses.figures if made.used),
        backing=backings(record, (incident,))[incident.id],
        tellings=witnesses.tellings(),
        not_counted=witnesses.not_counted(),
        contradictions=tuple(_contradictions(record, incident)),
        sensitivity=sensitive.all(rulebooks.ruling(_TWO_SOURCES, evidence)),
        decisions=record.decided_on(incident),
    )


def _contradictions(record: Record, incident: Incident) -> Iterator[Contradiction]:
    """Yield the problems, then sums and claims that fail and that no problem tells of."""
    settled = record.settled()
    places = {incident.id, *incident.claim_ids}
    told = [problem for problem in record.problems if problem.where in places]
    for problem in told:
        yield Contradiction(
            kind=problem.code, text=problem.message, settled=settled.get(problem.id)
        )
    failing = [("sum", one.text) for one in record.sums.get(incident.id, ()) if one.holds is False]
    failing += [("conflict", one.text) for one in record.conflicts_beyond_sums(incident.id)]
    for kind, text in failing:
        if not any(text in problem.message for problem in told):
            yield Contradiction(kind=kind, text=text)
