"""Whether incidents and claims are proposed still, decided, or contradicted."""

from collections.abc import Iterable, Mapping

from onrecord.model import AGREED, OF_CLAIMS
from onrecord.workflow.desk.exploring.bits import Bits, bits_of
from onrecord.workflow.desk.exploring.things import Things
from onrecord.workflow.desk.view import View

OF_CLAIM = ("proposed", "accepted", "corrected", "added", "unsure", "rejected")
_CONTRADICTED = frozenset({"claims-conflict", "rival-figures", "same-origin-two-figures"})


def statuses(view: View, every: Things) -> Mapping[str, Bits]:
    """
    Return which things have which status.

    A claim is what was decided about it. An incident is decided where somebody accepted,
    corrected or added every claim that its figures rest on, begun where some, and proposed
    where none. Either is contradicted as well where a sum or a check says that claims
    cannot all be right, and nobody has settled that.
    """
    return view.once(("statuses", every.of), lambda: _made(view, every))


def _made(view: View, every: Things) -> Mapping[str, Bits]:
    many = len(every.row)
    decided = _decided(view)
    found = _of_incidents(view, every, decided) if every.of == "incidents" else {}
    if every.of == "claims":
        at: dict[str, list[int]] = {status: [] for status in OF_CLAIM}
        for claim_id, status in decided.items():
            if claim_id in every.at:
                at.setdefault(status, []).append(every.at[claim_id])
        found = {status: bits_of(places, many) for status, places in at.items()}
        touched = 0
        for bits in found.values():
            touched |= bits
        found["proposed"] = every.all & ~touched
    return {**found, "contradicted": bits_of(_contradicted(view, every), many)}


def _decided(view: View) -> Mapping[str, str]:
    """Return what was decided about each claim that somebody decided on."""
    touched = {
        claim_id
        for decision in view.record.decisions
        if decision.choice in OF_CLAIMS
        for claim_id in decision.claims
    }
    claims = view.record.claims
    told = ((one, claims[one].decision) for one in touched if one in claims)
    return {one: status for one, status in told if status is not None}


def _of_incidents(view: View, every: Things, decided: Mapping[str, str]) -> dict[str, Bits]:
    agreed = {claim for claim, status in decided.items() if status in AGREED}
    homes = {every.at[claim] for claim in agreed if claim in every.at}
    whole: list[int] = []
    begun: list[int] = []
    for place in homes:
        incident = view.index.incidents[every.row[place].id]
        behind = view.record.claims_behind(incident)
        (whole if behind <= agreed else begun).append(place)
    done, part = bits_of(whole, len(every.row)), bits_of(begun, len(every.row))
    return {"proposed": every.all & ~done & ~part, "begun": part, "decided": done}


def _contradicted(view: View, every: Things) -> Iterable[int]:
    """Yield the places of what a sum or a check contradicts."""
    by_id = {one.id: n for n, one in enumerate(every.row)}
    at = view.index.once(("places of", every.of), lambda: {**every.at, **by_id})
    for problem in view.record.problems:
        if problem.code in _CONTRADICTED and problem.id not in view.settled and problem.where in at:
            yield at[problem.where]
    for sums in view.record.sums.values():
        for one in sums:
            if one.holds is False:
                yield from (at[claim] for claim in (one.whole, *one.parts) if claim in at)
