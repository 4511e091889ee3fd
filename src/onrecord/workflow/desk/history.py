"""The History screen: every decision, who made it, when, why and about what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from onrecord.model import Choice, Decision, handed_decisions
from onrecord.workflow.desk.paging import Paged, paged
from onrecord.workflow.desk.telling import Said, said
from onrecord.workflow.desk.view import View

_AT_ONCE = timedelta(milliseconds=50)  # nobody presses two buttons within it


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """
    Which decisions are wanted; None for all.

    Attributes:
        by: Who decided.
        choice: What was decided.
        thing: The id (or a document's name) of what it is about.
        since, until: The first and the last day on which it was decided, in UTC.
        holds: Whether it still holds.
    """

    by: str | None = None
    choice: Choice | None = None
    thing: str | None = None
    since: date | None = None
    until: date | None = None
    holds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A decision in the history.

    Attributes:
        decision: As it was written down.
        said: What it says.
        undone_by: The decision that undid it and holds; None while it holds itself.
        problem: For SETTLE, the problem's message, while the record has it; else None.
    """

    decision: Decision
    said: Said
    undone_by: Decision | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many decisions there are, by person and by choice, the most first."""

    people: Mapping[str, int]
    choices: Mapping[Choice, int]
    undone: int


def listed(view: View, asking: Asking, number: int = 1) -> Paged[Entry]:
    """Return a page of the decisions that are asked for, the newest first."""
    among = view.on.get(asking.thing, ()) if asking.thing else view.record.decisions
    wanted = [decision for decision in reversed(among) if _is_asked(decision, asking, view)]
    return paged(wanted, number).each(lambda decision: entry(decision, view))


def last_of(
    view: View, person: str, choices: AbstractSet[Choice], most: int
) -> tuple[Decision, ...]:
    """
    Return what somebody decided last and may want back; all of one batch.

    Empty where it was taken back, or where nothing was decided yet.

    Args:
        view: The record.
        person: Who decided.
        choices: What is meant: decisions about claims, or about persons.
        most: So many decisions are looked back on.
    """
    found: list[Decision] = []
    for one in islice(reversed(view.record.decisions), most):
        if found and (one.choice is not found[-1].choice or found[-1].at - one.at > _AT_ONCE):
            break
        if one.by == person and one.choice in choices and one.id not in view.undone:
            found.append(one)
        elif found or (one.by == person and one.choice is not Choice.UNDO):
            break
    return tuple(found)


def tally(view: View) -> Tally:
    """Return how many decisions there are."""
    decisions = view.record.decisions
    return Tally(
        people=dict(Counter(decision.by for decision in decisions).most_common()),
        choices=dict(Counter(decision.choice for decision in decisions).most_common()),
        undone=len(view.undone & view.decisions.keys()),
    )


def entry(decision: Decision, view: View) -> Entry:
    """Return a decision as the history tells it."""
    undoings = (
        one
        for one in reversed(view.on.get(decision.id, ()))
        if one.choice is Choice.UNDO and one.id not in view.undone
    )
    problem = view.index.problems.get(decision.target or "")
    return Entry(
        decision=decision,
        said=said(decision, view.record, view.index),
        undone_by=next(undoings, None) if decision.id in view.undone else None,
        problem=problem.message if problem and decision.choice is Choice.SETTLE else None,
    )


def entries(decisions: Sequence[Decision], view: View) -> tuple[Entry, ...]:
    """Return decisions as the history tells them."""
    return tuple(entry(decision, view) for decision in decisions)


def beside(decision: Decision, view: View) -> tuple[Entry, ...]:
    """Return the other decisions about what one is about, and about itself, the oldest first."""
    named = (*decision.claims, decision.target, decision.name, decision.id)
    found = {one.id: one for name in filter(None, named) for one in view.on.get(name, ())}
    found.pop(decision.id, None)
    undone = view.decisions.get(decision.target or "")
    if undone is not None:
        found[undone.id] = undone
    return entries(sorted(found.values(), key=lambda one: (one.at, one.id)), view)


def as_file(view: View) -> bytes:
    """Return every decision as `decisions.jsonl` has them, to hand to a colleague."""
    lines = handed_decisions.decisions_as_lines(view.record.decisions)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _is_asked(decision: Decision, asking: Asking, view: View) -> bool:
    day = decision.at.date()
    return (
        asking.by in {None, decision.by}
        and asking.choice in {None, decision.choice}
        and (asking.since is None or day >= asking.since)
        and (asking.until is None or day <= asking.until)
        and (asking.holds is None or (decision.id not in view.undone) is asking.holds)
    )
