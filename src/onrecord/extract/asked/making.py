"""From a grounded proposal to a draft, each slot read by our own grammars from the quoted words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.extract import actors, filling, naming, people, said, whom
from onrecord.extract.asked.grounding import Grounded, Span
from onrecord.extract.draft import Draft, Tier
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import unit_of
from onrecord.model import Block, Count, Measure, Mention, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "asked"
_BESIDE = "from the sentence beside"


def draft(found: Grounded, block: Block, sentences: Sequence[Sentence], engine: str) -> Draft:
    """
    Return a proposal as a draft of the lowest tier.

    Its own sentence fills the slots by rule; where the model pointed at words in which our
    grammars find a name, a place, a time or a voice, these take the slot instead.

    Args:
        found: The proposal.
        block: Its paragraph.
        sentences: The paragraph's sentences.
        engine: The model, as it is noted with the claim.
    """
    sentence, number = found.sentence, found.number
    unit = unit_of(sentence, number)
    victims = whom.words(sentence, unit, number)
    side = whom.side(sentence, unit, victims)
    if victims is None and "victim_text" in found.slots:
        victims = sentence.content[slice(*found.slots["victim_text"])]
        side = people.victim_class(victims, None)
    plain = Draft(
        sentence=sentence,
        block=block,
        start=found.span[0],
        end=found.span[1],
        measure=Measure.PEOPLE,
        outcome=found.outcome,
        count=_count(found, unit),
        unit=unit,
        told=found.told,
        rule=_RULE,
        victims=victims,
        victim_class=side,
        counted=(found.quantity.start, found.quantity.end),
        tier=Tier.MODEL,
        engine=engine,
    )
    return _with_slots(filling.filled(plain, found.told), found, sentences)


def _count(found: Grounded, unit: "Token") -> Count:
    count = found.quantity.count
    return people.at_least(count, unit) if found.number.i <= unit.i else count


def _with_slots(plain: Draft, found: Grounded, sentences: Sequence[Sentence]) -> Draft:
    slots = {
        "perpetrators": _read(found, "perpetrator_text", sentences),
        "places": _read(found, "place_text", sentences),
        "times": _read(found, "date_text", sentences),
        "sources": _read(found, "source_text", sentences),
    }
    changed = plain.with_(**{name: mentions for name, mentions in slots.items() if mentions})
    if changed.sources and changed.stance is Stance.ASSERTED:
        changed = changed.with_(stance=Stance.REPORTED)
    return changed


def _read(found: Grounded, field: str, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """What our grammars find in the words quoted for a slot; empty if nothing."""
    span = found.slots.get(field)
    sentence = span and next((s for s in sentences if s.start <= span[0] < s.end), None)
    if not span or not sentence:
        return ()
    mentions = tuple(_READERS[field](sentence, span))
    if sentence is found.sentence:
        return mentions
    return tuple(replace(m, carried=_BESIDE) for m in mentions)


def _actors(sentence: Sentence, span: Span) -> Iterator[Mention]:
    head = _head(sentence, span)
    inside = [m for m in actors.actors(sentence, head) if m.start is not None and _in(m, span)]
    yield from inside or _named(sentence, span, "actor")


def _voices(sentence: Sentence, span: Span) -> Iterator[Mention]:
    head = _head(sentence, span)
    if head is not None and said.can_speak(sentence, head):
        yield naming.name(sentence, head)


def _places(sentence: Sentence, span: Span) -> Iterator[Mention]:
    return _named(sentence, span, "place")


def _times(sentence: Sentence, span: Span) -> Iterator[Mention]:
    return _named(sentence, span, "time")


_READERS = {
    "perpetrator_text": _actors,
    "place_text": _places,
    "date_text": _times,
    "source_text": _voices,
}


def _named(sentence: Sentence, span: Span, kind: str) -> Iterator[Mention]:
    """The names of one kind that lie in the quoted words."""
    for named in sentence.names:
        if named.kind == kind and span[0] <= named.start and named.end <= span[1]:
            yield naming.mention(named)


def _in(mention: Mention, span: Span) -> bool:
    return mention.start is not None and span[0] <= mention.start < span[1]


def _head(sentence: Sentence, span: Span) -> "Token | None":
    """The noun on which the rest of the quoted words hang; None if there is none."""
    inside = [
        t
        for t in sentence.tokens
        if span[0] <= sentence.span(t)[0] and sentence.span(t)[1] <= span[1]
    ]
    tops = (t for t in inside if t.head not in inside or t.head == t)
    return next((t for t in tops if t.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}), None)
