"""What people decide: who, when and why; taken back by a new decision, never erased."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.kit.ids import content_id


class Choice(StrEnum):
    """What a decision says."""

    TOGETHER = "together"  # the claims tell of one incident
    APART = "apart"  # the claims do not tell of the incident that the others tell of
    TRACE = "trace"  # the claims go back to a named origin
    SETTLE = "settle"  # a problem has been looked at: known, explained or none
    UNDO = "undo"  # an earlier decision no longer holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    One decision of one person. Rows are only ever added.

    Attributes:
        choice: What it says.
        claims: Ids of the claims it is about: those that belong together, those that are
            apart from `others`, those that go back to `origin`. Empty for SETTLE and UNDO.
        others: For APART, the ids of the claims that they do not belong with.
        origin: For TRACE, the name of the voice that first said it; else None.
        target: For SETTLE the id of a Problem, for UNDO that of a Decision; else None.
        by: Who decided.
        at: When, with its time zone.
        why: The reason, in the person's own words; never empty.

    Raises:
        ValueError: It says nothing, or nobody says it, or no reason is given.
    """

    choice: Choice
    by: str
    at: datetime
    why: str
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    origin: str | None = None
    target: str | None = None

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.why.strip():
            raise ValueError("a decision needs a person and a reason")
        if self.at.tzinfo is None:
            raise ValueError("a decision's time needs a time zone")
        complete = {
            Choice.TOGETHER: len(self.claims) > 1,
            Choice.APART: bool(self.claims and self.others),
            Choice.TRACE: bool(self.claims and self.origin),
            Choice.SETTLE: self.target is not None,
            Choice.UNDO: self.target is not None,
        }
        if not complete[self.choice] or not set(self.claims).isdisjoint(self.others):
            raise ValueError(f"a decision “{self.choice}” does not say what it is about")

    @property
    def id(self) -> str:
        """Made from all of it: the same decision taken in again is the same row."""
        parts = (self.choice, self.claims, self.others, self.origin or "", self.target or "")
        return content_id("dec", *parts, self.by, self.at.isoformat(), self.why)

    def bears_on(self, claim_ids: AbstractSet[str]) -> bool:
        """Whether it is part of what makes some claims an incident."""
        inside = sum(claim_id in claim_ids for claim_id in self.claims)
        if self.choice is Choice.TOGETHER:
            return inside > 1
        return inside > 0 or any(claim_id in claim_ids for claim_id in self.others)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """
    Return the decisions that hold, oldest first: neither undone nor undoings themselves.

    Undoing an undoing brings the first decision back. Which undoes which is told by ids
    and not by time, so decisions of two machines whose clocks differ come out the same.
    """
    known = {decision.id: decision for decision in decisions}
    gone = undone(known.values())
    held = (d for d in known.values() if d.choice is not Choice.UNDO and d.id not in gone)
    return tuple(sorted(held, key=lambda d: (d.at, d.id)))


def undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of the decisions, undoings among them, that no longer hold."""
    known = {decision.id: decision for decision in decisions}
    gone: set[str] = set()
    for undoing in _last_words_first(known):
        if undoing.id not in gone and undoing.target:
            gone.add(undoing.target)
    return frozenset(gone)


def _last_words_first(known: Mapping[str, Decision]) -> Iterator[Decision]:
    """Return the undoings, each after all that are about it."""
    targets = {d.id: d.target or "" for d in known.values() if d.choice is Choice.UNDO}
    waiting = dict.fromkeys(targets, 0)
    for target in targets.values():
        if target in waiting:
            waiting[target] += 1
    ready = sorted(name for name, about in waiting.items() if not about)
    while ready:
        undoing = known[ready.pop()]
        yield undoing
        target = targets[undoing.id]
        if target in waiting:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
