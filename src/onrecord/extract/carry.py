"""Slots that a claim's own sentence leaves empty, taken from the document and marked so."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract import where
from onrecord.extract.draft import Draft
from onrecord.extract.parse import Sentence
from onrecord.model import Document, Measure, Mention, Named, Outcome, Qualifier, Text, Voice

_GENERIC_VOICE = re.compile(
    r"^(?:it|he|she|they|its|his|her|(?:the\s+)?(?:organi[sz]ation|group|network|monitor|observatory|agency|ministry|office|statement|report|spokes(?:man|woman|person)))$",
    re.IGNORECASE,
)


def carried(mentions: Sequence[Mention], why: str) -> tuple[Mention, ...]:
    """Return mentions marked as carried; one carried before keeps its first reason."""
    return tuple(m if m.carried else replace(m, carried=why) for m in mentions)


def named_voice(draft: Draft, earlier: Sequence[Draft], names: Sequence[Named]) -> Draft:
    """Put a name to "it", "the organisation": the last voice named before, if one was."""
    resolved: list[Mention] = []
    for source in draft.sources:
        if not _GENERIC_VOICE.match(source.name):
            resolved.append(source)
            continue
        known = next(
            (s for d in reversed(earlier) for s in d.sources if not _GENERIC_VOICE.match(s.name)),
            None,
        ) or _last_speaker(draft, names)
        if known is not None:
            why = f"“{source.name}” stands for it"
            resolved.append(replace(known, start=source.start, end=source.end, carried=why))
        elif not re.match(r"^(?:it|he|she|they|its|his|her)$", source.name, re.IGNORECASE):
            resolved.append(source)
    return draft.with_(sources=tuple(resolved))


_SPEAKS = frozenset(
    {"documenter", "intergovernmental", "media", "humanitarian", "official", "person"}
)


def _last_speaker(draft: Draft, names: Sequence[Named]) -> Mention | None:
    before = [
        n
        for n in names
        if n.kind == "actor" and n.what in _SPEAKS and draft.start - 700 < n.start < draft.start
    ]
    return where.mention(before[-1]) if before else None


def slots(
    document: Document,
    text: Text,
    names: Sequence[Named],
    drafts: list[Draft],
    sentences: Sequence[Sentence],
) -> list[Draft]:
    """Fill empty slots: from the whole, from the same fact told elsewhere, from what was said before."""
    out = _from_wholes(drafts)
    out = _from_same_facts(out)
    out = [_from_before(d, sentences) for d in out]
    out = [_same_doers(d, out[:i]) for i, d in enumerate(out)]
    out = _from_wholes(_from_same_facts(out))
    return _from_document(text, names, out)


def _missing(draft: Draft, giver: Draft, why: str, fields: Sequence[str]) -> Draft:
    changes = {
        name: carried(getattr(giver, name), why)
        for name in fields
        if not getattr(draft, name) and getattr(giver, name)
    }
    return draft.with_(**changes) if changes else draft


def _from_wholes(drafts: list[Draft]) -> list[Draft]:
    out = list(drafts)
    for at, draft in enumerate(out):
        if draft.part_of is not None:
            whole = out[draft.part_of]
            out[at] = _missing(
                draft, whole, "from the count that it is part of", ("places", "times", "sources")
            )
            if draft.sentence is whole.sentence or draft.rule.startswith("subtotal"):
                out[at] = _missing(
                    out[at], whole, "from the count that it is part of", ("perpetrators",)
                )
    return out


def _from_same_facts(drafts: list[Draft]) -> list[Draft]:
    """Claims of one fact share who, where and when; a headline's slots come from the body."""
    out = list(drafts)
    for at, draft in enumerate(drafts):
        if draft.same_as is None:
            continue
        first = out[draft.same_as]
        fields = ("perpetrators", "places", "times")
        why = "from the same fact told elsewhere in the document"
        out[draft.same_as] = _missing(first, draft, why, fields)
        out[at] = _missing(draft, out[draft.same_as], why, fields)
    for at, draft in enumerate(drafts):
        if draft.same_as is not None:
            out[at] = _missing(
                out[at],
                out[draft.same_as],
                "from the same fact told elsewhere in the document",
                ("perpetrators", "places", "times"),
            )
    return out


def _from_before(draft: Draft, sentences: Sequence[Sentence]) -> Draft:
    """Take the nearest place and time said before in the same block."""
    before = [
        s
        for s in sentences[max(0, draft.sentence.index - 3) : draft.sentence.index]
        if s.block == draft.sentence.block
    ]
    for sentence in reversed(before):
        if not draft.places:
            found = where.places(sentence, sentence.end, sentence.end) or where.spoken_of(sentence)
            draft = draft.with_(places=carried(found, "from a sentence before")) if found else draft
        if (
            not draft.times
            and not draft.is_cumulative
            and sentence.index >= draft.sentence.index - 2
        ):
            told = where.times(sentence, sentence.end, sentence.end)
            draft = draft.with_(times=carried(told, "from a sentence before")) if told else draft
    return draft


def _same_doers(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """
    Take the perpetrators of the sentence just before, if this one only goes on telling.

    It goes on if it names no actor and no other place of its own.
    """
    if draft.perpetrators or not earlier or draft.measure is not Measure.PEOPLE:
        return draft
    if any(n.kind == "actor" for n in draft.sentence.names) or any(
        p.carried is None for p in draft.places
    ):
        return draft
    if draft.is_cumulative or draft.outcome not in {
        Outcome.KILLED,
        Outcome.INJURED,
        Outcome.CASUALTIES,
    }:
        return draft
    for other in reversed(earlier):
        gap = draft.sentence.index - other.sentence.index
        if (
            gap == 1
            and other.block is draft.block
            and other.perpetrators
            and other.sources == draft.sources
        ):
            return draft.with_(perpetrators=carried(other.perpetrators, "from the sentence before"))
    return draft


def _from_document(text: Text, names: Sequence[Named], drafts: list[Draft]) -> list[Draft]:
    period = _main_period(drafts)
    place = main_place(text, names, is_one_event=bool(period))
    out = []
    for draft in drafts:
        if (
            not draft.places
            and place is not None
            and draft.measure
            in {Measure.PEOPLE, Measure.STRIKES, Measure.MUNITIONS, Measure.BUILDINGS}
        ):
            draft = draft.with_(places=(replace(place, carried="the document's main place"),))
        if (
            not draft.times
            and period
            and not draft.is_cumulative
            and draft.block.voice is not Voice.COMMENT
        ):
            draft = draft.with_(times=carried(period, "the document's one period"))
        out.append(draft)
    return out


def main_place(text: Text, names: Sequence[Named], *, is_one_event: bool) -> Mention | None:
    """
    Return the place that a document is about: named most, headline and lede counting more.

    Where the document tells of one event, towns and areas come before countries; an
    analysis that ranges wider lends its claims no more than what it names most. None
    where no place is named.
    """
    openings = [b for b in text.blocks if b.voice in {Voice.TITLE, Voice.BODY}][:3]
    weight: Counter[str] = Counter()
    first: dict[str, Named] = {}
    for named in names:
        if named.kind != "place" or _is_demonym(text, named):
            continue
        key = named.candidates[0].id if named.candidates else named.name.lower()
        early = any(b.start <= named.start < b.end for b in openings)
        finer = 2 if is_one_event and named.what != "country" else 1
        weight[key] += (2 if early else 1) * finer
        first.setdefault(key, named)
    if not weight:
        return None
    best = max(weight, key=lambda k: (weight[k], -first[k].start))
    return where.mention(first[best])


def _is_demonym(text: Text, named: Named) -> bool:
    return bool(re.match(r"\w", text.content[named.end : named.end + 1]))


def _main_period(drafts: Sequence[Draft]) -> tuple[Mention, ...]:
    """
    Return the time of a document that tells of one event only; empty if it tells of more.

    An analysis that ranges over years lends its undated claims no date.
    """
    dated = [
        d
        for d in drafts
        if d.times
        and d.measure is Measure.PEOPLE
        and d.outcome is not Outcome.ATTACKED
        and d.count.qualifier is not Qualifier.NONE
        and d.outcome in {Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES}
        and not d.is_cumulative
        and d.block.voice not in {Voice.COMMENT, Voice.CAPTION}
    ]
    said = {d.times[0].name.lower() for d in dated}
    return dated[0].times if dated and len(said) == 1 else ()
