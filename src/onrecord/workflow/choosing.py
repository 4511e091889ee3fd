"""What a person may decide, put in terms of a record: refused where it says nothing new."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Choice,
    Decision,
    Incident,
    OnRecordError,
    Record,
    SetAside,
    standing,
    undone,
)

_OUTSIDE_EVERY_INCIDENT = frozenset(
    {
        SetAside.REJECTED,
        SetAside.FORECAST,
        SetAside.DENIAL,
        SetAside.COMMENT,
        SetAside.BOILERPLATE,
        SetAside.TOTAL,
        SetAside.SHARE,
        SetAside.RATIO,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a decision is about, before somebody signs it; fields as in `Decision`."""

    choice: Choice
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    origin: str | None = None
    target: str | None = None


Asked = Callable[[Record], About]


def merge(things: Sequence[str]) -> Asked:
    """Ask that incidents, and claims that are in none, be one incident; ids of each."""

    def about(record: Record) -> About:
        incidents = {incident.id: incident for incident in record.incidents}
        first = next((incidents[thing] for thing in things if thing in incidents), None)
        if first is None:
            raise OnRecordError("name at least one incident that the others belong to")
        held: dict[str, None] = {}
        for thing in things:
            found = incidents.get(thing)
            held.update(dict.fromkeys(found.claim_ids if found else (_loose(thing, record),)))
        if held.keys() == set(first.claim_ids):
            raise OnRecordError(f"that is one incident already: {first.id}")
        return About(choice=Choice.TOGETHER, claims=_in_order(held, record))

    return about


def split(incident_id: str, claim_ids: Sequence[str]) -> Asked:
    """Ask that claims leave their incident."""

    def about(record: Record) -> About:
        incident = next((i for i in record.incidents if i.id == incident_id), None)
        if incident is None:
            raise OnRecordError(f"no incident of {record.name} is called {incident_id}")
        for claim_id in claim_ids:
            if claim_id not in incident.claim_ids:
                where = _home(claim_id, record)
                raise OnRecordError(f"{claim_id} is not in {incident_id}: {where}")
        leaving = set(claim_ids)
        others = tuple(c for c in incident.claim_ids if c not in leaving)
        if not others:
            raise OnRecordError(
                f"these are all the claims of {incident_id}: there is nothing to split them from"
            )
        return About(choice=Choice.APART, claims=_in_order(leaving, record), others=others)

    return about


def trace(claim_id: str, origin: str) -> Asked:
    """Ask that a claim go back to a named origin."""

    def about(record: Record) -> About:
        name = " ".join(origin.split())
        if claim_id not in record.claims:
            raise OnRecordError(f"no claim of {record.name} is called {claim_id}")
        if not name:
            raise OnRecordError("say the name of the origin")
        told = [d for d in standing(record.decisions) if claim_id in d.claims]
        last = next((d for d in reversed(told) if d.choice is Choice.TRACE), None)
        traced = record.origin_of(claim_id)
        if last is not None and last.origin == name:
            raise OnRecordError(f"{claim_id} was traced to {name} already, {signed(last)}")
        if last is None and traced is not None and traced.name == name:
            raise OnRecordError(f"{claim_id} goes back to {name} already")
        return About(choice=Choice.TRACE, claims=(claim_id,), origin=name)

    return about


def settle(problem_id: str) -> Asked:
    """Ask that a problem count as looked at."""

    def about(record: Record) -> About:
        already = record.settled().get(problem_id)
        if already is not None:
            raise OnRecordError(f"{problem_id} is settled already, {signed(already)}")
        return About(choice=Choice.SETTLE, target=problem_id)

    return about


def undo(decision_id: str) -> Asked:
    """Ask that a decision, or an undoing, no longer hold."""

    def about(record: Record) -> About:
        if all(decision.id != decision_id for decision in record.decisions):
            raise OnRecordError(f"no decision of {record.name} is called {decision_id}")
        if decision_id in undone(record.decisions):
            raise OnRecordError(f"{decision_id} is undone already")
        return About(choice=Choice.UNDO, target=decision_id)

    return about


def signed(decision: Decision) -> str:
    """Return who decided and when."""
    return f"by {decision.by} on {decision.at.date().isoformat()}"


def _loose(claim_id: str, record: Record) -> str:
    """Return a claim's id if it is in no incident and may be in one."""
    if claim_id not in record.claims:
        raise OnRecordError(f"no incident and no claim of {record.name} is called {claim_id}")
    if any(claim_id in incident.claim_ids for incident in record.incidents):
        raise OnRecordError(
            f"{claim_id}: {_home(claim_id, record)}; name that, or split the claim off first"
        )
    aside = next((a for a in record.asides if a.claim_id == claim_id), None)
    if aside is not None and aside.reason in _OUTSIDE_EVERY_INCIDENT:
        raise OnRecordError(
            f"{claim_id} can be in no incident: it was set aside as “{aside.reason.value}”"
        )
    return claim_id


def _home(claim_id: str, record: Record) -> str:
    home: Incident | None = next((i for i in record.incidents if claim_id in i.claim_ids), None)
    if home is not None:
        return f"it is in {home.id}"
    return "it is in no incident" if claim_id in record.claims else "there is no such claim"


def _in_order(claim_ids: Iterable[str], record: Record) -> tuple[str, ...]:
    wanted = set(claim_ids)
    return tuple(claim_id for claim_id in record.claims if claim_id in wanted)
