"""
The model of py3langid, asked with whole arrays: the same answers, several times as fast.

py3langid goes through a text byte by byte, in Python. What its automaton knows after a byte
hangs on the few bytes before it alone, the longest stretch that it looks for; so all bytes of a
text are gone through at once, with as many steps as that stretch is long.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_BETWEEN = b"\xff"  # in no text, so that the automaton begins anew behind it

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class _Automaton(NamedTuple):
    """Where each byte leads from each state, what each state has found, and how far one looks."""

    moves: NDArray[np.int32]
    rows: Ints
    found: Ints
    reach: int


class Chooser(NamedTuple):
    """
    What tells some languages apart.

    Attributes:
        labels: Their codes.
        weights: For each feature and language how much it speaks for it.
        prior: How likely each is before anything is read.
    """

    labels: tuple[str, ...]
    weights: Floats
    prior: Floats

    def likeliest(self, texts: Sequence[str]) -> list[str]:
        """
        Return for each text the code of the language in which it is most likely written.

        >>> chooser(("en", "fr")).likeliest(["They were taken away.", "Ils ont été emmenés."])
        ['en', 'fr']
        """
        which, features, times = _counted([_encoded(text) for text in texts])
        weighed, weights = np.log1p(times), self.weights.take(features, axis=0)
        bounds = np.searchsorted(which, np.arange(len(texts) + 1)).tolist()
        found: list[str] = []
        for start, end in pairwise(bounds):
            scores = weighed[start:end] @ weights[start:end] + self.prior
            # Without a feature that the model knows, all are as likely.
            found.append(self.labels[int(scores.argmax()) if start < end else 0])
        return found


@cache
def chooser(codes: Sequence[str]) -> Chooser:
    """Return what tells languages apart; those that the model does not know are left out."""
    model = _model()
    known = [i for i, label in enumerate(model.nb_classes) if not codes or label in codes]
    return Chooser(
        labels=tuple(model.nb_classes[i] for i in known),
        weights=np.ascontiguousarray(model.nb_ptc[:, known], dtype=np.float32),
        prior=np.asarray(model.nb_pc, dtype=np.float32)[known],
    )


def _encoded(words: str) -> bytes:
    if words.isupper():
        words = words.lower()
    if not words.isascii():
        words = unicodedata.normalize("NFC", words)
    return words.encode("utf-8", "surrogatepass")


def _counted(texts: Sequence[bytes]) -> tuple[Ints, Ints, Floats]:
    """Return the features of texts: in which, which, and how often, in the order of the texts."""
    data = _BETWEEN.join(texts)
    features = _features(np.frombuffer(data, dtype=np.uint8))
    ends = np.cumsum([len(text) + 1 for text in texts])
    at = np.flatnonzero(features >= 0)
    many = len(_automaton().found)
    told = np.searchsorted(ends, at, side="right") * many + features[at]
    told.sort()
    starts = np.flatnonzero(np.diff(told, prepend=-1))
    keys, times = told[starts], np.diff(starts, append=len(told))
    return keys // many, keys % many, times.astype(np.float32)


def _features(data: NDArray[np.uint8]) -> Ints:
    """Return the feature that each byte of a text ends; -1 where it ends none."""
    automaton = _automaton()
    many = len(data)
    states = np.zeros(many, dtype=np.int32)
    for back in range(min(automaton.reach, many) - 1, -1, -1):
        rows = automaton.rows.take(states[back:], mode="clip")  # no place is outside
        rows += data[: many - back]
        automaton.moves.take(rows, mode="clip", out=states[back:])
    found: Ints = automaton.found.take(states)
    return found


@cache
def _automaton() -> _Automaton:
    model = _model()
    moves = np.frombuffer(model.tk_nextmove, dtype=np.uint32)
    rows = np.asarray(model.tk_row, dtype=np.int64) << 8
    found = np.asarray(model.tk_output, dtype=np.int64)
    return _Automaton(moves.view(np.int32), rows, found, _deepest(moves, rows))


def _deepest(moves: NDArray[np.uint32], rows: Ints) -> int:
    """Return how many bytes lead from the beginning to the state that is furthest from it."""
    is_new = np.ones(len(rows), dtype=np.bool_)
    edge, steps = np.zeros(1, dtype=np.int64), -1
    while edge.size:
        is_new[edge] = False
        steps += 1
        reached = np.zeros(len(rows), dtype=np.bool_)
        for part in np.array_split(edge, 1 + len(edge) // 4096):  # not all moves at one time
            reached[moves[(rows[part][:, None] + np.arange(256)).ravel()]] = True
        edge = np.flatnonzero(reached & is_new)
    return steps


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow

    return LanguageIdentifier.from_model_file(MODEL_FILE)
