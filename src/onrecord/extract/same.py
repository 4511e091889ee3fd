"""Claims of one document that tell one fact."""

from onrecord.extract.draft import Draft
from onrecord.model import Outcome, Stance, Voice

_LENT = frozenset({Voice.TITLE, Voice.CAPTION, Voice.HEADING})
_NO_FACT = frozenset({Stance.HYPOTHETICAL, Stance.DENIED})
_TELLING = 4  # a smaller number is told of many things
_RARE = 10  # a number that is seldom the same by chance


def repeats(drafts: list[Draft]) -> list[Draft]:
    """Mark claims that tell again what an earlier claim of the document told."""
    out: list[Draft] = []
    for draft in drafts:
        first = next(
            (i for i, d in enumerate(out) if d.same_as is None and _is_same(d, draft)), None
        )
        out.append(draft if first is None else draft.with_(same_as=first))
    return out


def _is_same(first: Draft, second: Draft) -> bool:
    if not _may_be_same(first, second):
        return False
    if first.content_words() == second.content_words():
        return True  # the same words again: a caption printed twice
    if first.size is None or first.size != second.size:
        return False
    voices = {first.block.voice, second.block.voice}
    if Voice.TITLE in voices:
        return True  # a headline's number is the body's
    if _are_elsewhere(first, second) or not _can_be_one(first, second):
        return False
    return bool(_LENT & voices) or _close(first, second)


def _may_be_same(first: Draft, second: Draft) -> bool:
    if first.measure is not second.measure or first.outcome is not second.outcome:
        return False
    if first.part_of is not None or second.part_of is not None or first.outcome is Outcome.ATTACKED:
        return False
    return not _NO_FACT & {first.stance, second.stance}


def _can_be_one(first: Draft, second: Draft) -> bool:
    """Whether one number can be both: "more than 20" is not the 20 of another day."""
    least = max(d.count.low or 0 for d in (first, second))
    most = [d.count.high for d in (first, second) if d.count.high is not None]
    return not most or least <= min(most)


def _are_elsewhere(first: Draft, second: Draft) -> bool:
    """Whether both name a place, and none is shared."""
    a, b = ({m.best or m.name.lower() for m in d.places} for d in (first, second))
    return bool(a and b and not a & b)


def _close(first: Draft, second: Draft) -> bool:
    """Two body claims of one number are one fact if the number is telling and the words agree."""
    size = first.size or 0
    if size < _TELLING:
        return False
    words_a, words_b = (set((d.victims or "").lower().split()) for d in (first, second))
    return size >= _RARE or not words_a or not words_b or bool(words_a & words_b)
