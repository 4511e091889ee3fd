"""The way of a translation: one statement in two languages is one voice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.model import Claim, How, Measure, Qualifier
from onrecord.reconcile.tracing.found import Found, leads
from onrecord.reconcile.tracing.reports import Reports
from onrecord.reconcile.voices import last_named

DAYS = 2  # between the two publications
ALIKE = 3  # claims that coincide, where nothing else says that one is a translation
ALIKE_IF_TOLD = 2  # where the text or its publisher does
_HELD = 30  # documents that give one figure: more is a figure of the day, not a statement

_Fact = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Claims of a translation with those of its original, and the reason."""

    original: Mapping[str, Claim]
    why: str


class Translated:
    """Documents that say in another language what an older one says."""

    def __init__(self, reports: Reports) -> None:
        """Look for them, if the reports are in more than one language at all."""
        self._reports = reports
        self._language = {name: self._told_language(name) for name in reports.order}
        self._pairs: dict[str, _Pair] = {}
        if len({told for told in self._language.values() if told}) > 1:
            self._facts = {name: self._of(name) for name in reports.order}
            self._find()

    def found(self, claim: Claim, traced: Callable[[Claim], Found]) -> Found | None:
        """Follow a claim without a named source to the claim that it translates."""
        pair = self._pairs.get(claim.document)
        other = pair.original.get(claim.id) if pair else None
        if pair is None or other is None:
            return None
        return leads(claim, other, traced(other).voice, How.TRANSLATED, pair.why)

    def _told_language(self, name: str) -> str | None:
        document, text = self._reports.documents.get(name), self._reports.texts.get(name)
        return (document.language if document else None) or (text.language if text else None)

    def _of(self, document: str) -> dict[_Fact, list[Claim]]:
        facts: dict[_Fact, list[Claim]] = defaultdict(list)
        for claim in self._reports.told[document]:
            if (fact := _fact(claim)) is not None:
                facts[fact].append(claim)
        return facts

    def _find(self) -> None:
        holders: dict[_Fact, list[str]] = defaultdict(list)
        for name in self._reports.order:
            shared: Counter[str] = Counter()
            for fact in self._facts[name]:
                known = holders[fact]
                if len(known) <= _HELD:
                    shared.update(known)
                    known.append(name)
            rank = self._reports.rank
            for other in sorted(shared, key=lambda o: (-shared[o], rank[o])):
                if pair := self._pair(name, other):
                    self._pairs[name] = pair
                    break

    def _pair(self, later: str, earlier: str) -> _Pair | None:
        """Return the claims of two documents one to one, if the later is a translation."""
        languages = (self._language[later], self._language[earlier])
        days = self._days_apart(later, earlier)
        if None in languages or languages[0] == languages[1] or days is None or days > DAYS:
            return None
        reason = self._reason(later, earlier)
        alike = self._alike(later, earlier)
        if len(alike) < (ALIKE_IF_TOLD if reason else ALIKE):
            return None
        if not self._voices(self._reports.told[later]) <= self._voices(self._reports.told[earlier]):
            return None  # it has somebody of its own to cite
        if any(self._contradict(claim, other) for claim, other in alike):
            return None
        apart = "the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
        why = (
            f"says in {languages[0]} what {earlier} says in {languages[1]}: {len(alike)} claims "
            f"with the same figures, days and places, published {apart}"
        )
        original = {claim.id: other for claim, other in alike}
        return _Pair(original, f"{why}; {reason}" if reason else why)

    def _alike(self, later: str, earlier: str) -> list[tuple[Claim, Claim]]:
        found = []
        for fact, claims in self._facts[later].items():
            found += list(zip(claims, self._facts[earlier].get(fact, ()), strict=False))
        return found

    def _reason(self, later: str, earlier: str) -> str:
        """Return what says that one translates the other; empty if nothing does."""
        told = self._reports.translated.get(later)
        if told is not None and told in {"", self._language[earlier]}:
            return "the document says that it is translated"
        one, other = (self._reports.documents.get(name) for name in (later, earlier))
        if one and other and one.publisher and other.publisher:
            publisher = self._reports.register.publisher
            if publisher(one.publisher).key == publisher(other.publisher).key:
                return f"both are published by {publisher(one.publisher).name}"
        return ""

    def _days_apart(self, later: str, earlier: str) -> int | None:
        one, other = (self._reports.documents.get(name) for name in (later, earlier))
        if one is None or other is None or one.published is None or other.published is None:
            return None
        return abs((one.published - other.published).days)

    def _voices(self, claims: list[Claim]) -> set[str]:
        voice = self._reports.register.voice
        return {voice(named).key for claim in claims if (named := last_named(claim))}

    def _contradict(self, claim: Claim, other: Claim) -> bool:
        voices = [self._voices([told]) for told in (claim, other)]
        return bool(voices[0] and voices[1]) and voices[0] != voices[1]


def _fact(claim: Claim) -> _Fact | None:
    """Return what a claim says in any language; None if figure, day or place is open."""
    count, when = claim.count, claim.when
    place = claim.places[0].best if claim.places else None
    if place is None or when is None or not count.is_known or not claim.is_fact_like:
        return None
    if claim.measure is not Measure.PEOPLE or count.qualifier is Qualifier.VAGUE:
        return None
    return (claim.outcome, count.low, count.high, when.earliest, when.latest, place)
