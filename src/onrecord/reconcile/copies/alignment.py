"""Which words of a text stand in an earlier one, and where."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.reconcile.copies.words import RUN, Words

_TRIED = 6  # places in the earlier text at which one run of words is looked for

# A shared stretch: start and end in the later text, start in the earlier one.
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Run:
    first: int  # word of the later text
    earlier: int  # word of the earlier one
    number: int  # of words that both have, one after the other


class Places(NamedTuple):
    """Where each run of words of a text stands, and where the few do that stand there again."""

    first: Mapping[tuple[str, ...], int]
    again: Mapping[tuple[str, ...], Sequence[int]]

    def of(self, run: tuple[str, ...]) -> Sequence[int]:
        """Return where a run stands, for the first few times that it does."""
        return (self.first[run], *self.again.get(run, ()))[:_TRIED]


def places(earlier: Words) -> Places:
    """Return where the runs of words of a text stand."""
    runs = list(earlier.runs())
    # The last that is put in holds; most runs stand in a text once, and need no row of places.
    first = dict(zip(reversed(runs), range(len(runs) - 1, -1, -1), strict=True))
    again: dict[tuple[str, ...], list[int]] = {}
    for place, run in enumerate(runs) if len(first) < len(runs) else ():
        if first[run] != place:
            again.setdefault(run, []).append(place)
    return Places(first, again)


def spans(later: Words, earlier: Words, there: Places) -> tuple[tuple[Span, ...], int]:
    """
    Return the shared stretches in order of the later text, and how many runs they hold.

    Args:
        later: The text that may have been copied.
        earlier: The text that it may have been copied from.
        there: Where the runs of that text stand.
    """
    runs = _shared(later, earlier, there)
    held = sum(run.number - RUN + 1 for run in runs)
    return tuple(span for run in runs for span in _even(run, later, earlier)), held


def _shared(later: Words, earlier: Words, there: Places) -> list[_Run]:
    """Return stretches of five words or more that both have, each word of the later text once."""
    one, other = later.words, earlier.words
    if one == other:
        return [_Run(0, 0, len(one))] if len(one) >= RUN else []
    found: list[_Run] = []
    done = 0  # words of the later text that are accounted for
    for at, run in enumerate(later.runs()):
        if at < done or run not in there.first:
            continue
        longest = max([_longest(one, other, at, place) for place in there.of(run)], key=_number)
        back = _backwards(one, other, longest, done)
        found.append(_Run(longest.first - back, longest.earlier - back, longest.number + back))
        done = longest.first + longest.number
    return found


def _number(run: _Run) -> int:
    return run.number


def _longest(one: Sequence[str], other: Sequence[str], at: int, place: int) -> _Run:
    most = min(len(one) - at, len(other) - place)
    number = RUN
    while number < most and one[at + number] == other[place + number]:
        number += 1
    return _Run(at, place, number)


def _backwards(one: Sequence[str], other: Sequence[str], run: _Run, done: int) -> int:
    """Return how many words before a run both have, too, that are in no run yet."""
    most = min(run.first - done, run.earlier)
    number = 0
    while number < most and one[run.first - number - 1] == other[run.earlier - number - 1]:
        number += 1
    return number


def _even(run: _Run, later: Words, earlier: Words) -> list[Span]:
    """
    Return a run as stretches in which every character is as far from the start in both.

    Line breaks and quotation marks differ between printings; a place inside a stretch can
    then be told by counting.
    """
    found: list[Span] = []
    begun = run.first
    step = earlier.starts[run.earlier] - later.starts[run.first]
    for at in range(run.first, run.first + run.number):
        here = earlier.starts[run.earlier + at - run.first] - later.starts[at]
        if here != step:
            found.append((later.starts[begun], later.ends[at - 1], later.starts[begun] + step))
            begun, step = at, here
    last = run.first + run.number - 1
    found.append((later.starts[begun], later.ends[last], later.starts[begun] + step))
    return found


def earlier_place(shared: Sequence[Span], start: int, end: int) -> tuple[int, int] | None:
    """
    Return where words of a text stand in the earlier one, or what stands there instead.

    None where the earlier text has nothing in their place: they are new.

    >>> shared = ((0, 20, 100), (23, 40, 125))
    >>> earlier_place(shared, 5, 30)  # "20" became "one hundred" somewhere between
    (105, 132)
    >>> earlier_place(shared, 60, 70) is None
    True
    """
    at = bisect_right(shared, start, key=_start) - 1
    before = shared[at] if at >= 0 else None
    until = bisect_right(shared, end - 1, key=_start) - 1
    last = shared[until] if until >= 0 else None
    after = shared[until + 1] if until + 1 < len(shared) else None
    room = 2 * (end - start) + 80  # more than this is no replacement, but another paragraph
    is_shared = until > at or (before is not None and start < before[1])
    if not is_shared and (before is None or after is None or after[0] - before[1] > room):
        return None
    first = _first(before, shared[at + 1] if at + 1 < len(shared) else None, start)
    final = _final(last, after, end)
    if first is None or final is None or not 0 <= final - first <= room:
        return None
    return (first, final)


def _start(span: Span) -> int:
    return span[0]


def _first(before: Span | None, after: Span | None, start: int) -> int | None:
    if before is not None and start < before[1]:
        return before[2] + start - before[0]
    if before is not None:
        return before[2] + before[1] - before[0]
    return max(0, after[2] - (after[0] - start)) if after is not None else None


def _final(last: Span | None, after: Span | None, end: int) -> int | None:
    if last is not None and end <= last[1]:
        return last[2] + end - last[0]
    if after is not None:
        return after[2]
    return last[2] + end - last[0] if last is not None else None
