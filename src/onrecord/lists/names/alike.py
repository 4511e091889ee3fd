"""How well two parts of names agree."""

from functools import lru_cache

from onrecord.kit.spelling import is_arabic
from onrecord.lists.names.sounds import unlike
from onrecord.lists.names.words import Part
from onrecord.model.match import Level

# How unlike two parts may sound: docs/explanation/how-names-are-compared.md has what these
# were measured on.
ONE_NAME = 0.2  # whatever lists of known names say
SPELLED = 0.3
CLOSE = 0.6
STILL_CLOSE = 1.0  # where the consonants are the same, or both may be one known name
TOLD_APART = 0.3  # the similarity of two known names, at most


@lru_cache(maxsize=1 << 18)
def alike(left: Part, right: Part) -> tuple[Level, float]:
    """
    Return how well two parts agree, and how alike they sound, 0 to 1.

    Two given names that many have are two names, however near: Karim and Karam.

    >>> from onrecord.lists.names.parts import parts
    >>> alike(parts("محمد").given, parts("Mohammed").given)[0]
    <Level.SPELLED: 'spelled'>
    >>> alike(parts("محمد").given, parts("Mahmoud").given)[0]
    <Level.OTHER: 'other'>
    """
    if left.folded == right.folded:
        return Level.SAME, 1.0
    cost = unlike(left.sound, right.sound)
    similarity = max(0.0, 1.0 - cost)
    is_one = left.may_be(right)
    if cost > ONE_NAME and left.known and right.known and not is_one:
        return Level.OTHER, min(similarity, TOLD_APART)
    if cost <= SPELLED:
        return Level.SPELLED, similarity
    is_one = is_one or left.skeleton == right.skeleton
    if cost <= CLOSE or (is_one and cost <= STILL_CLOSE):
        return Level.CLOSE, similarity
    return Level.PART if is_part_of(left, right) else Level.OTHER, similarity


def is_part_of(left: Part, right: Part) -> bool:
    """
    Return whether one part begins the other: an initial, or the first of two words.

    >>> from onrecord.lists.names.parts import parts
    >>> is_part_of(parts("A.").given, parts("Ahmad").given)
    True
    """
    if is_arabic(left.folded) == is_arabic(right.folded):
        short, long = sorted((left.folded, right.folded), key=len)
        if len(short) == 1:
            return long.startswith(short)
    short, long = sorted((left.skeleton, right.skeleton), key=len)
    return 1 < len(short) < len(long) - 1 and long.startswith(short)
