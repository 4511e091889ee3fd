"""What an Arabic claim takes from the document around it, always marked as carried."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.arabic import said, where
from onrecord.extract.arabic.draft import Draft
from onrecord.extract.arabic.sentence import Sentence
from onrecord.model import Mention, Outcome, Stance, Text, Voice

_PASSAGES = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.DISAPPEARED})


_CLAIMS = frozenset("تبني تبنت وتبني وتبنت".split())


def _carried(mentions: Sequence[Mention], how: str) -> tuple[Mention, ...]:
    return tuple(m if m.carried else replace(m, carried=how) for m in mentions)


def finish(
    text: Text, drafts: Sequence[Draft], sentences: Sequence[Sentence]
) -> tuple[Draft, ...]:
    """
    Return the drafts of a document with what its other sentences lend them.

    Args:
        text: The text.
        drafts: In the order of their words.
        sentences: Every sentence read, in order.
    """
    found = _sources(list(drafts), sentences)
    found = _shared(found)
    found = _of_earlier(found)
    found = _claimed(found, sentences)
    found = _places(found, sentences)
    found = _repeats(found)
    return tuple(_headline(found, d) for d in found)


def _sources(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """ "وأضاف أن" and the lines of a list go on with the source named before."""
    found: list[Draft] = []
    for draft in drafts:
        first = draft.sentence.index_of(draft.start)
        lent: tuple[Mention, ...] = ()
        if not draft.sources and said.goes_on(draft.sentence, first):
            earlier = next((f for f in reversed(found) if f.sources), None)
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
    for other in reversed([s for s in sentences if s.start < sentence.start]):
        spoken = said.sources(other, len(other.words), len(other.words))
        if spoken:
            return spoken
    return ()


def _is_item(sentence: Sentence) -> bool:
    return sentence.content[sentence.block.start : sentence.block.end].lstrip()[:1] in {"-", "•", "*"}


def _of_list(sentence: Sentence, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Who says what a list says: the sentence with a colon that stands before its first item."""
    for other in reversed([s for s in sentences if s.start < sentence.start]):
        if not _is_item(other):
            is_head = other.content[other.start : other.end].rstrip().endswith(":")
            return said.sources(other, len(other.words), len(other.words)) if is_head else ()
    return ()


def _shared(drafts: list[Draft]) -> list[Draft]:
    """Counts of one sentence share who did it, if only one of them says so."""
    found: list[Draft] = []
    for draft in drafts:
        beside = [d for d in drafts if d.sentence is draft.sentence and d.perpetrators]
        like = [d for d in beside if {d.link.outcome, draft.link.outcome} <= _PASSAGES]
        whole = draft.link.whole is not None or draft.link.outcome in {b.link.outcome for b in beside}
        if draft.perpetrators or not (like or (beside and whole)):
            found.append(draft)
            continue
        lent = _carried((like or beside)[0].perpetrators, "from the same sentence")
        found.append(draft.with_(perpetrators=lent))
    return _wholes(found)


def _of_earlier(drafts: list[Draft]) -> list[Draft]:
    """ "بين القتلى 12 طفلا": part of the nearest such count in a sentence before."""
    found: list[Draft] = []
    for draft in drafts:
        whole = None
        if draft.link.rule == "among the harmed" and draft.part_of is None:
            whole = next(
                (
                    n
                    for n in range(len(found) - 1, -1, -1)
                    if found[n].link.outcome is draft.link.outcome and found[n].part_of is None
                ),
                None,
            )
        if whole is not None:
            how = "from the count that it is part of"
            held = found[whole]
            draft = draft.with_(
                part_of=whole,
                perpetrators=draft.perpetrators or _carried(held.perpetrators, how),
                places=draft.places or _carried(held.places, how),
                times=draft.times or _carried(held.times, how),
            )
        found.append(draft)
    return found


def _claimed(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """ "وتبنى التنظيم الهجوم": who claims an attack did what was told before it."""
    for sentence in sentences:
        at = next((n for n, w in enumerate(sentence.words) if w.form in _CLAIMS), None)
        doer = said.phrase(sentence, at + 1) if at is not None else None
        if doer is None:
            continue
        lent = _carried((doer,), "claimed the attack in a later sentence")
        return [
            d.with_(perpetrators=lent)
            if d.start < sentence.start and not d.perpetrators and d.link.outcome in _PASSAGES
            else d
            for d in drafts
        ]
    return drafts


def _wholes(drafts: list[Draft]) -> list[Draft]:
    """Tie a part to the draft of its whole, which stands in the same sentence."""
    found: list[Draft] = []
    for draft in drafts:
        beside = [n for n, d in enumerate(drafts) if d.sentence is draft.sentence]
        whole = draft.link.whole
        is_there = whole is not None and whole < len(beside)
        found.append(draft.with_(part_of=beside[whole]) if is_there and whole is not None else draft)
    return found


def _places(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """A claim without a place, or a time, takes the last told before it in its own block."""
    found: list[Draft] = []
    for draft in drafts:
        block = [s for s in sentences if s.block == draft.sentence.block]
        before = [s for s in block if s.start < draft.sentence.start]
        if not draft.places and before and draft.voice is not Voice.TITLE:
            lent = next((p for s in reversed(before) if (p := where.places(s, s.end, s.end))), ())
            draft = draft.with_(places=_carried(lent, "from a sentence before"))
        if not draft.places:
            draft = draft.with_(places=_carried(_of_title(sentences), "from the headline"))
        if not draft.times and before and draft.voice is not Voice.TITLE:
            told = next((t for s in reversed(before) if (t := where.times(s, s.end, s.end))), ())
            draft = draft.with_(times=_carried(told[:1], "from a sentence before"))
        found.append(draft)
    return found


def _of_title(sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Where the headline says that it was."""
    titles = [s for s in sentences if s.block.voice is Voice.TITLE]
    return next((p for s in titles if (p := where.places(s, s.end, s.end))), ())


def _repeats(drafts: list[Draft]) -> list[Draft]:
    """The same outcome and number again is the same fact, if the first is no part."""
    found: list[Draft] = []
    for at, draft in enumerate(drafts):
        count = draft.link.quantity.count
        same = next(
            (
                n
                for n, d in enumerate(drafts[:at])
                if d.link.outcome is draft.link.outcome
                and d.link.quantity.count == count
                and (d.voice is Voice.TITLE or (count.low or 0) >= 10)
                and d.part_of is None
                and d.sentence is not draft.sentence
            ),
            None,
        )
        found.append(draft.with_(same_as=same) if same is not None else draft)
    return found


def _headline(drafts: Sequence[Draft], draft: Draft) -> Draft:
    """A headline takes who, where and when from the first like claim of the body."""
    if draft.voice is not Voice.TITLE:
        return draft
    like = [d for d in drafts if d.voice is not Voice.TITLE and d.link.outcome is draft.link.outcome]
    if not like:
        return draft
    body = next((d for d in like if d.link.quantity.count == draft.link.quantity.count), like[0])
    how = "from the body"
    return draft.with_(
        perpetrators=draft.perpetrators or _carried(body.perpetrators, how),
        places=draft.places or _carried(body.places, how),
        times=draft.times or _carried(body.times, how),
    )
