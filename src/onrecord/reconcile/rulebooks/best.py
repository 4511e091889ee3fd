"""UCDP's best estimate: proposed where the claims leave one number, and never chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.kit.folding import fold
from onrecord.model import Claim, Origin, Qualifier, VictimClass
from onrecord.reconcile.categories import STATUS, category
from onrecord.reconcile.current import Standing, standing
from onrecord.reconcile.rulebooks.docket import Told
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.sides import ONE_SIDED, Sides, camp_of_words
from onrecord.reconcile.rulebooks.spread import values
from onrecord.reconcile.values import Value

_NO_SINGLE_NUMBER = {Qualifier.RANGE, Qualifier.UP_TO, Qualifier.ALMOST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """
    A proposal for `best` and its four parts.

    Attributes:
        total: The one number that the claims leave; None where they leave several or none.
        why: How it came about, or what stands in the way.
        candidates: Each number with who gives it; what a person chooses from.
        deaths_a, deaths_b, deaths_civilians, deaths_unknown: They add up to the total; all
            None where the reports do not say one way to divide it.
        split_why: How they came about.
    """

    total: int | None
    why: str
    candidates: tuple[str, ...] = ()
    deaths_a: int | None = None
    deaths_b: int | None = None
    deaths_civilians: int | None = None
    deaths_unknown: int | None = None
    split_why: str = "there is no best to divide"


def best_of(evidence: Evidence, now: Told, dead: Sequence[Claim], fought: Sides) -> Best:
    """
    Return `best` as far as it follows by rule.

    The codebook's best is the most reliable estimate. Which of several numbers that is, a
    person decides; where every voice gives the same number, nothing is left to decide.

    Args:
        evidence: The incident.
        now: What each origin says now of the dead.
        dead: The claims of the dead with a number, parts included.
        fought: Who fought whom.
    """
    given = [value for value in values(now) if not value.only]
    said = tuple(f"{v.origin.name}: {value}" for v in now for value in v.values)
    if not given:
        return Best(total=None, why="no report gives a number of all the dead", candidates=said)
    if any(_is_loose(value) for value in given):
        why = "a report gives a range or a word and no one number; the codebook has no rule for it"
        return Best(total=None, why=why, candidates=said)
    numbers = {value.low for value in given}
    (total, *others) = sorted(number for number in numbers if number is not None)
    if others:
        why = f"{len(numbers)} different numbers: which is the most reliable, a person decides"
        return Best(total=None, why=why, candidates=said)
    told = "the only number that is told" if len(given) == 1 else "every voice gives this number"
    open_end = "; it says at least" if any(value.high is None for value in given) else ""
    found = Best(total=total, why=f"proposed: {told}{open_end}", candidates=said)
    return _divided(found, evidence, given, dead, fought)


def _is_loose(value: Value) -> bool:
    qualifier = value.first.count.qualifier
    is_range = value.high is not None and value.low != value.high
    return value.is_vague or value.low is None or is_range or qualifier in _NO_SINGLE_NUMBER


def _divided(
    found: Best, evidence: Evidence, given: Sequence[Value], dead: Sequence[Claim], fought: Sides
) -> Best:
    """Divide the total by status and side; what is told of nobody is of unknown status."""
    total = found.total or 0
    by_id = {claim.id: claim for claim in dead}
    made_of = [by_id[i] for value in given for i in value.claims if i in by_id]
    if fought.kind == ONE_SIDED or all(
        claim.victim_class is VictimClass.CIVILIAN for claim in made_of
    ):
        return replace(
            found, deaths_a=0, deaths_b=0, deaths_civilians=total, deaths_unknown=0,
            split_why="the reports call all of them civilians",
        )  # fmt: skip
    civilians = _one_number(evidence, dead, VictimClass.CIVILIAN)
    fighters = _one_number(evidence, dead, VictimClass.COMBATANT)
    if civilians is None or fighters is None or civilians[0] + fighters[0] > total:
        why = "the reports divide the dead in ways that differ: a person divides them"
        return replace(found, split_why=why)
    a, b = _by_side(fighters, fought)
    unknown = total - civilians[0] - a - b
    return replace(
        found,
        deaths_a=a,
        deaths_b=b,
        deaths_civilians=civilians[0],
        deaths_unknown=unknown,
        split_why=_split_why(civilians[0], a + b, unknown),
    )


def _split_why(civilians: int, sides: int, unknown: int) -> str:
    parts = [
        f"{civilians} called civilians",
        f"{sides} told to be of a side",
        f"{unknown} of whom it is not told",
    ]
    return ", ".join(parts)


def _one_number(
    evidence: Evidence, dead: Sequence[Claim], status: VictimClass
) -> tuple[int, str] | None:
    """Return the one number of people of a status, with words for them; None if several."""
    cells = frozenset({status.value})
    of_status = [
        claim
        for claim in dead
        if category(claim).partition == STATUS and category(claim).cells == cells
    ]
    # Parts of a whole count here: they are what divides it.
    alone = [claim.with_(part_of=None) for claim in of_status]
    voices: Mapping[str, Origin] = evidence.voices
    told: list[Standing] = standing(alone, voices, evidence.documents, {}, evidence.timing)
    numbers = {value.low for value in values(told) if not value.is_vague}
    if not numbers:
        return (0, "")
    if len(numbers) > 1 or None in numbers or any(_is_loose(value) for value in values(told)):
        return None
    (number,) = numbers
    return (number or 0, " ".join(claim.victims or "" for claim in of_status))


def _by_side(fighters: tuple[int, str], fought: Sides) -> tuple[int, int]:
    """Return the fighters of side a and of side b; neither where words tell of no side."""
    number, words = fighters
    for name, pair in ((fought.side_a, (number, 0)), (fought.side_b, (0, number))):
        if name and fold(name) in fold(words):
            return pair
    camp = camp_of_words(words)
    if camp is None or fought.kind != 1 or fought.camp_a is None:
        return (0, 0)
    return (number, 0) if camp == fought.camp_a else (0, number)
