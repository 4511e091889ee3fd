"""
Counts that are parts of other counts of the document.

The words say so ("including 12 children", "this number included"), or the figures do,
where later counts add up to an earlier one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.extract import (
    carry,
    fate,
    filling,
    remainder,
    rival,
    said,
    tagged_count,
    timing,
    where,
)
from onrecord.extract.draft import Draft
from onrecord.extract.harm import Harm
from onrecord.extract.mentions import FROM_WHOLE, carried
from onrecord.model import Measure, Mention, Outcome, Stance, VictimClass


def of_sentence_before(drafts: Sequence[Draft]) -> list[Draft]:
    """
    Give subtotals the harm of the count before them: "This number included 172 guards".

    A subtotal that no count before it can hold is left out.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if draft.outcome is not None:
            kept.append(draft)
            continue
        told = _told_before(draft, kept)
        told = told or _on_its_own(draft)
        if told is not None:
            kept.append(told)
    return kept


def _told_before(draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """What the counts before it tell of a figure, of those who are left, or of a subtotal."""
    if draft.rule in {rival.RULE, rival.TOTAL}:
        return rival.told(draft, list(kept))
    if draft.rule == fate.BACK:
        return fate.returned(draft, list(kept))
    return _left(draft, kept) if draft.rule == remainder.RULE else _held(draft, kept)


def _left(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """As in "nine of the dead were guards; the rest were villagers": the nine tell of the rest."""
    near = [i for i in range(len(before) - 1, -1, -1) if _tells_of(before[i], draft)]
    if not near:
        return None
    told = _subtotal(draft, near[0], before[near[0]])
    return told.with_(part_of=before[near[0]].part_of)


def _tells_of(said: Draft, draft: Draft) -> bool:
    is_near = draft.sentence.index - said.sentence.index <= 1 or said.block is draft.block
    is_people = said.measure is Measure.PEOPLE and said.counted is not None
    return is_people and is_near and said.outcome is not Outcome.ATTACKED


def _held(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """A subtotal with what its whole says; None if no count before it can hold it."""
    holding = [i for i in range(len(before) - 1, -1, -1) if _can_hold(before[i], draft)]
    seen = draft.tagged
    if seen is not None and seen.outcome_sure >= _SURE_OF_HARM:  # "the dead were five"
        holding = [i for i in holding if before[i].outcome in (Outcome(seen.outcomes[0]), *_WIDE)]
    return _subtotal(draft, holding[0], before[holding[0]]) if holding else None


_SURE_OF_HARM = 0.9
_WIDE = (Outcome.CASUALTIES, Outcome.ATTACKED)  # what became of these a part may tell


_TAGGED = "a count of those told before"
_SURE = 0.6  # of the tagger, where no word near tells what happened


def _on_its_own(draft: Draft) -> Draft | None:
    """A count that no count before it holds, where the tagger says what happened to them."""
    seen, unit = draft.tagged, draft.unit
    if seen is None or unit is None or seen.sure * seen.outcome_sure < _SURE:
        return None
    if tagged_count.is_age(draft.sentence, draft.start, draft.end):
        return None
    outcome = Outcome(seen.outcomes[0])
    told = Harm(unit, outcome, "counted")
    return filling.filled(draft.with_(outcome=outcome, told=told, rule=_TAGGED), told)


def _own_stance(whole: Draft) -> Stance:
    """A subtotal in a sentence of the author's is not reported, though its whole was."""
    return Stance.ASSERTED if whole.stance is Stance.REPORTED else whole.stance


def _subtotal(part: Draft, at: int, whole: Draft) -> Draft:
    """Return a subtotal with what its whole says, and its own sentence's voice."""
    is_same_voice = carry.speaks_on(part, whole)
    token = part.unit
    own = said.sources(part.sentence, token, part.start, part.end) if token is not None else ()
    if own:
        return _with_whole(part, at, whole).with_(sources=own, stance=Stance.REPORTED)
    if is_same_voice:
        return _with_whole(part, at, whole)
    return _with_whole(part, at, whole).with_(sources=(), stance=_own_stance(whole))


def _with_whole(part: Draft, at: int, whole: Draft) -> Draft:
    """Return a subtotal with what its whole says, but the place and time of its own sentence."""
    places: tuple[Mention, ...] = ()
    times: tuple[Mention, ...] = ()
    if part.sentence is not whole.sentence:
        places = where.places(part.sentence, part.start, part.end)
        times = timing.times(part.sentence, part.start, part.end)
    return part.with_(
        outcome=whole.outcome,
        told=whole.told,
        part_of=at,
        perpetrators=carried(whole.perpetrators, FROM_WHOLE),
        places=places or carried(whole.places, FROM_WHOLE),
        times=times or carried(whole.times, FROM_WHOLE),
        sources=carried(whole.sources, FROM_WHOLE),
        stance=whole.stance,
        voice=whole.voice,
        weapon=whole.weapon,
    )


_COMPARED = re.compile(
    r"\b(?:than|compared (?:with|to)|(?:up|down|risen|fallen|dropped) from|against)"
    r" (?:(?:the|about|some) )?$",
    re.IGNORECASE,
)


def _can_hold(whole: Draft, part: Draft) -> bool:
    """Whether a subtotal fits into a count of its own or the sentence before."""
    if part.block.voice is not whole.block.voice or not _is_wide_enough(whole, part):
        return False
    if _COMPARED.search(whole.sentence.before(whole.start, 30)):
        return False  # "612 deaths, down from 733 in June. Of these, 418 ...": of the 612
    return part.sentence.index - whole.sentence.index <= 1 or part.block is whole.block


def _is_wide_enough(whole: Draft, part: Draft) -> bool:
    if whole.measure is not Measure.PEOPLE or whole.is_part or not whole.count.is_known:
        return False
    return whole.count.high is None or (part.count.low or 0) <= whole.count.high


def in_sentence(drafts: list[Draft]) -> list[Draft]:
    """As in "40 killed, including 12 children": the 12 are part of the nearest 40 before them."""
    return [_in_whole(drafts, at) for at in range(len(drafts))]


def _in_whole(drafts: list[Draft], at: int) -> Draft:
    draft = drafts[at]
    if not draft.is_part or draft.part_of is not None:
        return draft
    nearest = min(
        (i for i in range(len(drafts)) if i != at and _is_whole(drafts[i], draft)),
        key=lambda i: (drafts[i].sentence is not draft.sentence, i > at, abs(i - at)),
        default=None,
    )
    return draft if nearest is None else draft.with_(part_of=nearest)


def _is_whole(whole: Draft, part: Draft) -> bool:
    ahead = whole.sentence.index - part.sentence.index
    is_near = -_BACK <= ahead <= 0 or (ahead <= _AHEAD and whole.block is part.block)
    return is_near and whole.outcome is part.outcome and _is_wide_enough(whole, part)


_BACK, _AHEAD = 5, 2  # sentences: a report returns to its dead; it names no part long before them
_SUMMING = 4  # more parts than this add up to something by chance too easily
_LATER = 12  # the most counts tried: what stands further off is another matter
_LEAST = 10  # smaller figures add up by chance too easily


def by_sum(drafts: list[Draft]) -> list[Draft]:
    """
    Find parts that a document gives without saying so: later counts that add up to an earlier.

    "About 779 were killed … at least 383 by one side … 396 by the other": the parts must
    be of one outcome and one source, follow the whole, and add up exactly.
    """
    out = list(drafts)
    for at, whole in enumerate(drafts):
        size = whole.size
        if size is None or size < _LEAST or whole.part_of is not None:
            continue
        chosen = _adding_up(_smaller_later(out, at, size), size)
        for i in chosen:
            out[i] = out[i].with_(part_of=at)
        if chosen:
            out[at] = _whole_of(out[at], [drafts[i] for i in chosen])
    return _classes(out)


def _smaller_later(drafts: list[Draft], at: int, size: int) -> list[tuple[int, int]]:
    """The counts after a whole that may be its parts: their index and size."""
    return [
        (i, drafts[i].size or 0)
        for i in range(at + 1, len(drafts))
        if _may_be_part(drafts[at], drafts[i]) and (drafts[i].size or 0) < size
    ]


def _may_be_part(whole: Draft, part: Draft) -> bool:
    if part.outcome is not whole.outcome or part.part_of is not None or part.is_cumulative:
        return False
    return not part.sources or _are_one_voice(whole, part)


def _voices(draft: Draft) -> frozenset[str]:
    return frozenset(s.best or s.name.lower() for s in draft.sources)


def _are_one_voice(one: Draft, other: Draft) -> bool:
    """Whether two drafts have the same voices; "UN" and "United Nations" are one."""
    first, second = _voices(one), _voices(other)
    if first == second:
        return True
    return len(one.sources) == len(other.sources) == 1 and (
        _abbreviates(one.sources[0].name, other.sources[0].name)
        or _abbreviates(other.sources[0].name, one.sources[0].name)
    )


def _abbreviates(short: str, name: str) -> bool:
    return len(short) > 1 and short.isupper() and short == "".join(re.findall(r"\b[A-Z]", name))


def _adding_up(later: list[tuple[int, int]], size: int) -> tuple[int, ...]:
    for many in range(2, _SUMMING + 1):
        for chosen in combinations(later[:_LATER], many):
            if sum(count for _, count in chosen) == size:
                return tuple(i for i, _ in chosen)
    return ()


def _whole_of(whole: Draft, parts: list[Draft]) -> Draft:
    """A whole without perpetrators of its own was done by those of its parts together."""
    if whole.perpetrators or not all(part.perpetrators for part in parts):
        return whole
    seen = {m.name: m for part in parts for m in part.perpetrators}
    why = "from the parts that add up to it"
    return whole.with_(perpetrators=tuple(replace(m, carried=why) for m in seen.values()))


def _classes(drafts: list[Draft]) -> list[Draft]:
    """A whole whose parts are of different sides, or mixed themselves, is mixed."""
    once = [_mixed(whole, _sides(drafts, at)) for at, whole in enumerate(drafts)]
    return [
        whole.with_(victim_class=VictimClass.MIXED)
        if whole.victim_class is VictimClass.UNKNOWN and VictimClass.MIXED in _sides(once, at)
        else whole
        for at, whole in enumerate(once)
    ]


def _sides(drafts: list[Draft], whole: int) -> set[VictimClass]:
    """The sides of the parts of a whole, as far as they are known."""
    return {d.victim_class for d in drafts if d.part_of == whole} - {VictimClass.UNKNOWN}


def _mixed(whole: Draft, sides: set[VictimClass]) -> Draft:
    if len(sides) < 2 or whole.victim_class is not VictimClass.UNKNOWN:
        return whole
    return whole.with_(victim_class=VictimClass.MIXED)
