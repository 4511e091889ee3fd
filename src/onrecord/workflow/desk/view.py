"""A record at one moment, with what a page needs to find in it at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from onrecord import review
from onrecord.model import (
    OF_CLAIMS,
    OF_INCIDENTS,
    OF_PERSONS,
    Aside,
    Choice,
    Claim,
    Decision,
    Incident,
    Origin,
    Problem,
    Record,
    undone,
)

Value = TypeVar("Value")
_CARRIED = ("queue",)


class Index:
    """
    What of a record changes only when it is worked out anew, found by id.

    Views that follow from each other by decisions about single claims share one.
    """

    def __init__(self, record: Record, before: "Index | None" = None) -> None:
        self._record = record
        self._once: dict[Any, Any] = {}
        self._before = before.carried if before is not None else {}

    def once(self, what: object, work: Callable[[], Value]) -> Value:
        """Return what `work` gives, worked out at the first call; `what` names it."""
        if what not in self._once:
            self._once[what] = work()
        found: Value = self._once[what]
        return found

    @property
    def carried(self) -> dict[Any, Any]:
        """What takes so long that the state after this one goes on with it meanwhile."""
        held = {**self._before, **self._once}
        return {what: held[what] for what in _CARRIED if what in held}

    def ready(self, what: object) -> Any:
        """Return what `once` gave for this state; None if it was not asked for yet."""
        return self._once.get(what)

    def from_before(self, what: object) -> Any:
        """Return what `once` gave for the state before, to go on with until this one's is ready."""
        return self._before.get(what)

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Incidents by id, in order of time."""
        return {incident.id: incident for incident in self._record.incidents}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each incident in time, by id, from 1: how pages call it."""
        return {one.id: n for n, one in enumerate(self._record.incidents, start=1)}

    @cached_property
    def incident_of(self) -> Mapping[str, Incident]:
        """The incident that each claim is in, by claim id."""
        return {c: incident for incident in self._record.incidents for c in incident.claim_ids}

    @cached_property
    def aside_of(self) -> Mapping[str, Aside]:
        """Why a claim is in no incident, by claim id."""
        return {aside.claim_id: aside for aside in self._record.asides}

    @cached_property
    def origin_of(self) -> Mapping[str, Origin]:
        """Who first said each claim, by claim id."""
        found: dict[str, Origin] = {}
        for origin in self._record.origins:
            for claim_id in origin.claim_ids:
                found.setdefault(claim_id, origin)
        return found

    @cached_property
    def document_names(self) -> Mapping[str, str]:
        """The name of each document, by its id."""
        return {document.id: name for name, document in self._record.documents.items()}

    @cached_property
    def claims_in(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the claims of each document, by its name, in their order."""
        return _grouped(self._record.claims.values(), lambda claim: (claim.document, claim.id))

    @cached_property
    def problems_at(self) -> Mapping[str, tuple[Problem, ...]]:
        """Problems by where they are: a document's name, a claim's or an incident's id."""
        return _grouped(self._record.problems, lambda problem: (problem.where, problem))

    @cached_property
    def problems(self) -> Mapping[str, Problem]:
        """Problems by id."""
        return {problem.id: problem for problem in self._record.problems}


@dataclass(frozen=True, kw_only=True)
class View:
    """
    A record at one moment. Pages are pure functions of it.

    Attributes:
        record: Everything live, as people decided.
        index: What is found in it by id, but for the claims themselves: those are
            `record.claims`.
        on: Every decision, undone ones too, by each id that it names, the oldest first.
        is_behind: Whether something was decided that is not worked into incidents, origins
            and figures yet.
    """

    record: Record
    index: Index
    on: Mapping[str, tuple[Decision, ...]]
    is_behind: bool = False

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Every decision by its id, the oldest first."""
        return {decision.id: decision for decision in self.record.decisions}

    @cached_property
    def undone(self) -> frozenset[str]:
        """Ids of the decisions that no longer hold."""
        return undone(self.record.decisions)

    @cached_property
    def settled(self) -> Mapping[str, Decision]:
        """The standing decisions that settle a problem, by the problem's id."""
        return self.record.settled()

    def once(self, what: object, work: Callable[[], Value]) -> Value:
        """
        Return what `work` gives, worked out at the first call on this view.

        For what changes with a decision about one claim; `Index.once` for what does not.
        """
        held: dict[object, Any] = self._made
        if what not in held:
            held[what] = work()
        found: Value = held[what]
        return found

    def ready(self, what: object) -> Any:
        """Return what `once` gave on this view; None if it was not asked for yet."""
        return self._made.get(what)

    def take(self, what: object, value: object) -> None:
        """Take over what `once` gave on another view that is as this one in all that matters."""
        self._made.setdefault(what, value)

    @cached_property
    def _made(self) -> dict[object, Any]:
        return {}

    def about(self, claim_id: str) -> tuple[Decision, ...]:
        """Return the standing decisions about one claim, the oldest first, blind ones not."""
        return tuple(
            decision
            for decision in self.on.get(claim_id, ())
            if decision.choice in OF_CLAIMS
            and not decision.is_blind
            and decision.id not in self.undone
        )

    def last_word_on(self, thing: str) -> str:
        """
        Return the id of the last standing decision that names a thing; empty if none does.

        A form carries it, so that nobody overrules what they have not seen.
        """
        held = (d for d in reversed(self.on.get(thing, ())) if d.id not in self.undone)
        return next((d.id for d in held if d.choice is not Choice.NOTE and not d.is_blind), "")

    def with_decided(self, new: Sequence[Decision]) -> "View | None":
        """
        Return the view after decisions that leave every claim saying what it says.

        Those about single claims, problems and incidents are, and their undoing. What follows
        from them stays as it was worked out last. None where a decision
        is of another kind, makes a claim say something else, or was made before others that
        are there: then everything has to be laid over anew.
        """
        if not _is_later(self.record.decisions[-1:], new):
            return None
        touched = [self._root(decision) for decision in new]
        if not all(one and (one.is_blind or one.choice in _ALONE) for one in touched):
            return None
        after = replace(
            self,
            record=replace(self.record, decisions=(*self.record.decisions, *new)),
            on=_longer(self.on, new),
        )
        shaping = [one for one in touched if one and not one.is_blind]
        if any(one.choice in OF_INCIDENTS for one in shaping):
            after = replace(after, is_behind=True)
        claim_ids = [c for one in shaping for c in one.claims if one.choice in OF_CLAIMS]
        return _with_claims(after, dict.fromkeys(claim_ids))

    def _root(self, decision: Decision) -> Decision | None:
        """Return what a decision is about in the end: for an undoing, what is undone."""
        seen: set[str] = set()
        found: Decision | None = decision
        while found is not None and found.choice is Choice.UNDO and found.id not in seen:
            seen.add(found.id)
            found = self.decisions.get(found.target or "")
        return found


# Each changes what it names and no more until incidents are worked out anew; who is one person
# is held apart from the record.
_ALONE = OF_CLAIMS | OF_INCIDENTS | OF_PERSONS | {Choice.SETTLE, Choice.NOTE}


def _is_later(before: Sequence[Decision], new: Sequence[Decision]) -> bool:
    """Whether new decisions stand in order of time, after those that are there."""
    in_order = [(one.at, one.id) for one in (*before, *new)]
    return all(one < other for one, other in pairwise(in_order))


def _with_claims(now: View, claim_ids: Iterable[str]) -> View | None:
    """Return the view with decisions laid over some claims anew; None if one says another thing."""
    record, is_behind = now.record, now.is_behind
    claims, as_read = dict(record.claims), dict(record.as_read)
    for claim_id in claim_ids:
        before, about = claims.get(claim_id), now.about(claim_id)
        if before is not None and before.decision is None:
            as_read[claim_id] = before
        after = review.decided_claim(as_read.get(claim_id), about)
        if before is None or after is None or _open(before) != _open(after):
            return None
        if not about:
            del as_read[claim_id]
        claims[claim_id] = after
        is_behind = is_behind or _counts(before) != _counts(after)
    told = replace(record, claims=claims, as_read=as_read)
    return replace(now, record=told, is_behind=is_behind)


def view(record: Record, before: View | None = None, *, is_behind: bool = False) -> View:
    """Return a record as pages look at it; `before` is how they did until now."""
    on = _longer({}, record.decisions)
    index = Index(record, before.index if before is not None else None)
    return View(record=record, index=index, on=on, is_behind=is_behind)


def _longer(
    on: Mapping[str, tuple[Decision, ...]], new: Iterable[Decision]
) -> Mapping[str, tuple[Decision, ...]]:
    found = dict(on)
    for decision in new:
        many = (*decision.claims, *decision.others, *decision.persons)
        named = (*many, decision.target, decision.name)
        for one in dict.fromkeys(filter(None, named)):
            found[one] = (*found.get(one, ()), decision)
    return found


def _counts(claim: Claim) -> bool:
    """Whether incidents and figures are made of a claim among others."""
    return claim.decision != "rejected"


def _open(claim: Claim) -> Claim:
    return claim.with_(decision=None)


def _grouped(
    things: Iterable[Any], told: Callable[[Any], tuple[str, Value]]
) -> dict[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = defaultdict(list)
    for key, value in map(told, things):
        found[key].append(value)
    return {key: tuple(held) for key, held in found.items()}
