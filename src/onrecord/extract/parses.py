"""
Parses, remembered by the words that were parsed.

Reports repeat one another: half of the sentences of a wire report stand in others, and with
numbers made plain (`rewrite`) a report of 12 killed and one of 15 are the same to the parser.
A parse hangs on nothing but the words given to the parser, so the same words are parsed once.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from onrecord.kit.lately import Lately

if TYPE_CHECKING:
    from spacy.language import Language

_MOST = 32 * 1024 * 1024  # bytes: some 15,000 paragraphs of news
_BATCH = 64
_TOLD: list[int | str] = [
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "HEAD",
    "DEP",
]  # all that a parse says of a token


class Parses:
    """
    A parser that remembers what it parsed lately.

    Each text gets a parse of its own, made anew from what is remembered: rules compare tokens
    by their place in a parse, and two paragraphs of the same words are two places.

    Args:
        model: The parser model.
        most: Bytes of memory for what is remembered.
    """

    def __init__(self, model: "Language", most: int = _MOST) -> None:
        self._model = model
        self._known: Lately[str, Any] = Lately(most)  # arrays of shape (tokens, 6)

    def of(self, texts: Sequence[str]) -> Iterable[Doc]:
        """Return the parses of texts, in order; those that are new are parsed in one go."""
        docs = [self._model.make_doc(words) for words in texts]
        told = [self._known.get(words) for words in texts]
        new = [doc for doc, known in zip(docs, told, strict=True) if known is None]
        parsed = iter(list(self._model.pipe(new, batch_size=_BATCH)))
        for words, doc, known in zip(texts, docs, told, strict=True):
            yield self._kept(words, next(parsed)) if known is None else _again(doc, known)

    def _kept(self, words: str, doc: Doc) -> Doc:
        told: Any = doc.to_array(_TOLD)
        self._known.keep(words, told, told.nbytes + len(words) * 4)
        return doc


def _again(doc: Doc, told: Any) -> Doc:
    """Give the tokens of a text what was told of them when it was parsed."""
    return doc.from_array(_TOLD, told) if len(doc) else doc
