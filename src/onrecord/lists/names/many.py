"""How well parts of names agree, for many pairs of them at once."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.kit.spelling import is_arabic
from onrecord.lists.names.alike import (
    CLOSE,
    ONE_NAME,
    SPELLED,
    STILL_CLOSE,
    TOLD_APART,
    is_part_of,
)
from onrecord.lists.names.sounds import SHORTEST, TURNED, is_vowelled, sounds
from onrecord.lists.names.words import Part
from onrecord.model.match import Level

LEVELS = tuple(Level)
"""What the numbers of `alike_many` mean: best first, as `Level` has them."""

_AT_ONCE = 1 << 15
_SAME, _SPELLED, _CLOSE, _PART, _OTHER = range(5)

Numbers = NDArray[np.int64]
_TURNED_ROUND = -1  # one pair of sounds is "Al", the other "la"
_NOWHERE: Numbers = np.empty(0, dtype=np.int64)


def alike_many(
    table: Sequence[Part], left: Numbers, right: Numbers
) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """
    Return how well parts agree, as `alike` has it, in about a fifteenth of its time.

    Args:
        table: Parts.
        left: Shape (pairs,): numbers of parts in `table`.
        right: Shape (pairs,): likewise.

    Returns:
        Shape (pairs,), int8: numbers of `LEVELS`, none of them MISSING; and shape (pairs,),
        float64: how alike they sound, 0 to 1.

    >>> from onrecord.lists.names.parts import parts
    >>> table = [parts(name).given for name in ("محمد", "Mohammed", "Mahmoud")]
    >>> levels, _ = alike_many(table, np.array([0, 0]), np.array([1, 2]))
    >>> [LEVELS[level].value for level in levels]
    ['spelled', 'other']
    """
    told = _Table(table)
    levels = np.empty(len(left), dtype=np.int8)
    similarities = np.empty(len(left))
    longer = np.maximum(told.sizes[left], told.sizes[right])
    order = np.argsort(longer, kind="stable")
    for start in range(0, len(left), _AT_ONCE):
        at = order[start : start + _AT_ONCE]
        levels[at], similarities[at] = told.alike(left[at], right[at])
    return levels, similarities


class _Table:
    """Parts as arrays: row by row what `alike` asks of each."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._signs, self._costs, self._gaps = _costs(parts)
        self.sizes = np.array([len(part.sound) for part in parts], dtype=np.int64)
        self._sounds = _letters([part.sound for part in parts], self._signs)
        again = np.zeros(self._sounds.shape, dtype=np.bool_)
        again[:, 1:] = self._sounds[:, 1:] == self._sounds[:, :-1]
        self._out = np.where(again, 0.0, self._gaps[:, self._sounds])
        self._al = _turned(self._sounds, self._signs)
        self._vowelled = np.array([is_vowelled(part.sound) for part in parts], dtype=np.bool_)
        self._folded = _numbered([part.folded for part in parts])
        self._skeleton = _numbered([part.skeleton for part in parts])
        bones = sorted({sign for part in parts for sign in part.skeleton})
        self._bones = _letters(
            [part.skeleton for part in parts], {sign: at for at, sign in enumerate(bones, 1)}
        )
        self._length = np.array([len(part.skeleton) for part in parts], dtype=np.int64)
        self._initial = np.array([len(part.folded) == 1 for part in parts], dtype=np.bool_)
        self._known, self._meant = _known(parts)
        self._arabic = np.array([is_arabic(part.folded) for part in parts], dtype=np.bool_)

    def alike(self, left: Numbers, right: Numbers) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        size = np.maximum(np.maximum(self._length[left], self._length[right]), SHORTEST)
        cost = self._apart(left, right) / np.sqrt(size)
        similarity = np.maximum(0.0, 1.0 - cost)
        mine, theirs = self._known[left], self._known[right]
        is_known = (mine[:, 0] >= 0) & (theirs[:, 0] >= 0)
        shared = _share(mine, theirs) | (
            (self._arabic[left] != self._arabic[right])
            & _share(self._meant[left], self._meant[right])
        )
        is_one = shared | (self._skeleton[left] == self._skeleton[right])
        told_apart = (cost > ONE_NAME) & is_known & ~shared
        is_close = (cost <= CLOSE) | (is_one & (cost <= STILL_CLOSE))
        levels = np.where(cost <= SPELLED, _SPELLED, np.where(is_close, _CLOSE, _OTHER))
        levels[told_apart] = _OTHER
        similarity[told_apart] = np.minimum(similarity[told_apart], TOLD_APART)
        ask = np.flatnonzero((levels == _OTHER) & ~told_apart)
        levels[ask[self._begins(left[ask], right[ask])]] = _PART
        same = self._folded[left] == self._folded[right]
        levels[same], similarity[same] = _SAME, 1.0
        return levels.astype(np.int8), similarity

    def _apart(self, left: Numbers, right: Numbers) -> NDArray[np.float64]:
        """Return what `sounds.apart` costs, all pairs a row of its table at a time."""
        across = (self._vowelled[left] != self._vowelled[right]).astype(np.int64)
        one, two = self._sounds[left], self._sounds[right]
        mine, theirs = self._out[across, left], self._out[across, right]
        sizes, ends = self.sizes[left], self.sizes[right]
        width = int(ends.max(initial=0))
        row = np.zeros((width + 1, len(left)))
        np.cumsum(theirs[:, :width].T, axis=0, out=row[1:])
        before = row
        everyone = np.arange(len(left))
        told = row[ends, everyone]
        al, la = self._al[left], self._al[right]
        for i in range(int(sizes.max(initial=0))):
            out = mine[:, i]
            turned, before, row = before, row, np.empty_like(row)
            row[0] = here = before[0] + out
            for j in range(width):
                by_reading = before[j] + self._costs[one[:, i], two[:, j]]
                here = np.minimum(np.minimum(by_reading, before[j + 1] + out), here + theirs[:, j])
                at = np.flatnonzero(al[:, i] * la[:, j] == _TURNED_ROUND) if i and j else _NOWHERE
                here[at] = np.minimum(here[at], turned[j - 1][at] + TURNED)
                row[j + 1] = here
            done = sizes == i + 1
            told[done] = row[ends[done], everyone[done]]
        return told

    def _begins(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        """Return where one part begins the other, as `is_part_of` has it."""
        lengths = self._length[left], self._length[right]
        short, long = np.minimum(*lengths), np.maximum(*lengths)
        past = np.arange(self._bones.shape[1]) >= short[:, None]
        is_start = ((self._bones[left] == self._bones[right]) | past).all(axis=1)
        begins: NDArray[np.bool_] = (short > 1) & (short < long - 1) & is_start
        for at in np.flatnonzero(self._initial[left] | self._initial[right]).tolist():
            begins[at] = is_part_of(self._parts[left[at]], self._parts[right[at]])
        return begins


def _costs(
    parts: Sequence[Part],
) -> tuple[dict[str, int], NDArray[np.float64], NDArray[np.float64]]:
    """Return the signs of all sounds, what each costs for each, and within and across, none."""
    told = sounds()
    every = sorted({sign for part in parts for sign in part.sound})
    signs = {sign: at for at, sign in enumerate(every, 1)}
    costs = np.ones((len(every) + 1, len(every) + 1))
    np.fill_diagonal(costs, 0.0)
    for one, two, cost in _told(told.costs):
        if one != two and one in signs and two in signs:
            costs[signs[one], signs[two]] = cost
    gaps = np.ones((2, len(every) + 1))
    for at, held in enumerate((told.within, told.across)):
        for sign in signs.keys() & held.keys():
            gaps[at, signs[sign]] = held[sign]
    return signs, costs, gaps


def _told(costs: dict[str, float]) -> Iterator[tuple[str, str, float]]:
    for pair, cost in costs.items():
        yield pair[0], pair[1], cost


def _letters(words: Sequence[str], signs: dict[str, int]) -> Numbers:
    """Return shape (words, longest): the number of each letter, 0 behind the end."""
    made = np.zeros((len(words), max(map(len, words), default=0)), dtype=np.int64)
    for row, word in zip(made, words, strict=True):
        row[: len(word)] = [signs[sign] for sign in word]
    return made


def _turned(letters: Numbers, signs: dict[str, int]) -> NDArray[np.int8]:
    """Return where an l behind an A ends (1), and an A, a or Q behind an l (-1); else 0."""
    made = np.zeros(letters.shape, dtype=np.int8)
    alef, lam = signs.get("A", -1), signs.get("l", -1)
    vowels = [signs[sign] for sign in "AaQ" if sign in signs]
    before, here = letters[:, :-1], letters[:, 1:]
    made[:, 1:][(before == alef) & (here == lam)] = 1
    made[:, 1:][(before == lam) & np.isin(here, vowels)] = -1
    return made


def _numbered(words: Sequence[str]) -> Numbers:
    known: dict[str, int] = {}
    return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)


def _known(parts: Sequence[Part]) -> tuple[Numbers, Numbers]:
    """
    Return shape (parts, most): numbers of the given names that each may be, -1 behind.

    The second has also those that it may be meant for by custom.
    """
    known: dict[str, int] = {}

    def numbers(named: Sequence[tuple[str, ...]]) -> Numbers:
        most = max(map(len, named), default=0)
        made = np.full((len(named), max(most, 1)), -1, dtype=np.int64)
        for row, names in zip(made, named, strict=True):
            row[: len(names)] = [known.setdefault(name, len(known)) for name in names]
        return made

    return (
        numbers([part.known for part in parts]),
        numbers([(*part.known, *part.customary) for part in parts]),
    )


def _share(left: Numbers, right: Numbers) -> NDArray[np.bool_]:
    """Return shape (pairs,): whether two rows have a number in common."""
    both: NDArray[np.bool_] = (
        (left[:, :, None] == right[:, None, :]) & (left[:, :, None] >= 0)
    ).any((1, 2))
    return both
