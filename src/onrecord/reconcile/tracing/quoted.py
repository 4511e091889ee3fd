"""The way of a quotation: the same words in several outlets are one speaker's."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from onrecord.model import Claim, How, Shared
from onrecord.reconcile.tracing.found import Found, leads
from onrecord.reconcile.tracing.reports import Reports
from onrecord.reconcile.voices import last_named

WORDS = 8  # that two quotations have in common, one after the other, the claim's among them
_QUOTATION = re.compile(
    r"“[^”\n]{20,2000}”|\"[^\"\n]{20,2000}\"|«[^»\n]{20,2000}»|„[^“”\n]{20,2000}[“”]"
)
_NAMES, _EARLIEST = "which names the speaker", "the earliest to have it"
_MARKS = ("“", '"', "«", "„")
_WORD = re.compile(r"\w+")
_VOICES = 2  # that are remembered of a quotation: two are already one too many

_Key = tuple[object, ...]


@dataclass(slots=True)
class _Said:
    """Where a run of quoted words stands first, and by whom it is said to be."""

    first: Claim
    at: int
    by: dict[str, tuple[Claim, int]] = field(default_factory=dict)


class Quoted:
    """Quotations with a claim in them, by their runs of eight words."""

    def __init__(self, reports: Reports) -> None:
        """Look for quotations, the oldest document first."""
        self._reports = reports
        self._said: dict[_Key, _Said] = {}
        self._keys: dict[str, list[tuple[_Key, int]]] = {}
        for document in reports.order:
            content = reports.content(document)
            if not any(mark in content for mark in _MARKS):
                continue
            places = [found.span() for found in _QUOTATION.finditer(content)]
            for claim in reports.told[document] if places else ():
                self._note(claim, content, places)

    def _note(self, claim: Claim, content: str, places: list[tuple[int, int]]) -> None:
        start, end = claim.passage.start, claim.passage.end
        around = next((at for at in places if at[0] <= start and end <= at[1]), None)
        if around is None:
            return
        keys = list(_keys(claim, content, around))
        named = last_named(claim)
        voice = self._reports.register.voice(named).key if named else None
        for key, at in keys:
            known = self._said.setdefault(key, _Said(claim, at))
            if voice is not None and len(known.by) < _VOICES:
                known.by.setdefault(voice, (claim, at))
        if voice is None and keys:
            self._keys[claim.id] = keys

    def found(self, claim: Claim, traced: Callable[[Claim], Found]) -> Found | None:
        """Follow a quotation to its one named speaker, else to the oldest text that has it."""
        keys = self._keys.get(claim.id, ())
        speakers: dict[str, tuple[Claim, int, int]] = {}
        for key, at in keys:
            for voice, (other, there) in self._said[key].by.items():
                speakers.setdefault(voice, (other, at, there))
        if len(speakers) == 1:
            ((other, at, there),) = speakers.values()
            return self._leads(claim, other, (at, there), traced, _NAMES)
        for key, at in keys:
            said = self._said[key]
            if said.first.document != claim.document:
                return self._leads(claim, said.first, (at, said.at), traced, _EARLIEST)
        return None

    @staticmethod
    def _leads(
        claim: Claim,
        other: Claim,
        at: tuple[int, int],
        traced: Callable[[Claim], Found],
        which: str,
    ) -> Found:
        end = max(at[0], claim.passage.end)
        shared = Shared(document=other.document, start=at[0], end=end, earlier=at[1])
        why = f"the same quotation stands in {other.document}, {which}"
        return leads(claim, other, traced(other).voice, How.QUOTED, why, shared)


def _keys(claim: Claim, content: str, around: tuple[int, int]) -> Iterator[tuple[_Key, int]]:
    """Return the runs of a quotation that hold some of a claim's words, each with its place."""
    words = list(_WORD.finditer(content, *around))
    told = [word[0].casefold() for word in words]
    counted = (claim.outcome, claim.measure, claim.count)
    for at in range(len(words) - WORDS + 1):
        first, last = words[at].start(), words[at + WORDS - 1].end()
        if first < claim.passage.end and claim.passage.start < last:
            yield (*counted, tuple(told[at : at + WORDS])), first
