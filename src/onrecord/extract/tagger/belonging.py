"""Which words for who, where, when and whose voice belong to a claim, in the tagger's eyes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.extract.tagger.labels import ROLES
from onrecord.extract.tagger.nearness import Layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 3000  # characters; what stands further off was never learned from


@dataclass(frozen=True)
class Nearness:
    """
    What it says of a claim and a role that they stand as they do; learned with the network.

    Attributes:
        near, near_bias: (32, `nearness.SIZE`) and (32,).
        nearer, nearer_bias: (4, 32) and (4,), for the kinds of role.
    """

    near: "NDArray[np.float32]"
    near_bias: "NDArray[np.float32]"
    nearer: "NDArray[np.float32]"
    nearer_bias: "NDArray[np.float32]"

    @classmethod
    def of_file(cls, path: Path) -> "Nearness":
        """Return what a model package holds."""
        told = json.loads(path.read_text(encoding="utf-8"))
        names = ("near.weight", "near.bias", "nearer.weight", "nearer.bias")
        return cls(*(np.array(told[name], dtype=np.float32) for name in names))

    def says(self, rows: "NDArray[np.float32]", kind: int) -> "NDArray[np.float32]":
        """Return for (n, SIZE) rows how much they speak for belonging: (n,)."""
        inside = np.maximum(rows @ self.near.T + self.near_bias, 0)
        told: NDArray[np.float32] = inside @ self.nearer[kind] + self.nearer_bias[kind]
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSeen:
    """Words that the tagger takes for a perpetrator (P), place (L), time (T) or source (S)."""

    start: int
    end: int
    kind: str
    sure: float


@dataclass(frozen=True)
class Sight:
    """
    What the tagger saw of a text, as far as it was asked for.

    Attributes:
        content: The text.
        roles: Words that it takes for somebody's, some place's or some time's.
        asking, answering: By the code point at which words begin, the two vectors (4, 64) by
            which a claim and a role find each other.
    """

    content: str
    nearness: Nearness
    roles: tuple[RoleSeen, ...] = ()
    asking: Mapping[int, "NDArray[np.float32]"] = field(default_factory=dict)
    answering: Mapping[int, "NDArray[np.float32]"] = field(default_factory=dict)

    def layout(self) -> Layout:
        """Return where the sentences and lines of the text end."""
        return Layout(self.content)

    def belonging(
        self,
        layout: Layout,
        claim: tuple[int, int],
        kind: str,
        spans: Sequence[tuple[int, int]],
        of_kind: Sequence[int],
    ) -> list[float]:
        """
        Return for words in the text how likely each belongs to a claim: 0 to 1.

        0 too where the tagger did not see the words, or they stand too far off.

        Args:
            layout: The text's.
            claim: Where the words that count stand.
            kind: P, L, T or S.
            spans: Where the words stand, in order.
            of_kind: Where all words of this kind begin that the text has, in order.
        """
        asks = self.asking.get(claim[0])
        seen = [n for n, s in enumerate(spans) if self._is_near(claim, s)]
        chances = [0.0] * len(spans)
        if asks is None or not seen:
            return chances
        number = ROLES.index(kind)
        answers = np.stack([self.answering[spans[n][0]][number] for n in seen])
        rows = np.array([layout.nearness(claim, spans[n], of_kind) for n in seen], dtype=np.float32)
        scores = answers @ asks[number] / asks.shape[-1] ** 0.5
        scores = scores + self.nearness.says(rows, number)
        for n, chance in zip(seen, (1 / (1 + np.exp(-scores))).tolist(), strict=True):
            chances[n] = round(chance, 3)
        return chances

    def _is_near(self, claim: tuple[int, int], role: tuple[int, int]) -> bool:
        return role[0] in self.answering and abs(role[0] - claim[0]) <= FAR
