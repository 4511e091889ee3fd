"""A text read by the rules and the tagger, and then by a language model beside them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract import context, quotes
from onrecord.extract.asked import grounding, joining, making
from onrecord.extract.asked.grounding import Grounded, Rejection
from onrecord.extract.asked.question import LONGEST, question
from onrecord.extract.draft import Draft
from onrecord.extract.reader import Drafted, EnglishReader, in_quotation
from onrecord.extract.sentence import Sentence
from onrecord.model import (
    Block,
    Claim,
    Document,
    LanguageModel,
    Named,
    Problem,
    Severity,
    Text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """
    What a text says, a language model having been asked too.

    Attributes:
        claims: Those of the other readers, and what the model adds; in order.
        problems: One, if anything that the model proposed was not taken.
        unanswered: How many paragraphs it gave no answer to this time.
    """

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()
    unanswered: int = 0


def heard(
    reader: EnglishReader,
    model: LanguageModel,
    document: Document,
    text: Text,
    names: Sequence[Named],
) -> Heard:
    """
    Return the claims of a text, read by the other readers first and then by a model.

    Args:
        reader: The other readers.
        model: The model, asked about each paragraph that is worth reading.
        document: Where the text is from.
        text: The text.
        names: The names found in it, in order.

    Raises:
        MachineLacks: The English parser model is not installed.
    """
    drafted = reader.drafted(text, names)
    proposed: list[Draft] = []
    rejected: Counter[Rejection] = Counter()
    unanswered = 0
    for block in drafted.blocks:
        if block.end - block.start > LONGEST:
            continue
        reply = model.answer(question(document, text, block))
        if reply is None:
            unanswered += 1
            continue
        parsed = [s for s in drafted.sentences if s.block == block.start]
        for found in grounding.grounded(reply, block, parsed):
            if isinstance(found, Grounded):
                proposed.append(_draft(found, block, parsed, model.engine))
            else:
                rejected[found] += 1
    return Heard(
        claims=_claims(reader, model, document, text, names, drafted, proposed),
        problems=(_not_taken(document, model.engine, rejected),) if rejected else (),
        unanswered=unanswered,
    )


def _draft(found: Grounded, block: Block, parsed: Sequence[Sentence], engine: str) -> Draft:
    spoken = quotes.quoted(found.sentence.content, block.start, block.end)
    return in_quotation(making.draft(found, block, parsed, engine), parsed, spoken)


def _claims(
    reader: EnglishReader,
    model: LanguageModel,
    document: Document,
    text: Text,
    names: Sequence[Named],
    drafted: Drafted,
    proposed: Sequence[Draft],
) -> tuple[Claim, ...]:
    """Worked out twice, so that nothing a model adds can change what the others say."""
    noted, added = joining.joined(drafted.drafts, proposed)
    sentences = drafted.sentences
    claims = context.finish(document, text, names, noted, sentences, reader.tagger, drafted.sight)
    if not added:
        return claims
    every = sorted([*noted, *added], key=lambda d: (d.start, d.end))
    whole = context.finish(document, text, names, every, sentences, reader.tagger, drafted.sight)
    return joining.with_added(claims, whole, model.engine)


def _not_taken(document: Document, engine: str, rejected: Counter[Rejection]) -> Problem:
    """How many were rejected and why, with no word of what was proposed."""
    total = rejected.total()
    parts = ", ".join(f"{rejected[why]} {why}" for why in Rejection if rejected[why])
    return Problem(
        code="model-claims-not-taken",
        message=f"Of what {engine} proposed for this report, {total} "
        f"{'claim was' if total == 1 else 'claims were'} not taken: {parts}.",
        where=document.name,
        severity=Severity.NOTE,
    )
