"""Slots that a claim's own sentence leaves empty, taken from the document and marked so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.extract import (
    antecedent,
    dateline,
    doers,
    ground,
    lasting,
    naming,
    timing,
    where,
    wordlist,
)
from onrecord.extract.dateline import Label
from onrecord.extract.draft import Draft
from onrecord.extract.mentions import FROM_WHOLE, carried
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Named, Outcome, Stance, Text, Voice

__all__ = ["in_town", "named_voice", "slots", "speaks_on"]

_FROM_SAME_FACT = "from the same fact told elsewhere in the document"
_FROM_BEFORE = "from a sentence before"
_WHO_WHERE_WHEN = ("perpetrators", "places", "times")

_PRONOUN = re.compile(r"^(?:it|he|she|they|its|his|her)$", re.IGNORECASE)
_NEAR = 400  # characters before a block: a voice named further off is another's


def named_voice(
    draft: Draft,
    earlier: Sequence[Draft],
    names: Sequence[Named],
    sentences: Sequence[Sentence],
) -> Draft:
    """
    Return a draft with a name put to "it", "the organisation": the last voice named before.

    A pronoun for which no voice was named is dropped: it names nobody.
    """
    resolved = (_resolved(s, draft, earlier, names, sentences) for s in draft.sources)
    return draft.with_(sources=tuple(m for m in resolved if m is not None))


def _resolved(
    source: Mention,
    draft: Draft,
    earlier: Sequence[Draft],
    names: Sequence[Named],
    sentences: Sequence[Sentence],
) -> Mention | None:
    longer = _longer_name(source, earlier)
    if longer is not None:
        return replace(source, name=longer.name, candidates=longer.candidates)
    if not _is_generic(source):
        return source
    spoke = (s for d in reversed(earlier) for s in d.sources if not _is_generic(s))
    if _PRONOUN.match(source.name):
        meant = antecedent.voice(
            source.name, source.start or draft.start, sentences, draft.sentence.index
        )
        if meant is not None:
            return _standing_for(source, meant)
    if source.name.lower().removeprefix("the ") in _OWN_WORD:
        return _of_that_word(source, draft, names, spoke)
    known = _last_speaker(draft, names, is_body=_is_body(source)) or next(spoke, None)
    if known is not None:
        return _standing_for(source, known)
    return None if _PRONOUN.match(source.name) else source


def _standing_for(source: Mention, known: Mention) -> Mention:
    why = f"“{source.name}” stands for it"
    return replace(known, start=source.start, end=source.end, carried=why)


def _is_generic(source: Mention) -> bool:
    """As in "it", "the organisation": a voice that must have been named before."""
    bare = source.name.lower().removeprefix("the ").removeprefix("same ").strip()
    return bool(_PRONOUN.match(source.name)) or bare in wordlist.words("said", "generic")


def _longer_name(source: Mention, earlier: Sequence[Draft]) -> Mention | None:
    """As in "Noor", who is the "field doctor Sami Noor" of an earlier sentence."""
    if " " in source.name or not source.name[:1].isupper() or source.candidates:
        return None
    return next((s for d in earlier for s in d.sources if s.name.endswith(f" {source.name}")), None)


_SPEAKS = frozenset(
    {"documenter", "intergovernmental", "media", "humanitarian", "official", "person"}
)


# "the observatory" is one that is called so; "the group" may be anybody who speaks
_OWN_WORD = frozenset({"observatory", "ministry"})
_ONE_PERSON = frozenset({"official", "person"})


def _of_that_word(
    source: Mention, draft: Draft, names: Sequence[Named], spoke: Iterable[Mention]
) -> Mention:
    """As in "the observatory", after "SOHR", which is one by name: the last of that name before."""
    word = source.name.lower().removeprefix("the ")
    called = [
        n
        for n in names
        if n.kind == "actor"
        and n.start < draft.start
        and word in f"{n.name} {n.canonical or ''}".lower()
    ]
    last = naming.mention(called[-1]) if called else None
    known = last or next((m for m in spoke if word in m.name.lower()), None)
    return _standing_for(source, known) if known is not None else source


def _is_body(source: Mention) -> bool:
    return source.name.lower().removeprefix("the ").strip() in wordlist.words("said", "bodies")


def _last_speaker(draft: Draft, names: Sequence[Named], *, is_body: bool) -> Mention | None:
    """The last actor named before that is of a kind that speaks rather than fights."""
    kinds = _SPEAKS - _ONE_PERSON if is_body else _SPEAKS
    before = [
        n
        for n in names
        if n.kind == "actor"
        and n.what in kinds
        and draft.block.start - _NEAR < n.start < draft.start
    ]
    return naming.mention(before[-1]) if before else None


def slots(
    drafts: list[Draft], sentences: Sequence[Sentence], text: Text, names: Sequence[Named]
) -> list[Draft]:
    """Return drafts with empty slots filled from the whole, the same fact or what came before."""
    labels, filed = dateline.labels(text, names), dateline.filed_at(text, names)
    out = [_labelled(d, labels.get(d.block.start)) for d in drafts]
    out = [_pointed(d, names, filed) for d in out]
    out = _more_of_them(out)
    out = _from_same_facts(_from_wholes(out))
    out = [_from_before(d, sentences) for d in out]
    out = [_labelled(d, labels.get(d.block.start), is_last=True) for d in out]
    out = doers.lent(out, sentences)
    return _from_wholes(_from_same_facts(out))


_MORE = re.compile(r"\s+more\b(?!\s+(?:than|[a-z]+s\b))", re.IGNORECASE)


def _more_of_them(drafts: Sequence[Draft]) -> list[Draft]:
    """As in "killed at least 26 children and wounded 19 more": the 19 are children, too."""
    out: list[Draft] = []
    for draft in drafts:
        whole = next((d for d in reversed(out) if not d.is_part and d.counted), None)
        is_of_them = whole is not None and whole.sentence is draft.sentence and _is_more(draft)
        if is_of_them and whole and whole.victims:
            draft = draft.with_(victims=whole.victims, victim_class=whole.victim_class)  # noqa: PLW2901 - the same, with more known
        out.append(draft)
    return out


def _is_more(draft: Draft) -> bool:
    """Whether a number stands by itself, with "more" behind it."""
    if draft.victims is not None or draft.counted is None:
        return False
    return bool(_MORE.match(draft.sentence.content, draft.counted[1], draft.sentence.end))


def _pointed(draft: Draft, names: Sequence[Named], filed: Mention | None) -> Draft:
    """As in "across the country", "in this city"."""
    if draft.places:
        return draft
    found = ground.pointed_to(draft.sentence, names, filed)
    return draft.with_(places=carried(found, _POINTED))


def in_town(drafts: Sequence[Draft], names: Sequence[Named]) -> list[Draft]:
    """Return drafts without a place with the town that their words point to: "in the city"."""
    return [
        d if d.places else d.with_(places=carried(ground.town(d.sentence, names), _POINTED))
        for d in drafts
    ]


_POINTED = "the place that its words point to"
_FROM_LABEL = "from the label of its entry"


def _labelled(draft: Draft, label: Label | None, *, is_last: bool = False) -> Draft:
    """As in "KIRKUK - Two died": what stands before an entry holds for all of it."""
    if label is None or draft.block.voice in _NO_GIVER:
        return draft
    if label.times and not timing.are_told(draft.times):
        draft = draft.with_(times=carried(label.times, _FROM_LABEL) + draft.times)
    known = {(p.best or p.name.lower()) for p in draft.places}
    more = [p for p in label.places if (p.best or p.name.lower()) not in known]
    if not more or not (draft.places or is_last):
        return draft
    return draft.with_(places=(*draft.places, *carried(more, _FROM_LABEL)))


def _missing(draft: Draft, giver: Draft, why: str, fields: Sequence[str]) -> Draft:
    """A draft with the fields that it lacks and the giver has."""
    changes = {
        name: carried(getattr(giver, name), why)
        for name in fields
        if not _has(draft, name) and _has(giver, name)
    }
    return draft.with_(**changes) if changes else draft


def _has(draft: Draft, field: str) -> bool:
    """Whether a slot is filled; by the day of the saying alone a time is not."""
    return timing.are_told(draft.times) if field == "times" else bool(getattr(draft, field))


_ON = re.compile(
    r"\W*(?:by \w+,?\s+)?(?:(?:this|that|the|these|those|its)\s+"
    r"(?:\w+\s+)?(?:number|figure|total|toll|count|tally|dead|victims|casualties)\b"
    r"|(?:of|among)\s+(?:these|them|those)\b|they\b|it\b|\d+\s+of\s+them\b)",
    re.IGNORECASE,
)


def speaks_on(part: Draft, whole: Draft) -> bool:
    """Whether a part is in its whole's sentence, or in one that opens with "Of these"."""
    if part.sentence is whole.sentence:
        return True
    return part.is_part and bool(_ON.match(part.sentence.words))


def _from_wholes(drafts: list[Draft]) -> list[Draft]:
    """Parts share place, time and voice with their whole; who did it only if told together."""
    out = list(drafts)
    for at, draft in enumerate(out):
        if draft.part_of is None:
            continue
        whole = out[draft.part_of]
        fields = ["places", "times"]
        if speaks_on(draft, whole):
            fields.append("sources")  # parts that only add up may be another voice's
        out[at] = _missing(draft, whole, FROM_WHOLE, fields)
    return out


_NO_GIVER = frozenset({Voice.COMMENT, Voice.BOILERPLATE})  # a reader lends an article nothing


def _from_same_facts(drafts: list[Draft]) -> list[Draft]:
    """Claims of one fact share who, where and when; a headline's slots come from the body."""
    out = list(drafts)
    for at, draft in enumerate(drafts):
        if draft.same_as is None or _NO_GIVER & {draft.block.voice, out[draft.same_as].block.voice}:
            continue
        first = _missing(out[draft.same_as], draft, _FROM_SAME_FACT, _WHO_WHERE_WHEN)
        if draft.sources and first.sources and all(map(_is_generic, first.sources)):
            # a headline's "ministry says": the ministry that the body names
            first = first.with_(sources=carried(draft.sources, _FROM_SAME_FACT))
        out[draft.same_as] = first
        out[at] = _missing(draft, first, _FROM_SAME_FACT, _WHO_WHERE_WHEN)
    for at, draft in enumerate(drafts):  # what the first took from a later one, all take
        if draft.same_as is not None and out[draft.same_as].block.voice not in _NO_GIVER:
            out[at] = _missing(out[at], out[draft.same_as], _FROM_SAME_FACT, _WHO_WHERE_WHEN)
    return out


def _lasts(draft: Draft) -> bool:
    """As in "some 9,000 sleep in schools": what lasts has no day from the sentence before."""
    is_now = draft.told is not None and draft.told.token.tag_ in {"VBP", "VBZ"}
    if is_now and draft.outcome in {Outcome.DISPLACED, Outcome.BESIEGED}:
        return True
    return lasting.lasts(draft.outcome, draft.sentence.content, draft.start, draft.end)


def _from_before(draft: Draft, sentences: Sequence[Sentence]) -> Draft:
    """Take the nearest place and time said before in the same block."""
    if draft.stance is Stance.HYPOTHETICAL and not draft.count.is_known:
        return draft  # what is feared at large is nowhere yet
    at = draft.sentence.index
    before = [s for s in sentences[max(0, at - 3) : at] if s.block == draft.sentence.block]
    for sentence in reversed(before):
        if not draft.places:
            found = where.places(sentence, sentence.end, sentence.end) or where.spoken_of(sentence)
            draft = draft.with_(places=carried(found, _FROM_BEFORE))
        is_timed = timing.are_told(draft.times) or _lasts(draft)
        if not is_timed and sentence.index >= at - 2:
            told = timing.times(sentence, sentence.end, sentence.end, of_saying_too=False)
            if draft.is_cumulative:  # a total has no one day: only a stretch of time
                told = tuple(t for t in told if timing.runs_on(t.name))
            draft = draft.with_(times=carried(told, _FROM_BEFORE) + draft.times)
    return draft
