"""Two figures of one voice on one day."""

from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import (
    Scope,
    is_told_as_past,
    located,
    room,
    same_number,
    scope,
    whereabouts,
)
from onrecord.model import Claim, Problem, Severity, Voice

_FEWEST = 3  # people
_ALIKE = 0.5  # of the higher number


def same_origin_two_figures(told: Indexed) -> Iterator[Problem]:
    """
    Find one voice that gives two numbers of the same people on the same day.

    Internal coherence comes before any comparison with other sources (Every Casualty,
    Standards for Casualty Recording, page 25). Only the two farthest apart are named. A
    number told as an older one ("up from 12") or known to be older is no contradiction.
    """
    for voice in told.by_voice:
        older = first_said(told, voice.claims)
        groups: dict[tuple[object, Scope], list[Claim]] = {}
        for claim in voice.claims:
            day = told.published(claim)
            first = older.get(same_number(claim.count))
            if claim.is_partial or claim.is_cumulative or told.is_of_some(claim):
                continue
            if is_told_as_past(told.sentence(claim)):
                continue
            if day is None or first is None or first >= day:
                groups.setdefault((day or claim.document, scope(claim)), []).append(claim)
        for claims in groups.values():
            for together in _by_place(claims):
                yield from _farthest(told, voice.name, together)


def first_said(told: Indexed, claims: Sequence[Claim]) -> dict[float | str, date]:
    """Return the day on which a voice's number was first published."""
    first: dict[float | str, date] = {}
    for claim in claims:
        day = told.published(claim)
        if day is not None:
            number = same_number(claim.count)
            first[number] = min(first.get(number, day), day)
    return first


def _by_place(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Return claims of one place together; those without a place fit any."""
    placed: dict[str, list[Claim]] = {}
    for claim in claims:
        placed.setdefault(whereabouts(claim), []).append(claim)
    anywhere = placed.pop("", [])
    if not placed:
        yield anywhere
    ends = _ends(anywhere)
    for together in placed.values():
        yield [*ends, *together]


def _ends(claims: Sequence[Claim]) -> list[Claim]:
    if not claims:
        return []
    lowest = min(claims, key=lambda claim: room(claim.count)[1])
    return [lowest, max(claims, key=lambda claim: room(claim.count)[0])]


def _farthest(told: Indexed, name: str, claims: Sequence[Claim]) -> Iterator[Problem]:
    if not claims:
        return
    lowest, highest = _ends(claims)
    if room(lowest.count)[1] >= room(highest.count)[0]:
        return
    if (lowest.same_as or lowest.id) == (highest.same_as or highest.id):
        return
    if told.are_of_two_days(lowest, highest):
        return
    if lowest.document == highest.document and not _is_rival_within(lowest, highest):
        return
    first, second = sorted((lowest, highest), key=claims.index)
    yield Problem(
        code="same-origin-two-figures",
        message=f"{name} gives two figures of the "
        f"same day: {located(first)} and {located(second)}.",
        where=second.id,
        severity=Severity.WARNING,
    )


def _is_rival_within(lowest: Claim, highest: Claim) -> bool:
    """
    Whether two numbers of one report may be of the same people.

    A report tells of many people; a number far below another is of some of them, unless
    the headline has one and the text the other.
    """
    low, high = room(lowest.count)[1], room(highest.count)[0]
    is_headline = Voice.TITLE in {lowest.voice, highest.voice}
    return low >= _FEWEST and (is_headline or low >= high * _ALIKE)
