"""
Which lines of a saved page are the report, by what they and the lines around them look like.

Two looks weigh each line by numbers (`density`), the second knowing what the first found around
it; then the likeliest row of decisions is taken for all lines together. The weights are in
`looks.yaml`, made by `training/zones.py`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from onrecord.read import density
from onrecord.read.labels import Labels
from onrecord.read.lines import Line
from onrecord.vocab import read_table

SECOND = (
    "belief", "first look", "1 before", "1 after", "2 before", "2 after", "3 before", "3 after",
    "around 3", "around 8", "around 20", "in best run", "before best run", "after best run",
    "share so far", "share to come", "all believed", "most in one line",
)  # fmt: skip
_TURN = 0.5  # what it costs to go from menu to report or back
_LEAN = 0.3  # towards the report: to lose a line of it costs more than to keep a menu's


@dataclass(frozen=True, slots=True)
class Weights:
    """What the numbers of the first and of the second look are worth, each with its start."""

    first: tuple[float, ...]
    second: tuple[float, ...]


@cache
def trained() -> Weights:
    """Return the weights of `looks.yaml`."""
    table = read_table("onrecord.read", "looks.yaml")
    return Weights(
        first=tuple(table["first"][name] for name in ("start", *density.FEATURES)),
        second=tuple(table["second"][name] for name in ("start", *density.FEATURES, *SECOND)),
    )


def decided(lines: Sequence[Line], found: Labels, weights: Weights) -> list[bool]:
    """Return for each line whether it is of the report."""
    numbers = density.features(lines, found)
    first = [_weighed(row, weights.first) for row in numbers]
    again = second_look(first, [line.count for line in lines])
    second = [
        _weighed([*row, *more], weights.second) for row, more in zip(numbers, again, strict=True)
    ]
    return likeliest(second)


def _weighed(row: Sequence[float], weights: Sequence[float]) -> float:
    return weights[0] + sum(a * b for a, b in zip(row, weights[1:], strict=True))


def second_look(first: Sequence[float], words: Sequence[int]) -> list[list[float]]:
    """Return for each line what the first look found around it, as `SECOND` names it."""
    many = len(first)
    belief = [1 / (1 + math.exp(-max(-20.0, min(20.0, z)))) for z in first]
    weight = [p * w for p, w in zip(belief, words, strict=True)]
    total = max(1.0, sum(weight))
    so_far = [part / total for part in accumulate(weight)]
    means = [_means(weight, width) for width in (3, 8, 20)]
    start, end = _best_run(first, words)
    every = [math.log1p(sum(weight)), max(weight, default=0.0) / total]
    return [
        [
            belief[i],
            first[i] / 5,
            *(
                belief[i + step] if 0 <= i + step < many else 0.0
                for far in (1, 2, 3)
                for step in (-far, far)
            ),
            *(mean[i] for mean in means),
            float(start <= i <= end),
            math.log1p(max(0, start - i)),
            math.log1p(max(0, i - end)),
            so_far[i],
            1 - so_far[i],
            *every,
        ]
        for i in range(many)
    ]


def _means(weight: Sequence[float], width: int) -> list[float]:
    sums = [0.0, *accumulate(weight)]
    many = len(weight)
    found = []
    for i in range(many):
        low, high = max(0, i - width), min(many, i + width + 1)
        found.append(math.log1p(max(0.0, sums[high] - sums[low]) / (high - low)))
    return found


def _best_run(first: Sequence[float], words: Sequence[int]) -> tuple[int, int]:
    """Return the run of lines that the first look believes in most."""
    best, best_sum, start, total = (0, -1), 0.0, 0, 0.0
    for i, (z, count) in enumerate(zip(first, words, strict=True)):
        total += math.copysign(min(abs(z), 3.0), z) * math.sqrt(count)
        if total <= 0:
            start, total = i + 1, 0.0
        elif total > best_sum:
            best, best_sum = (start, i), total
    return best


def likeliest(scores: Sequence[float]) -> list[bool]:
    """
    Return the likeliest row of decisions, where each change from line to line has its cost.

    >>> likeliest([-2.0, 1.0, -0.3, 2.0, -3.0])
    [False, True, True, True, False]
    """
    out, inside = 0.0, 0.0
    back: list[tuple[bool, bool]] = []
    for score in scores:
        back.append((inside - _TURN > out, out - _TURN > inside))
        out, inside = max(out, inside - _TURN), max(inside, out - _TURN)
        out, inside = out - score / 2 - _LEAN, inside + score / 2 + _LEAN
    is_in = inside > out
    found = []
    for turned_out, turned_in in reversed(back):
        found.append(is_in)
        is_in = not is_in if (turned_in if is_in else turned_out) else is_in
    return found[::-1]
