"""The time that a document as a whole is about: the period it states, or its one event."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.extract import dateline, naming, timing, wordlist
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

ONE_EVENT = timedelta(days=10)  # a siege or a wave of attacks; more is a history
COVERED = "the time that the document covers"
_OF_PAGE = "the day of the live page"
_OF_ENTRY = "the day of the entry"
_HARM = frozenset(
    {Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.ABDUCTED, Outcome.DETAINED}
)
LIVE_HOURS = 3  # entries that begin with the hour; fewer may be chance
_AROUND = 90  # characters around a time in which an act of violence makes it the act's
_HEAD_LINES = 8  # lines in which a bulletin says what time it covers
_ENTRIES = 3  # places of a list whose entries are no one event
_LINE = 90  # characters; what is longer is a paragraph
_OPENING = 2  # paragraphs
_WEEK = re.compile(r"\b(?:week|month|year)s?\b")  # "this week": no event's day
_HEAD_LONG = 170  # characters of such a line; what is longer is a paragraph


@dataclass(frozen=True, slots=True)
class Period:
    """
    The time of a document.

    Attributes:
        times: The words for it; none where the document ranges over many times.
        places: Where the event was, as far as its claims say; empty if they do not.
        when: The time resolved; None if it is not known yet.
        why: How it got to a claim that has none of its own.
        upto: Where the document turns to other times, which take none of it; None if it does not.
    """

    times: tuple[Mention, ...] = ()
    places: frozenset[str] = frozenset()
    when: When | None = None
    why: str = "the document's one event"
    upto: int | None = None

    @property
    def is_one_event(self) -> bool:
        """Whether the document tells of one event, and not of all that happened in a time."""
        return bool(self.times) and self.why != COVERED

    @property
    def is_event(self) -> bool:
        """Whether its time is that of the event, and not of the page or of an entry in it."""
        return self.is_one_event and self.times[0].carried is None


def violence() -> re.Pattern[str]:
    """Return a pattern that finds words for acts of violence."""
    return wordlist.pattern("violence", "acts")


def filed(text: Text, block: Block) -> int:
    """Return how many characters of a block are its dateline."""
    return dateline.dateline(text.content, block.start, block.end)


def openings(text: Text) -> list[Block]:
    """Return the lines of a document's own text up to its second paragraph."""
    found: list[Block] = []
    paragraphs = 0
    for block in text.blocks:
        if block.voice in {Voice.TITLE, Voice.BODY}:
            found.append(block)
            paragraphs += block.voice is Voice.BODY and block.end - block.start > _LINE
        if paragraphs == _OPENING or len(found) == _HEAD_LINES:
            break
    return found


def own_places(claim: Claim) -> frozenset[str]:
    """Return the places that a claim names itself."""
    return frozenset(p.best or p.name.lower() for p in claim.places if p.carried is None)


def of(document: Document, text: Text, names: Sequence[Named], claims: Sequence[Claim]) -> Period:
    """
    Return the time of a document that states one or tells of one event; empty if of more.

    An analysis that ranges over years lends its undated claims no date. A caption's day
    counts where the running text gives none, the day of a saying where nothing else does.
    """
    stated = _stated(text, names, claims)
    if stated is not None:
        return Period(times=(stated,), why=COVERED)
    if len({label.places for label in dateline.labels(text, names).values()}) >= _ENTRIES:
        day = _own_day(document, text)
        return Period(times=(day,), why=COVERED) if day else Period()
    live = _live_day(document, text)
    told = [(c, c.when) for c in claims if c.when is not None and _is_dated(c, c.when)]
    dated = [(c, w) for c, w in told if c.voice is not Voice.CAPTION] or told
    dated = [(c, w) for c, w in dated if timing.are_told(c.times)] or dated
    if _are_headlines(text, claims):
        return Period()
    if live and (not dated or any(_is_of_day(when, document) for _, when in dated)):
        return Period(times=(live,))
    if not dated:
        return Period(times=_first_told(text, names))
    dated = [(c, w) for c, w in dated if not _runs_on(c)] or dated
    first = min(when.earliest for _, when in dated if when.earliest)
    last = max(when.latest for _, when in dated if when.latest)
    if last - first > ONE_EVENT:
        return Period(times=(live,)) if live else _news(document, text, dated)
    best, when = _main(dated, text)
    return Period(times=best.times[:1], places=own_places(best), when=when)


def _news(document: Document, text: Text, dated: Sequence[tuple[Claim, When]]) -> Period:
    """
    Return the event of a report that goes on to tell of other times; empty for a history.

    It opens with what has just happened. What it tells before it turns to years past is of
    that event: "Six were wounded in the raid … The group killed thirty in 2013".
    """
    told = sorted((p for p in dated if _is_short(p[1])), key=lambda p: p[0].passage.start)
    if document.published is None or not told:
        return Period()
    end = max((b.end for b in openings(text)), default=0)
    claim, first = told[0]
    is_new = first.latest is not None and document.published - first.latest <= ONE_EVENT
    is_new = is_new and not any(_WEEK.search(t.name) for t in claim.times[:1])
    if claim.passage.start >= end or not is_new:
        return Period()
    other = next((n for n, (_, when) in enumerate(told) if not _is_near(when, first)), len(told))
    turns = min((c.passage.start for c, w in dated if not _is_near(w, first)), default=None)
    best, when = _main(told[:other], text)
    return Period(times=best.times[:1], places=own_places(best), when=when, upto=turns)


def _is_short(when: When) -> bool:
    first, last = when.earliest, when.latest
    return first is not None and last is not None and last - first <= ONE_EVENT


def _is_near(when: When, other: When) -> bool:
    """Whether two times may be of one event."""
    days = [d for d in (when.earliest, when.latest, other.earliest, other.latest) if d is not None]
    return max(days) - min(days) <= ONE_EVENT


def _are_headlines(text: Text, claims: Sequence[Claim]) -> bool:
    """Whether a text is a list of headlines, each of another event."""
    blocks = [b for b in text.blocks if _counts(b, claims)]
    lines = [text.content[b.start : b.end] for b in blocks]
    plain = sum(len(line) < _HEAD_LONG and not _SENTENCE.search(line) for line in lines)
    return len(lines) > _FEW_LINES and plain * 5 >= len(lines) * 4


_FEW_LINES = 4


def _is_of_day(when: When, document: Document) -> bool:
    """Whether a live page tells of its own day, and not only of what came before it."""
    return when.latest is not None and when.latest == document.published


def _runs_on(claim: Claim) -> bool:
    """As in "211 killed since January": a total up to the report, no event of its own."""
    return claim.times[:1] != () and claim.times[0].name.casefold().startswith(("since", "so far"))


def _main(dated: Sequence[tuple[Claim, When]], text: Text) -> tuple[Claim, When]:
    """The claim whose time most share, those of the opening counting twice, else the first."""
    end = max((b.end for b in openings(text)), default=0)
    votes: Counter[tuple[object, object]] = Counter()
    for claim, when in dated:
        votes[when.earliest, when.latest] += 2 if claim.passage.start < end else 1
    return min(
        dated, key=lambda pair: (pair[1].precision, -votes[pair[1].earliest, pair[1].latest])
    )


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


# -- a bulletin that says what time it covers ----------------------------------------------

_ISSUED = re.compile(
    r"\b(?:issued|published|compiled|released|updated|posted|printed|dated)\b", re.IGNORECASE
)
_COVERING = re.compile(r"\b(?:cover(?:s|ing|ed)?|period)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]['\"”]?\s*$")
_HOURS = re.compile(r"\bhours\b", re.IGNORECASE)
_NO_PERIOD = re.compile(
    r"\b(?:since|ago|today|tonight|this|that|last (?:night|week)|its)\b|day\b", re.IGNORECASE
)
_PERIOD = re.compile(
    r"\bhours\b|\bweek\b|\bmonth\b|\d\s*[-–—]\s*\d|\b(?:to|and|until)\b"
    r"|^\D*(?:19|20)\d\d$|^[A-Z][a-z]+$",
    re.IGNORECASE,
)


_HEADS = frozenset({Voice.TITLE, Voice.BODY, Voice.HEADING, Voice.BYLINE})


def _stated(text: Text, names: Sequence[Named], claims: Sequence[Claim]) -> Mention | None:
    """
    Return the time that the head of a bulletin says it covers; None if it says none.

    As in "Reporting period: 1-30 April 2021", "Covers: Thursday 13 August", "24 hours to
    14:00", "Bulletin no. 6 - Kosovo in July 1998". A headline further down that counts
    somebody itself ("1,190 killed January to June") speaks for itself alone.
    """
    heads = [b for b in text.blocks if b.voice in _HEADS]
    counting = {b.start for b in heads[1:] if _counts(b, claims)}
    for block in heads[:_HEAD_LINES]:
        line = text.content[block.start : block.end]
        if len(line) > _HEAD_LONG:
            continue
        for named in names:
            if named.kind == "time" and block.start <= named.start < block.end:
                before = text.content[block.start : named.start]
                is_own = block.start in counting and not _HOURS.search(named.name)
                if _is_covered(line, before, named.name) and not is_own:
                    return naming.mention(named)
    return None


def _counts(block: Block, claims: Sequence[Claim]) -> bool:
    return any(block.start <= c.passage.start < block.end for c in claims)


def _is_covered(line: str, before: str, words: str) -> bool:
    if _ISSUED.search(before):
        return False
    if _COVERING.search(before):
        return True
    if _SENTENCE.search(line) or _NO_PERIOD.search(words):
        return False
    if _HOURS.search(words) and len(line) < _LINE:
        return True
    return bool(_PERIOD.search(words) and wordlist.pattern("period", "bulletins").search(line))


# -- a page that tells of its own day ------------------------------------------------------


def _own_day(document: Document, text: Text) -> Mention | None:
    """As in a blotter or a daily note: what it lists is of the day that it was issued."""
    heads = [b for b in text.blocks if b.voice is not Voice.BOILERPLATE][:_HEAD_LINES]
    head = "\n".join(text.content[b.start : b.end] for b in heads)
    if document.published is None or not wordlist.pattern("period", "of_a_day").search(head):
        return None
    return Mention(name=document.published.isoformat(), carried="the day that the list is of")


CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d\b")


def _live_day(document: Document, text: Text) -> Mention | None:
    """A page of entries that begin with the hour tells of the day it was published."""
    clocked = sum(bool(CLOCK.match(text.content, b.start)) for b in text.blocks)
    if clocked < LIVE_HOURS or document.published is None:
        return None
    return Mention(name=document.published.isoformat(), carried=_OF_PAGE)


def of_entry(claim: Claim, text: Text, lent: Period) -> Period:
    """Return the time that a claim in an entry of a live page has from that entry's own day."""
    block = text.block_at(claim.passage.start)
    is_the_pages = not lent.times or lent.times[0].carried == _OF_PAGE
    if block is None or block.dated is None or not is_the_pages:
        return lent
    return Period(times=(Mention(name=block.dated.date().isoformat(), carried=_OF_ENTRY),))


# -- an opening that dates an act of violence ----------------------------------------------


def _first_told(text: Text, names: Sequence[Named]) -> tuple[Mention, ...]:
    """The time that the opening gives an act of violence: "the strike on a bus on 9 August"."""
    found: list[tuple[int, int, Named]] = []
    for block in openings(text):
        start = block.start + filed(text, block)
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
        for act in violence().finditer(content, first, last)
    ]
