"""A sentence as its words hang together, with every word's place in the stored text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.extract.harm import Harm, harms
from onrecord.extract.quantity import Quantity
from onrecord.model import Named

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(eq=False)
class Sentence:
    """
    A parsed sentence.

    Attributes:
        content: The whole stored text.
        tokens: spaCy tokens of the rewritten copy.
        places: For each token, its characters in the stored text.
        quantities: For the token that stands for a quantity, the quantity.
        shared: Quantities said of a whole clause: "imprisoned activists by the thousands".
        names: Names that lie in the sentence.
        index: Its position among the parsed sentences of the document.
        block: Start of the block that it stands in.
    """

    content: str
    tokens: Sequence["Token"]
    places: Sequence[tuple[int, int]]
    quantities: dict[int, Quantity]
    shared: tuple[Quantity, ...] = ()
    names: tuple[Named, ...] = ()
    index: int = 0
    block: int = 0
    first: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.tokens[0].i

    @property
    def start(self) -> int:
        """First character in the stored text."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """After the last character in the stored text."""
        return self.places[-1][1]

    @property
    def words(self) -> str:
        """The sentence as it stands in the stored text."""
        return self.content[self.start : self.end]

    @cached_property
    def harms(self) -> tuple[Harm, ...]:
        """Every harm word, in order; looked for once, since many rules ask."""
        return tuple(harms(self.tokens))

    def span(self, token: "Token") -> tuple[int, int]:
        """Return the characters of a token in the stored text."""
        return self.places[token.i - self.first]

    def quantity(self, token: "Token") -> Quantity | None:
        """Return the quantity that a token stands for; None if it is no quantity."""
        return self.quantities.get(token.i)

    def counted(self) -> Iterator[tuple["Token", Quantity]]:
        """Yield each token that stands for a quantity, with the quantity, in order."""
        for at in sorted(self.quantities):
            yield self.tokens[at - self.first], self.quantities[at]

    def holds(self, token: "Token") -> bool:
        """Whether a token is of this sentence."""
        return self.first <= token.i < self.first + len(self.tokens)

    def before(self, offset: int, length: int) -> str:
        """Return the sentence's words before a character, no more than some characters."""
        return self.content[max(self.start, offset - length) : offset]

    def text_of(self, start: "Token", end: "Token") -> str:
        """Return the stored words from one token to another, both included."""
        return self.content[self.span(start)[0] : self.span(end)[1]]

    def token_at(self, offset: int) -> "Token | None":
        """Return the token that covers a character of the stored text; of a name, its last."""
        covering = (t for t in reversed(self.tokens) if self.span(t)[0] <= offset < self.span(t)[1])
        return next(covering, None)

    def name_of(self, token: "Token", kind: str) -> Named | None:
        """Return the name of one kind that a token is part of; None if there is none."""
        start, end = self.span(token)
        covering = (n for n in self.names if n.kind == kind and n.start < end and start < n.end)
        return next(covering, None)

    def actor(self, token: "Token") -> Named | None:
        """Return the named actor that a token is part of; None if it is no part of one."""
        return self.name_of(token, "actor")
