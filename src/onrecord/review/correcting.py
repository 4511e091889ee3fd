"""
A claim as a person says it should be: made of what they picked, never of retyped words.

- A slot is filled by words of the document's own text, by a place or actor that is known by
  its id, by a code, or by a number. Words elsewhere than in the claim's own sentence are
  marked as carried over, as a reader's would be; so is an id for which no words stand.
- What is not picked stays as it was.
- Where the numbers change and the hedge does not, a hedge that fits them no more is worked
  out from them: equal bounds are exact, a missing high is at least, a missing low up to.
- Dates that a person states hold. Where they are left as they were and the words for the
  time change, `when` is left empty: it is for whoever resolves words to fill it.
- Everything wrong is said at once, one sentence a slot.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.model import Claim, Count, Measure, OnRecordError, Outcome, Passage, Stance
from onrecord.review.amounts import counted, dated
from onrecord.review.filling import Ground, filled, voice_at
from onrecord.review.picks import Unfitting

PERSON = "person"  # the engine of what no reader found
Picked = Mapping[str, Sequence[str]]


class Unfit(OnRecordError):
    """
    Some of what was picked makes no claim.

    Attributes:
        slots: What is wrong, one sentence for each slot.
    """

    def __init__(self, slots: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{slot}: {why}" for slot, why in slots.items()))
        self.slots = dict(slots)


def corrected(before: Claim, picked: Picked, ground: Ground) -> Claim:
    """
    Return a claim with some slots filled otherwise; it keeps its id.

    Args:
        before: The claim as it stands.
        picked: By slot, what was picked (`SLOTS`; the short form is that of `pick`). An empty
            list, or one empty string, empties a slot.
        ground: What it stands on.

    Raises:
        Unfit: Something picked makes no claim.
    """
    return _filled(before, picked, ground).with_(told_id=before.id, decision=None)


def added(picked: Picked, ground: Ground) -> Claim:
    """
    Return a claim that no reader found.

    Args:
        picked: As for `corrected`; `words` and `outcome` must be told.
        ground: What it stands on.

    Raises:
        Unfit: Something picked makes no claim.
    """
    needed = {"words": "pick the words of the claim", "outcome": "say what happened"}
    lacking = {slot: why for slot, why in needed.items() if not any(picked.get(slot, ()))}
    if lacking:
        raise Unfit(lacking)
    empty = Claim(
        document=ground.document,
        passage=Passage(snapshot_id=None, start=0, end=0, exact=""),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=Count(),
        engine=PERSON,
    )
    made = _filled(empty, picked, ground)
    if "voice" not in picked:
        made = made.with_(voice=voice_at(made.passage.start, ground.text))
    if "stance" not in picked and made.sources:
        made = made.with_(stance=Stance.REPORTED)
    return made


def _filled(before: Claim, picked: Picked, ground: Ground) -> Claim:
    changes: dict[str, Any] = {}
    faults: dict[str, str] = {}
    told = {slot: [one.strip() for one in held if one.strip()] for slot, held in picked.items()}
    at = before.passage
    for slot in sorted(told, key=lambda one: one != "words"):  # the others stand near the words
        try:
            changes |= filled(slot, told[slot], before.with_(passage=at), ground)
            at = changes.get("passage", at)
        except OnRecordError as fault:
            faults[slot] = str(fault)
    for together in (counted, dated):
        try:
            changes |= together(before.with_(**changes), before, told)
        except Unfitting as fault:
            faults[fault.slot] = str(fault)
    if faults:
        raise Unfit(faults)
    return before.with_(**changes)
