"""The sounds that names are spelled in, their classes, and how far two spellings are apart."""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from onrecord.vocab import read_table

_DOUBLED = re.compile(r"(.)\1+")
_MARKS = " "


class Sounds(NamedTuple):
    """
    The tables of `sounds.yaml`.

    Attributes:
        classes: A sound's code point → its class; None for those that skeletons leave out.
        first: A sound → what is kept of it at the start of a skeleton.
        costs: Two sounds → what it costs to read one for the other.
        left_out: A sound → what it costs to leave it out.
    """

    classes: dict[int, str | None]
    first: dict[str, str]
    costs: dict[str, float]
    left_out: dict[str, float]


@cache
def sounds() -> Sounds:
    """Return the tables, read once."""
    told = read_table("onrecord.lists.names", "sounds.yaml")
    classes: dict[int, str | None] = {}
    for name, signs in told["classes"].items():
        classes.update({ord(sign): name for sign in signs})
    first = {sign: name for name, signs in told["first"].items() for sign in signs}
    classes.update({ord(sign): None for sign in first if ord(sign) not in classes})
    return Sounds(classes, first, _costs(told["costs"]), _left_out(told["left-out"]))


def _costs(told: dict[float, list[Any]]) -> dict[str, float]:
    made: dict[str, float] = {}
    for cost, groups in told.items():
        for signs in map(str, groups):
            for a in signs:
                for b in signs:
                    made.setdefault(a + b, 0.0 if a == b else cost)
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
    False
    """
    if left == right:
        return 0.0
    told = sounds()
    costs, left_out = told.costs, told.left_out
    gaps = [left_out.get(sign, 1.0) for sign in right]
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    before = ""
    for sign in left:
        out = 0.0 if sign == before else left_out.get(sign, 1.0)
        last = row[0]
        here = row[0] + out
        row[0] = here
        for at, other in enumerate(right, 1):
            cost = 0.0 if sign == other else costs.get(sign + other, 1.0)
            gap = 0.0 if at > 1 and other == right[at - 2] else gaps[at - 1]
            here = min(last + cost, row[at] + out, here + gap)
            last, row[at] = row[at], here
        before = sign
    return row[-1]
