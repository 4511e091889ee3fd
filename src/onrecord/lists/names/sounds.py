"""The sounds that names are spelled in, their classes, and how far two spellings are apart."""

import math
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from onrecord.vocab import read_table

SHORTEST = 2  # consonants that a name is taken to have at least
TURNED = 0.3  # what lam and alef turned round cost
_LAM_ALEF = frozenset({"lA", "la", "lQ"})
_DOUBLED = re.compile(r"(.)\1+")
_VOWEL = re.compile("[aeiouUNQ]")


class Sounds(NamedTuple):
    """
    The tables of `sounds.yaml`.

    Attributes:
        classes: A sound's code point → its class; None for those that skeletons leave out.
        first: A sound → what is kept of it at the start of a skeleton.
        costs: Two sounds → what it costs to read one for the other.
        within: A sound → what it costs to leave it out, where both spellings write vowels or
            neither does.
        across: Likewise, where one does.
    """

    classes: dict[int, str | None]
    first: dict[str, str]
    costs: dict[str, float]
    within: dict[str, float]
    across: dict[str, float]


@cache
def sounds() -> Sounds:
    """Return the tables, read once."""
    told = read_table("onrecord.lists.names", "sounds.yaml")
    classes: dict[int, str | None] = {}
    for name, signs in told["classes"].items():
        classes.update({ord(sign): name for sign in signs})
    first = {sign: name for name, signs in told["first"].items() for sign in signs}
    classes.update({ord(sign): None for sign in first if ord(sign) not in classes})
    within, across = (_left_out(told["left-out"][where]) for where in ("within", "across"))
    return Sounds(classes, first, _costs(told["costs"]), within, across)


def _costs(told: dict[float, list[Any]]) -> dict[str, float]:
    made: dict[str, float] = {}
    for cost, groups in sorted(told.items()):
        for group in map(str, groups):
            these, _, others = group.rpartition(":")
            for one in these or others:
                for other in others:
                    made.setdefault(one + other, cost)
                    made.setdefault(other + one, cost)
    return made


def _left_out(told: dict[float, str]) -> dict[str, float]:
    return {sign: cost for cost, signs in told.items() for sign in signs}


def skeleton_of(sound: str) -> str:
    """
    Return what any hand and either script would leave of a name.

    Vowels, w and y go but at the start, doubled sounds are one, a last h goes.

    >>> skeleton_of("muhammad"), skeleton_of("mHmd"), skeleton_of("Aymn")
    ('mhmd', 'mhmd', 'amn')
    """
    told = sounds()
    bones = sound[1:].translate(told.classes)
    begins = told.first.get(sound[:1]) or sound[:1].translate(told.classes)
    bones = _DOUBLED.sub(r"\1", begins + bones)
    return bones[:-1] if len(bones) > 1 and bones.endswith("h") else bones


def is_vowelled(sound: str) -> bool:
    """Return whether short vowels are written, as in Latin letters."""
    return _VOWEL.search(sound) is not None


@lru_cache(maxsize=1 << 18)
def apart(left: str, right: str) -> float:
    """
    Return what it costs to turn one name's sounds into another's; 0 if nothing.

    Args:
        left: The `sound` of a part.
        right: That of the other.

    Returns:
        In whole letters; what each pair of sounds costs stands in `sounds.yaml`.

    >>> apart("muhammad", "mHmd") < 0.7 < apart("mHmwd", "mHmd")
    True
    """
    if left == right:
        return 0.0
    told = sounds()
    is_across = is_vowelled(left) != is_vowelled(right)
    left_out = told.across if is_across else told.within
    outs, gaps = _left_out_in(left, left_out), _left_out_in(right, left_out)
    before: list[float] = []
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    for i, sign in enumerate(left):
        turned, before = before, row.copy()
        row[0] = here = before[0] + outs[i]
        for j, other in enumerate(right):
            cost = 0.0 if sign == other else told.costs.get(sign + other, 1.0)
            here = min(before[j] + cost, before[j + 1] + outs[i], here + gaps[j])
            if i and j and is_turned(left[i - 1] + sign, right[j - 1] + other):
                here = min(here, turned[j - 1] + TURNED)
            row[j + 1] = here
    return row[-1]


def _left_out_in(sound: str, costs: dict[str, float]) -> list[float]:
    """Return what it costs to leave each sound out; one that is doubled costs nothing."""
    pairs = zip(" " + sound, sound, strict=False)
    return [0.0 if sign == before else costs.get(sign, 1.0) for before, sign in pairs]


def is_turned(one: str, two: str) -> bool:
    """
    Return whether two pairs of sounds are one, turned round: al for la.

    Papers print lam and alef as one letter, which comes out of many PDFs the wrong way round.

    >>> is_turned("Al", "lA"), is_turned("la", "Al"), is_turned("Am", "mA")
    (True, True, False)
    """
    return (one == "Al" and two in _LAM_ALEF) or (two == "Al" and one in _LAM_ALEF)


def unlike(left: str, right: str) -> float:
    """
    Return how unlike two parts sound: what it costs to turn one into the other, for its length.

    One letter of a short name tells more than one of a long name: costs are divided by the
    square root of the consonants of the longer.

    >>> unlike("muhammad", "mHmd") < 0.3 < unlike("karam", "krym")
    True
    """
    size = max(len(skeleton_of(left)), len(skeleton_of(right)), SHORTEST)
    return apart(left, right) / math.sqrt(size)
