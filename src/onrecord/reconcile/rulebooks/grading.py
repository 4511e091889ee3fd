"""Airwars' grades and strike status, by their definitions."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Origin, VictimClass
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.responsibility import Responsibility, speaks_for

_ACTED = {"declared", "likely"}  # a belligerent's actions nearby are confirmed or likely


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """
    A grade with what it rests on.

    Attributes:
        grade: `Confirmed`, `Fair`, `Weak`, `Contested`, `Discounted`; None where the
            definitions leave it open.
        why: What it rests on: voices, their words.
        rules: Short names of the rules.
    """

    grade: str | None
    why: str
    rules: tuple[str, ...]


def graded(evidence: Evidence, harm: Sequence[Claim], blame: Responsibility) -> Grade:
    """
    Return the grade of an incident.

    Airwars' definitions: Confirmed, a belligerent accepted responsibility for civilian harm;
    Discounted, those killed were combatants; Contested, competing claims of responsibility;
    Fair, two or more credible sources with actions by a belligerent; Weak, a single source.
    Sources are counted as independent origins; whether they are credible, a person says.
    """
    if blame.accepted:
        words = "; ".join(_said(evidence, claim) for claim in blame.accepted)
        return Grade(grade="Confirmed", why=f"accepted: {words}", rules=("confirmed",))
    origins = _civilian_origins(evidence, harm, blame)
    names = ", ".join(origin.name for origin in origins)
    if not origins:
        return _without_civilians(evidence, harm, blame)
    if blame.competing:
        why = f"voices name different belligerents: {', '.join(blame.competing)}"
        return Grade(grade="Contested", why=why, rules=("contested",))
    if len(origins) == 1:
        return Grade(grade="Weak", why=f"one independent voice: {names}", rules=("weak",))
    if not blame.alleged:
        why = f"{len(origins)} independent voices ({names}), but none names a belligerent"
        return Grade(grade=None, why=why, rules=("fair",))
    status, status_why = strike_status(evidence, harm, blame)
    if status not in _ACTED:
        why = f"{len(origins)} independent voices tell of harm; but the belligerent is {status_why}"
        return Grade(grade=None, why=f"{why}: a person decides", rules=("fair", "weak"))
    why = f"{len(origins)} independent voices: {names}; the belligerent is {status_why}"
    return Grade(grade="Fair", why=f"{why}{_denied(evidence, blame)}", rules=("fair",))


def _without_civilians(evidence: Evidence, harm: Sequence[Claim], blame: Responsibility) -> Grade:
    fighters = [
        claim
        for claim in harm
        if claim.victim_class is VictimClass.COMBATANT
        and not speaks_for(evidence, claim, blame.alleged)
    ]
    if fighters:
        words = "; ".join(_said(evidence, claim) for claim in fighters)
        why = f"only fighters are told of: {words}"
        return Grade(grade="Discounted", why=why, rules=("discounted",))
    why = "no voice but those charged with it tells of people harmed"
    return Grade(grade=None, why=why, rules=("militant-claim-is-context",))


def _civilian_origins(
    evidence: Evidence, harm: Sequence[Claim], blame: Responsibility
) -> list[Origin]:
    """Return the independent voices that tell of people harmed and do not call them fighters."""
    found = {
        origin.id: origin
        for claim in harm
        if claim.victim_class is not VictimClass.COMBATANT
        and not claim.is_cumulative
        and not speaks_for(evidence, claim, blame.alleged)
        and (origin := evidence.origin(claim))
    }
    return evidence.independent(list(found.values()))


def _said(evidence: Evidence, claim: Claim) -> str:
    origin = evidence.origin(claim)
    return f"{origin.name if origin else 'a voice'}, “{claim.passage.exact}”"


def _denied(evidence: Evidence, blame: Responsibility) -> str:
    return "".join(f"; denied: {_said(evidence, claim)}" for claim in blame.denied)


def strike_status(
    evidence: Evidence, harm: Sequence[Claim], blame: Responsibility
) -> tuple[str | None, str]:
    """
    Return the status of the strike itself, which is apart from the grade, with why.

    Declared, likely, a single-source claim or contested; None where nobody is named.
    """
    if blame.declared:
        return "declared", f"declared by itself: {_said(evidence, blame.declared[0])}"
    if blame.competing:
        return "contested", f"between {', '.join(blame.competing)}"
    naming = {
        origin.id: origin
        for claim in harm
        if claim.perpetrators and (origin := evidence.origin(claim))
    }
    voices = evidence.independent(list(naming.values()))
    if not voices:
        return None, "no voice names a belligerent"
    names = ", ".join(origin.name for origin in voices)
    if len(voices) == 1:
        return "single-source claim", f"named by {names} alone"
    return "likely", f"named by {names}"
