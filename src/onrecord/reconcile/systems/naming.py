"""Conflicts in words that a recorder understands."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from onrecord.model import Claim
from onrecord.reconcile.bounds import Bounds
from onrecord.reconcile.systems.regions import Exclusive
from onrecord.reconcile.systems.stated import Stated


def conflict(told: Sequence[Stated], origin: str, exclusive: Exclusive) -> tuple[list[Claim], str]:
    """
    Return the claims of a conflict, the whole first where there is one, and why in words.

    >>> from onrecord import testing
    >>> from onrecord.reconcile.systems.stated import told
    >>> claims = testing.claims('''
    ...     a.txt | "12 dead" | killed | 12
    ...     a.txt | "7 women" | killed | 7 | of women | part of "12 dead"
    ...     a.txt | "6 children" | killed | 6 | of children | part of "12 dead"
    ... ''')
    >>> conflict(told(claims).stated, "Amal Watch", frozenset())[1]
    '7 women + 6 children = 13; Amal Watch states 12: does not hold'
    """
    for whole in told:
        parts = [one for one in told if one is not whole]
        if parts and _divide(whole, parts, exclusive):
            shown = " + ".join(_shown(one) for one in parts)
            if len(parts) > 1:
                shown += f" = {_total(parts)}"
            kind = "" if len(parts) > 1 else f" {_whom(whole.claim)}"
            text = f"{shown}; {origin} states {whole.claim.count}{kind}: does not hold"
            return [whole.claim, *(one.claim for one in parts)], text
    shown = "; ".join(_shown(one) for one in told)
    text = f"{origin} states {shown}: no numbers of people satisfy all of these"
    return [one.claim for one in told], text


def _divide(whole: Stated, parts: Sequence[Stated], exclusive: Exclusive) -> bool:
    """Whether parts are inside a whole and apart from each other."""
    if any(part.region.meet(whole.region) != part.region for part in parts):
        return False
    for place, one in enumerate(parts):
        for other in parts[place + 1 :]:
            if one.region.meet(other.region).is_possible(exclusive):
                return False
    return True


def _total(parts: Sequence[Stated]) -> str:
    total: Bounds = reduce(add, (part.room for part in parts))
    if total.high is None:
        return f"{total.low:,} or more"
    return f"{total.low:,}" if total.low == total.high else f"{total.low:,} to {total.high:,}"


def _shown(one: Stated) -> str:
    return f"{one.claim.count} {_whom(one.claim)}"


def _whom(claim: Claim) -> str:
    if claim.victims:
        return claim.victims
    blamed = ", ".join(mention.name for mention in claim.perpetrators)
    return f"{claim.outcome.value} by {blamed}" if blamed else claim.outcome.value
