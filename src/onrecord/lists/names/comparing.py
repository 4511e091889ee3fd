"""Two names side by side, part by part, with what speaks for one person and what against."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lists.names.alike import alike
from onrecord.lists.names.parts import NameParts
from onrecord.lists.names.sounds import skeleton_of
from onrecord.lists.names.words import Part
from onrecord.model.match import Level

_FIELDS = {"patronymic": ("father", "grandfather", "ancestor"), "western": ("middle",)}
_TWO_IN_ONE = 1.5  # more than two parts that only look alike are worth
_ONE = frozenset({Level.SAME, Level.SPELLED})


@dataclass(frozen=True, slots=True)
class PartCompared:
    """
    One part of two names.

    Attributes:
        field: `given`, `father`, `grandfather`, `ancestor` or `family`; `middle` in names
            that have no fathers' names.
        left: As written; "" where missing.
        right: Likewise.
        level: How well they agree.
        similarity: How alike they sound, 0 to 1; 0 where one is missing.
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
        parts: The given name first, then the others in their order; what only one name has is
            among them, as missing.
        given_differs: Whether both have a given name and these are two names: then they are
            two persons, however well all else agrees (brothers and sisters agree in it).
        similarity: Of all that both have, 0 to 1: the given name counts as much as all others
            together. An order of merit, no probability.
    """

    parts: tuple[PartCompared, ...]
    given_differs: bool
    similarity: float


def compare(left: NameParts, right: NameParts) -> NameCompared:
    """
    Return two names side by side: given with given, the others in their order with gaps.

    A part that one name has and the other lacks is no evidence. Two words of one name may
    stand beside one word of the other ("Nour Hoda", "Nourhoda"). The same whichever name
    comes first.

    >>> from onrecord.lists.names.parts import parts
    >>> found = compare(parts("Sami Khalil Odeh"), parts("سامي خليل محمود عودة"))
    >>> [(one.field, one.left, one.level.value) for one in found.parts[:3]]
    [('given', 'Sami', 'spelled'), ('father', 'Khalil', 'spelled'), ('grandfather', '', 'missing')]
    >>> compare(parts("Karim Khalil Odeh"), parts("Karam Khalil Odeh")).given_differs
    True
    """
    if _key(right) < _key(left):
        found = _compared(right, left)
        turned = [PartCompared(o.field, o.right, o.left, o.level, o.similarity) for o in found]
    else:
        turned = _compared(left, right)
    given, *rest = turned
    told = [one.similarity for one in rest if one.level is not Level.MISSING]
    known = [given.similarity] if given.level is not Level.MISSING else []
    known += [sum(told) / len(told)] if told else []
    return NameCompared(
        parts=tuple(turned),
        given_differs=given.level is Level.OTHER,
        similarity=sum(known) / len(known) if known else 0.0,
    )


def _key(name: NameParts) -> tuple[str, ...]:
    return (name.given.written if name.given else "", *(one.written for one in name.rest))


def _compared(left: NameParts, right: NameParts) -> list[PartCompared]:
    one, two, mine, others = left.given, right.given, left.rest, right.rest
    if one and two and alike(one, two)[0] not in _ONE:
        if mine and _are_one((one, mine[0]), two):
            one, mine = joined(one, mine[0]), mine[1:]
        elif others and _are_one((two, others[0]), one):
            two, others = joined(two, others[0]), others[1:]
    name = left if len(left.rest) >= len(right.rest) else right
    return [_one("given", one, two), *_aligned(mine, others, name)]


@lru_cache(maxsize=1 << 16)
def joined(first: Part, second: Part) -> Part:
    """Return the part that two make which others write as one word."""
    sound = first.sound + second.sound
    written = f"{first.written} {second.written}"
    return Part(written, first.folded + second.folded, skeleton_of(sound), sound)


def _one(field: str, left: Part | None, right: Part | None) -> PartCompared:
    words = (left.written if left else "", right.written if right else "")
    if left is None or right is None:
        return PartCompared(field, *words, Level.MISSING, 0.0)
    return PartCompared(field, *words, *alike(left, right))


def _aligned(
    left: tuple[Part, ...], right: tuple[Part, ...], name: NameParts
) -> Iterator[PartCompared]:
    """Yield what stands side by side behind the given names; fields are those of `name`."""
    is_left = len(left) >= len(right)
    at = other = 0
    size = max(len(left), len(right))
    for i, j, more, others in [*_best(left, right), (len(left), len(right), 0, 0)]:
        for missing in range(at, i):
            yield _one(_field(missing, size, name, counts=is_left), left[missing], None)
        for missing in range(other, j):
            yield _one(_field(missing, size, name, counts=not is_left), None, right[missing])
        at, other = i + more, j + others
        if more:
            one = joined(*left[i:at]) if more > 1 else left[i]
            two = joined(*right[j:other]) if others > 1 else right[j]
            last = (at if is_left else other) - 1
            yield _one(_field(last, size, name), one, two)


def _field(at: int, size: int, name: NameParts, *, counts: bool = True) -> str:
    """Return what a part is called, by its place in the longer name."""
    if counts and at == size - 1 and name.family is not None:
        return "family"
    fields = _FIELDS.get(name.order, _FIELDS["western"])
    return fields[min(at, len(fields) - 1)]


def _best(left: tuple[Part, ...], right: tuple[Part, ...]) -> list[tuple[int, int, int, int]]:
    """
    Return which parts stand side by side: as alike as can be, in their order.

    Returns:
        Where in the left and in the right name, and how many parts of each.
    """
    sums = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            ways = [(sums[i + 1][j], 1, 0), (sums[i][j + 1], 0, 1)]
            for more, others, value in _beside(left[i : i + 2], right[j : j + 2]):
                if len(left) != len(right) or more == others:
                    ways.append((sums[i + more][j + others] + value, more, others))
            best = max(ways)
            sums[i][j] = best[0]
            steps[i, j] = best[1:]
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        more, others = steps[i, j]
        if more and others:
            pairs.append((i, j, more, others))
        i, j = i + more, j + others
    return pairs


def _beside(left: tuple[Part, ...], right: tuple[Part, ...]) -> Iterator[tuple[int, int, float]]:
    """Yield how the next parts may stand side by side, and what each way is worth."""
    yield 1, 1, 0.01 + alike(left[0], right[0])[1]
    if len(left) > 1 and _are_one(left, right[0]):
        yield 2, 1, _TWO_IN_ONE
    if len(right) > 1 and _are_one(right, left[0]):
        yield 1, 2, _TWO_IN_ONE


def _are_one(two: tuple[Part, ...], one: Part) -> bool:
    """Return whether two parts are what the other name writes as one word."""
    first, second = two
    size = len(first.skeleton) + len(second.skeleton)
    is_likely = first.skeleton[:1] == one.skeleton[:1] and -1 <= size - len(one.skeleton) <= 2
    return is_likely and alike(joined(first, second), one)[0] in _ONE
