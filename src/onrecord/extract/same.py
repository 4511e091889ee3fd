"""Claims of one document that are one fact, or parts of one another."""

from dataclasses import replace
from itertools import combinations

from onrecord.extract.draft import Draft
from onrecord.model import Measure, Outcome, Qualifier, Stance, VictimClass, Voice

_SUMMING = 4  # more parts than this add up to something by chance too easily


def parts_by_sum(drafts: list[Draft]) -> list[Draft]:
    """
    Find parts that a document gives without saying so: later counts that add up to an earlier.

    "About 779 were killed … at least 383 by one side … 396 by the other": the parts must
    be of one outcome and one source, follow the whole, and add up exactly.
    """
    out = list(drafts)
    for at, whole in enumerate(drafts):
        size = _size(whole)
        if size is None or size < 10 or whole.part_of is not None:
            continue
        later = [
            i
            for i in range(at + 1, len(drafts))
            if _may_be_part(whole, out[i]) and (_size(drafts[i]) or 0) < size
        ]
        chosen = _adding_up(drafts, later, size)
        for i in chosen:
            out[i] = out[i].with_(part_of=at)
        if chosen:
            out[at] = _whole_of(out[at], [drafts[i] for i in chosen])
    return _classes(out)


def _size(draft: Draft) -> int | None:
    number = draft.count.low if draft.count.low is not None else draft.count.high
    if (
        number is None
        or draft.measure is not Measure.PEOPLE
        or draft.count.qualifier is Qualifier.VAGUE
    ):
        return None
    if draft.count.qualifier is Qualifier.MORE_THAN:
        number -= 1
    return int(number)


def _may_be_part(whole: Draft, part: Draft) -> bool:
    if part.outcome is not whole.outcome or part.part_of is not None or part.is_cumulative:
        return False
    return _voices(whole) == _voices(part) or not part.sources


def _voices(draft: Draft) -> frozenset[str]:
    return frozenset(s.best or s.name.lower() for s in draft.sources)


def _adding_up(drafts: list[Draft], later: list[int], size: int) -> tuple[int, ...]:
    for many in range(2, _SUMMING + 1):
        for chosen in combinations(later[:12], many):
            if sum(_size(drafts[i]) or 0 for i in chosen) == size:
                return chosen
    return ()


def _whole_of(whole: Draft, parts: list[Draft]) -> Draft:
    """A whole without perpetrators of its own was done by those of its parts together."""
    if whole.perpetrators:
        return whole
    seen = {m.name: m for part in parts for m in part.perpetrators}
    if not all(part.perpetrators for part in parts):
        return whole
    return whole.with_(
        perpetrators=tuple(
            replace(m, carried="from the parts that add up to it") for m in seen.values()
        )
    )


def _classes(drafts: list[Draft]) -> list[Draft]:
    """A whole whose parts are of different sides is mixed."""
    out = list(drafts)
    for at, whole in enumerate(drafts):
        sides = {d.victim_class for d in drafts if d.part_of == at} - {VictimClass.UNKNOWN}
        if len(sides) > 1 and whole.victim_class is VictimClass.UNKNOWN:
            out[at] = whole.with_(victim_class=VictimClass.MIXED)
    for at, whole in enumerate(out):
        parts = [d for d in out if d.part_of == at]
        if (
            parts
            and whole.victim_class is VictimClass.UNKNOWN
            and any(d.victim_class is VictimClass.MIXED for d in parts)
        ):
            out[at] = whole.with_(victim_class=VictimClass.MIXED)
    return out


_LENT = frozenset({Voice.TITLE, Voice.CAPTION, Voice.HEADING})


def repeats(drafts: list[Draft]) -> list[Draft]:
    """Mark claims that tell again what an earlier claim of the document told."""
    out = list(drafts)
    for at, draft in enumerate(out):
        for earlier in range(at):
            first = out[earlier]
            if first.same_as is None and _is_same(first, draft):
                out[at] = draft.with_(same_as=earlier)
                break
    return out


def _is_same(first: Draft, second: Draft) -> bool:
    if first.measure is not second.measure or first.outcome is not second.outcome:
        return False
    if first.part_of is not None or second.part_of is not None or first.outcome is Outcome.ATTACKED:
        return False
    if Stance.HYPOTHETICAL in {first.stance, second.stance} or Stance.DENIED in {
        first.stance,
        second.stance,
    }:
        return False
    if first.content_words() == second.content_words():
        return True  # the same words again: a caption printed twice
    lent = first.block.voice in _LENT or second.block.voice in _LENT
    a, b = _size(first), _size(second)
    if a is None or b is None or a != b:
        return False
    if Voice.TITLE in {first.block.voice, second.block.voice}:
        return True  # a headline's number is the body's
    return not _disjoint(first, second) and (lent or _close(first, second))


def _disjoint(first: Draft, second: Draft) -> bool:
    """Whether both name a place, or both a time, and none is shared."""
    for slot in ("places", "times"):
        a = {m.best or m.name.lower() for m in getattr(first, slot)}
        b = {m.best or m.name.lower() for m in getattr(second, slot)}
        if a and b and not a & b and slot == "places":
            return True
    return False


def _close(first: Draft, second: Draft) -> bool:
    """Two body claims of one number are one fact if the number is telling and the words agree."""
    size = _size(first) or 0
    if size < 4:
        return False
    words_a, words_b = (set((d.victims or "").lower().split()) for d in (first, second))
    return size >= 10 or not words_a or not words_b or bool(words_a & words_b)
