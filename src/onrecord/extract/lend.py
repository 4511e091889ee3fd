"""
What a document as a whole lends to claims that name no place or time of their own.

It runs after places and times are resolved, since only then is it known whether the
document tells of one event: "Thursday", "9 August" and "last week's raid" may be one day.
A document that ranges over many lends no date, and no finer place than it names most.
"""

from collections.abc import Sequence
from datetime import timedelta

from onrecord.extract import about, lasting, period, timing
from onrecord.extract.mentions import carried
from onrecord.extract.period import Period
from onrecord.model import (
    Claim,
    Document,
    Measure,
    Mention,
    Named,
    Text,
    Voice,
)

_LONG_AGO = timedelta(days=366)
_COUNTED = frozenset({Measure.PEOPLE, Measure.STRIKES, Measure.MUNITIONS, Measure.BUILDINGS})


def lend(
    document: Document, text: Text, names: Sequence[Named], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Return the claims with the document's one period and main place where they have none."""
    lent = period.of(document, text, names, claims)
    # news that turns to other times tells of other towns too: what it lends is no finer than theirs
    place = about.place(text, names, lent if lent.upto is None else Period())
    of_total = place if place is not None and not _is_town(place, names) else None
    claims = _from_last(claims, text.content)
    return tuple(
        claim
        if _is_history(claim, document)
        else _lent(
            claim,
            of_total if _is_total(claim) else place,
            period.of_entry(claim, text, lent),
            is_lasting=_lasts(claim, text.content),
        )
        for claim in claims
    )


def _is_town(place: Mention, names: Sequence[Named]) -> bool:
    fine = ("town", "site", None)
    return any(n.start == place.start and n.kind == "place" and n.what in fine for n in names)


def _is_total(claim: Claim) -> bool:
    """As in "500 people have died since January": more than happened in one town."""
    own = claim.when if timing.are_told(claim.times) else None
    if claim.is_cumulative or own is None or own.earliest is None or own.latest is None:
        return claim.is_cumulative
    return own.latest - own.earliest > period.ONE_EVENT


_NEAR_BEFORE = 150  # characters back to a claim that this one goes on from
_NO_THREAD = frozenset({Voice.TITLE, Voice.COMMENT, Voice.BOILERPLATE})


def _from_last(claims: Sequence[Claim], content: str) -> list[Claim]:
    """The claims, those without a time having that of the claim that they go on from."""
    out: list[Claim] = []
    for claim in claims:
        last = _gone_on_from(claim, out)
        is_open = claim.when is None and not claim.times and not _lasts(claim, content)
        if last is not None and is_open and _lends(last):
            own = period.own_places(claim)
            if not own or own & {p.best or p.name.lower() for p in last.places}:
                claim = claim.with_(times=carried(last.times, "from the claim before"))  # noqa: PLW2901
        out.append(claim)
    return out


def _lasts(claim: Claim, content: str) -> bool:
    """As in "some 9,000 sleep in schools": what lasts has no day from the claim before."""
    return lasting.lasts(claim.outcome, content, claim.passage.start, claim.passage.end)


def _lends(claim: Claim) -> bool:
    return bool(claim.times) and timing.are_told(claim.times)


def _gone_on_from(claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """The last claim before in the running text, if near; None for an aside or a total."""
    if claim.voice in _NO_THREAD or not claim.is_fact_like or claim.is_cumulative:
        return None
    near = (
        c
        for c in reversed(before)
        if claim.passage.start - c.passage.end < _NEAR_BEFORE
        and c.is_fact_like
        and c.voice not in _NO_THREAD
        and not c.is_cumulative
    )
    return next(near, None)


def _is_history(claim: Claim, document: Document) -> bool:
    """Whether a claim tells of a time long before its document, which lends it nothing then."""
    if claim.when is None or claim.when.latest is None or document.published is None:
        return False
    return document.published - claim.when.latest > _LONG_AGO


def _is_elsewhere(claim: Claim, told_at: frozenset[str]) -> bool:
    """Whether a claim names a place of its own, and the dated ones name another."""
    own = period.own_places(claim)
    return bool(own and told_at and not own & told_at)


def _lent(
    claim: Claim,
    place: Mention | None,
    lent: Period,
    *,
    is_lasting: bool,
) -> Claim:
    if not claim.places and place is not None and claim.measure in _COUNTED:
        claim = claim.with_(places=carried((place,), "the document's main place"))
    if (
        lent.times
        and not _is_timed(claim, lent)
        and not _is_elsewhere(claim, lent.places)
        and not claim.is_cumulative
        and claim.voice is not Voice.COMMENT
        and not (is_lasting and lent.is_event)
        and (lent.upto is None or claim.passage.start < lent.upto)
    ):
        claim = claim.with_(times=carried(lent.times, lent.why), when=None)
    return claim


def _is_timed(claim: Claim, lent: Period) -> bool:
    """
    Whether a claim has a time of its own.

    The day on which it was said gives way to the day of the event that it is about.
    """
    if claim.when is None:
        return False
    if timing.are_told(claim.times) or lent.when is None:
        return True
    said, latest = claim.when.latest, lent.when.latest
    return said is None or latest is None or not timedelta(0) < said - latest <= period.ONE_EVENT
