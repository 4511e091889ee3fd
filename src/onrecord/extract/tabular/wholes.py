"""Which number of a row holds which: everybody, the civilians, and the parts of them."""

from collections.abc import Mapping

from onrecord.model import Claim, Outcome, VictimClass

_CIVILIANS = "civilians"

Key = tuple[str, str | None, bool]  # outcome, whose, whether it runs on


def whole_of(outcome: Outcome, made: Mapping[Key, Claim]) -> Claim | None:
    """Return what a row counts of everybody of an outcome, else of the civilians."""
    everybody = made.get((str(outcome), None, False))
    return everybody or made.get((str(outcome), _CIVILIANS, False))


def in_whole(key: Key, claim: Claim, made: Mapping[Key, Claim]) -> Claim:
    """
    Return a claim as part of the row's whole.

    That is everybody whom the row counts of that outcome; in a table that counts civilians
    alone, those, for whoever may be one of them.
    """
    outcome, who, is_running = key
    if who is None:
        return claim
    everybody = made.get((outcome, None, is_running))
    civilians = made.get((outcome, _CIVILIANS, is_running))
    whole = everybody
    if who != _CIVILIANS and claim.victim_class is not VictimClass.COMBATANT:
        is_said = who.startswith("civilian ")
        whole = (civilians or everybody) if is_said else (everybody or civilians)
    return claim.with_(part_of=whole.id) if whole is not None and whole is not claim else claim


def is_part(claim: Claim) -> bool:
    """Whether a claim is part of another of its row."""
    return claim.part_of is not None
