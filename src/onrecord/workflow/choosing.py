"""What a person may decide, put in terms of a record: refused where it says nothing new."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from onrecord.model import (
    OF_PERSONS,
    Actor,
    Choice,
    Claim,
    Decision,
    Incident,
    OnRecordError,
    Place,
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
_TWO = 2
_ACTOR = "actor:"  # what the ids of actors begin with


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a decision is about, before somebody signs it; fields as in `Decision`."""

    choice: Choice
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    origin: str | None = None
    target: str | None = None
    claim: Claim | None = None
    name: str | None = None
    place: Place | None = None
    actor: Actor | None = None
    persons: tuple[str, ...] = ()


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


def accept(claim_id: str) -> Asked:
    """Ask that a claim count as what its words say, as it stands now."""

    def about(record: Record) -> About:
        claim = _claim(claim_id, record)
        if claim.decision in {"accepted", "corrected", "added"}:
            raise OnRecordError(f"{claim_id} is {claim.decision} already")
        return About(choice=Choice.ACCEPT, claims=(claim_id,), claim=_open(claim))

    return about


def correct(claim_id: str, claim: Claim) -> Asked:
    """Ask that a claim be another than it was read; it keeps its id."""

    def about(record: Record) -> About:
        before = _open(_claim(claim_id, record))
        after = _open(claim).with_(told_id=claim_id, told_incident=before.told_incident)
        if after in {before, before.with_(told_id=claim_id)}:
            raise OnRecordError(f"{claim_id} says that already")
        _check_words(after, record)
        return About(choice=Choice.CORRECT, claims=(claim_id,), claim=after)

    return about


def add(claim: Claim) -> Asked:
    """Ask that a claim be there which no reader found."""

    def about(record: Record) -> About:
        if claim.id in record.claims:
            raise OnRecordError(f"the record has this claim already: {claim.id}")
        _check_words(claim, record)
        return About(choice=Choice.ADD, claims=(claim.id,), claim=_open(claim))

    return about


def reject(claim_id: str) -> Asked:
    """Ask that a claim count for nothing."""

    def about(record: Record) -> About:
        if _claim(claim_id, record).decision == "rejected":
            raise OnRecordError(f"{claim_id} is rejected already")
        return About(choice=Choice.REJECT, claims=(claim_id,))

    return about


def leave_open(claim_id: str) -> Asked:
    """Ask that a claim count as looked at, and stay open."""

    def about(record: Record) -> About:
        if _claim(claim_id, record).decision == "unsure":
            raise OnRecordError(f"{claim_id} is left open already")
        return About(choice=Choice.UNSURE, claims=(claim_id,))

    return about


def name(words: str, meant: str | Place | Actor) -> Asked:
    """Ask that a name mean a place or an actor: one that is known by id, or one described."""

    def about(record: Record) -> About:
        del record
        told = " ".join(words.split())
        if not told:
            raise OnRecordError("say the name")
        return About(choice=Choice.NAME, name=told, **_meant(meant))

    return about


def same(given_up: str, kept: str | Place | Actor) -> Asked:
    """Ask that two places, or two actors, be one; the ids of both."""

    def about(record: Record) -> About:
        del record
        held = _meant(kept)
        if held["target"] == given_up:
            raise OnRecordError(f"{given_up} is itself already")
        if held["target"].startswith(_ACTOR) != given_up.startswith(_ACTOR):
            raise OnRecordError(f"{given_up} and {held['target']} are not of one kind")
        return About(choice=Choice.SAME, name=given_up, **held)

    return about


def note(thing: str) -> Asked:
    """Ask that words be kept beside something: an incident, a claim, a problem, a document."""

    def about(record: Record) -> About:
        known = (
            thing in record.claims
            or thing in record.documents
            or any(incident.id == thing for incident in record.incidents)
            or any(given.id == thing for given in record.given)
            or any(problem.id == thing for problem in record.problems)
        )
        if not known:
            raise OnRecordError(f"nothing of {record.name} is called {thing}")
        return About(choice=Choice.NOTE, target=thing)

    return about


def _claim(claim_id: str, record: Record) -> Claim:
    claim = record.claims.get(claim_id)
    if claim is None:
        raise OnRecordError(f"no claim of {record.name} is called {claim_id}")
    return claim


def _open(claim: Claim) -> Claim:
    return claim.with_(decision=None)


def _meant(meant: str | Place | Actor) -> dict[str, Any]:
    if isinstance(meant, Place):
        return {"target": meant.id, "place": meant}
    if isinstance(meant, Actor):
        return {"target": meant.id, "actor": meant}
    return {"target": meant}


def _check_words(claim: Claim, record: Record) -> None:
    """Refuse a claim whose words do not stand in its document."""
    if claim.document not in record.documents:
        raise OnRecordError(f"no document of {record.name} is called {claim.document}")
    text = record.text_of(claim.document)
    at = claim.passage
    if text is not None and text.words(at.start, at.end) != at.exact:
        raise OnRecordError(f"“{at.exact:.60}” does not stand at {at.start} of {claim.document}")


def settle(problem_id: str) -> Asked:
    """Ask that a problem count as looked at."""

    def about(record: Record) -> About:
        already = record.settled().get(problem_id)
        if already is not None:
            raise OnRecordError(f"{problem_id} is settled already, {signed(already)}")
        return About(choice=Choice.SETTLE, target=problem_id)

    return about


def one_person(persons: Sequence[str]) -> Asked:
    """Ask that rows of lists be one person; ids of persons on lists."""
    return _of_persons(Choice.ONE_PERSON, persons)


def other_persons(persons: Sequence[str]) -> Asked:
    """Ask that no two of some rows of lists be one person; ids of persons on lists."""
    return _of_persons(Choice.OTHER_PERSONS, persons)


def _of_persons(choice: Choice, persons: Sequence[str]) -> Asked:
    about = About(choice=choice, persons=tuple(sorted(set(persons))))

    def asked(record: Record) -> About:
        if len(about.persons) < _TWO:
            raise OnRecordError("name two rows of lists or more")
        said: dict[tuple[str, str], Choice] = {}
        for one in standing(record.decisions):
            if one.choice in OF_PERSONS:
                said |= dict.fromkeys(combinations(sorted(one.persons), 2), one.choice)
        if all(said.get(ends) is choice for ends in combinations(about.persons, 2)):
            raise OnRecordError("that was decided so already")
        return about

    return asked


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
