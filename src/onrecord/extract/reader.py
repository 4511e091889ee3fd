"""Reader A: rules over an English parse, every one of them in a data file or named here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from onrecord.extract import (
    context,
    dateline,
    events,
    harm,
    merging,
    quotes,
    tagger,
    things,
    wordlist,
)
from onrecord.extract.draft import Draft
from onrecord.extract.drafting import drafts
from onrecord.extract.parse import sentences
from onrecord.extract.sentence import Sentence
from onrecord.model import Block, Claim, Document, Named, Stance, Text, Voice

_ENGINE = "rules-en 1"
_READ = frozenset(
    {Voice.TITLE, Voice.BODY, Voice.HEADING, Voice.CAPTION, Voice.COMMENT, Voice.NOTE}
)


@dataclass(frozen=True)
class RulesReader:
    """
    The rule reader for English: deterministic, versioned, needs no network.

    Attributes:
        engine: Its name and version, stored with each claim.
    """

    engine: str = field(default=_ENGINE)

    def reads(self, language: str | None) -> bool:
        """Whether it reads a language: English, or a text too short to tell."""
        return language in {None, "en"}

    def claims(self, document: Document, text: Text, names: Sequence[Named]) -> tuple[Claim, ...]:
        """
        Return the claims of one text, in order, slots filled with words and not yet resolved.

        Args:
            document: Where the text is from.
            text: The text, in blocks; menus and the like are not read.
            names: The names found in it, in order.

        Raises:
            MachineLacks: The English parser model is not installed.
        """
        blocks = [
            block
            for block in text.blocks
            if block.voice in _READ and is_worth_parsing(text.content[block.start : block.end])
        ]
        parsed = _parsed(text, blocks, names)
        found = [d for block in blocks for d in _in_block(text, block, parsed[block.start])]
        kept = [sentence for block in blocks for sentence in parsed[block.start]]
        network = tagger.installed()
        if network is not None:
            cut = tagger.windows(text.content, [(b.start, b.end) for b in blocks])
            found = merging.merged(found, tagger.tagged(network, text.content, cut), kept, blocks)
        return context.finish(document, text, names, found, kept, self.engine)


@cache
def _worth() -> re.Pattern[str]:
    """A pattern that finds any word that could say harm, in whatever form it stands."""
    stems = {re.sub(r"(?:e|y)$", "", w) for w in harm.lexicon().forms if len(w) > 2}
    listed = wordlist.words("quick_look", "irregular")
    every = "|".join(map(re.escape, sorted(stems) + sorted(listed)))
    parts = wordlist.alternatives("quick_look", "parts")
    return re.compile(rf"\b(?:(?:{every})\w{{0,6}}\b|{parts})", re.IGNORECASE)


def is_worth_parsing(words: str) -> bool:
    """
    Whether a block holds any word that could make a claim; most blocks do not.

    >>> is_worth_parsing("Gunmen shot four farmers."), is_worth_parsing("The market reopened.")
    (True, False)
    """
    return bool(
        _worth().search(words) or events.quick_look().search(words) or things.quick_look(words)
    )


def _parsed(
    text: Text, blocks: Sequence[Block], names: Sequence[Named]
) -> dict[int, tuple[Sentence, ...]]:
    """The sentences of each block after its dateline, by its start, numbered throughout."""
    stretches = [(b.start + dateline.dateline(text.content, b.start, b.end), b.end) for b in blocks]
    found = sentences(text.content, stretches, names)
    for at, sentence in enumerate(chain.from_iterable(found)):
        sentence.index = at
    for block, inside in zip(blocks, found, strict=True):
        for sentence in inside:
            sentence.block = block.start
    return {block.start: inside for block, inside in zip(blocks, found, strict=True)}


def _in_block(text: Text, block: Block, parsed: Sequence[Sentence]) -> Iterator[Draft]:
    spoken = quotes.quoted(text.content, block.start, block.end)
    for sentence in parsed:
        for draft in drafts(sentence, block):
            yield _in_quotation(draft, parsed, spoken)


def _in_quotation(
    draft: Draft, parsed: Sequence[Sentence], spoken: Sequence[tuple[int, int]]
) -> Draft:
    """A claim inside quotation marks is in another's voice, and that other is its source."""
    inside = next((q for q in spoken if q[0] <= draft.start and draft.end <= q[1]), None)
    if inside is None or draft.block.voice is not Voice.BODY:
        return draft
    sources = draft.sources or quotes.speaker(parsed, inside)
    held = Stance.REPORTED if draft.stance is Stance.ASSERTED and sources else draft.stance
    return draft.with_(voice=Voice.QUOTE, sources=sources, stance=held)
