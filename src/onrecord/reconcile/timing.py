"""
Tolls in time: what was taken back, what is new, back-dated, cumulative or an earlier toll.

A number is a toll of an incident unless its words say otherwise. Users of published tallies
ask for exactly this (RULES.md 3, rows 1 and 3): 359 deaths reported on a day, of which 298
were older deaths newly accepted, are not 359 deaths of that day.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from onrecord.model import Claim, Document, Measure, Origin, Stance, Text
from onrecord.vocab import read_table

_NO_TEXTS: Mapping[str, Text] = {}
_SENTENCE_END = re.compile(r"[.!?؟]\s|\n")
_LONGEST = 240  # characters of a sentence looked at on either side
_NEAR = 80  # characters; "killed 10 and wounded another 20" counts no second toll of wounded


class Kind(StrEnum):
    """What kind of toll a number is."""

    TOLL = "toll"
    NEW = "new"  # those who died since an earlier toll
    BACK_DATED = "back_dated"  # older deaths, newly counted
    FORMER = "former"  # called an earlier toll in the very words
    CUMULATIVE = "cumulative"  # of a longer time or a wider place


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """
    What is known of tolls beyond their own incident; made once for all of them.

    Attributes:
        kinds: Of the claims that are no plain toll, by id.
        taken_back: Why a claim no longer holds: its own voice denies it; by claim id.
        entries: When the entry of a live page that a claim stands in was written; by claim id.
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    taken_back: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, datetime] = field(default_factory=dict)

    def day(self, claim: Claim, document: Document | None) -> date | None:
        """Return on which day a claim was told: of its entry, else of its document."""
        entry = self.entries.get(claim.id)
        return entry.date() if entry else document.published if document else None

    def kind(self, claim: Claim) -> Kind:
        """Return what kind of toll a claim gives."""
        return self.kinds.get(claim.id, Kind.TOLL)


def timing(
    claims: Collection[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    texts: Mapping[str, Text] = _NO_TEXTS,
) -> Timing:
    """
    Return which claims are no plain toll, and which their own voice took back.

    Args:
        claims: All of a record: a denial is in no incident, and still takes back a claim.
        voices: Each claim's origin, by the claim's id.
        documents: By name, for the day of publication.
        texts: By snapshot id: the words around a claim. Without them its own words are
            all that is looked at.
    """
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    kinds: dict[str, Kind] = {}
    entries: dict[str, datetime] = {}
    for told in by_document.values():  # report by report, since its text may come from the disk
        kinds.update(_kinds([one for one in told if one.measure is Measure.PEOPLE], texts))
        entries.update(_entries(told, texts))
    return Timing(
        kinds=kinds, taken_back=dict(_taken_back(claims, voices, documents)), entries=entries
    )


def _kinds(told: Iterable[Claim], texts: Mapping[str, Text]) -> Iterator[tuple[str, Kind]]:
    """Yield the claims of a report that are no plain toll, with what they are."""
    in_order = sorted(told, key=lambda claim: (claim.passage.start, claim.passage.end))
    for at, claim in enumerate(in_order):
        kind = _kind(claim, in_order, at, texts)
        if kind is not Kind.TOLL:
            yield claim.id, kind


def _entries(claims: Iterable[Claim], texts: Mapping[str, Text]) -> Iterator[tuple[str, datetime]]:
    """Yield the claims that stand in entries of live pages, and when those were written."""
    for claim in claims:
        text = texts.get(claim.passage.snapshot_id or "")
        block = text.block_at(claim.passage.start) if text else None
        if block and block.dated:
            yield claim.id, block.dated


def _kind(claim: Claim, in_order: Sequence[Claim], at: int, texts: Mapping[str, Text]) -> Kind:
    if claim.is_cumulative:
        return Kind.CUMULATIVE
    before, words = _around(claim, in_order, at, texts)
    if any(found.search(words) for found in _patterns("back_dated")):
        return Kind.BACK_DATED
    if _is_former(claim, before):
        return Kind.FORMER
    others = (c for c in in_order[max(0, at - 3) : at] if c.outcome is not claim.outcome)
    is_of_another_list = any(claim.passage.start - c.passage.end < _NEAR for c in others)
    if not is_of_another_list and any(found.search(words) for found in _patterns("new")):
        return Kind.NEW
    return Kind.TOLL


def _is_former(claim: Claim, before: str) -> bool:
    """Whether the words right before the number call it an earlier toll."""
    words = f"{before}{claim.passage.exact}"
    numbers = {claim.count.low, claim.count.high} - {None}
    for pattern in _patterns("former"):
        for found in pattern.finditer(words):
            digits = re.match(r"\d[\d,.]*\d|\d", words[found.end() :])
            if digits is None:  # a number in words, which begins the claim
                if found.end() == len(before):
                    return True
            elif _value(digits[0]) in numbers:
                return True
    return False


def _value(digits: str) -> float | None:
    try:
        return float(digits.replace(",", ""))
    except ValueError:
        return None  # a day or a clock: 12.30.14


def _around(
    claim: Claim, in_order: Sequence[Claim], at: int, texts: Mapping[str, Text]
) -> tuple[str, str]:
    """Return the words before a claim, and its own with those after it, in its sentence."""
    passage = claim.passage
    following = in_order[at + 1].passage.start if at + 1 < len(in_order) else None
    text = texts.get(passage.snapshot_id or "")
    if text is None or text.content[passage.start : passage.end] != passage.exact:
        inside = None if following is None else max(0, following - passage.start)
        return "", passage.exact[: inside or None]
    start = max(passage.start - _LONGEST, in_order[at - 1].passage.end if at else 0)
    before = _SENTENCE_END.split(text.content[min(start, passage.start) : passage.start])[-1]
    end = min(following or len(text.content), passage.end + _LONGEST)
    own = text.content[passage.start : max(end, passage.start + 1)]
    ending = _SENTENCE_END.search(own, min(len(own), passage.end - passage.start))
    return before, own[: ending.start()] if ending else own


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    told = read_table("onrecord.reconcile", "tolls.yaml")[kind]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in told)


def _taken_back(
    claims: Collection[Claim], voices: Mapping[str, Origin], documents: Mapping[str, Document]
) -> Iterator[tuple[str, str]]:
    """Yield the claims that their own voice, or their own document, later denies."""
    denials: dict[tuple[str, object], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _denies(claim):
            for speaker in _speakers(claim, voices, documents):
                denials[(speaker, _said(claim))].append(claim)
    if not denials:
        return
    for claim in claims:
        if claim.stance is Stance.DENIED:
            continue
        for speaker in _speakers(claim, voices, documents):
            for denial in denials.get((speaker, _said(claim)), ()):
                day, later = _day(claim, documents), _day(denial, documents)
                if _may_be_one(claim, denial) and not (day and later and later < day):
                    on = f" on {later}" if later and later != day else ""
                    yield claim.id, f"taken back{on} by the voice that gave it"


def _denies(claim: Claim) -> bool:
    """Whether a claim takes a number back, and no person rejected it."""
    is_told = claim.count.is_known and claim.decision != "rejected"
    return is_told and claim.stance is Stance.DENIED


def _speakers(
    claim: Claim, voices: Mapping[str, Origin], documents: Mapping[str, Document]
) -> list[str]:
    """Return who can take a claim back: its origin, the report that carries it, and its paper."""
    origin = voices.get(claim.id)
    told = [origin.id] if origin else []
    if claim.stance is Stance.DENIED and claim.sources:
        return told  # "the army denied that four had died" does not take back what the report says
    document = documents.get(claim.document)
    paper = document.publisher if document else None
    return [f"document {claim.document}", *([f"publisher {paper}"] if paper else ()), *told]


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.outcome, claim.measure, claim.count.low, claim.count.high)


def _may_be_one(claim: Claim, denial: Claim) -> bool:
    """Whether two claims of one number can tell of one happening, as far as they tell."""
    if claim.when and denial.when and not claim.when.overlaps(denial.when):
        return False
    named = [{m.best or m.name for m in one.places} for one in (claim, denial)]
    return not all(named) or bool(named[0] & named[1])


def _day(claim: Claim, documents: Mapping[str, Document]) -> date | None:
    document = documents.get(claim.document)
    return document.published if document else None
