"""What a recorder sees first: what came in, what changed, what is left, what is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import OF_CLAIMS, Document, Severity
from onrecord.review import Twice
from onrecord.store.arrivals import Build, Builds, Since
from onrecord.workflow.desk import changes, queue, second
from onrecord.workflow.desk.changes import Event
from onrecord.workflow.desk.queue import Left
from onrecord.workflow.desk.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """
    A document that came in, or came again with other words.

    Attributes:
        document: The document.
        claims: How many claims it has.
        waiting: How many of them nobody has decided on.
        is_new: It was not in the record before; else it came again.
    """

    document: Document
    claims: int
    waiting: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    How far people have come.

    Attributes:
        decided: Claims that count or could count and that somebody decided on.
        of: All of them.
        today: Decisions about claims made on this day, undone ones not counted.
        by: For each person, decisions today and in all, the busiest today first.
    """

    decided: int
    of: int
    today: int
    by: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """
    The first page.

    Attributes:
        after: The build after which things count as new; None if all of the record is.
        arrived: The documents that came in since, the last first; no more than were asked for.
        many: How many came in.
        claims: How many claims came in with them.
        events: What changed.
        left: What is left to decide.
        second: How many claims wait for this person as the second reader.
        disagreements: Claims on which people differ and nobody has settled it.
        progress: What is done.
        problems: Open problems by severity.
    """

    after: Build | None
    arrived: tuple[Arrived, ...]
    many: int
    claims: int
    events: tuple[Event, ...]
    left: Left
    second: int
    disagreements: tuple[Twice, ...]
    progress: Progress
    problems: Mapping[Severity, int]


def last_seen(builds: Builds, seen: int | None) -> int:
    """
    Return the number of the run after which things are new to somebody.

    Args:
        builds: The runs that changed the record.
        seen: The last run of which this person said that they had seen what it brought;
            None if they never said so: then what the last build or import brought is new.
    """
    if seen is not None:
        return min(seen, builds.newest)
    return builds.brought[-1].number - 1 if builds.brought else 0


def today(
    now: View,
    since: Since | None,
    after: Build | None,
    person: str,
    day: datetime,
    *,
    most: int = 40,
) -> Today:
    """
    Return the first page.

    Args:
        now: The record.
        since: What changed after the build that is asked for; None where that is everything.
        after: That build; None where everything is new.
        person: Who looks; may be empty.
        day: This day, with its time zone.
        most: How many documents are wanted.
    """
    came = _came(now, since)
    return Today(
        after=after,
        arrived=tuple(_arrived(now, one, is_new=is_new) for one, is_new in came[:most]),
        many=len(came),
        claims=_claims(now, since),
        events=changes.events(now, since) if since is not None else (),
        left=queue.left(now),
        second=queue.many_second(now, person) if person else 0,
        disagreements=second.disagreements(now),
        progress=now.once(("progress", day.date()), lambda: _progress(now, day)),
        problems=_problems(now),
    )


def _claims(now: View, since: Since | None) -> int:
    if since is None:
        return len(now.record.claims)
    return sum((one.counts or {}).get("claims added", 0) for one in since.builds)


def _came(now: View, since: Since | None) -> list[tuple[Document, bool]]:
    """Return the documents that came in, the last first, and whether each is new."""
    documents = now.record.documents
    if since is None:
        return [(one, True) for one in reversed([*documents.values()])]
    return [
        (documents[one.after.name], one.before is None)
        for one in reversed(since.documents)
        if one.after is not None and one.after.name in documents
    ]


def _arrived(now: View, document: Document, *, is_new: bool) -> Arrived:
    claims = now.record.claims
    own = now.index.claims_in.get(document.name, ())
    waiting = sum(queue.is_waiting(claims.get(claim_id)) for claim_id in own)
    return Arrived(document=document, claims=len(own), waiting=waiting, is_new=is_new)


def _progress(now: View, day: datetime) -> Progress:
    left = queue.left(now)
    today: Counter[str] = Counter()
    ever: Counter[str] = Counter()
    for decision in now.record.decisions:
        if decision.choice in OF_CLAIMS and decision.id not in now.undone:
            ever[decision.by] += 1
            today[decision.by] += decision.at.astimezone(day.tzinfo).date() == day.date()
    people = sorted(ever, key=lambda by: (-today[by], -ever[by], by))
    return Progress(
        decided=left.of - left.all,
        of=left.of,
        today=sum(today.values()),
        by=tuple((by, today[by], ever[by]) for by in people),
    )


def _problems(now: View) -> Mapping[Severity, int]:
    held = now.index.problems
    whole = now.index.once(
        "problems by severity", lambda: Counter(one.severity for one in held.values())
    )
    found = whole - Counter(held[one].severity for one in now.settled if one in held)
    return {severity: found[severity] for severity in Severity if found[severity]}
