"""English: rules over a parse, each in a data file or named here, and the tagger beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from onrecord.extract import (
    context,
    copies,
    dateline,
    events,
    harm,
    merging,
    nature,
    quotes,
    rows,
    tagger,
    tally,
    things,
    tiers,
    voices,
    wordlist,
)
from onrecord.extract.draft import Draft
from onrecord.extract.drafting import drafts
from onrecord.extract.parse import sentences
from onrecord.extract.sentence import Sentence
from onrecord.extract.stems import Stems
from onrecord.extract.stretches import stretches
from onrecord.extract.tagger import Sight
from onrecord.model import EMBEDDED, Block, Claim, Document, Named, Stance, Text, Voice

READ = frozenset({Voice.TITLE, Voice.BODY, Voice.HEADING, Voice.CAPTION, Voice.COMMENT, Voice.NOTE})


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """
    What the sentences of a text claim, before the document as a whole has lent them anything.

    Attributes:
        drafts: In the order of the text.
        sentences: Those parsed, in order.
        blocks: Those worth parsing, in order.
        sight: What the tagger saw of them; None where the rules read alone.
    """

    drafts: Sequence[Draft]
    sentences: Sequence[Sentence]
    blocks: Sequence[Block]
    sight: Sight | None = None


@dataclass(frozen=True)
class EnglishReader:
    """
    The reader for English: rules, and the tagger beside them where its model is installed.

    Deterministic, versioned, needs no network.

    Attributes:
        tagger: The tagger by name and version, as it is stored with its claims; None to read
            with the rules alone.
    """

    tagger: str | None = None

    @property
    def engine(self) -> str:
        """Both readers by name and version."""
        return f"{tiers.RULES}, {self.tagger}" if self.tagger else tiers.RULES

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

        def read() -> tuple[Claim, ...]:
            found = self.drafted(text, names)
            return context.finish(
                document, text, names, found.drafts, found.sentences, self.tagger, found.sight
            )

        return copies.read_once(document, text, names, self.engine, read, copies.known())

    def drafted(self, text: Text, names: Sequence[Named]) -> Drafted:
        """Return what the sentences of a text claim, for another reader to join."""
        content = text.content
        readable = [block for block in text.blocks if block.voice in READ]
        tallies = rows.tallies(content, readable)
        in_rows = {row.block.start for found in tallies for row in found.rows}
        blocks = [
            block
            for block in readable
            if block.start in in_rows or is_worth_parsing(content[block.start : block.end])
        ]
        parsed = _parsed(text, blocks, names)
        kept = [sentence for block in blocks for sentence in parsed[block.start]]
        found = [d for b in blocks for sentence in parsed[b.start] for d in drafts(sentence, b)]
        found = tally.drafts(content, tallies, parsed, found)
        network = tagger.installed() if self.tagger else None
        sight = None
        if network is not None:
            windows = tagger.windows(text.content, [(b.start, b.end) for b in blocks])
            starts = {n.start for n in names} | {d.counting[0] for d in found}
            tagged, sight = tagger.read(network, text.content, windows, starts)
            found = merging.merged(found, tagged, kept, blocks)
        found = [d for d in _voiced(text, parsed, found) if not nature.is_cause(d)]
        return Drafted(drafts=found, sentences=kept, blocks=blocks, sight=sight)


@cache
def _worth() -> Stems:
    """Any word that could say harm, in whatever form it stands."""
    stems = {re.sub(r"(?:e|y)$", "", w) for w in harm.lexicon().forms if len(w) > 2}
    return Stems(stems | wordlist.words("quick_look", "irregular"), most=6)


@cache
def _parts() -> re.Pattern[str]:
    """Words that break down a count of an earlier block."""
    return re.compile(rf"\b{wordlist.alternatives('quick_look', 'parts')}", re.IGNORECASE)


def is_worth_parsing(words: str) -> bool:
    """
    Whether a block holds any word that could make a claim; most blocks do not.

    >>> is_worth_parsing("Gunmen shot four farmers."), is_worth_parsing("The market reopened.")
    (True, False)
    """
    return bool(
        _worth().are_in(words)
        or events.quick_look(words)
        or _parts().search(words)
        or things.quick_look(words)
    )


def _parsed(
    text: Text, blocks: Sequence[Block], names: Sequence[Named]
) -> dict[int, tuple[Sentence, ...]]:
    """The sentences of each block after its dateline, by its start, numbered throughout."""
    content = text.content
    cut = [
        (block, part)
        for block in blocks
        for part in stretches(
            content, block.start + dateline.dateline(content, block.start, block.end), block.end
        )
    ]
    found = sentences(content, [part for _, part in cut], names)
    for at, sentence in enumerate(chain.from_iterable(found)):
        sentence.index = at
    parsed: dict[int, tuple[Sentence, ...]] = {block.start: () for block in blocks}
    for (block, _), inside in zip(cut, found, strict=True):
        for sentence in inside:
            sentence.block = block.start
        parsed[block.start] += inside
    return parsed


def _voiced(
    text: Text, parsed: Mapping[int, Sequence[Sentence]], found: Sequence[Draft]
) -> Iterator[Draft]:
    """The claims, those inside quotation marks in the voice of whoever speaks."""
    spoken: dict[int, Sequence[tuple[int, int]]] = {}
    for draft in found:
        block = draft.block
        if block.start not in spoken:
            is_post = block.rule == EMBEDDED  # all of it is somebody else's words
            spoken[block.start] = (
                [(block.start, block.end)]
                if is_post
                else quotes.quoted(text.content, block.start, block.end)
            )
        told = _introduced(draft, parsed[block.start])
        yield in_quotation(told, parsed[block.start], spoken[block.start])


def _introduced(draft: Draft, parsed: Sequence[Sentence]) -> Draft:
    """As in "The observatory has raised its count:" and, in a sentence of its own, "98 killed"."""
    if draft.sources or draft.stance is not Stance.ASSERTED or not parsed:
        return draft
    before = draft.sentence.index - parsed[0].index - 1
    if before < 0 or not parsed[before].words.endswith(":"):
        return draft
    sources = tuple(voices.label(parsed[before]))
    return draft.with_(sources=sources, stance=Stance.REPORTED) if sources else draft


def in_quotation(
    draft: Draft, parsed: Sequence[Sentence], spoken: Sequence[tuple[int, int]]
) -> Draft:
    """
    Return a draft; inside quotation marks in another's voice, and that other is its source.

    Args:
        draft: The draft.
        parsed: The sentences of its block.
        spoken: The quotations of its block.
    """
    inside = next((q for q in spoken if q[0] <= draft.start and draft.end <= q[1]), None)
    if inside is None or draft.block.voice is not Voice.BODY:
        return draft
    sources = draft.sources or quotes.speaker(parsed, inside)
    held = Stance.REPORTED if draft.stance is Stance.ASSERTED and sources else draft.stance
    return draft.with_(voice=Voice.QUOTE, sources=sources, stance=held)
