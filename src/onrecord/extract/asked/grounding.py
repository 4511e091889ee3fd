"""
From a language model's answer to what the report's own words bear out.

A model may make up anything. So nothing of its answer is believed: its words must stand in
the paragraph, its number is read anew by our grammar from the text, and what it says
happened must be told by a word of our lexicon inside the quotation. What fails is rejected.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from onrecord.extract import hedge, joint, link
from onrecord.extract import unit as units
from onrecord.extract.asked import finding
from onrecord.extract.asked.question import FIELDS, QUOTED
from onrecord.extract.harm import Harm
from onrecord.extract.quantity import Quantity
from onrecord.extract.sentence import Sentence
from onrecord.model import Block, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST = 40  # claims of one paragraph; a model that goes on and on is not read to its end

Span = tuple[int, int]


class Rejection(StrEnum):
    """Why something that a model proposed was not taken."""

    FORM = "not in the form asked for"
    QUOTE = "whose words do not stand in the paragraph"
    SLOT = "with a name, place, day or source that does not stand beside it"
    COUNT = "without a number of people there"
    HARM = "where no word tells that harm"


@dataclass(frozen=True, kw_only=True, eq=False)
class Grounded:
    """
    A proposal that the text bears out, tied to the text's own words.

    Attributes:
        sentence: The sentence of the number.
        span: Where the quoted words stand.
        number: The token that stands for the number.
        quantity: The number, as our grammar reads it in the text.
        told: The word that tells the harm.
        outcome: What happened; `told` says so.
        slots: Where the words for victims, perpetrators, place, time and source stand.
    """

    sentence: Sentence
    span: Span
    number: "Token"
    quantity: Quantity
    told: Harm
    outcome: Outcome
    slots: Mapping[str, Span]


def grounded(
    reply: str, block: Block, sentences: Sequence[Sentence]
) -> Iterator[Grounded | Rejection]:
    """
    Go through an answer and give each proposal, grounded or the reason for which it is not.

    Args:
        reply: What the model answered.
        block: The paragraph that it was asked about.
        sentences: The paragraph's sentences.
    """
    proposed = _entries(reply)
    if proposed is None:
        yield Rejection.FORM
        return
    for entry in proposed[:_MOST]:
        told = _fields(entry)
        yield _one(told, block, sentences) if told else Rejection.FORM
    if len(proposed) > _MOST:
        yield Rejection.FORM


def _entries(reply: str) -> list[Any] | None:
    """The proposals of an answer, which may stand between other words; None if it has none."""
    try:
        answer = json.loads(reply[reply.index("{") : reply.rindex("}") + 1])
    except (ValueError, RecursionError):
        return None
    claims = answer.get("claims") if isinstance(answer, dict) else None
    return claims if isinstance(claims, list) else None


def _fields(entry: Any) -> dict[str, str] | None:
    """The fields of one proposal, an absent one as ""; None if any is no text."""
    if not isinstance(entry, dict):
        return None
    told = {name: entry.get(name) or "" for name in FIELDS}
    return told if all(isinstance(words, str) for words in told.values()) else None


def _one(
    told: Mapping[str, str], block: Block, sentences: Sequence[Sentence]
) -> Grounded | Rejection:
    """The first of the places where the quoted words stand that bears the proposal out."""
    if told["outcome"] not in set(Outcome) or not sentences:
        return Rejection.FORM if sentences else Rejection.QUOTE
    content = sentences[0].content
    found: Grounded | Rejection = Rejection.QUOTE
    for span in finding.places(content, block.start, block.end, told["claim_quote"]):
        found = _at(told, span, block, sentences)
        if isinstance(found, Grounded):
            break
    return found


def _at(
    told: Mapping[str, str], span: Span, block: Block, sentences: Sequence[Sentence]
) -> Grounded | Rejection:
    counted = _counted(told["count_text"], span, sentences)
    if counted is None:
        return Rejection.COUNT
    sentence, number, quantity = counted
    outcome = Outcome(told["outcome"])
    harm = _trigger(sentence, number, outcome, span)
    if harm is None:
        return Rejection.HARM
    slots = _slots(told, span, _beside(span, block, sentences), sentence.content)
    if slots is None:
        return Rejection.SLOT
    return Grounded(
        sentence=sentence,
        span=span,
        number=number,
        quantity=quantity,
        told=harm,
        outcome=outcome,
        slots=slots,
    )


def _counted(
    words: str, span: Span, sentences: Sequence[Sentence]
) -> tuple[Sentence, "Token", Quantity] | None:
    """The one number of people harmed that the quoted count stands for, inside the quotation."""
    content = sentences[0].content
    for place in finding.places(content, *span, words):
        found = [
            (sentence, number, quantity)
            for sentence in sentences
            for number in sentence.tokens
            if (quantity := sentence.quantity(number)) and _is_at(content, quantity, place)
        ]
        if len(found) == 1 and _counts_harmed(*found[0]):
            return found[0]
    return None


def _is_at(content: str, quantity: Quantity, place: Span) -> bool:
    """Whether quoted words hold a number whole, its hedges aside: "40" is not in "40 to 50"."""
    if not place[0] <= quantity.core < place[1]:
        return False
    return quantity.end <= max(place[1], hedge.after(content, place[1])[0])


def _counts_harmed(sentence: Sentence, number: "Token", quantity: Quantity) -> bool:
    """No share, no thing, and not the number of those who did it."""
    if quantity.is_share or quantity.is_ratio:
        return False
    return units.counts_people(sentence, number) and not link.is_agent(sentence, number)


def _trigger(sentence: Sentence, number: "Token", outcome: Outcome, span: Span) -> Harm | None:
    """The word nearest to the number, inside the quotation, that tells the outcome."""
    inside = (
        h
        for h in sentence.harms
        if span[0] <= sentence.span(h.token)[0]
        and sentence.span(h.token)[1] <= span[1]
        and outcome in {h.outcome, joint.outcome(h)}
    )
    return min(inside, key=lambda h: abs(h.token.i - number.i), default=None)


def _beside(span: Span, block: Block, sentences: Sequence[Sentence]) -> Span:
    """The stretch of the quotation's sentences and of one more before and after them."""
    touched = [i for i, s in enumerate(sentences) if s.start < span[1] and span[0] < s.end]
    first, last = min(touched, default=0) - 1, max(touched, default=0) + 1
    start = sentences[first].start if first > 0 else block.start  # a dateline is beside it too
    return start, sentences[last].end if last < len(sentences) else block.end


def _slots(
    told: Mapping[str, str], span: Span, beside: Span, content: str
) -> dict[str, Span] | None:
    """Where the quoted slots stand, the nearest place of each; None if one stands nowhere."""
    found: dict[str, Span] = {}
    for name in QUOTED:
        if not told[name].strip():
            continue
        places = finding.places(content, *beside, told[name])
        if not places:
            return None
        found[name] = min(places, key=lambda p: max(span[0] - p[0], p[1] - span[1], 0))
    return found
