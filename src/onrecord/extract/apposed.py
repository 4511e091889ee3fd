"""Words that only say again who was just counted: "a colleague, a school guard, was killed"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.extract.sentence import Sentence
from onrecord.extract.tagger import Tagged

_Placed = tuple[Tagged, Sentence]

_BESIDE = re.compile(r"(?:,|:|\s+[-–—])\s+|\s+\(")
_JOINED = re.compile(r",?\s+(?:and|or|as well as)\s+|,\s+")
_AND = re.compile(r"\band\b", re.IGNORECASE)
_MOST = 6  # names said after a larger number are not all told


def apposed(tagged: Sequence[_Placed]) -> frozenset[int]:
    """
    Return where words start that say who those just counted were, and count nobody further.

    "One officer, Inspector Noor, was shot" is one person, and "two more, a girl and her aunt"
    are two. In "a farmer, a nurse and a driver" each counts: a list ends with "and".

    Args:
        tagged: What the tagger took for people harmed, each with its sentence, in order.
    """
    found: set[int] = set()
    for at, (first, second) in enumerate(pairwise(tagged)):
        if first[0].start in found or not _is_beside(first, second):
            continue
        size = _size(first)
        run = _run(tagged[at + 1 : at + 2 + _MOST])
        named = sum(len(_AND.findall(_words(one))) + 1 for one in run)
        if size is not None and size <= _MOST and named == size:
            found |= {words.start for words, _ in run}
    return frozenset(found)


def _is_beside(first: _Placed, second: _Placed) -> bool:
    if first[1] is not second[1] or first[0].outcomes != second[0].outcomes:
        return False
    between = first[1].content[first[0].end : second[0].start]
    return bool(_BESIDE.fullmatch(between)) and not _is_counted(second)


def _run(tagged: Sequence[_Placed]) -> list[_Placed]:
    """Words without a number that "and" or a comma joins, from the first on."""
    run = [tagged[0]]
    for first, second in pairwise(tagged):
        between = first[1].content[first[0].end : second[0].start]
        if first[1] is not second[1] or not _JOINED.fullmatch(between) or _is_counted(second):
            break
        run.append(second)
    return run


def _is_counted(placed: _Placed) -> bool:
    return bool(_numbers(placed))


def _numbers(placed: _Placed) -> list[float | None]:
    words, sentence = placed
    inside = (q for q in sentence.quantities.values() if words.start <= q.core < words.end)
    return [q.count.high for q in inside]


def _size(placed: _Placed) -> float | None:
    """How many words count: of words without a number, one; None where the number is open."""
    return next(iter(_numbers(placed)), 1)


def _words(placed: _Placed) -> str:
    words, sentence = placed
    return sentence.content[words.start : words.end]
