"""
The parser model's vectors for words: spaCy's own numbers, in half of its time.

Half of a parse goes into them. What a word brings along (its norm, its first and last letters,
its shape) is worked out by spaCy for each token, though it is the same wherever the word
stands: here it is worked out once for each kind of word. The layers that then look at a word's
neighbours are laid out so that the largest of three is taken over whole columns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

_MOST = 40_000  # kinds of words kept, 15 MB; a long run over odd texts must not fill the memory
_LEAST = 1e-8  # added to a variance, as when the model was trained
_PARTS = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
_PIECES = 3


@dataclass(frozen=True, slots=True)
class _Look:
    """
    One look at a word's two neighbours.

    Attributes:
        weights: Of shape (3 x width, 3 x width). A row each for what comes out: first all of
            the first piece, then of the second and third, of which the largest counts. Columns
            for the word before, the word and the word after.
        bias: Of shape (3 x width), in the order of the rows.
        scale: Of shape (width): by what a levelled number is multiplied.
        shift: Of shape (width): what is added then.
        multiplied: The model's own product of two matrices.
    """

    weights: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"
    scale: "NDArray[np.float32]"
    shift: "NDArray[np.float32]"
    multiplied: Callable[..., Any]

    def at(self, given: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return vectors, a row each, as they are after this look; `given` is of that shape."""
        rows, width = given.shape
        beside = np.zeros((rows, 3 * width), np.float32)
        beside[1:, :width] = given[:-1]
        beside[:, width : 2 * width] = given
        beside[:-1, 2 * width :] = given[1:]
        pieces = self.multiplied(beside, self.weights, trans2=True)
        pieces += self.bias
        largest = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(largest, pieces[:, 2 * width :], out=largest)
        largest -= largest.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", largest, largest) / width + _LEAST
        largest *= (1 / np.sqrt(spread))[:, None]
        levelled: NDArray[np.float32] = largest * self.scale
        levelled += self.shift
        levelled += given
        return levelled


class RememberingVectors:
    """
    What a model's `tok2vec` says of each token, remembered by kind of word.

    Raises:
        ValueError: The model is built in another way than the one known here.
    """

    def __init__(self, model: Any) -> None:
        embed, encode = model.layers
        if [part.name.split("(")[0] for part in embed.layers] != _PARTS:
            raise ValueError(f"vectors of words are made in another way: {embed.name}")
        self._columns: list[int | str] = embed.layers[0].attrs["columns"]
        self._alone = embed.layers[2:4]
        self._looks = [_look(layer) for layer in encode.layers[0].layers]
        self._pad: int = encode.attrs["pad"]
        self._rows: dict[bytes, int] = {}
        self._known = np.zeros((_MOST, model.get_dim("nO")), np.float32)

    def __call__(self, docs: Sequence["Doc"]) -> list["NDArray[np.float32]"]:
        """Return a vector for each token of each text: arrays of shape (tokens, width)."""
        kinds = [doc.to_array(self._columns) for doc in docs]
        lengths = [len(kind) for kind in kinds]
        words = self._of_kinds(np.concatenate(kinds))
        # empty rows keep texts apart that are looked at together
        rows = np.zeros((sum(lengths) + self._pad * (len(docs) + 1), words.shape[1]), np.float32)
        starts = np.cumsum([0, *lengths[:-1]]) + self._pad * np.arange(1, len(docs) + 1)
        places = [slice(at, at + length) for at, length in zip(starts, lengths, strict=True)]
        rows[np.concatenate([np.arange(p.start, p.stop) for p in places])] = words
        for look in self._looks:
            rows = look.at(rows)
        return [rows[place] for place in places]

    def _of_kinds(self, kinds: "NDArray[np.uint64]") -> "NDArray[np.float32]":
        """The vectors of words by themselves, of shape (tokens, width), a kind of word a row."""
        names = np.ascontiguousarray(kinds).view(f"V{kinds.shape[1] * kinds.itemsize}")
        asked: list[bytes] = [bytes(name) for name in names.ravel().tolist()]
        new = dict.fromkeys(name for name in asked if name not in self._rows)
        if len(self._rows) + len(new) > _MOST:
            self._rows.clear()
            new = dict.fromkeys(asked)
        if len(new) > _MOST:  # one text of more kinds than are kept
            return self._worked_out(kinds)
        if new:
            first = len(self._rows)
            fresh = np.frombuffer(b"".join(new), kinds.dtype).reshape(len(new), -1)
            self._known[first : first + len(new)] = self._worked_out(fresh)
            self._rows.update(zip(new, range(first, first + len(new)), strict=True))
        return self._known[[self._rows[name] for name in asked]]

    def _worked_out(self, kinds: "NDArray[np.uint64]") -> "NDArray[np.float32]":
        told: Any = kinds
        for layer in self._alone:
            told = layer.predict(told)
        found: NDArray[np.float32] = told
        return found


def _look(layer: Any) -> _Look:
    """One of spaCy's layers, its weights put in the order of pieces."""
    maxout = next(part for part in layer.walk() if part.name == "maxout")
    norm = next(part for part in layer.walk() if part.name == "layernorm")
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    if weights.shape[1] != _PIECES or weights.shape[2] != 3 * weights.shape[0]:
        raise ValueError(f"vectors of words are made in another way: {weights.shape}")
    return _Look(
        weights=np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])),
        bias=bias.T.ravel().copy(),
        scale=norm.get_param("G"),
        shift=norm.get_param("b"),
        multiplied=layer.ops.gemm,
    )


def remember_vectors(model: "Language") -> "Language":
    """Return a model whose vectors of words by themselves are worked out once a kind of word."""
    pipe: Any = model.get_pipe("tok2vec")
    vectors = RememberingVectors(pipe.model)
    width = pipe.model.get_dim("nO")
    pipe.model = type(pipe.model)(
        "onrecord_vectors",
        lambda _model, docs, is_train: (vectors(docs), lambda given: given),  # noqa: ARG005 - thinc's signature
        dims={"nO": width},
    )
    return model
