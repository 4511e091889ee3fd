"""
What a claim takes from the document around it, always marked as carried.

A subtotal takes what its whole says; a headline takes who, where and when from the body;
a claim without a place takes the nearest one said before it. Every such slot says where
it came from, so that a reviewer can see at a glance what the sentence itself does not say.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.extract import carry, same
from onrecord.extract.draft import Draft
from onrecord.extract.parse import Sentence
from onrecord.model import (
    Claim,
    Document,
    Measure,
    Named,
    Passage,
    Stance,
    Text,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBTOTAL = re.compile(
    r"\b(?:this|that|the|these|its|those)\s+(?:number|figure|total|toll|count|tally|dead|victims?|casualties|killed|fatalities|injured|wounded)\b"
    r".{0,60}\b(?:includ|compris|consist|made up|counts?|contain|were|are)"
    r"|^\W*(?:they|these|those|the victims|the dead|the casualties)\s+(?:included?|were|comprised)\b"
    r"|\b(?:among|of)\s+(?:them|these|those|the dead|the victims|the total|that number|the killed)\b",
    re.IGNORECASE,
)


def continues(sentence: Sentence, number: "Token") -> bool:
    """Whether a number breaks down a count that an earlier sentence gave."""
    before = sentence.content[sentence.start : sentence.span(number)[0]]
    return bool(_SUBTOTAL.search(before) or _SUBTOTAL.search(sentence.words))


def finish(
    document: Document,
    text: Text,
    names: Sequence[Named],
    drafts: list[Draft],
    sentences: Sequence[Sentence],
    engine: str,
) -> tuple[Claim, ...]:
    """Turn drafts into claims, with what the document as a whole lends them."""
    drafts = _subtotals(drafts)
    drafts = [carry.named_voice(d, drafts[:i], names) for i, d in enumerate(drafts)]
    drafts = _parts_in_sentence(drafts)
    drafts = same.parts_by_sum(drafts)
    drafts = same.repeats(drafts)
    drafts = [d.with_(is_cumulative=_is_cumulative(d)) for d in drafts]
    drafts = [_retracted(d, sentences) for d in drafts]
    drafts = carry.slots(drafts, sentences)
    return _as_claims(document, text, drafts, engine)


def _subtotals(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        if draft.outcome is not None:
            kept.append(draft)
            continue
        whole = next((i for i in range(len(kept) - 1, -1, -1) if _can_hold(kept[i], draft)), None)
        if whole is None:
            continue
        above = kept[whole]
        why = "from the count that it is part of"
        kept.append(
            draft.with_(
                outcome=above.outcome,
                told=above.told,
                part_of=whole,
                perpetrators=carry.carried(above.perpetrators, why),
                places=carry.carried(above.places, why),
                times=carry.carried(above.times, why),
                sources=carry.carried(above.sources, why),
                stance=above.stance,
                voice=above.voice,
                weapon=above.weapon,
            )
        )
    return kept


def _can_hold(whole: Draft, part: Draft) -> bool:
    if whole.measure is not Measure.PEOPLE or whole.is_part or not whole.count.is_known:
        return False
    gap = part.sentence.index - whole.sentence.index
    near = part.block.voice is whole.block.voice and (gap <= 1 or part.block is whole.block)
    low = part.count.low or 0
    return near and (whole.count.high is None or low <= whole.count.high)


def _parts_in_sentence(drafts: list[Draft]) -> list[Draft]:
    """As in "40 killed, including 12 children": the 12 are part of the nearest 40 before them."""
    kept: list[Draft] = []
    for at, draft in enumerate(drafts):
        if not draft.is_part or draft.part_of is not None:
            kept.append(draft)
            continue
        order = sorted(
            (i for i in range(len(drafts)) if i != at and _is_whole(drafts[i], draft)),
            key=lambda i: (drafts[i].sentence is not draft.sentence, i > at, abs(i - at)),
        )
        kept.append(draft.with_(part_of=order[0]) if order else draft)
    return kept


def _is_whole(whole: Draft, part: Draft) -> bool:
    if whole.outcome is not part.outcome or whole.is_part or whole.measure is not Measure.PEOPLE:
        return False
    if abs(whole.sentence.index - part.sentence.index) > 2 or not whole.count.is_known:
        return False
    low = part.count.low or 0
    return whole.count.high is None or low <= whole.count.high


_CUMULATIVE = re.compile(
    r"\bsince\s+the\s+(?:start|beginning|outbreak|onset)\b|\bsince\s+(?:the\s+)?(?:(?:civil\s+)?war|conflict|uprising|rebellion|revolution|fighting)\b|"
    r"\bsince\s+(?:\S+\s+){1,4}(?:invaded|invasion|began|started|broke\s+out|erupted|coup|seized|took\s+power)\b|"
    r"\bsince\s+(?:19|20)\d\d\b|\b(?:in|of|during|over|throughout)\s+(?:the|this|its|a|\w+'s|\w+’s)\s+(?:\w+[\s-]){0,4}(?:war|conflict|civil war|insurgency|uprising)\b|"
    r"\bin\s+the\s+(?:past|last)\s+(?:\w+\s+)?(?:years?|decades?)\b|\byears\s+of\b|\bsince\s+\w+\s+(?:19|20)\d\d\b|"
    r"\b(?:this|last)\s+year\b|\bso\s+far\s+this\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:have|has)\s+(?:now\s+|already\s+|reportedly\s+)?been\s+(?:killed|displaced|injured|wounded|detained)\b",
    re.IGNORECASE,
)


def _is_cumulative(draft: Draft) -> bool:
    """Whether the words total a whole war, country or year, so that it is no one incident."""
    if draft.measure in {Measure.SHARE, Measure.RATIO}:
        return True
    words = draft.sentence.words
    if _CUMULATIVE.search(words) and not any(
        t.carried is None and re.search(r"\d{1,2}\s+\w+|day\b", t.name) for t in draft.times
    ):
        return True
    least = draft.count.low or draft.count.high or 0
    return bool(_PERFECT.search(words)) and least >= 1_000 and not draft.times


_WRONG = re.compile(
    r"\W*(?:(?:that|this|it|which)|the (?:figure|number|report|headline|toll))\s+(?:was|is|were)\s+(?:wrong|incorrect|false|mistaken|an? (?:error|mistake)|inaccurate|untrue)\b",
    re.IGNORECASE,
)


def _retracted(draft: Draft, sentences: Sequence[Sentence]) -> Draft:
    """As in "… 50 children had been killed. That was wrong": the document takes the claim back."""
    following = [
        s for s in sentences if s.index == draft.sentence.index + 1 and s.block == draft.block.start
    ]
    if following and _WRONG.match(following[0].words):
        return draft.with_(stance=Stance.DENIED)
    return draft


def _as_claims(
    document: Document, text: Text, drafts: Sequence[Draft], engine: str
) -> tuple[Claim, ...]:
    made: list[Claim] = []
    for draft in drafts:
        assert draft.outcome is not None
        passage = Passage(
            snapshot_id=text.snapshot_id,
            start=draft.start,
            end=draft.end,
            exact=text.content[draft.start : draft.end],
        )
        made.append(
            Claim(
                document=document.name,
                passage=passage,
                measure=draft.measure,
                outcome=draft.outcome,
                count=draft.count,
                victims=draft.victims,
                victim_class=draft.victim_class,
                perpetrators=draft.perpetrators,
                places=draft.places,
                times=draft.times,
                weapon=draft.weapon,
                sources=draft.sources,
                stance=draft.stance,
                voice=draft.voice or draft.block.voice,
                engine=engine,
                rule=draft.rule,
                is_cumulative=draft.is_cumulative,
            )
        )
    linked = [
        claim.with_(
            part_of=made[d.part_of].id if d.part_of is not None else None,
            same_as=made[d.same_as].id if d.same_as is not None else None,
        )
        for claim, d in zip(made, drafts, strict=True)
    ]
    unique = {c.id: c for c in reversed(linked)}
    return tuple(sorted(unique.values(), key=lambda c: (c.passage.start, c.passage.end, c.id)))
