"""Ways to an earlier text: words copied from it, or copied and changed."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.model import Claim, How, Shared
from onrecord.reconcile.copies import Copy, copies_in_order, differences, earlier_place
from onrecord.reconcile.register import Voice
from onrecord.reconcile.tracing.found import Found, ends, leads
from onrecord.reconcile.tracing.reports import Reports
from onrecord.reconcile.tracing.slots import compared

WHOLE = 0.8  # of the rare runs: from here on a text as a whole is the other's
_ENDS = re.compile(r"[.!?؟][\"”»)]?\s|\n")
_SENTENCE = 400  # characters looked at on either side of a claim's words
_LONGEST = 400  # characters of a claim's own words
_SHOWN = 80  # characters of what was changed
_HAS_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What became of a claim's words in a copy.

    Attributes:
        shared: Where they stand in both texts.
        claim: The claim of the earlier text that stands there; None if none was read.
        change: The words there and here, where they differ; None if nothing does.
        place, time: Whether it is of the same place and time; None if that is not told.
    """

    shared: Shared
    claim: Claim | None
    change: tuple[str, str] | None
    place: bool | None = None
    time: bool | None = None


class Copied:
    """The copies among some reports, and what they did to each claim."""

    def __init__(self, reports: Reports) -> None:
        """Find the copies; `reports` gives the order of age."""
        self._reports = reports
        texts = {name: reports.texts[name] for name in reports.order if name in reports.texts}
        self._from: dict[str, list[Copy]] = defaultdict(list)
        self._whole: dict[str, list[str]] = defaultdict(list)
        for copy in copies_in_order(texts, list(texts)):
            self._from[copy.later].append(copy)
            if copy.share >= WHOLE:
                self._whole[copy.earlier].append(copy.later)
        self._judged: dict[tuple[str, str], tuple[dict[str, Verdict], bool]] = {}
        self._common = lru_cache(maxsize=64)(self._common_words)

    def later_printings(self, document: str) -> list[str]:
        """Return the later documents that carry a text as a whole."""
        return self._whole.get(document, [])

    def found(
        self, claim: Claim, traced: Callable[[Claim], Found], voice: Callable[[str], Voice]
    ) -> Found | None:
        """Follow a claim to the oldest text that has its words and changed nothing in them."""
        for copy in self._from.get(claim.document, ()):
            verdict, is_other = self._judge(copy, claim)
            if verdict is None or verdict.change or is_other:
                continue
            shared, other = verdict.shared, verdict.claim
            if other is None:
                shared, other = self._older_still(claim, shared)
            why = f"words copied from {shared.document}"
            if other is not None:
                return leads(claim, other, traced(other).voice, How.COPIED, why, shared)
            at = voice(shared.document)
            return ends(claim, at, How.COPIED, why, (shared.document,), shared)
        return None

    def _older_still(self, claim: Claim, shared: Shared) -> tuple[Shared, Claim | None]:
        """Follow words that make no claim in the earlier text to one that had them before."""
        size, found = shared.end - shared.start, shared
        other: Claim | None = None
        while other is None:
            here = (found.earlier, found.earlier + size)
            told = _plain(self._reports.content(found.document)[slice(*here)])
            for copy in self._from.get(found.document, ()):
                at = earlier_place(copy.spans, *here)
                if at and _plain(self._reports.content(copy.earlier)[slice(*at)]) == told:
                    found = replace(found, document=copy.earlier, earlier=at[0])
                    other = self._there(copy.earlier, at, claim)
                    break
            else:
                return found, None
        return found, other

    def revised(self, claim: Claim) -> tuple[str, Shared] | None:
        """Return what a copy changed in a claim, in words, and where it stood before."""
        for copy in self._from.get(claim.document, ()):
            verdict, is_other = self._judge(copy, claim)
            if verdict is None:
                continue
            change = verdict.change or (self._first_change(copy) if is_other else None)
            if change is not None:
                told = (
                    f"the phrases of {copy.earlier} for another happening"
                    if is_other
                    else f"text of {copy.earlier} revised"
                )
                return f"{told}: “{change[0]}” there, “{change[1]}” here", verdict.shared
        return None

    def _judge(self, copy: Copy, claim: Claim) -> tuple[Verdict | None, bool]:
        """Return what became of a claim, and whether the copy is of another happening."""
        pair = (copy.later, copy.earlier)
        if pair not in self._judged:
            verdicts = {
                told.id: verdict
                for told in self._reports.told[copy.later]
                if (verdict := self._verdict(copy, told)) is not None
            }
            self._judged[pair] = (verdicts, _is_another_happening(verdicts))
        verdicts, is_other = self._judged[pair]
        return verdicts.get(claim.id), is_other

    def _first_change(self, copy: Copy) -> tuple[str, str] | None:
        verdicts, _ = self._judged[copy.later, copy.earlier]
        return next((v.change for v in verdicts.values() if v.change), None)

    def _verdict(self, copy: Copy, claim: Claim) -> Verdict | None:
        """Judge one claim of a copy; None if its words are new."""
        start, end = claim.passage.start, claim.passage.end
        at = earlier_place(copy.spans, start, end)
        if at is None or not _HAS_WORDS.search(self._reports.content(copy.earlier)[at[0] : at[1]]):
            return None
        shared = Shared(document=copy.earlier, start=start, end=end, earlier=at[0])
        other = self._there(copy.earlier, at, claim)
        change = None if copy.is_exact else self._changed_words(copy, claim, at)
        if other is None or copy.is_exact:
            return Verdict(shared, other, change)
        slots = compared(claim, other, self._before(copy), self._reports.place)
        return Verdict(shared, other, change or slots.words, slots.place, slots.time)

    def _there(self, document: str, at: tuple[int, int], claim: Claim) -> Claim | None:
        """Return the earlier text's claim at a place; of several, the one that says the same."""
        near = [
            other
            for other in _overlapping(self._reports.told.get(document, []), at)
            if other.outcome is claim.outcome and other.measure is claim.measure
        ]
        alike = [other for other in near if other.count == claim.count]
        same = [other for other in alike if other.victims == claim.victims]
        return next(iter(same or alike or near), None)

    def _before(self, copy: Copy) -> Callable[[int, int], str | None]:
        def before(start: int, end: int) -> str | None:
            at = earlier_place(copy.spans, start, end)
            return self._reports.content(copy.earlier)[at[0] : at[1]] if at else None

        return before

    def _changed_words(
        self, copy: Copy, claim: Claim, at: tuple[int, int]
    ) -> tuple[str, str] | None:
        """
        Return the words there and here, if a number, a day or a name is another.

        In the claim's own words any of them counts; in the rest of its sentence a day or a
        name, for another number there is another claim's.
        """
        later, earlier = (self._reports.content(n) for n in (copy.later, copy.earlier))
        start, end = _sentence(later, claim.passage.start, claim.passage.end)
        if _lies_inside(copy, start, end):
            return None
        own = (later[claim.passage.start : claim.passage.end], earlier[at[0] : at[1]])
        if differences.numbers(own[0]) != differences.numbers(own[1]):
            return _replaced(own[1], own[0])
        # Where a sentence is not there as a whole, no more than a phrase of it may be copied.
        around = earlier_place(copy.spans, start, end) or _sentence(earlier, *at)
        here, there = later[start:end], earlier[around[0] : around[1]]
        if differences.days(here) != differences.days(there):
            return _replaced(there, here)
        common = self._common(copy.later, copy.earlier)
        one = differences.names(here, later[:start][-8:], common)
        other = differences.names(there, earlier[: around[0]][-8:], common)
        return _replaced(there, here) if differences.are_other_names(other, one) else None

    def _common_words(self, later: str, earlier: str) -> frozenset[str]:
        return differences.common_words(
            self._reports.content(later), self._reports.content(earlier)
        )


def _is_another_happening(verdicts: Mapping[str, Verdict]) -> bool:
    """
    Whether the phrases were used again for something else.

    A story that is brought up to date keeps its place and its day; where all that can be
    compared are others, two massacres were told in the same words.
    """
    places = {verdict.place for verdict in verdicts.values()}
    times = {verdict.time for verdict in verdicts.values()}
    return any(False in told and True not in told for told in (places, times))


def _overlapping(told: Sequence[Claim], at: tuple[int, int]) -> Iterator[Claim]:
    """Return the claims, which are in order of place, whose words overlap a place."""
    first = bisect_left(told, at[0] - _LONGEST, key=_start)
    for claim in told[first:]:
        if claim.passage.start >= at[1]:
            return
        if claim.passage.end > at[0]:
            yield claim


def _start(claim: Claim) -> int:
    return claim.passage.start


def _sentence(content: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence around some words, as far as stops and line ends tell."""
    first = max(0, start - _SENTENCE)
    before = [found.end() for found in _ENDS.finditer(content, first, start)]
    after = _ENDS.search(content, end, end + _SENTENCE)
    last = after.start() + 1 if after else min(len(content), end + _SENTENCE)
    return (before[-1] if before else first), last


def _lies_inside(copy: Copy, start: int, end: int) -> bool:
    """Whether all of a stretch stands in the earlier text as it is."""
    at = bisect_right(copy.spans, start, key=_first) - 1
    return at >= 0 and end <= copy.spans[at][1] + 1  # a stop is no word


def _first(span: tuple[int, int, int]) -> int:
    return span[0]


def _plain(words: str) -> list[str]:
    return words.casefold().split()


def _replaced(there: str, here: str) -> tuple[str, str]:
    """Return what differs between two stretches, without the words that both begin or end with."""
    one, other = there.split(), here.split()
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return " ".join(one)[:_SHOWN].strip(" .,"), " ".join(other)[:_SHOWN].strip(" .,")
