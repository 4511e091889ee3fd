"""Airwars: civilian harm with a grade, the belligerent's own word apart from everybody else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Outcome, Ruling, VictimClass
from onrecord.reconcile.categories import is_within
from onrecord.reconcile.current import standing
from onrecord.reconcile.rulebooks.docket import Docket, Told
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.grading import graded, strike_status
from onrecord.reconcile.rulebooks.responsibility import (
    Responsibility,
    responsibility,
    speaks_for,
)
from onrecord.reconcile.rulebooks.rulebook import rulebook
from onrecord.reconcile.rulebooks.spread import Spread, in_words, spread, values
from onrecord.reconcile.rulebooks.wordlists import people, says

NAME = "airwars"
_IN_TOTALS = {"Confirmed", "Fair"}
_CLASSES = {
    "children": frozenset({"boy", "girl"}),
    "women": frozenset({"woman"}),
    "men": frozenset({"man"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Harmed:
    """
    The people of one outcome.

    Attributes:
        civilians, militants: What voices say now; people are civilians unless told not to be.
        mixed: People among whom there are said to be some of each.
        contested: Whether voices differ on what the same people were.
    """

    civilians: Told
    militants: Told
    mixed: Told
    contested: bool


def ruling(evidence: Evidence) -> Ruling:
    """Return what Airwars makes of an incident."""
    docket = Docket(rulebook(NAME), evidence)
    of_harm = docket.screened(Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.ATTACKED)
    blame = responsibility(evidence, of_harm)
    dead = _harmed(docket, Outcome.KILLED, blame)
    hurt = _harmed(docket, Outcome.INJURED, blame)
    killed = _columns(docket, "killed", dead)
    injured = _columns(docket, "injured", hurt)
    _classes(docket)
    _roles(docket)
    _position(docket, blame)
    grade = graded(evidence, of_harm, blame)
    docket.write("grade", grade.grade, grade.why, *grade.rules)
    in_totals = grade.grade in _IN_TOTALS if grade.grade else None
    docket.write("in_published_totals", in_totals, "Fair and Confirmed are", "totals")
    status, why = strike_status(evidence, of_harm, blame)
    docket.write("strike_status", status, why, "strike-status")
    incident = evidence.incident
    day = incident.when.date_from if incident.when else None
    return docket.ruling(
        [
            ("killed", killed),
            ("injured", injured),
            ("when", day or "not told"),
            ("where", incident.place_names[0] if incident.place_names else "not told"),
            ("verdict", grade.grade or "no grade"),
        ]
    )


def _harmed(docket: Docket, outcome: Outcome, blame: Responsibility) -> _Harmed:
    """Sort the claims of one outcome by what they say the people were."""
    evidence, fit = docket.evidence, []
    for claim in docket.numbered(docket.screened(outcome)):
        if claim.is_cumulative:
            docket.set_aside([claim.id], "no-total")
        elif _is_fighter(claim) and speaks_for(evidence, claim, blame.alleged):
            docket.set_aside([claim.id], "militant-claim-is-context", "said by those charged")
        else:
            fit.append(claim)
    mixed = [claim for claim in fit if claim.victim_class is VictimClass.MIXED]
    fighters = [claim for claim in fit if _is_fighter(claim)]
    others = [claim for claim in fit if claim not in mixed and claim not in fighters]
    civilians, militants = docket.said_now(others), docket.said_now(fighters)
    return _Harmed(
        civilians=civilians,
        militants=militants,
        mixed=docket.said_now(mixed),
        contested=_is_contested(civilians, militants),
    )


def _is_fighter(claim: Claim) -> bool:
    return claim.victim_class is VictimClass.COMBATANT


def _is_contested(civilians: Told, militants: Told) -> bool:
    """
    Return whether one voice counts only fighters where another counts only civilians.

    A voice that gives both speaks of two groups of people, and contests nothing.
    """
    first = {voice.origin.id for voice in civilians}
    second = {voice.origin.id for voice in militants}
    return bool(first - second) and bool(second - first)


def _columns(docket: Docket, outcome: str, harmed: _Harmed) -> str:
    """Write the minimum and maximum of civilians and militants; return the civilians in words."""
    told, fighters = spread(harmed.civilians), spread(harmed.militants)
    mixed = spread(harmed.mixed)
    shown = ""
    for who, within in (("civilians", told), ("militants", fighters)):
        assumed = "civilian-assumed" if who == "civilians" else "alleged-in-one-moment"
        other = VictimClass.COMBATANT if who == "civilians" else VictimClass.CIVILIAN
        others = _known_among(docket.evidence, harmed.mixed, mixed, other)
        minimum, maximum, why, rules = _ends(within, mixed, others, contested=harmed.contested)
        rules = (assumed, *rules)
        docket.write(f"{who}_{outcome}_min", minimum, why, *rules)
        docket.write(f"{who}_{outcome}_max", maximum, why, *rules)
        shown = shown or in_words(minimum, maximum, is_open=within.is_open)
    for told_now, note in ((harmed.civilians, ""), (harmed.militants, "fighters: ")):
        for value in values(told_now):
            rule = "civilian-assumed" if not note else "alleged-in-one-moment"
            docket.use(value.claims, rule, f"{note}{value}")
    for value in values(harmed.mixed):
        docket.use(value.claims, "status-contested", f"of mixed status: {value}")
    return shown


def _known_among(evidence: Evidence, told: Told, mixed: Spread, status: VictimClass) -> int:
    """
    Return how many of the people of mixed status are at least known to be of one.

    The largest single part is taken: parts may overlap, and one is certain.
    """
    highest = [v for v in values(told) if mixed.highest in {v.low, v.high}]
    wholes = {i for value in highest for i in value.claims}
    of_status = [c for c in _counted_dead(evidence) if c.victim_class is status]
    parts = [c.count.low or 0 for c in of_status if wholes & set(_chain(evidence, c))]
    return int(max(parts, default=0)) if len(highest) == 1 else 0


def _chain(evidence: Evidence, claim: Claim) -> list[str]:
    """Return the ids of all that a claim is part of, nearest first."""
    found: list[str] = []
    step = claim.part_of
    while step and step not in found:
        found.append(step)
        whole = evidence.claims.get(step)
        step = whole.part_of if whole else None
    return found


def _ends(
    within: Spread, mixed: Spread, others: int, *, contested: bool
) -> tuple[int | None, int | None, str, tuple[str, ...]]:
    """
    Return minimum and maximum of people of one status, with why and by which rules.

    Args:
        within: What voices say of them.
        mixed: What they say of people of mixed status.
        others: How many of these are known to be of the other status.
        contested: Whether voices differ on what the same people were.
    """
    rules: list[str] = []
    minimum, maximum, why = within.lowest, within.highest, f"what voices say now: {within}"
    if mixed.highest is not None:
        rules.append("status-contested")
        maximum = max(maximum or 0, mixed.highest - others)
        minimum = 0 if minimum is None else minimum
        less = f", less {others:,} known to be of the other" if others else ""
        why += f"; of mixed status, in the maximum only: {mixed}{less}"
    if contested:
        rules.append("status-contested")
        minimum = 0
        why += "; voices differ on whether they were civilians, so the minimum is 0"
    return minimum, maximum, why, tuple(dict.fromkeys(rules))


def _classes(docket: Docket) -> None:
    """Write how many children, women and men were killed, from parts and wholes alike."""
    evidence = docket.evidence
    dead = [claim.with_(part_of=None) for claim in _counted_dead(evidence)]
    for name, cells in _CLASSES.items():
        of_class = [claim for claim in dead if is_within(claim, cells)]
        _write_range(docket, name, of_class)


def _roles(docket: Docket) -> None:
    """Write people of a role that may be anybody's; where none is told there is no column."""
    dead = [claim.with_(part_of=None) for claim in _counted_dead(docket.evidence)]
    for role in people()["roles"]:
        of_role = [claim for claim in dead if says(claim.victims, "roles", role)]
        if of_role:
            _write_range(docket, role.replace(" ", "_"), of_role)


def _counted_dead(evidence: Evidence) -> list[Claim]:
    return [
        claim
        for claim in evidence.members
        if claim.outcome is Outcome.KILLED
        and claim.is_fact_like
        and claim.count.is_known
        and claim.decision != "rejected"
        and not claim.is_cumulative
    ]


def _write_range(docket: Docket, name: str, claims: Sequence[Claim]) -> None:
    evidence = docket.evidence
    told = standing(claims, evidence.voices, evidence.documents, {}, evidence.timing)
    within = spread(told)
    why = f"what voices say now: {within}"
    docket.write(f"{name}_killed_min", within.lowest, why, "harm-classes")
    docket.write(f"{name}_killed_max", within.highest, why, "harm-classes")
    in_use = [i for value in values(told) for i in value.claims]
    docket.use(in_use, "harm-classes", f"{name.replace('_', ' ')}")


def _position(docket: Docket, blame: Responsibility) -> None:
    """Write what the belligerent itself says, apart from what others say."""
    names = tuple(mention.name for mention in blame.alleged)
    docket.copy("belligerents", names or None, "alleged-in-one-moment")
    position = "accepted" if blame.accepted else "denied" if blame.denied else None
    words = [f"“{claim.passage.exact}”" for claim in (*blame.accepted, *blame.denied)]
    why = "; ".join(words) or "no report gives the belligerent's own word"
    docket.write("belligerent_position", position, why, "conceded")
    for outcome, name in ((Outcome.KILLED, "deaths"), (Outcome.INJURED, "injuries")):
        told = [c for c in blame.accepted if c.outcome is outcome and c.count.is_known]
        evidence = docket.evidence
        within = spread(standing(told, evidence.voices, evidence.documents, {}, evidence.timing))
        docket.write(f"{name}_conceded_min", within.lowest, why, "conceded")
        docket.write(f"{name}_conceded_max", within.highest, why, "conceded")
