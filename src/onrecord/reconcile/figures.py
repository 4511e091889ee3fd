"""
A minimum and a maximum of people killed and injured in an incident, with the way there.

The plain rule, used where no rulebook is named:

1. Each origin counts once for what it says now: its later figure takes the place of its
   earlier one, a repetition adds nothing, parts stand inside their whole. New deaths are
   added to the toll before them, back-dated ones taken off, and what the origin took back
   is out.
2. The minimum is the lowest low end among origins, the maximum the highest number any
   origin gives. Nothing is averaged, nothing is added across origins.
3. Where an origin gives disjoint parts and no whole, or lists numbers for one verb, their
   sum speaks for it.
4. Vague words count only where nobody gives a number, a count of children or medics only
   where nobody counts all; casualties not told apart into killed and injured, never. Who is
   told of alone ("his sister lost a hand") is no count where others count more than ten;
   one or two beside a toll of their own report are some of it.
"""

import re
from collections.abc import Mapping, Sequence

from onrecord.model import Claim, Document, Figure, Incident, Measure, Origin, Outcome
from onrecord.reconcile.current import Standing, standing
from onrecord.reconcile.index import Voices, by_claim
from onrecord.reconcile.moved import with_deaths
from onrecord.reconcile.timing import Timing, timing
from onrecord.reconcile.values import LeftOut, Value

_MANY = 10  # people; beside fewer, one who is told of may be all that a voice knows of
_FEW = 3  # people: fewer beside a toll in one report are some whom it tells of
_COUNTED = re.compile(r"\d|\b(?:one|a single|only)\b|واحد", re.IGNORECASE)
_NO_DOCUMENTS: Mapping[str, Document] = {}


def figures(
    incident: Incident,
    claims: Mapping[str, Claim],
    origins: Voices,
    documents: Mapping[str, Document] = _NO_DOCUMENTS,
    tolls: Timing | None = None,
) -> tuple[Figure, ...]:
    """
    Return the incident's figure of people killed, then of people injured.

    Args:
        incident: Whose members are counted.
        claims: By id.
        origins: All of them, or `by_claim` of them.
        documents: By name: their days of publication tell which toll is the later one;
            without them every toll stands.
        tolls: What `timing` says of all claims; made anew where it is not given.
    """
    members = [claims[claim_id] for claim_id in incident.claim_ids if claim_id in claims]
    voices = by_claim(origins)
    if tolls is None:
        tolls = timing(claims.values(), voices, documents)
    return tuple(
        _figure(incident.id, outcome, members, voices, documents, tolls)
        for outcome in (Outcome.KILLED, Outcome.INJURED)
    )


def _figure(
    incident_id: str,
    outcome: Outcome,
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    tolls: Timing,
) -> Figure:
    left_out: LeftOut = {}
    told = speaking(outcome, members, voices, documents, tolls, left_out)
    if outcome is Outcome.INJURED:
        left_out = with_deaths(left_out, members, voices, documents)
    used = [(entry.origin.name, value) for entry in told for value in entry.values]
    lows = [value.low for _, value in used if value.low is not None]
    highs = [value.high for _, value in used if value.high is not None]
    minimum = min(lows, default=None)
    maximum = max([*highs, *lows]) if highs else None
    in_use = {claim_id for _, value in used for claim_id in value.claims}
    return Figure(
        incident_id=incident_id,
        outcome=outcome.value,
        minimum=minimum,
        maximum=maximum,
        used=tuple(claim.id for claim in members if claim.id in in_use),
        left_out=tuple((claim.id, left_out[claim.id]) for claim in members if claim.id in left_out),
        rule=_rule(used, minimum, maximum),
    )


def speaking(
    outcome: Outcome,
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    tolls: Timing,
    left_out: LeftOut,
) -> list[Standing]:
    """Return what each origin says now that the figure rests on, noting in `left_out` the rest."""
    counted = _counted(members, outcome, left_out)
    told = standing(counted, voices, documents, left_out, tolls)
    return comparable(_without_singled_out(told, counted, left_out), left_out)


def _without_singled_out(
    told: Sequence[Standing], counted: Sequence[Claim], left_out: LeftOut
) -> list[Standing]:
    """
    Leave out one or two whom a report tells of beside the toll that it gives.

    "Two of a family were killed" in a report that counts eight dead are two of the eight, in
    whosever words: they bound the toll in no way.
    """
    most: dict[str, float] = {}
    for claim in counted:
        if not claim.part_of:
            most[claim.document] = max(most.get(claim.document, 0), claim.count.low or 0)
    kept = []
    for entry in told:
        values = [value for value in entry.values if not _is_singled_out(value, most)]
        out = {name for value in entry.values if value not in values for name in value.claims}
        left_out.update(dict.fromkeys(out, "tells of one or two beside its report's own toll"))
        if values:
            kept.append(Standing(origin=entry.origin, values=tuple(values)))
    return kept


def _is_singled_out(value: Value, most: Mapping[str, float]) -> bool:
    few = value.high if value.high is not None else _FEW
    return 0 < few < _FEW <= most.get(value.first.document, 0)


def _counted(members: Sequence[Claim], outcome: Outcome, left_out: LeftOut) -> list[Claim]:
    """Return the claims that give a number of people for an outcome."""
    counted = []
    for claim in members:
        if claim.measure is not Measure.PEOPLE:
            continue
        if claim.outcome is Outcome.CASUALTIES:
            left_out[claim.id] = "killed and injured not told apart"
        elif claim.outcome is not outcome:
            continue
        elif claim.decision == "rejected":
            left_out[claim.id] = "rejected by a person"
        elif not claim.count.is_known:
            left_out[claim.id] = "gives no number"
        else:
            counted.append(claim)
    return counted


def comparable(told: Sequence[Standing], left_out: LeftOut) -> list[Standing]:
    """Leave out vague words and counts of some people where better is known."""
    values = [value for entry in told for value in entry.values]
    numbers = [value for value in values if not value.is_vague]
    full = [value for value in numbers if not value.only]
    most = max((value.high or value.low or 0 for value in full), default=0)
    kept = []
    for entry in told:
        fit = []
        for value in entry.values:
            reason = None
            if value.is_vague and numbers:
                reason = "vague, and a number is known"
            elif value.only and full and (value.low or 0) <= most:
                reason = f"counts only {value.only}"
            elif most > _MANY and _tells_of_one(value):
                reason = "tells of one person, and others count many"
            if reason is None:
                fit.append(value)
            else:
                left_out.update(dict.fromkeys(value.claims, reason))
        if fit:
            kept.append(Standing(origin=entry.origin, values=tuple(fit)))
    return kept


def _tells_of_one(value: Value) -> bool:
    """As in "his sister lost a hand": somebody is told of, and nobody counted."""
    return value.range == (1, 1) and not _COUNTED.search(value.first.passage.exact)


def _rule(used: Sequence[tuple[str, Value]], minimum: int | None, maximum: int | None) -> str:
    if not used:
        return "no claim gives a number"
    if len(used) == 1:
        name, value = used[0]
        return f"one origin gives a number: {name}, {value}"
    lowest = next((f"{name}: {value}" for name, value in used if value.low == minimum), None)
    ends = []
    if minimum is not None and lowest:
        ends.append(f"minimum: the lowest that an origin now gives ({lowest})")
    if maximum is None:
        ends.append("no maximum: every origin leaves it open")
    else:
        highest = next(
            f"{name}: {value}" for name, value in used if maximum in {value.high, value.low}
        )
        ends.append(f"maximum: the highest that an origin now gives ({highest})")
        still_open = [name for name, value in used if value.high is None and value.low == maximum]
        if still_open:
            ends.append(f"or more, according to {', '.join(dict.fromkeys(still_open))}")
    return "; ".join(ends)
