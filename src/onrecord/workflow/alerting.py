"""From what changed in a record to alerts, each told once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from onrecord import follow, store
from onrecord.follow import wording
from onrecord.model import Alert, AlertKind, Document, Incident, Names
from onrecord.store.arrivals import Since
from onrecord.workflow import differing, escalating, topics
from onrecord.workflow.desk import changes as of_incidents
from onrecord.workflow.desk.changes import Event, What
from onrecord.workflow.desk.view import View

_SAME_ESCALATION = timedelta(days=28)  # after it was told, only growth is told
GROWN = 1.5  # times what was told last: so much is told again
_MOST_REPORTS = 8  # of one alert
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What alerts are made for.

    Attributes:
        after: The run after which everything counts as new.
        at: The time.
        today: The day, where the record is read.
        names: What the program knows by name.
        backlog: Documents that were there before following began: an incident that only
            they tell is no news.
        told: Every alert there is.
    """

    after: int
    at: datetime
    today: date
    names: Names
    backlog: Collection[str]
    told: tuple[Alert, ...]


def weeks(
    kept: store.RecordStore, view: View, held: Mapping[str, frozenset[str]], asked: Asked
) -> tuple[Alert, ...]:
    """Return the weeks far above their past, told or not; `held` has each topic's incidents."""
    table = kept.settings.following.follow
    return tuple(_escalations(view, held, table, asked)) if table.is_counting else ()


def changes(
    kept: store.RecordStore, view: View, held: Mapping[str, frozenset[str]], asked: Asked
) -> tuple[Alert, ...]:
    """Return what changed in incidents and pages, told or not, the most pressing first."""
    since = kept.since(asked.after)
    return (*_of_events(view, since, held, asked), *_of_pages(kept, view, held, asked))


def new(found: Iterable[Alert], asked: Asked) -> tuple[Alert, ...]:
    """Return the alerts that were not told before, each once, with all topics it is for."""
    known = {one.id for one in asked.told}
    fresh: dict[str, Alert] = {}
    for one in found:
        if one.id in fresh:  # of two topics, say
            both = dict.fromkeys((*fresh[one.id].topics, *one.topics))
            fresh[one.id] = replace(fresh[one.id], topics=tuple(both))
        elif one.id not in known:
            fresh[one.id] = one
    return tuple(fresh.values())


# -- what changed in incidents -----------------------------------------------------------------


def _of_events(
    view: View, since: Since, held: Mapping[str, frozenset[str]], asked: Asked
) -> Iterator[Alert]:
    for event in _corrected(of_incidents.events(view, since), since):
        if event.what is What.GONE and event.followed_by:
            continue  # merged: what became of its figures is told of the other
        if event.what is What.NEW_INCIDENT and _is_backlog(view, event.incident, asked):
            continue
        told = _alert(view, event, asked.at)
        of = _topics_of(event, held, asked.told)
        if of is not None:
            yield replace(told, topics=of)


def _corrected(events: Sequence[Event], since: Since) -> Iterator[Event]:
    """
    Yield changes, with a correction as one: not as an incident gone and another one new.

    A page whose only number is another now makes another claim, and with it another
    incident: at the same place and time, with a figure of the same kind.
    """
    before = {
        (one.before.incident_id, one.before.outcome): one.before
        for one in since.figures
        if one.before is not None
    }
    gone = [one for one in events if one.what is What.GONE and not one.followed_by]
    for event in events:
        if event in gone:
            continue
        was = next((one for one in gone if _is_same(one, event)), None)
        figure = (
            before.get((was.incident.id, event.outcome or "")) if was and was.incident else None
        )
        if was is None or figure is None:
            yield event
            continue
        gone.remove(was)
        now = event.after.minimum if event.after else None
        what = What.ROSE if (now or 0) > (figure.minimum or 0) else What.FELL
        if str(figure) != str(event.after):
            yield replace(event, what=what, before=figure)
    yield from gone


def _is_same(gone: Event, new: Event) -> bool:
    """Return whether a new incident is at the place and time of one that is gone."""
    one, other = gone.incident, new.incident
    if new.what is not What.NEW_INCIDENT or one is None or other is None:
        return False
    return one.place_ids[:1] == other.place_ids[:1] and one.when == other.when


def _is_backlog(view: View, incident: Incident | None, asked: Asked) -> bool:
    claims = view.record.claims
    return incident is not None and all(
        claims[one].document in asked.backlog for one in incident.claim_ids if one in claims
    )


def _topics_of(
    event: Event, held: Mapping[str, frozenset[str]], told: tuple[Alert, ...]
) -> tuple[str, ...] | None:
    """Return for which topics a change is news; None for none of them."""
    if topics.WHOLE in held:
        return ()
    about = event.incident.id if event.incident else ""
    found = tuple(name for name, ids in held.items() if about in ids)
    if not found and event.what is What.GONE:  # it cannot be looked for any more
        found = next((one.topics for one in reversed(told) if one.about == about), ())
    return found or None


def _alert(view: View, event: Event, at: datetime) -> Alert:
    incident, problem = event.incident, event.problem
    details: list[tuple[str, str]] = []
    if problem is not None:
        details += [("problem", problem.message), ("code", problem.code)]
    if event.what is What.NEW_ORIGIN:
        details.append(("of", str(event.of)))
    reports = tuple(_reports(view, event))
    return Alert(
        kind=_kind(event.what),
        about=problem.id if problem else incident.id if incident else "",
        at=at,
        place=incident.place_names[0] if incident and incident.place_names else "",
        when=_when(incident),
        outcome=event.outcome,
        before=str(event.before) if event.before else None,
        after=str(event.after) if event.after else None,
        names=event.origins,
        details=(*details, *([("incident", incident.id)] if incident else [])),
        why=tuple(_cited(view.record.documents.get(name), name) for name in reports),
        reports=reports,
    )


def _kind(what: What) -> AlertKind:
    if what in {What.GONE, What.NO_MORE}:
        return AlertKind.WITHDRAWN
    return AlertKind(what.value)


def _when(incident: Incident | None) -> str:
    when = incident.when if incident else None
    if when is None:
        return ""
    ends = dict.fromkeys(filter(None, (when.date_from, when.date_to)))
    return " to ".join(ends)


def _reports(view: View, event: Event) -> Iterator[str]:
    """Yield the names of the documents that a change comes from."""
    claims, incident = view.record.claims, event.incident
    ids: Collection[str] = incident.claim_ids if incident else ()
    if event.after is not None and event.before is not None:
        ids = [one for one in event.after.used if one not in event.before.used] or event.after.used
    if event.origins:
        origins = view.index.origin_of
        ids = [one for one in ids if one in origins and origins[one].name in event.origins]
    named = dict.fromkeys(claims[one].document for one in ids if one in claims)
    yield from list(named)[:_MOST_REPORTS]


def _cited(document: Document | None, name: str) -> str:
    if document is None:
        return name
    day = _day(document.published) if document.published else ""
    more = ", ".join(filter(None, (document.publisher, day, document.told.url)))
    return f"{document.title or name} ({more})" if more else document.title or name


# -- pages that changed ------------------------------------------------------------------------


def _of_pages(
    kept: store.RecordStore, view: View, held: Mapping[str, frozenset[str]], asked: Asked
) -> Iterator[Alert]:
    for document_id, before, after in kept.changed_pages(asked.after):
        name = view.index.document_names.get(document_id)
        document = view.record.documents.get(name or "")
        if name is None or document is None:
            continue
        found = differing.between(kept.versions(document_id), before, after).difference
        if not found.is_any:
            continue  # only what is no reporting is another
        of = _topics_of_page(view, name, held)
        if of is None:
            continue
        yield Alert(
            kind=AlertKind.PAGE_CHANGED,
            about=document_id,
            at=asked.at,
            topics=of,
            place=document.title or name,
            before=before,
            after=after,
            details=tuple(_counted(found)),
            why=(_cited(document, name), *_numbers(found)),
            reports=(name,),
        )


def _topics_of_page(
    view: View, name: str, held: Mapping[str, frozenset[str]]
) -> tuple[str, ...] | None:
    if topics.WHOLE in held:
        return ()
    own = view.index.claims_in.get(name, ())
    homes = {view.index.incident_of[one].id for one in own if one in view.index.incident_of}
    return tuple(topic for topic, ids in held.items() if homes & ids) or None


def _counted(found: follow.Difference) -> Iterator[tuple[str, str]]:
    how = follow.How
    yield "removed", str(found.many(how.REMOVED))
    yield "added", str(found.many(how.ADDED))
    yield "changed", str(found.many(how.CHANGED))
    yield "claims gone", str(len(found.gone))
    yield "claims came", str(len(found.came))
    yield "claims changed", str(len(found.changed))


def _numbers(found: follow.Difference) -> Iterator[str]:
    for one in found.changed[:_MOST_REPORTS]:
        yield f"“{one.before.passage.exact}” is now “{one.after.passage.exact}”"


# -- weeks far above their past ----------------------------------------------------------------


def _escalations(
    view: View,
    held: Mapping[str, frozenset[str]],
    settings: store.FollowTable,
    asked: Asked,
) -> Iterator[Alert]:
    level = follow.level(settings.false_alarms_a_year)
    for several in escalating.weeks(view, held, asked.today):
        for one in follow.escalations(several, level):
            told = _earlier(one, asked.told)
            highest = max((int(before.after or 0) for before in told), default=0)
            if one.told.now.count >= GROWN * highest:
                yield _escalation(view, one, told[-1].id if told else None, asked)


def _earlier(one: follow.Escalation, told: tuple[Alert, ...]) -> tuple[Alert, ...]:
    """Return what was told of the same series shortly before, by itself or along with another."""
    since = (one.series.now.first - _SAME_ESCALATION).isoformat()
    return tuple(
        alert
        for alert in told
        if alert.kind is AlertKind.ESCALATION
        and alert.detail("week") >= since
        and one.series.key in {alert.about, *alert.detail("also").split("\n")}
    )


def _escalation(view: View, one: follow.Escalation, update_of: str | None, asked: Asked) -> Alert:
    series, told = one.series, one.told
    topic = series.key.partition("|")[0]
    week = f"week to {_day(escalating.last_day(told.now))}"
    claims, incidents = view.record.claims, view.index.incidents
    ids = (c for i in sorted(series.incidents) for c in incidents[i].claim_ids if c in claims)
    reports = tuple(dict.fromkeys(claims[c].document for c in ids))[:_MOST_REPORTS]
    return Alert(
        kind=AlertKind.ESCALATION,
        about=series.key,
        at=asked.at,
        topics=(topic,) if topic else (),
        place=series.name,
        when=week,
        after=str(told.now.count),
        names=tuple(wider.name for wider in one.also),
        details=(
            ("week", told.now.first.isoformat()),
            ("weeks", str(told.weeks)),
            ("highest", str(told.highest)),
            ("expected", f"{told.expected:.1f}"),
            ("chance", f"{told.chance:.2g}"),
            ("years", str(told.years)),
            ("tested", str(one.tested)),
            ("also", "\n".join(wider.key for wider in one.also)),
            ("incidents", " ".join(sorted(series.incidents))),
        ),
        why=wording.escalation_reasons(
            count=told.now.count,
            name=series.name,
            week=week,
            weeks=told.weeks,
            highest=told.highest,
            expected=told.expected,
            years=told.years,
            tested=one.tested,
        ),
        reports=reports,
        update_of=update_of,
    )


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
