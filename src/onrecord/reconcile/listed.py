"""Numbers that one sentence lists for one verb: "four patients and a midwife were killed"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reconcile.values import Value

_AND = re.compile(r"(?:\band\b|,|&|\bو)\s*$")


def listed_together(values: Sequence[Value]) -> list[Value]:
    """
    Add up numbers of which one's words hold the other's, listed for one verb.

    "Four patients and a midwife were killed" is read as two numbers, of which the first has
    the words of the whole list. Together they are what the sentence counts: five. What is
    told as some of the others ("five people including a midwife") is a part, and not here.

    Args:
        values: What one voice tells in one document.
    """
    found: list[Value] = []
    for value in sorted(values, key=_from_the_widest):
        whole = next((other for other in found if _lists(other, value)), None)
        if whole is None:
            found.append(value)
        else:
            found[found.index(whole)] = _sum(whole, value)
    return [value for old in values for value in found if value.first is old.first]


def _from_the_widest(value: Value) -> tuple[int, int]:
    return (value.first.passage.start, -value.first.passage.end)


def _lists(whole: Value, value: Value) -> bool:
    wide, inner = whole.first.passage, value.first.passage
    if whole.only or value.only or not wide.start < inner.start < inner.end <= wide.end:
        return False
    return _AND.search(wide.exact[: inner.start - wide.start]) is not None


def _sum(whole: Value, value: Value) -> Value:
    low = None if whole.low is None or value.low is None else whole.low + value.low
    high = None if whole.high is None or value.high is None else whole.high + value.high
    return replace(whole, low=low, high=high, claims=(*whole.claims, *value.claims))
