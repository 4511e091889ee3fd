"""
Where the queue stands: its order, and what is left of it, kept up with every decision.

The order is worked out once for each state of incidents and figures. Of fifty thousand
claims that takes a second or two, so a desk has it made ready by a thread of its own; until
it is ready, the order of the state before serves. What is left is not counted anew after a
decision: only the claim that was decided on is taken out.
"""

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from onrecord import review
from onrecord.kit.folding import fold
from onrecord.model import OF_CLAIMS, Choice, Claim, Decision
from onrecord.review import Kind, Proposal
from onrecord.workflow.desk.view import View

_AT_ONCE = 2_000  # claims: so many are put in order while a person waits
_MUCH, _SOME = 6, 3  # points of doubt, from 1
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUEUE = "queue"
_PREPARING = threading.Lock()

Pattern = tuple[str, ...]


class Doubt(StrEnum):
    """How doubtful a proposal is, in steps of the points that its reasons give."""

    MUCH = "much"
    SOME = "some"
    LITTLE = "little"


def doubt_of(one: Proposal) -> Doubt:
    """Return how doubtful a proposal is."""
    if one.doubt >= _MUCH:
        return Doubt.MUCH
    return Doubt.SOME if one.doubt >= _SOME else Doubt.LITTLE


def pattern(claim: Claim) -> Pattern:
    """
    Return what two claims have in common that are decided alike: reader, rule, words.

    Numbers in the words do not count: "12 killed" and "15 killed" are one pattern.
    """
    said = _NUMBER.sub("#", fold(claim.passage.exact))
    return (claim.engine, claim.rule or "", claim.measure, claim.outcome, said)


def is_waiting(claim: Claim | None) -> bool:
    """Whether nobody has decided on a claim yet."""
    return claim is not None and claim.decision is None


def standing(now: View) -> "Standing":
    """Return where the queue stands, with every decision that was made."""
    held: Standing | None = now.index.ready(_QUEUE)
    if held is None and len(now.record.claims) > _AT_ONCE:
        held = now.index.from_before(_QUEUE)
    return (held or prepare(now)).grown(now)


def prepare(now: View) -> "Standing":
    """Put the queue of a state in order, if that was not done yet."""
    if now.index.ready(_QUEUE) is None:
        with _PREPARING:  # whoever comes second waits, and does not do it again
            return now.index.once(_QUEUE, lambda: Standing(now))
    return now.index.once(_QUEUE, lambda: Standing(now))


class Standing:
    """
    A queue in order, and what is left of it.

    Attributes:
        ranked: Ids of all claims that count or could count, in order.
        proposals: What the queue says of each, by id.
        places: Where each is in the order, from 0.
        alike: Ids by pattern, in order.
        left: How many nobody has decided on.
        kinds, doubts, patterns: The same by kind, by doubt, by pattern.
        decided: Those that somebody decided on and that a reader found, by id, in the order
            in which they were first decided on.
        by_person: On how many of them each person decided.
        was_left_open: Those of them that were last left open.
    """

    def __init__(self, now: View) -> None:
        self._lock = threading.Lock()
        self._weighing = review.Weighing(now.record)
        order = self._weighing.order()
        claims = now.record.claims
        self.ranked = tuple(one.claim_id for one in order)
        self.proposals: Mapping[str, Proposal] = {one.claim_id: one for one in order}
        self.places = {claim_id: n for n, claim_id in enumerate(self.ranked)}
        self._pattern = {one: pattern(claims[one]) for one in self.ranked}
        self.alike: dict[Pattern, list[str]] = defaultdict(list)
        for claim_id, told in self._pattern.items():
            self.alike[told].append(claim_id)
        self._waiting: set[str] = set()
        self.kinds: Counter[Kind] = Counter()
        self.doubts: Counter[Doubt] = Counter()
        self.patterns: Counter[Pattern] = Counter()
        self.decided: dict[str, frozenset[str]] = {}
        self.by_person: Counter[str] = Counter()
        self.was_left_open: dict[str, None] = {}
        self.past: dict[Pattern, list[Decision]] = defaultdict(list)
        self._about: dict[str, tuple[str, ...]] = {}
        self._seen = 0
        for claim_id in self.ranked:
            if is_waiting(claims[claim_id]):
                self._count(claim_id, 1)
        self.grown(now)

    @property
    def left(self) -> int:
        """How many nobody has decided on."""
        return len(self._waiting)

    def of(self, claim: Claim) -> Proposal:
        """Return what the queue says of any claim, also of one that counts nothing."""
        return self.proposals.get(claim.id) or self._weighing.of(claim)

    def grown(self, now: View) -> "Standing":
        """Return itself with the decisions that it has not seen yet."""
        if self._seen < len(now.record.decisions):
            with self._lock:
                new = now.record.decisions[self._seen :]
                for decision in new:
                    self._remember(decision, now)
                for claim_id in dict.fromkeys(self._touched(new)):
                    self._take_in(claim_id, now)
                self._seen += len(new)
        return self

    def _touched(self, new: Iterable[Decision]) -> Iterator[str]:
        """Return the claims that decisions are about, in the end."""
        for decision in new:
            if decision.choice in OF_CLAIMS:
                self._about[decision.id] = decision.claims
            elif decision.choice is Choice.UNDO:
                self._about[decision.id] = self._about.get(decision.target or "", ())
            yield from self._about.get(decision.id, ())

    def _remember(self, decision: Decision, now: View) -> None:
        """Keep what was decided on a claim that a reader found, for claims like it."""
        if decision.choice not in OF_CLAIMS or decision.is_blind or decision.choice is Choice.ADD:
            return
        claim_id = decision.claims[0]
        claim = now.record.as_read.get(claim_id) or now.record.claims.get(claim_id)
        if claim is not None:
            self.past[pattern(claim)].append(decision)
            self.past[claim.engine, claim.rule or ""].append(decision)

    def _take_in(self, claim_id: str, now: View) -> None:
        """See anew whether a claim waits, and who decided on it."""
        is_left = is_waiting(now.record.claims.get(claim_id))
        if claim_id in self.proposals and is_left != (claim_id in self._waiting):
            self._count(claim_id, 1 if is_left else -1)
        about = now.on.get(claim_id, ())
        held = [d for d in about if d.choice in OF_CLAIMS and d.id not in now.undone]
        opened = [d for d in held if not d.is_blind]
        self.by_person.subtract(self.decided.pop(claim_id, ()))
        self.was_left_open.pop(claim_id, None)
        if opened and claim_id in now.record.as_read:
            self.decided[claim_id] = frozenset(d.by for d in held)
            self.by_person.update(self.decided[claim_id])
            if opened[-1].choice is Choice.UNSURE:
                self.was_left_open[claim_id] = None

    def _count(self, claim_id: str, by: int) -> None:
        one = self.proposals[claim_id]
        (self._waiting.add if by > 0 else self._waiting.discard)(claim_id)
        for kind in one.kinds:
            self.kinds[kind] += by
        self.doubts[doubt_of(one)] += by
        self.patterns[self._pattern[claim_id]] += by
