"""Whether two rows of one list tell of one person: what agrees, and what speaks against it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from onrecord.kit.spelling import sounds, within_one, words_of
from onrecord.lists.tables.saying import Said

_MOST_OTHER = 2  # parts of a name that may be spelt otherwise
_MANY_PARTS = 3  # a name of so many parts tells much by itself
_LETTERS = 3  # a shorter part of a name tells nothing


@lru_cache(maxsize=131_072)
def folded(name: str) -> tuple[str, ...]:
    """Return a name's parts without case, marks and hamzas."""
    return tuple(words_of(name))


def names(said: Said) -> tuple[tuple[str, ...], ...]:
    """Return all names of a row, each in its parts."""
    found = (folded(name) for name in (said.name, *said.other_names))
    return tuple(dict.fromkeys(name for name in found if name))


class Likeness(NamedTuple):
    """
    What two rows share, apart from the name.

    Attributes:
        agree: How many of birth, age, time, place and kin agree.
        against: Whether anything of them cannot be true of one person.
    """

    agree: int
    against: bool


def likeness(one: Said, other: Said) -> Likeness:
    """Return what two rows share; what one of them does not tell says nothing."""
    agree, against = 0, bool(one.sex and other.sex and one.sex is not other.sex)
    for mine, theirs in ((one.born, other.born), (one.when, other.when)):
        if mine and theirs:
            agree += mine.overlaps(theirs)
            against = against or not mine.overlaps(theirs)
    if one.age is not None and other.age is not None:
        agree += abs(one.age - other.age) <= 1
        against = against or abs(one.age - other.age) > 1
    for mine_word, their_word in ((one.place, other.place), (one.mother, other.mother)):
        agree += bool(mine_word and their_word and folded(mine_word) == folded(their_word))
    return Likeness(agree, against)


def are_spelt_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """
    Return whether two names are one but for a letter in a part or two; never in the first.

    The first name alone tells brothers and sisters apart, so one letter in it is another person.

    >>> are_spelt_alike(("omar", "ali", "saleh"), ("omar", "aly", "saleh"))
    True
    >>> are_spelt_alike(("omar", "ali", "saleh"), ("amar", "ali", "saleh"))
    False
    """
    if len(one) != len(other) or len(one) < 2 or one[0] != other[0]:
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    most = min(_MOST_OTHER, max(len(one) - 2, 1))
    return len(differing) <= most and all(within_one(a, b) for a, b in differing)


def are_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """
    Return whether two names may be one, so that a person should look.

    >>> are_near(("omar", "ali", "saleh"), ("omar", "saleh"))
    True
    >>> are_near(("omar", "ali", "saleh"), ("amar", "ali", "saleh"))
    True
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 2:
        return False
    if len(one) == len(other):
        differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return len(differing) <= 1 and all(within_one(a, b) for a, b in differing)
    is_inside = set(shorter) <= set(longer)
    return is_inside and shorter[0] == longer[0] and shorter[-1] == longer[-1]


def may_be_one(one: Said, other: Said) -> bool:
    """
    Return whether two rows under one number may tell of one person.

    They do where their names share a part of three letters, in letters or in sound, or where a
    name is missing; a name that is wholly another one may be another person.
    """
    mine, theirs = _parts(one), _parts(other)
    return not mine or not theirs or bool(mine & theirs)


def _parts(said: Said) -> frozenset[str]:
    return frozenset(_sounding(said))


def _sounding(said: Said) -> Iterator[str]:
    for name in names(said):
        for part in name:
            if len(part) >= _LETTERS and part not in {"unknown", "مجهول"}:
                yield part
                yield f"{sounds(part)}~"


def is_telling(name: tuple[str, ...]) -> bool:
    """Return whether a name alone is seldom two persons': it has three parts or more."""
    return len(name) >= _MANY_PARTS
