"""Slots that a claim's own sentence leaves empty, taken from the document and marked so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract import where
from onrecord.extract.draft import Draft
from onrecord.extract.parse import Sentence
from onrecord.model import Measure, Mention, Named, Outcome, Voice

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
        longer = _longer_name(source, earlier)
        if longer is not None:
            resolved.append(replace(source, name=longer.name, candidates=longer.candidates))
            continue
        if not _GENERIC_VOICE.match(source.name):
            resolved.append(source)
            continue
        known = _last_speaker(draft, names) or next(
            (s for d in reversed(earlier) for s in d.sources if not _GENERIC_VOICE.match(s.name)),
            None,
        )
        if known is not None:
            why = f"“{source.name}” stands for it"
            resolved.append(replace(known, start=source.start, end=source.end, carried=why))
        elif not re.match(r"^(?:it|he|she|they|its|his|her)$", source.name, re.IGNORECASE):
            resolved.append(source)
    return draft.with_(sources=tuple(resolved))


def _longer_name(source: Mention, earlier: Sequence[Draft]) -> Mention | None:
    """As in "Lowcock" is the "humanitarian chief Mark Lowcock" of an earlier sentence."""
    if " " in source.name or not source.name[:1].isupper() or source.candidates:
        return None
    return next((s for d in earlier for s in d.sources if s.name.endswith(f" {source.name}")), None)


_SPEAKS = frozenset(
    {"documenter", "intergovernmental", "media", "humanitarian", "official", "person"}
)


def _last_speaker(draft: Draft, names: Sequence[Named]) -> Mention | None:
    before = [
        n
        for n in names
        if n.kind == "actor"
        and n.what in _SPEAKS
        and draft.block.start - 400 < n.start < draft.start
    ]
    return where.mention(before[-1]) if before else None


def slots(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Fill empty slots: from the whole, from the same fact told elsewhere, from what was said before."""
    out = _from_wholes(drafts)
    out = _from_same_facts(out)
    out = [_from_before(d, sentences) for d in out]
    out = [_same_doers(d, out[:i]) for i, d in enumerate(out)]
    return _from_wholes(_from_same_facts(out))


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


_NO_GIVER = {Voice.COMMENT, Voice.BOILERPLATE}  # a reader lends an article nothing


def _from_same_facts(drafts: list[Draft]) -> list[Draft]:
    """Claims of one fact share who, where and when; a headline's slots come from the body."""
    out = list(drafts)
    for at, draft in enumerate(drafts):
        if draft.same_as is None or _NO_GIVER & {draft.block.voice, out[draft.same_as].block.voice}:
            continue
        first = out[draft.same_as]
        fields = ("perpetrators", "places", "times")
        why = "from the same fact told elsewhere in the document"
        out[draft.same_as] = _missing(first, draft, why, fields)
        out[at] = _missing(draft, out[draft.same_as], why, fields)
    for at, draft in enumerate(drafts):
        if draft.same_as is not None and out[draft.same_as].block.voice not in _NO_GIVER:
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
            told = where.times(sentence, sentence.end, sentence.end, of_saying_too=False)
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
