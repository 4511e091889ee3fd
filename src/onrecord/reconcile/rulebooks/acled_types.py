"""ACLED's event types: which of the 25 sub-event types claims of harm tell apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.model import Claim, Outcome, VictimClass
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.sides import NON_STATE, STATE_BASED, parties, sides
from onrecord.reconcile.rulebooks.wordlists import says, sub_events, weapon

_TARGETING = "Civilian targeting"
_REMOTE = "Explosions/Remote violence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """
    The columns for the type of an event.

    Attributes:
        event: One of six; None where claims do not tell it. Likewise the rest.
        sub_event: One of 25.
        disorder: `Political violence`, `Demonstrations`, or both.
        civilian_targeting: `Civilian targeting`, or None.
        why: What they rest on.
    """

    event: str | None
    sub_event: str | None
    civilian_targeting: str | None
    why: str

    @property
    def disorder(self) -> str | None:
        """The disorder that the sub-event, or else the event, belongs to."""
        table = sub_events()
        other: str | None = table["disorder_of"].get(self.sub_event)
        return other or (table[self.event]["disorder"] if self.event else None)


def typed(evidence: Evidence, claims: Sequence[Claim]) -> Typed:
    """
    Return what type of event some claims of harm tell of.

    ACLED Codebook (web, 2025/26), Event types and Aggregation: a battle absorbs shelling of
    the same place and day, an attack an abduction.
    """
    only_civilians = _only(claims, VictimClass.CIVILIAN)
    if any(says(claim.victims, "protesters") for claim in claims) and parties(evidence, claims):
        why = "protesters were harmed by those named"
        return _of("Excessive force against protesters", why, targets=True)
    fought = sides(evidence, claims)
    weapons = [known for claim in claims if (known := weapon(claim))]
    is_remote = any(known.get("remote") for known in weapons)
    if fought.kind in {STATE_BASED, NON_STATE} and not only_civilians and not is_remote:
        return _of("Armed clash", f"two sides: {fought.why}", targets=False)
    if is_remote:
        return _remote(weapons, only_civilians=only_civilians)
    if only_civilians and (parties(evidence, claims) or weapons):
        return _of(_attack(claims), "civilians were harmed, from near", targets=True)
    why = "neither weapon nor sides are told well enough"
    return Typed(event=None, sub_event=None, civilian_targeting=None, why=why)


def _only(claims: Sequence[Claim], status: VictimClass) -> bool:
    classes = {claim.victim_class for claim in claims} - {VictimClass.UNKNOWN}
    return classes == {status}


def _remote(weapons: Sequence[Mapping[str, Any]], *, only_civilians: bool) -> Typed:
    kinds = {known["acled"] for known in weapons if known.get("acled")}
    sub_event = next(iter(kinds)) if len(kinds) == 1 else None
    why = f"the weapon: {', '.join(sorted(kinds)) or 'an explosion of some kind'}"
    return Typed(
        event=_REMOTE,
        sub_event=sub_event,
        civilian_targeting=_TARGETING if only_civilians else None,
        why=f"{why}; those harmed are all called civilians" if only_civilians else why,
    )


def _attack(claims: Sequence[Claim]) -> str:
    outcomes = {claim.outcome for claim in claims}
    if outcomes & {Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.TORTURED}:
        return "Attack"
    if Outcome.SEXUAL_VIOLENCE in outcomes:
        return "Sexual violence"
    if outcomes & {Outcome.ABDUCTED, Outcome.DISAPPEARED}:
        return "Abduction/forced disappearance"
    return "Attack"


def _of(sub_event: str, why: str, *, targets: bool) -> Typed:
    table = sub_events()
    event = next(name for name, row in table.items() if sub_event in row.get("sub_events", ()))
    return Typed(
        event=event,
        sub_event=sub_event,
        civilian_targeting=_TARGETING if targets else None,
        why=why,
    )
