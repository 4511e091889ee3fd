"""Whose side the harmed of a claim are on, where the document says it of the same people before."""

from collections.abc import Sequence

from onrecord.extract import harm
from onrecord.extract.draft import Draft
from onrecord.model import Measure, VictimClass

_ONE_SIDE = frozenset({VictimClass.CIVILIAN, VictimClass.COMBATANT})
_GOING_ON = 90  # characters from one number to the next that goes on from it


def inherited(drafts: Sequence[Draft]) -> list[Draft]:
    """
    Give claims that name nobody the side of those whom they go on from.

    A part of civilians is civilian; a fact told again is of the same people; and in "three
    soldiers were killed and nine wounded" the nine are soldiers too.
    """
    out = list(drafts)
    for _ in range(2):  # a part of a fact that is told again
        for at, draft in enumerate(out):
            if draft.victim_class is VictimClass.UNKNOWN and draft.measure is Measure.PEOPLE:
                out[at] = draft.with_(victim_class=_side(out, at))
    return out


def _side(drafts: Sequence[Draft], at: int) -> VictimClass:
    draft = drafts[at]
    if draft.part_of is not None:
        return _lent(drafts[draft.part_of]) if _is_bare(draft) else VictimClass.UNKNOWN
    if draft.same_as is not None:
        return drafts[draft.same_as].victim_class
    again = next((d for d in drafts if d.same_as == at and _lent(d) in _ONE_SIDE), None)
    if again is not None:
        return again.victim_class
    before = drafts[at - 1] if at else None
    goes_on = before is not None and _is_bare(draft) and _goes_on(before, draft)
    return _lent(before) if before is not None and goes_on else VictimClass.UNKNOWN


def _lent(giver: Draft) -> VictimClass:
    """A side that a claim may lend: of the mixed, nobody knows which are which."""
    side = giver.victim_class
    return side if side in _ONE_SIDE else VictimClass.UNKNOWN


def _is_bare(draft: Draft) -> bool:
    """As in "nine were wounded", "34 deaths": a number that says nothing of who they were."""
    unit = draft.unit
    if unit is None or draft.counted is None:
        return False
    if draft.sentence.quantity(unit) is not None:
        return draft.victims is None
    is_count = harm.word(unit, "counted") or harm.word(unit, "state")
    return bool(is_count) and not any(c.dep_ in {"amod", "compound"} for c in unit.children)


def _goes_on(before: Draft, draft: Draft) -> bool:
    """Whether a number stands in the same breath as the one before it."""
    if before.block is not draft.block or before.measure is not Measure.PEOPLE:
        return False
    between = draft.sentence.content[before.end : draft.start]
    is_far = len(between) > _GOING_ON or ";" in between
    return before.sentence is draft.sentence and before.end <= draft.start and not is_far
