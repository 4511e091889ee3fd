"""
What a document as a whole lends to claims that name no place or time of their own.

It runs after places and times are resolved, since only then is it known whether the
document tells of one event: "Thursday", "9 August" and "last week's raid" may be one day.
A document that ranges over many lends no date, and no finer place than it names most.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from onrecord.extract import dateline, naming, timing, wordlist
from onrecord.extract.carry import carried
from onrecord.model import (
    Block,
    Claim,
    Document,
    Measure,
    Mention,
    Named,
    Outcome,
    Text,
    Voice,
    When,
)

_LONG_AGO = timedelta(days=366)
_ONE_EVENT = timedelta(days=10)  # a siege or a wave of attacks; more is a history
_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})
_COUNTED = frozenset({Measure.PEOPLE, Measure.STRIKES, Measure.MUNITIONS, Measure.BUILDINGS})
_LIVE_HOURS = 3  # entries that begin with the hour; fewer may be chance
_AROUND = 90  # characters around a time in which an act of violence makes it the act's


def _violence() -> re.Pattern[str]:
    return wordlist.pattern("violence", "acts")


def lend(
    document: Document, text: Text, names: Sequence[Named], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Return the claims with the document's one period and main place where they have none."""
    period, told_at = _period(document, text, names, claims)
    place = _title_place(text, names) or main_place(text, names, is_one_event=bool(period))
    claims = _from_last(claims)
    return tuple(
        claim if _is_history(claim, document) else _lent(claim, place, period, told_at)
        for claim in claims
    )


_NEAR_BEFORE = 150  # characters back to a claim that this one goes on from
_NO_THREAD = frozenset({Voice.TITLE, Voice.COMMENT, Voice.BOILERPLATE})


def _from_last(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those without a time having that of the claim that they go on from."""
    out: list[Claim] = []
    for claim in claims:
        last = _gone_on_from(claim, out)
        if last is not None and claim.when is None and not claim.times and last.times:
            own = _own_places(claim)
            if not own or own & {p.best or p.name.lower() for p in last.places}:
                claim = claim.with_(times=carried(last.times, "from the claim before"))  # noqa: PLW2901
        out.append(claim)
    return out


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
    own = _own_places(claim)
    return bool(own and told_at and not own & told_at)


def _own_places(claim: Claim) -> frozenset[str]:
    return frozenset(p.best or p.name.lower() for p in claim.places if p.carried is None)


def _lent(
    claim: Claim,
    place: Mention | None,
    period: tuple[Mention, ...],
    told_at: frozenset[str],
) -> Claim:
    if not claim.places and place is not None and claim.measure in _COUNTED:
        claim = claim.with_(places=carried((place,), "the document's main place"))
    if (
        claim.when is None
        and period
        and not _is_elsewhere(claim, told_at)
        and not claim.is_cumulative
        and claim.voice is not Voice.COMMENT
    ):
        claim = claim.with_(times=carried(period, "the document's one event"))
    return claim


def main_place(text: Text, names: Sequence[Named], *, is_one_event: bool) -> Mention | None:
    """
    Return the place that a document is about: named most, headline and lede counting more.

    Where the document tells of one event, towns and areas come before countries; an
    analysis that ranges wider lends its claims no more than a country. None where no such
    place is named.
    """
    openings = _openings(text)
    weight: Counter[str] = Counter()
    first: dict[str, Named] = {}
    for named in _places(text, names):
        if not is_one_event and named.what != "country":
            continue
        key = named.candidates[0].id if named.candidates else named.name.lower()
        early = any(b.start <= named.start < b.end for b in openings)
        finer = 1 if named.what == "country" else 2
        weight[key] += (2 if early else 1) * finer
        first.setdefault(key, named)
    if not weight:
        return None
    best = max(weight, key=lambda k: (weight[k], -first[k].start))
    return naming.mention(first[best])


def _openings(text: Text) -> list[Block]:
    return [b for b in text.blocks if b.voice in {Voice.TITLE, Voice.BODY}][:3]


def _places(text: Text, names: Sequence[Named]) -> list[Named]:
    """Places of the document's own text: not in menus, nor in a dateline."""
    told = [b for b in text.blocks if b.voice is not Voice.BOILERPLATE]
    return [
        n
        for n in names
        if n.kind == "place"
        and any(
            b.start + dateline.dateline(text.content, b.start, b.end) <= n.start < b.end
            for b in told
        )
    ]


def _dateline(text: Text, block: Block) -> int:
    return dateline.dateline(text.content, block.start, block.end)


_TITLE_WHERE = re.compile(
    r"\b(?:in|at|on|near|of|hits?|rocks?|shakes?|strikes?|over)\s+(?:the\s+)?$", re.IGNORECASE
)


def _title_place(text: Text, names: Sequence[Named]) -> Mention | None:
    """As in "Air strike in Dahyan", "Aleppo massacre": a headline that says where it was."""
    titles = [b for b in text.blocks if b.voice is Voice.TITLE][:2]
    for named in names:
        block = next((b for b in titles if b.start <= named.start < b.end), None)
        if block is None or named.kind != "place" or named.what == "country":
            continue
        if _is_before_act(text.content[named.end : block.end]):
            return naming.mention(named)
        is_after = _TITLE_WHERE.search(text.content[block.start : named.start])
        if is_after and _violence().search(text.content, block.start, block.end):
            return naming.mention(named)
    return None


_ONE_WORD = re.compile(r"\W+\w+\W+")


def _is_before_act(after: str) -> bool:
    """As in "Aleppo massacre", "Aleppo market blast"."""
    if _violence().match(after.lstrip()):
        return True
    return bool(_ONE_WORD.match(after) and _violence().match(after.split(None, 1)[-1]))


def _period(
    document: Document, text: Text, names: Sequence[Named], claims: Sequence[Claim]
) -> tuple[tuple[Mention, ...], frozenset[str]]:
    """
    Return the time of a document that tells of one event, and where; no time if it tells of more.

    An analysis that ranges over years lends its undated claims no date. A caption's day
    counts where the running text gives none.
    """
    told = [(c, c.when) for c in claims if c.when is not None and _is_dated(c, c.when)]
    dated = [(c, w) for c, w in told if c.voice is not Voice.CAPTION] or told
    if not dated:
        live = _live_day(document, text)
        return ((live,) if live else _first_told(text, names)), frozenset()
    first = min(when.earliest for _, when in dated if when.earliest)
    last = max(when.latest for _, when in dated if when.latest)
    if last - first > _ONE_EVENT:
        return (), frozenset()
    best, _ = min(dated, key=lambda pair: (pair[1].precision, -(pair[0].count.low or 0)))
    return best.times[:1], _own_places(best)


def _is_dated(claim: Claim, when: When) -> bool:
    return (
        when.earliest is not None
        and when.latest is not None
        and claim.is_fact_like
        and claim.measure is Measure.PEOPLE
        and claim.outcome in _HARM
        and claim.count.is_known
        and not claim.is_cumulative
    )


_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d\b")


def _live_day(document: Document, text: Text) -> Mention | None:
    """A page of entries that begin with the hour tells of the day it was published."""
    clocked = sum(bool(_CLOCK.match(text.content, b.start)) for b in text.blocks)
    if clocked < _LIVE_HOURS or document.published is None:
        return None
    return Mention(name=document.published.isoformat(), carried="the day of the live page")


def _first_told(text: Text, names: Sequence[Named]) -> tuple[Mention, ...]:
    """The time that the opening gives an act of violence: "the strike on a bus on 9 August"."""
    found: list[tuple[int, int, Named]] = []
    for block in _openings(text):
        start = block.start + _dateline(text, block)
        for named in names:
            if named.kind != "time" or not start <= named.start < block.end:
                continue
            if timing.is_of_saying(text.content, start, named):
                continue
            if block.voice is Voice.TITLE:
                return (naming.mention(named),)  # "August 2018: 182 civilians killed"
            found += [
                (far, named.start, named) for far in _far_from_act(text.content, start, named)
            ]
    nearest = min(found, key=lambda one: one[:2], default=None)
    return (naming.mention(nearest[2]),) if nearest else ()


def _far_from_act(content: str, start: int, named: Named) -> list[int]:
    """How many characters lie between a time and each word for violence near it."""
    first, last = max(start, named.start - _AROUND), named.end + _AROUND
    return [
        max(act.start() - named.end, named.start - act.end(), 0)
        for act in _violence().finditer(content, first, last)
    ]
