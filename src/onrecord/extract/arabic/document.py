"""What an Arabic claim takes from the document around it, always marked as carried."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.arabic import said, where
from onrecord.extract.arabic.draft import Draft
from onrecord.extract.arabic.sentence import Sentence
from onrecord.model import Count, Mention, Outcome, Stance, Voice

_BY_ONE_ACT = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.DISAPPEARED})


_BACK = 20  # sentences
_WHOLE = 8  # words of a sentence that is no dateline
_TELLING = 10  # a smaller number twice may be chance
_CLAIMS = frozenset("تبني تبنت وتبني وتبنت".split())


def _carried(mentions: Sequence[Mention], how: str) -> tuple[Mention, ...]:
    return tuple(m if m.carried else replace(m, carried=how) for m in mentions)


def finish(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> tuple[Draft, ...]:
    """
    Return the drafts of a document with what its other sentences lend them.

    Args:
        drafts: In the order of their words.
        sentences: Every sentence read, in order.
    """
    found = _sources(list(drafts), sentences)
    found = _shared(found)
    found = _of_earlier(found)
    found = _claimed(found, sentences)
    found = _where_and_when(found, sentences)
    found = _repeats(found)
    return tuple(_headline(found, d) for d in found)


def _sources(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """As in "وأضاف أن" and the lines of a list go on with the source named before."""
    found: list[Draft] = []
    for draft in drafts:
        first = draft.sentence.index_of(draft.start)
        lent: tuple[Mention, ...] = ()
        if not draft.sources and said.goes_on(draft.sentence, first):
            earlier = next((f for f in reversed(found[-_BACK:]) if f.sources), None)
            lent = earlier.sources if earlier else _before(draft.sentence, sentences)
        elif not draft.sources and _is_item(draft.sentence):
            lent = _of_list(draft.sentence, sentences)
        if lent:
            held = Stance.REPORTED if draft.stance is Stance.ASSERTED else draft.stance
            lent = _carried(lent, "from a sentence before")
            found.append(draft.with_(sources=lent, stance=held))
        else:
            found.append(draft)
    return found


def _before(sentence: Sentence, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The source of the nearest sentence before, whether it makes a claim or not."""
    for other in reversed(_earlier(sentence, sentences)[-_BACK:]):
        spoken = said.sources(other, len(other.words), len(other.words))
        if spoken:
            return spoken
    return ()


def _earlier(sentence: Sentence, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    return sentences[: bisect_left(sentences, sentence.start, key=lambda s: s.start)]


def _is_item(sentence: Sentence) -> bool:
    return sentence.content[sentence.block.start : sentence.block.end].lstrip()[:1] in {
        "-",
        "•",
        "*",
    }


def _of_list(sentence: Sentence, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Who says what a list says: the sentence with a colon that stands before its first item."""
    for other in reversed(_earlier(sentence, sentences)):
        if not _is_item(other):
            is_head = other.content[other.start : other.end].rstrip().endswith(":")
            return said.sources(other, len(other.words), len(other.words)) if is_head else ()
    return ()


def _by_sentence(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """The positions of the drafts of each sentence, by where it starts."""
    found: dict[int, list[int]] = {}
    for at, draft in enumerate(drafts):
        found.setdefault(draft.sentence.start, []).append(at)
    return found


def _shared(drafts: list[Draft]) -> list[Draft]:
    """Counts of one sentence share who did it, if only one of them says so."""
    by_sentence = _by_sentence(drafts)
    found: list[Draft] = []
    for draft in drafts:
        inside = [drafts[n] for n in by_sentence[draft.sentence.start]]
        beside = [d for d in inside if d.perpetrators]
        like = [d for d in beside if {d.link.outcome, draft.link.outcome} <= _BY_ONE_ACT]
        same = [d for d in beside if d.link.outcome is draft.link.outcome]
        lenders = like or same or (beside if draft.link.whole is not None else [])
        if draft.perpetrators or not lenders:
            found.append(draft)
        else:
            lent = _carried(lenders[0].perpetrators, "from the same sentence")
            found.append(draft.with_(perpetrators=lent))
    return [_with_whole(d, by_sentence[d.sentence.start]) for d in found]


def _with_whole(draft: Draft, beside: Sequence[int]) -> Draft:
    """Tie a part to the draft of its whole, which stands in the same sentence."""
    whole = draft.link.whole
    if whole is None or whole >= len(beside):
        return draft
    return draft.with_(part_of=beside[whole])


def _of_earlier(drafts: list[Draft]) -> list[Draft]:
    """As in "بين القتلى 12 طفلا": part of the nearest such count in a sentence before."""
    found: list[Draft] = []
    nearest: dict[Outcome, int] = {}
    for at, draft in enumerate(drafts):
        is_open = draft.link.rule == "among the harmed" and draft.part_of is None
        whole = nearest.get(draft.link.outcome) if is_open else None
        found.append(draft if whole is None else _as_part(draft, found[whole], whole))
        if found[-1].part_of is None:
            nearest[draft.link.outcome] = at
    return found


def _as_part(draft: Draft, whole: Draft, position: int) -> Draft:
    how = "from the count that it is part of"
    return draft.with_(
        part_of=position,
        perpetrators=draft.perpetrators or _carried(whole.perpetrators, how),
        places=draft.places or _carried(whole.places, how),
        times=draft.times or _carried(whole.times, how),
    )


def _claimed(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """As in "وتبنى التنظيم الهجوم": who claims an attack did what was told before it."""
    for sentence in sentences:
        at = next((n for n, w in enumerate(sentence.words) if w.form in _CLAIMS), None)
        doer = said.phrase(sentence, at + 1) if at is not None else None
        if doer is None:
            continue
        lent = _carried((doer,), "claimed the attack in a later sentence")
        return [
            d.with_(perpetrators=lent)
            if d.start < sentence.start and not d.perpetrators and d.link.outcome in _BY_ONE_ACT
            else d
            for d in drafts
        ]
    return drafts


def _where_and_when(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """A claim without a place, or a time, takes the last told before it in its own block."""
    blocks: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block.start, []).append(sentence)
    title, (told_at, told_on) = _of_title(sentences), _of_lede(sentences)
    found: list[Draft] = []
    for draft in drafts:
        is_elsewhere = bool(draft.places and told_at and not _overlap(draft.places, told_at))
        lent = _from_before(draft, blocks[draft.sentence.block.start])
        is_timeless = lent.times or is_elsewhere or lent.is_cumulative or lent.voice is Voice.TITLE
        found.append(
            lent.with_(
                places=lent.places
                or _carried(told_at, "from the lede")
                or _carried(title, "from the headline"),
                times=lent.times if is_timeless else _carried(told_on[:1], "from the lede"),
            )
        )
    return found


def _overlap(some: Sequence[Mention], others: Sequence[Mention]) -> bool:
    return bool({m.best or m.name for m in some} & {m.best or m.name for m in others})


def _of_lede(sentences: Sequence[Sentence]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Where and when the first whole sentence of the body says that it was."""
    lede = next(
        (s for s in sentences if s.block.voice is Voice.BODY and len(s.words) >= _WHOLE), None
    )
    if lede is None:
        return (), ()
    return where.places(lede, lede.start, lede.start), where.times(lede, lede.start, lede.start)


def _from_before(draft: Draft, block: Sequence[Sentence]) -> Draft:
    if draft.places and draft.times:
        return draft
    before = [s for s in block if s.start < draft.sentence.start][-_BACK:]
    before = [] if draft.voice is Voice.TITLE else before
    how = "from a sentence before"
    told_at = next((p for s in reversed(before) if (p := where.places(s, s.end, s.end))), ())
    told_on = next((t for s in reversed(before) if (t := where.times(s, s.end, s.end))), ())
    return draft.with_(
        places=draft.places or _carried(told_at, how),
        times=draft.times or _carried(told_on[:1], how),
    )


def _of_title(sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Where the headline says that it was."""
    titles = (s for s in sentences if s.block.voice is Voice.TITLE)
    return next((p for s in titles if (p := where.places(s, s.end, s.end))), ())


def _repeats(drafts: list[Draft]) -> list[Draft]:
    """The same outcome and number in another sentence is the same fact, if the first is no part."""
    found: list[Draft] = []
    first: dict[tuple[Outcome, Count], int] = {}
    for at, draft in enumerate(drafts):
        count = draft.link.quantity.count
        key = (draft.link.outcome, count)
        same = first.get(key)
        is_there = same is not None and drafts[same].sentence is not draft.sentence
        found.append(draft.with_(same_as=same) if is_there else draft)
        if draft.part_of is None and (draft.voice is Voice.TITLE or (count.low or 0) >= _TELLING):
            first.setdefault(key, at)
    return found


def _headline(drafts: Sequence[Draft], draft: Draft) -> Draft:
    """A headline takes who, where and when from the first like claim of the body."""
    if draft.voice is not Voice.TITLE:
        return draft
    like = [
        d for d in drafts if d.voice is not Voice.TITLE and d.link.outcome is draft.link.outcome
    ]
    if not like:
        return draft
    body = next((d for d in like if d.link.quantity.count == draft.link.quantity.count), like[0])
    how = "from the body"
    return draft.with_(
        perpetrators=draft.perpetrators or _carried(body.perpetrators, how),
        places=draft.places or _carried(body.places, how),
        times=draft.times or _carried(body.times, how),
    )
