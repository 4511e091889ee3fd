"""
What a claim takes from the document around it, always marked as carried.

A subtotal takes what its whole says; a headline takes who, where and when from the body;
a claim without a place takes the nearest one said before it. Every such slot says where
it came from, so that a reviewer can see at a glance what the sentence itself does not say.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.extract import (
    belonging,
    carry,
    cumulative,
    dateline,
    doers,
    grammar,
    letterhead,
    nobody,
    partial,
    parts,
    people,
    retracted,
    same,
    sides,
    tiers,
)
from onrecord.extract.draft import Draft
from onrecord.extract.sentence import Sentence
from onrecord.extract.tagger import Sight
from onrecord.extract.tying import tied
from onrecord.model import Claim, Document, Named, Passage, Text

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBTOTAL = re.compile(
    r"\b(?:this|that|the|these|its|those)\s+(?:number|figure|total|toll|count|tally|dead|victims?"
    r"|casualties|killed|fatalities|injured|wounded)\b"
    r".{0,60}\b(?:includ|compris|consist|made up|counts?|contain|were|are)"
    r"|^\W*(?:they|these|those|the victims|the dead|the casualties)"
    r"\s+(?:included?|were|comprised)\b"
    r"|\b(?:among|of)\s+(?:them|these|those|the dead|the victims|the total|that number"
    r"|the killed)\b",
    re.IGNORECASE,
)


def continues(sentence: Sentence, number: "Token") -> bool:
    """Whether a number breaks down a count that an earlier sentence gave."""
    before = sentence.content[sentence.start : sentence.span(number)[0]]
    if _SUBTOTAL.search(before) or _SUBTOTAL.search(sentence.words):
        return True
    return _says_who(sentence, number)


def _says_who(sentence: Sentence, number: "Token") -> bool:
    """As in "ten were women and seven children": who so many of those counted before were."""
    verb = number.head
    if number.dep_ == "nsubj" and verb.lemma_ == "be":
        attribute = grammar.child(verb, {"attr"})
        return attribute is not None and people.is_person(attribute)
    noun = number.head  # "seven children", in the same list
    if number.dep_ != "nummod" or noun.dep_ not in {"conj", "appos"}:
        return False
    while noun.dep_ in {"conj", "appos"} and sentence.holds(noun.head):
        noun = noun.head
    if noun.dep_ != "attr":
        return False
    subject = grammar.child(noun.head, {"nsubj"})
    return subject is not None and sentence.quantity(subject) is not None


def finish(
    document: Document,
    text: Text,
    names: Sequence[Named],
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    tagger: str | None,
    sight: Sight | None = None,
) -> tuple[Claim, ...]:
    """
    Return drafts as claims, with what the document as a whole lends them.

    Args:
        document: Where the text is from.
        text: The text.
        names: The names found in it.
        drafts: What its sentences claim, in order.
        sentences: The sentences parsed, in order.
        tagger: The tagger by name and version, as it is noted with the claims that it found; None
            where the rules read alone.
        sight: What the tagger saw of the text; None likewise.
    """
    found = parts.of_sentence_before(drafts)
    found = [carry.named_voice(d, found[:i], names, sentences) for i, d in enumerate(found)]
    found = parts.in_sentence(found)
    found = parts.by_sum(found)
    found = same.repeats(found)
    found = [
        d.with_(is_cumulative=cumulative.is_cumulative(d), is_partial=partial.is_partial(d))
        for d in found
    ]
    found = retracted.retracted(found, sentences, text.content)
    found = carry.slots(sides.inherited(found), sentences, text, names)
    if sight is not None:
        listing = dateline.Listing.of(text, names)
        found = belonging.chosen(found, sight, names, sentences, listing)
    found = carry.in_town(found, names)
    found = nobody.left_out(doers.named(found), names)
    found = letterhead.voiced(found, text.content)
    return tied([_as_claim(document, text, d, tagger) for d in found], found)


def _as_claim(document: Document, text: Text, draft: Draft, tagger: str | None) -> Claim:
    return Claim(
        document=document.name,
        passage=Passage(
            snapshot_id=text.snapshot_id,
            start=draft.start,
            end=draft.end,
            exact=text.content[draft.start : draft.end],
        ),
        measure=draft.measure,
        outcome=draft.known_outcome,
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
        engine=_engines(draft, tagger),
        rule=draft.rule,
        confidence=tiers.confidence(draft),
        is_cumulative=draft.is_cumulative,
        is_partial=draft.is_partial,
    )


def _engines(draft: Draft, tagger: str | None) -> str:
    """Who found a claim: "rules-en 6 + llm:some-model" where a language model says the same."""
    found = draft.engine or tiers.engine(draft.tier, tagger or "")
    return f"{found} + {draft.agreeing}" if draft.agreeing else found
