"""Older tolls that are carried on after a newer one was given."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from onrecord.checks.indexed import Indexed, Told
from onrecord.checks.tolls import first_said
from onrecord.checks.words import is_told_as_past, located, room, same_number, scope, whereabouts
from onrecord.model import Claim, Incident, Measure, Problem, Severity, Voice

# Claims whose numbers are above all that came after them, with their days: lows fall.
Tops = list[tuple[float, date, Claim]]


def stale_toll(told: Indexed) -> Iterator[Problem]:
    """
    Find a report that carries a voice's older toll after that voice gave a newer one.

    Tolls rise while people are found and die; a repeated older one is no second opinion.
    It is left out of the figure and must not widen its range. One in a link to an older
    report counts for nothing anyhow, and is only noted.
    """
    for voice in told.by_voice:
        yield from _of_voice(told, voice)
    yield from _in_links(told)


def _of_voice(told: Indexed, voice: Told) -> Iterator[Problem]:
    first = first_said(told, voice.claims)
    by_scope: dict[object, list[tuple[date, Claim]]] = {}
    for claim in voice.claims:
        day = told.published(claim)
        if day is not None and not claim.is_partial and not claim.is_cumulative:
            by_scope.setdefault(scope(claim), []).append((day, claim))
    for dated in by_scope.values():
        for claim, day, newer in _with_newer(sorted(dated, key=itemgetter(0))):
            is_repeated = first[same_number(claim.count)] < day
            if is_repeated and not is_told_as_past(told.sentence(claim)):
                yield _problem(voice.name, claim, newer)


def _with_newer(dated: Sequence[tuple[date, Claim]]) -> Iterator[tuple[Claim, date, Claim]]:
    """Return each claim with the latest higher number before it, and that number's day."""
    tops: Tops = []
    for day, group in groupby(dated, key=itemgetter(0)):
        told = [claim for _, claim in group]
        beside: dict[str, Claim] = {}
        for claim in sorted(told, key=lambda one: one.count.low or 0):
            beside[claim.document] = claim  # the highest stays
        for claim in told:
            most = room(claim.count)[1] if claim.count.high is not None else claim.count.low or 0
            at = bisect_left(tops, -most, key=itemgetter(0)) - 1
            if at >= 0:
                yield claim, tops[at][1], tops[at][2]
            elif (beside[claim.document].count.low or 0) > most:
                yield claim, day, beside[claim.document]
        for claim in told:
            _push(tops, day, claim)


def _push(tops: Tops, day: date, claim: Claim) -> None:
    low = claim.count.low or 0
    while tops and -tops[-1][0] <= low:
        tops.pop()
    tops.append((-low, day, claim))


def _problem(name: str, claim: Claim, newer: Claim) -> Problem:
    return Problem(
        code="stale-toll",
        message=f"{located(claim)} still carries an older toll of {name}, who had already given "
        f"{newer.count}: {located(newer)}.",
        where=claim.id,
        severity=Severity.WARNING,
    )


def _in_links(told: Indexed) -> Iterator[Problem]:
    """Return tolls in links and boxes that are older than what the report itself gives."""
    said: dict[tuple[str, str, float | str], date] = {}
    for toll in told.tolls.values():
        for claim in toll.claims:
            day = told.published(claim)
            key = (toll.incident.id, toll.outcome.value, same_number(claim.count))
            if day is not None and day < said.get(key, date.max):
                said[key] = day
    for link in told.record.claims.values():
        day = told.published(link)
        if link.voice is not Voice.BOILERPLATE or link.measure is not Measure.PEOPLE or not day:
            continue
        for own, incident in _own_higher(told, link):
            key = (incident.id, link.outcome.value, same_number(link.count))
            if said.get(key, day) < day:
                yield Problem(
                    code="stale-toll",
                    message=f"A link or a box of {link.document} still shows {link.count}"
                    f", an older toll than the report's own: {located(own)}.",
                    where=link.id,
                    severity=Severity.NOTE,
                )


def _own_higher(told: Indexed, link: Claim) -> Iterator[tuple[Claim, Incident]]:
    """Return, once an incident, what a link's own report gives above it at the same place."""
    seen: set[str] = set()
    number = link.count.high if link.count.high is not None else link.count.low
    for own in told.by_document.get(link.document, ()):
        incident = told.incident_of.get(own.id)
        if incident is None or incident.id in seen or own.outcome is not link.outcome:
            continue
        is_elsewhere = link.places and own.places and whereabouts(link) != whereabouts(own)
        if number is not None and (own.count.low or 0) > number and not is_elsewhere:
            seen.add(incident.id)
            yield own, incident
