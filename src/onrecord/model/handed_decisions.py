"""Decisions as lines of JSON, to hand to a colleague and to take from one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from onrecord.model import row_values
from onrecord.model.actor import Actor
from onrecord.model.claim import Claim
from onrecord.model.codec import as_plain, from_plain
from onrecord.model.decision import Choice, Decision
from onrecord.model.exchange import written
from onrecord.model.handed import not_taken, row_of
from onrecord.model.place import Place
from onrecord.model.problem import Problem

Value = TypeVar("Value", Claim, Place, Actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedDecisions:
    """
    What a file of decisions told.

    Attributes:
        decisions: In the file's order.
        problems: For each line that was not taken: why.
    """

    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def decisions_as_lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """Return each decision as a line of JSON, without the line's end."""
    for decision in decisions:
        row = {
            "id": decision.id,
            "choice": decision.choice.value,
            "by": decision.by,
            "at": decision.at.isoformat(),
            "why": decision.why,
            "claims": list(decision.claims),
            "others": list(decision.others),
            "origin": decision.origin,
            "target": decision.target,
            **_described(decision),
        }
        yield written(row)


def _described(decision: Decision) -> dict[str, Any]:
    """Return what only some decisions hold, in the record's own form."""
    held = {what: getattr(decision, what) for what in ("claim", "name", "place", "actor")}
    told = {what: as_plain(one) for what, one in held.items() if one is not None}
    if decision.persons:
        told["persons"] = list(decision.persons)
    return {**told, "is_blind": True} if decision.is_blind else told


def decisions_from_lines(lines: Iterable[str | bytes], name: str) -> HandedDecisions:
    """
    Return what lines of JSON tell; a faulty line is a Problem and the others are taken.

    Args:
        lines: One decision a line; empty lines are passed over. Bytes are UTF-8.
        name: What to call the lines in a problem: the file's name.
    """
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        try:
            row = row_of(line)
            if row is not None:
                decisions.append(_decision(row))
        except ValueError as fault:
            problems.append(not_taken(f"{name}, line {number}", str(fault), "A decision"))
    return HandedDecisions(decisions=tuple(decisions), problems=tuple(problems))


def _decision(row: Mapping[str, Any]) -> Decision:
    """
    Return the decision that a row tells.

    Raises:
        ValueError: What is wrong with it; among others, that it is not what its id was made
            from, so that somebody changed it on the way.
    """
    made = Decision(
        choice=row_values.code(row, "choice", Choice),
        by=row_values.needed(row, "by", "a decision"),
        at=_moment(row_values.needed(row, "at", "a decision")),
        why=row_values.text(row, "why") or "",
        claims=_ids(row, "claims"),
        others=_ids(row, "others"),
        origin=row_values.text(row, "origin"),
        target=row_values.text(row, "target"),
        claim=_held(row, "claim", Claim),
        name=row_values.text(row, "name"),
        place=_held(row, "place", Place),
        actor=_held(row, "actor", Actor),
        persons=_ids(row, "persons"),
        is_blind=row_values.flag(row, "is_blind"),
    )
    told = row_values.text(row, "id")
    if told is not None and told != made.id:
        row_values.fail(f"“id” is {told!r:.40}, but the line was changed since it had that id")
    return made


def _held(row: Mapping[str, Any], key: str, kind: type[Value]) -> Value | None:
    plain = row.get(key)
    if plain is None:
        return None
    try:
        return from_plain(kind, plain)
    except (ValueError, TypeError, AttributeError) as fault:
        row_values.fail(f"“{key}” is no {kind.__name__.lower()}: {fault}")


def _moment(told: str) -> datetime:
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        row_values.fail(f"“at” is {told!r:.40}, which is no time as in 2024-05-14T09:30:00+00:00")


def _ids(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    held = row.get(key) or []
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        row_values.fail(f"“{key}” must be a list of ids")
    return tuple(held)
