"""The order in which the ways are tried, for one claim after another."""

from collections.abc import Iterable, Mapping

from onrecord.model import Choice, Claim, Decision, How
from onrecord.reconcile.register import Voice
from onrecord.reconcile.tracing.copied import Copied
from onrecord.reconcile.tracing.found import Found, ends
from onrecord.reconcile.tracing.inside import Inside
from onrecord.reconcile.tracing.quoted import Quoted
from onrecord.reconcile.tracing.reports import Reports
from onrecord.reconcile.tracing.speakers import Speakers
from onrecord.reconcile.tracing.translated import Translated
from onrecord.reconcile.voices import last_named


class Tracer:
    """
    Traces claims, each once.

    A person's decision comes first, then what an import tells of a text that nobody has,
    then the claim's own words, its document, older documents, and the document's own voice.
    """

    def __init__(self, reports: Reports, decisions: Iterable[Decision]) -> None:
        """Prepare each way; `decisions` are those that hold, the oldest first."""
        self._reports = reports
        self._decided = {
            claim: decision
            for decision in decisions
            if decision.choice is Choice.TRACE
            for claim in decision.claims
        }
        self._inside = Inside(reports)
        self._copied = Copied(reports)
        self._quoted = Quoted(reports)
        self._translated = Translated(reports)
        self._speakers = Speakers(reports, self._copied)
        self._found: dict[str, Found] = {}

    def all(self) -> Mapping[str, Found]:
        """Trace every claim; the oldest documents first, so that no way is longer than one step."""
        for document in self._reports.order:
            for claim in self._reports.told[document]:
                self.trace(claim)
        return self._found

    def trace(self, claim: Claim) -> Found:
        """
        Return the voice that a claim goes back to.

        What it repeats is traced first, without recursion: an import may hold a chain of
        thousands. Claims that repeat each other in a circle are not followed around.
        """
        claim_id = claim.id
        if claim_id in self._found:
            return self._found[claim_id]
        waiting, seen = [(claim_id, claim)], {claim_id}
        while waiting:
            here, now = waiting[-1]
            needed = [
                (i, other)
                for i, other in self._inside.links(now)
                if i not in self._found and i not in seen
            ]
            if needed:
                waiting += needed
                seen.update(i for i, _ in needed)
                continue
            waiting.pop()
            self._found[here] = self._find(now)
        return self._found[claim_id]

    def _find(self, claim: Claim) -> Found:
        return (
            self._by_decision(claim)
            or self._by_import(claim)
            or self._by_name(claim)
            or self._inside.by_link(claim, self._found, self.trace)
            or self._inside.by_echo(claim, self.trace)
            or self._copied.found(claim, self.trace, self._speakers.voice)
            or self._translated.found(claim, self.trace)
            or self._quoted.found(claim, self.trace)
            or self._inside.by_neighbour(claim, self.trace)
            or self._speakers.own(claim)
        )

    def _by_decision(self, claim: Claim) -> Found | None:
        decision = self._decided.get(claim.id) if self._decided else None
        if decision is None or decision.origin is None:
            return None
        voice = self._reports.register.publisher(decision.origin)
        return ends(claim, voice, How.DECIDED, f"decided by {decision.by}: {decision.why}")

    def _by_import(self, claim: Claim) -> Found | None:
        if not claim.origin or claim.document in self._reports.texts:
            return None
        named = last_named(claim)
        told = self._reports.register.voice(named).name if named else claim.origin
        voice = Voice(f"told:{claim.origin}", claim.origin_name or told)
        return ends(claim, voice, How.TOLD, "as the import tells")

    def _by_name(self, claim: Claim) -> Found | None:
        """Return the last named source of a claim's chain; whom that one heard is not asked."""
        named = last_named(claim)
        if named is None:
            return None
        voice = self._reports.register.voice(named)
        at = next(place for place, source in enumerate(claim.sources) if source is named)
        carriers = tuple(source.name for source in claim.sources[:at])
        heard = tuple(source.name for source in claim.sources[at + 1 :])
        why = f"according to {named.name}"
        why += f", told by {', '.join(carriers)}" if carriers else ""
        why += f", who has it from {', '.join(heard)}" if heard else ""
        return ends(claim, voice, How.ATTRIBUTED, why, carriers)
