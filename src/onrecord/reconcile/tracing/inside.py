"""Ways inside one document: what it repeats, counts within, says loosely, or says beside."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from onrecord.model import Claim, How, Measure, Outcome, Qualifier
from onrecord.reconcile.echoes import echoed
from onrecord.reconcile.register import Voice
from onrecord.reconcile.tracing.found import Found, leads
from onrecord.reconcile.tracing.reports import Reports
from onrecord.reconcile.voices import last_named

_NEIGHBOURS = 600  # characters: the same paragraph or the next
_NEAREST = 60  # numbers on either side: a table has thousands in one place
# A whole from another text says nothing of a part that stands only here, or was changed.
_ELSEWHERE = frozenset({How.COPIED, How.TRANSLATED, How.QUOTED})
_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})

Traced = Callable[[Claim], Found]


class Inside:
    """What a document attributes, at hand for its claims in the author's own voice."""

    def __init__(self, reports: Reports) -> None:
        """Put the attributed claims of each document in order."""
        self._reports = reports
        self._repeated_by: dict[str, list[Claim]] = defaultdict(list)
        self._attributed: dict[tuple[object, ...], dict[object, Claim]] = defaultdict(dict)
        self._numbers: dict[str, list[Claim]] = defaultdict(list)
        for document in reports.order:
            for claim in reports.told[document]:
                self._note(claim)

    def _note(self, claim: Claim) -> None:
        named = last_named(claim)
        if named is None:
            return
        if claim.same_as:
            self._repeated_by[claim.same_as].append(claim)
        # Those that say the same of the same are looked at once.
        alike = (self._reports.register.voice(named).key, claim.count, claim.places, claim.part_of)
        self._attributed[_topic(claim)].setdefault(alike, claim)
        if _is_number(claim):
            self._numbers[claim.document].append(claim)

    def links(self, claim: Claim) -> list[tuple[str, Claim]]:
        """Return the claims of the document that one repeats or is part of, with their ids."""
        if claim.sources or not (claim.same_as or claim.part_of):
            return []
        linked = ((i, self._reports.claims.get(i)) for i in (claim.same_as, claim.part_of) if i)
        return [(i, other) for i, other in linked if other and other.document == claim.document]

    def by_link(self, claim: Claim, found: dict[str, Found], traced: Traced) -> Found | None:
        """Follow a claim in the author's own voice to an attributed one that it repeats."""
        for other_id, other in self.links(claim):
            how = How.REPEATED if other_id == claim.same_as else How.PART
            known = found.get(other_id)
            if known and not known.is_own and known.trace.how not in _ELSEWHERE:
                words = "repeats" if how is How.REPEATED else "part of"
                why = f"{words} what the document has from {known.voice.name}"
                return leads(claim, other, known.voice, how, why)
        if claim.sources or not self._repeated_by:
            return None
        mine = claim.id
        repeats = [o for o in self._repeated_by.get(mine, ()) if o.document == claim.document]
        return _from_one(
            claim, repeats, traced, How.REPEATED, "the document repeats it and has it from {}"
        )

    def by_echo(self, claim: Claim, traced: Traced) -> Found | None:
        """Follow loose words to the one voice whose figure they leave room for."""
        if claim.sources or claim.told_incident:
            return None
        place = self._reports.place
        attributed = self._attributed.get(_topic(claim), {}).values()
        echoes = [other for other in attributed if echoed(claim, other, place)]
        return _from_one(
            claim, echoes, traced, How.ECHOED, "says loosely what the document has from {}"
        )

    def by_neighbour(self, claim: Claim, traced: Traced) -> Found | None:
        """
        Trace an unattributed number to the one voice that the numbers around it have.

        A report that gives one voice's dead and goes on "79 were injured" has those from
        the same voice; to call it a second origin would confirm a voice by itself. Rows of a
        table lend each other nothing: one without a source is the keeper's own. Who told of
        some of the dead need not have told of all.
        """
        if claim.sources or claim.told_incident or not _is_number(claim):
            return None
        around = self._around(claim)
        near = [o for o in around if o.when == claim.when and not self._tells_of_some(o)]
        why = "unattributed, among numbers that the document has from {}"
        return _from_one(claim, near, traced, How.NEIGHBOUR, why)

    def _tells_of_some(self, claim: Claim) -> bool:
        """Whether a claim is part of what the document says in its own voice."""
        whole = self._reports.claims.get(claim.part_of or "")
        return whole is not None and not whole.sources

    def _around(self, claim: Claim) -> Sequence[Claim]:
        """Return the attributed numbers that start near a claim, in order of place."""
        told, at = self._numbers.get(claim.document, []), claim.passage.start
        first = bisect_left(told, at - _NEIGHBOURS, key=_start)
        last = bisect_right(told, at + _NEIGHBOURS, key=_start)
        here = bisect_left(told, at, key=_start)
        return told[max(first, here - _NEAREST) : min(last, here + _NEAREST)]


def _from_one(
    claim: Claim, others: Iterable[Claim], traced: Traced, how: How, why: str
) -> Found | None:
    """Return the step to the first of some claims, if all of them have one voice."""
    voices: dict[Voice, Claim] = {}
    for other in others:
        voices.setdefault(traced(other).voice, other)
    if len(voices) != 1:
        return None
    ((voice, other),) = voices.items()
    return leads(claim, other, voice, how, why.format(voice.name))


def _topic(claim: Claim) -> tuple[object, ...]:
    return (claim.document, claim.outcome, claim.measure, claim.when)


def _start(claim: Claim) -> int:
    return claim.passage.start


def _is_number(claim: Claim) -> bool:
    """Whether a claim gives a number of killed or injured, as a fact and not loosely."""
    return (
        claim.measure is Measure.PEOPLE
        and claim.outcome in _HARM
        and claim.is_fact_like
        and claim.count.is_known
        and claim.count.qualifier is not Qualifier.VAGUE
        and not claim.is_cumulative
    )
