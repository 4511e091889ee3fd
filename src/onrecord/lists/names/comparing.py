"""Two names side by side, part by part, with what speaks for one person and what against."""

from dataclasses import dataclass
from functools import lru_cache

from onrecord.kit.spelling import is_arabic
from onrecord.lists.names.parts import NameParts
from onrecord.lists.names.sounds import apart
from onrecord.lists.names.words import Part
from onrecord.model.match import Level

_SPELLED, _CLOSE = 0.8, 0.62  # similarities; see docs/explanation/how-names-are-compared.md
_FIELDS = ("father", "grandfather")


@dataclass(frozen=True, slots=True)
class PartCompared:
    """
    One part of two names.

    Attributes:
        field: `given`, `father`, `grandfather`, `ancestor` or `family`.
        left, right: As written; "" where missing.
        level: How well they agree.
        similarity: 0 to 1; 0 where one is missing.
    """

    field: str
    left: str
    right: str
    level: Level
    similarity: float


@dataclass(frozen=True, slots=True)
class NameCompared:
    """
    Two names side by side.

    Attributes:
        parts: Given name first, then as the left name has them.
        given_differs: Whether both have a given name and these are two names: then they are
            two persons, however well all else agrees (brothers and sisters agree in it).
        similarity: Of all, 0 to 1: the given name counts as much as all others together.
    """

    parts: tuple[PartCompared, ...]
    given_differs: bool
    similarity: float


@lru_cache(maxsize=1 << 18)
def alike(left: Part, right: Part) -> tuple[Level, float]:
    """
    Return how well two parts agree, and how alike they sound, 0 to 1.

    >>> from onrecord.lists.names.parts import parts
    >>> level, _ = alike(parts("محمد").given, parts("Mohammed").given)
    >>> level
    <Level.SPELLED: 'spelled'>
    """
    if left.folded == right.folded:
        return Level.SAME, 1.0
    longest = max(len(left.sound), len(right.sound), 1)
    similarity = max(0.0, 1.0 - apart(left.sound, right.sound) / longest)
    if similarity >= _SPELLED:
        return Level.SPELLED, similarity
    if similarity >= _CLOSE:
        return Level.CLOSE, similarity
    if _is_part_of(left, right):
        return Level.PART, similarity
    return Level.OTHER, similarity


def _is_part_of(left: Part, right: Part) -> bool:
    short, long = sorted((left.skeleton, right.skeleton), key=len)
    same_script = is_arabic(left.written) == is_arabic(right.written)
    if same_script and min(len(left.folded), len(right.folded)) == 1:
        return left.folded[:1] == right.folded[:1]
    return len(short) > 1 and (long.startswith(short) or long.endswith(short))


def compare(left: NameParts, right: NameParts) -> NameCompared:
    """
    Return two names side by side: given with given, the others in their order with gaps.

    >>> from onrecord.lists.names.parts import parts
    >>> found = compare(parts("Sami Khalil Odeh"), parts("سامي خليل محمود عودة"))
    >>> [(one.field, one.left, one.level.value) for one in found.parts]
    [('given', 'Sami', 'spelled'), ('father', 'Khalil', 'spelled'), ('family', 'Odeh', 'spelled')]
    >>> compare(parts("Sami Khalil Odeh"), parts("Hani Khalil Odeh")).given_differs
    True
    """
    given = _one("given", left.given, right.given)
    rest = _aligned(left, right)
    told = [one.similarity for one in rest if one.level is not Level.MISSING]
    others = sum(told) / len(told) if told else None
    own = given.similarity if given.level is not Level.MISSING else None
    known = [one for one in (own, others) if one is not None]
    return NameCompared(
        parts=(given, *rest),
        given_differs=given.level is Level.OTHER,
        similarity=sum(known) / len(known) if known else 0.0,
    )


def _one(field: str, left: Part | None, right: Part | None) -> PartCompared:
    if left is None or right is None:
        words = (left.written if left else "", right.written if right else "")
        return PartCompared(field, *words, Level.MISSING, 0.0)
    level, similarity = alike(left, right)
    return PartCompared(field, left.written, right.written, level, similarity)


def _aligned(left: NameParts, right: NameParts) -> list[PartCompared]:
    pairs = _best(left.rest, right.rest)
    made = []
    for at, other in pairs:
        field = _field(at, len(left.rest), left.family is not None)
        made.append(_one(field, left.rest[at], right.rest[other]))
    return made


def _field(at: int, size: int, has_family: bool) -> str:  # noqa: FBT001 -- position
    if has_family and at == size - 1:
        return "family"
    return _FIELDS[at] if at < len(_FIELDS) else "ancestor"


def _best(left: tuple[Part, ...], right: tuple[Part, ...]) -> list[tuple[int, int]]:
    """Return which parts stand side by side: as alike as can be, in their order."""
    sums = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            both = sums[i + 1][j + 1] + 0.01 + alike(left[i], right[j])[1]
            sums[i][j] = max(both, sums[i + 1][j], sums[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if sums[i][j] == sums[i + 1][j]:
            i += 1
        elif sums[i][j] == sums[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs
