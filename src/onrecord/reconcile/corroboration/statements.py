"""What each origin says of an incident, who says it again, and what is not counted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from onrecord.model import (
    Aside,
    Claim,
    Figure,
    How,
    Incident,
    NotCounted,
    Origin,
    PassedOn,
    Record,
    Statement,
    Telling,
    Trace,
    trail,
)
from onrecord.reconcile.corroboration.first_hand import knowing
from onrecord.reconcile.succession import STALE

_AGAIN = {How.REPEATED, How.ECHOED, How.COPIED, How.QUOTED, How.TRANSLATED, How.CREDITED}
_AROUND = 200  # characters on either side of a claim's words, for "our correspondent"


class Witnesses:
    """
    An incident's claims, told apart: said, passed on, not counted; each exactly once.

    A claim that a figure rests on is *said*. Another is *passed on* where its way leads to
    a claim that says it already, or where the same voice gave the same number in an earlier
    report or one that a figure rests on. What a figure leaves out for another reason is
    *not counted*; what no figure is about (people detained, houses) is said.
    """

    def __init__(self, record: Record, incident: Incident, voices: Mapping[str, Origin]) -> None:
        """Look through an incident of a record; `voices` gives each claim's origin."""
        self.record = record
        self.incident = incident
        self.voices = voices
        self.figures = record.figures.get(incident.id, ())
        self.members = {i: record.claims[i] for i in incident.claim_ids if i in record.claims}
        self.used = {claim_id for made in self.figures for claim_id in made.used}
        self.left_out = _left_out(self.figures, self.used)
        for claim in self.members.values():
            if claim.decision == "rejected":
                self.left_out.setdefault(claim.id, "rejected by a person")
        here = {voices[i].id: voices[i] for i in self.members if i in voices}
        self._traces: dict[str, Trace] = {
            trace.claim_id: trace for origin in here.values() for trace in origin.traces
        }
        self._first = self._first_said()

    def statement(self, claim: Claim) -> Statement:
        """Return a claim as it is shown."""
        document = self.record.documents.get(claim.document)
        return Statement(
            claim_id=claim.id,
            document=claim.document,
            publisher=document.publisher if document else None,
            published=document.published if document else None,
            words=claim.passage.exact,
            outcome=claim.outcome.value,
            said=str(claim.count),
            is_used=claim.id in self.used,
        )

    def tellings(self) -> tuple[Telling, ...]:
        """Return what each origin says, those behind a figure first."""
        groups: dict[str | None, list[Claim]] = defaultdict(list)
        for claim in self.members.values():
            origin = self.voices.get(claim.id)
            groups[origin.id if origin else None].append(claim)
        made = [self._telling(claims) for claims in groups.values()]
        return tuple(sorted(made, key=_those_behind_first))

    def _telling(self, claims: Sequence[Claim]) -> Telling:
        origin = self.voices.get(claims[0].id)
        said = [claim for claim in claims if self._is_said(claim)]
        side = origin.side_in(self.incident.id) if origin else None
        known, why = knowing(
            origin or Origin(id="", name="", claim_ids=()),
            [(claim, self._around(claim)) for claim in claims],
            side,
            self.record.actors.get(origin.actor_id or "") if origin else None,
        )
        return Telling(
            origin_id=origin.id if origin else None,
            name=origin.name if origin else None,
            knowing=known,
            why=why,
            side=side,
            said=tuple((self.statement(c), self._way(c)) for c in sorted(said, key=self._order)),
            passed_on=self._passed_on([claim for claim in claims if self._is_again(claim)]),
            excludes=origin.excludes if origin else (),
        )

    def not_counted(self) -> tuple[NotCounted, ...]:
        """Return the members that no figure rests on, then claims set aside that belong near."""
        members = [
            NotCounted(statement=self.statement(claim), why=self.left_out[claim.id])
            for claim in self.members.values()
            if not self._is_said(claim) and not self._is_again(claim)
        ]
        near = [
            NotCounted(statement=self.statement(claim), why=aside.reason.value, is_aside=True)
            for aside, claim in self._asides_near()
        ]
        return (*members, *near)

    def _is_said(self, claim: Claim) -> bool:
        if claim.id in self.used:
            return True
        return claim.id not in self.left_out and not self._is_again(claim)

    def _is_again(self, claim: Claim) -> bool:
        """Return whether it only repeats; what is stale or rejected has its reason to show."""
        why = self.left_out.get(claim.id, "")
        if claim.id in self.used or claim.decision == "rejected" or why.startswith(STALE):
            return False
        trace = self._traces.get(claim.id)
        if trace is not None and trace.to in self.members and trace.how in _AGAIN:
            return True
        first = self._first[self._what(claim)]
        return bool(why) and (first.id in self.used or first.document != claim.document)

    def _first_said(self) -> Mapping[tuple[object, ...], Claim]:
        """Return for each thing said who said it first; a claim that a figure rests on wins."""
        found: dict[tuple[object, ...], Claim] = {}
        for claim in sorted(self.members.values(), key=self._order):
            what = self._what(claim)
            if what not in found or (claim.id in self.used and found[what].id not in self.used):
                found[what] = claim
        return found

    def _what(self, claim: Claim) -> tuple[object, ...]:
        """Return who says what of how many."""
        origin = self.voices.get(claim.id)
        whose = origin.id if origin else claim.id
        return (whose, claim.outcome, claim.measure, claim.count.low, claim.count.high)

    def _passed_on(self, claims: Sequence[Claim]) -> tuple[PassedOn, ...]:
        """Return claims by the way on which they came, so that many links become one line."""
        ways: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(claims, key=self._order):
            ways[self._way(claim)].append(claim)
        return tuple(
            PassedOn(why=why, statements=tuple(self.statement(claim) for claim in some))
            for why, some in ways.items()
        )

    def _way(self, claim: Claim) -> str:
        steps = [step.why for step in trail(claim.id, self._traces)]
        return "; ".join(dict.fromkeys(steps)) or "not traced"

    def _order(self, claim: Claim) -> tuple[date, str, int]:
        document = self.record.documents.get(claim.document)
        day = document.published if document else None
        return (day or date.max, claim.document, claim.passage.start)

    def _around(self, claim: Claim) -> str:
        text = self.record.text_of(claim.document)
        start, end = claim.passage.start, claim.passage.end
        if text is None or text.words(start, end) != claim.passage.exact:
            return claim.passage.exact
        return text.content[max(0, start - _AROUND) : end + _AROUND]

    def _asides_near(self) -> Iterator[tuple[Aside, Claim]]:
        """Yield what is set aside in the incident's documents and speaks of its place or claims."""
        documents = {claim.document for claim in self.members.values()}
        places = {m.best for claim in self.members.values() for m in claim.places if m.best}
        linked = {claim.part_of for claim in self.members.values()}
        for aside in self.record.asides:
            claim = self.record.claims.get(aside.claim_id)
            if claim is None or claim.document not in documents:
                continue
            is_linked = claim.id in linked or {claim.part_of, claim.same_as} & self.members.keys()
            if is_linked or places & {mention.best for mention in claim.places}:
                yield aside, claim


def _left_out(figures: Sequence[Figure], used: set[str]) -> dict[str, str]:
    """Return why each claim is left out; one reason where several figures give the same."""
    reasons: dict[str, dict[str, None]] = defaultdict(dict)
    for made in figures:
        for claim_id, why in made.left_out:
            if claim_id not in used:
                reasons[claim_id][why] = None
    return {claim_id: "; ".join(why) for claim_id, why in reasons.items()}


def _those_behind_first(one: Telling) -> tuple[bool, bool, str]:
    is_behind = any(statement.is_used for statement, _ in one.said)
    return (not is_behind, one.name is None, one.name or "")
