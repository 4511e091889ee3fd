"""One Arabic sentence with its words and the names found in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.arabic.words import Word, words_of
from onrecord.model import Block, Mention, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """
    A sentence of a block.

    Attributes:
        content: The whole text.
        block: Where it stands.
        start, end: Code points.
        words: Its words.
        names: The names inside it.
    """

    content: str
    block: Block
    start: int
    end: int
    words: tuple[Word, ...]
    names: tuple[Named, ...]

    def index_of(self, place: int) -> int:
        """The index of the word at or after a code point."""
        return next((n for n, w in enumerate(self.words) if w.end > place), len(self.words))

    def mention(self, first: int, last: int) -> Mention:
        """Return some words, by index, as the filling of a slot; a name among them goes along."""
        start, end = self.words[first].start, self.words[last - 1].end
        held = next((n for n in self.names if n.kind == "actor" and start <= n.start < end), None)
        return Mention(
            name=self.content[start:end],
            start=start,
            end=end,
            candidates=held.candidates if held else (),
        )


def named(name: Named) -> Mention:
    """Return a name found in the text as the filling of a slot."""
    return Mention(name=name.name, start=name.start, end=name.end, candidates=name.candidates)


def sentence(content: str, block: Block, start: int, end: int, names: Sequence[Named]) -> Sentence:
    """Return the sentence between two places of a block, with the names inside it."""
    words = words_of(content, start, end)
    return Sentence(
        content=content, block=block, start=start, end=end, words=words, names=tuple(names)
    )
