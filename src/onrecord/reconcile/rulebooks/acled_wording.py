"""How many people ACLED records for a report's words: its table of numbers and vague words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Count, Outcome, Qualifier
from onrecord.reconcile.rulebooks.wordlists import weapon

_DOZENS = re.compile(r"\bdozens?\b", re.IGNORECASE)
_HUNDREDS = re.compile(r"\bhundreds?\b|\bمئات\b", re.IGNORECASE)
_UNLISTED = re.compile(
    r"\b(?:scores|tens|thousands?|millions?|handful)\b|عشرات|آلاف", re.IGNORECASE
)
_MANY = re.compile(r"\b(?:many|numerous|countless)\b", re.IGNORECASE)
_SMALL, _LARGE = 3, 10
_INJURED_OF_WEIGHT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """
    What ACLED records for some words.

    Attributes:
        people: The number; None where the codebook has none for them.
        rule: Short name of the rule.
        why: How the words became the number.
    """

    people: int | None
    rule: str
    why: str


def wording(claim: Claim, context: Sequence[Claim]) -> Wording:
    """
    Return what ACLED records for a claim's words.

    ACLED Codebook (web, 2025/26), Fatalities: a number as it is reported, the lower of two;
    dozens 12; hundreds 100; several, many, few or a plural without a number 3 or 10 by scale
    and context.

    Args:
        claim: A claim of people killed.
        context: The incident's claims, which tell its scale.
    """
    words = claim.passage.exact
    if claim.count.qualifier not in {Qualifier.VAGUE, Qualifier.NONE}:
        return _number(claim.count)
    if _UNLISTED.search(words):
        return Wording(people=None, rule="wording-not-listed", why=f"“{words}”")
    if _HUNDREDS.search(words):
        return Wording(people=100, rule="hundreds", why="hundreds")
    if _DOZENS.search(words):
        return Wording(people=12, rule="dozens", why="dozens")
    return _by_scale(words, claim, context)


def _number(count: Count) -> Wording:
    """Return a number as it stands in the report: "more than 40" reports 40."""
    low = count.low if count.low is not None else count.high
    if low is None:
        return Wording(people=None, rule="has-a-number", why="no number")
    people = int(low) - (count.qualifier is Qualifier.MORE_THAN)
    return Wording(people=people, rule="as-reported", why=str(count))


def _by_scale(words: str, claim: Claim, context: Sequence[Claim]) -> Wording:
    """Return 10 where something tells of a large scale, else 3; and what told it."""
    hurt = max((c.count.low or 0 for c in context if c.outcome is Outcome.INJURED), default=0)
    if _MANY.search(words):
        people, why = _LARGE, "the word is many"
    elif hurt >= _INJURED_OF_WEIGHT:
        people, why = _LARGE, f"{hurt:,.0f} were injured"
    elif weapon(claim).get("large"):
        people, why = _LARGE, f"the weapon ({claim.weapon}) usually kills several"
    else:
        people, why = _SMALL, "nothing tells of a large scale"
    return Wording(people=people, rule="three-or-ten", why=f"{people}: {why}")
