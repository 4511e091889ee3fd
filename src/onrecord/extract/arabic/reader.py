"""The Arabic rule reader: word lists, order and distance; no parse stands behind it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.extract.arabic.document import finish
from onrecord.extract.arabic.draft import Draft, draft
from onrecord.extract.arabic.link import linked
from onrecord.extract.arabic.sentence import sentence
from onrecord.extract.arabic.words import dateline, sentences_of
from onrecord.extract.reader import READ
from onrecord.extract.tying import tied
from onrecord.model import Claim, Document, Measure, Named, Passage, Text

_ENGINE = "rules-ar 1"


class _Known:
    """The names of a text, found by place without looking at each."""

    def __init__(self, names: Sequence[Named]) -> None:
        self._names = sorted(names, key=lambda n: n.start)
        self._starts = [n.start for n in self._names]

    def between(self, start: int, end: int) -> tuple[Named, ...]:
        """Return those that start between two places."""
        return tuple(self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


@dataclass(frozen=True)
class ArabicReader:
    """
    The reader for Arabic: deterministic, needs no network, and finds no more than its lists hold.

    It looks words up and counts how far they stand from one another. It does not know which
    word governs which, so each of its claims needs a person (annotation guideline; the
    claims say so by their engine).

    Attributes:
        engine: Its name and version, stored with each claim.
    """

    engine: str = field(default=_ENGINE)

    def reads(self, language: str | None) -> bool:
        """Whether it reads a language: Arabic alone."""
        return language == "ar"

    def claims(self, document: Document, text: Text, names: Sequence[Named]) -> tuple[Claim, ...]:
        """
        Return the claims of one text, in order, slots filled with words and not yet resolved.

        Args:
            document: Where the text is from.
            text: The text, in blocks; menus and the like are not read.
            names: The names found in it, in order.
        """
        known = _Known(names)
        sentences = [
            sentence(text.content, block, start, end, known.between(start, end))
            for block in text.blocks
            if block.voice in READ
            for start, end in sentences_of(
                text.content,
                block.start + dateline(text.content, block.start, block.end),
                block.end,
            )
        ]
        drafts = [draft(s, link) for s in sentences for link in linked(s.words)]
        found = finish(drafts, sentences)
        return tied([_as_claim(document, text, d, self.engine) for d in found], found)


def _as_claim(document: Document, text: Text, found: Draft, engine: str) -> Claim:
    return Claim(
        document=document.name,
        passage=Passage(
            snapshot_id=text.snapshot_id,
            start=found.start,
            end=found.end,
            exact=text.content[found.start : found.end],
        ),
        measure=Measure.PEOPLE,
        outcome=found.link.outcome,
        count=found.link.quantity.count,
        victims=found.victims,
        victim_class=found.side,
        perpetrators=found.perpetrators,
        places=found.places,
        times=found.times,
        weapon=found.weapon,
        sources=found.sources,
        stance=found.stance,
        voice=found.voice,
        engine=engine,
        rule=found.link.rule,
        is_cumulative=found.is_cumulative,
    )
