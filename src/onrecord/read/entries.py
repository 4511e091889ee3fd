"""The entries of a live page, each with its own time: "14:05", "2:05 pm", "March 7, 14:05"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from onrecord.model import Block, Voice
from onrecord.read.days import EASTERN, month_day, says_published, says_updated
from onrecord.read.lines import folded

_FEWEST = 3  # entries that begin with the hour; fewer may be chance
_HEAD = 90  # characters in which an entry's time stands
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))(?::[0-5]\d)?(?!\d)(?![.,]\d)"
    r"(?: ?(?P<half>[ap]\.?m\b\.?|صباحا|مساء|ظهرا|ليلا|عصرا|فجرا|[صم](?!\w)))?"
    r"|(?P<bare>1[0-2]|[1-9]) ?(?P<its>[ap]\.?m\b\.?)"
)
_BEFORE = re.compile(
    r"^(?:[\[(•·|*\-]|updated|update|posted|published|last|at|on|the|time|and|,|:|تحديث|الساعة|"
    r"عند|في|يوم|نشر|\s)*$"
)
_ZONE = re.compile(r"^[\s\])]*(?:gmt|utc|local time|et|est|edt|bst|cet|eet|ast|بتوقيت)?\b")
_LATE = frozenset("p مساء ظهرا عصرا م".split())
_EARLY = frozenset("a صباحا فجرا ص".split())
_MAY_OPEN = frozenset({Voice.BODY, Voice.HEADING, Voice.BYLINE, Voice.NOTE, Voice.BOILERPLATE})
_INSIDE = frozenset({Voice.BODY, Voice.HEADING, Voice.BYLINE, Voice.NOTE, Voice.CAPTION})
_IS_UPDATE = re.compile(r"updated?|تحديث")
_SILENT = 18 * 60  # minutes: no live page is silent for longer, so its order is broken there
_NOON = 12
_DAY = 24 * 60  # minutes
_BACKWARDS = 10_000 * _DAY
_LIKE_HOUR = re.compile(r"\d[^\w\s,]*[:.hH][^\w\s]*\d|\d\W*[aApP]\W*[mM]")
_DIGIT = re.compile(r"\d")
_SQUEEZED = re.compile(r"\W+")
_SHORTEST_KEY = 12  # characters: less may stand anywhere
_KEY = 80


@dataclass(frozen=True, slots=True)
class _Opening:
    """
    The block with which an entry begins.

    Attributes:
        block: Which.
        clock: Its hour.
        day: Its day, if it tells one.
        under: The day that a line above it tells.
        is_update: Whether it says so, as "UPDATE 14:05" does: such a one may stand anywhere.
    """

    block: int
    clock: time
    day: date | None
    under: date | None = None
    is_update: bool = False


def dated(
    content: str,
    blocks: Sequence[Block],
    published: date | None,
    *,
    is_last: bool = False,
    told: Mapping[str, str] | None = None,
) -> tuple[Block, ...]:
    """
    Return blocks, those of a live page's entries with the moment of their entry.

    Where entries tell the hour alone the day is worked out: that of publication for the
    earliest of them, and one more where midnight lies between two. What says that it is an
    update is of the day of the entry that it stands below, wherever that leaves the order.

    Args:
        content: The text.
        blocks: Its blocks.
        published: The day of publication; without it only entries with a day are dated.
        is_last: Whether that day is of the last change: then it is the latest entry's.
        told: What the page's data tells: an entry's first words, and its moment.
    """
    moments = _by_data(content, blocks, told or {})
    if len(moments) < 2:
        moments = _by_words(content, blocks, published, is_last=is_last)
    if not moments:
        return tuple(blocks)
    found: list[Block] = []
    moment: datetime | None = None
    for i, block in enumerate(blocks):
        moment = moments.get(i, moment)
        is_inside = moment is not None and block.voice in _INSIDE
        found.append(replace(block, dated=moment) if is_inside else block)
    return tuple(found)


# -- By the page's data ------------------------------------------------------------------------


def key(words: str) -> str:
    """Return the beginning of an entry in the form in which it is looked for in the text."""
    return _SQUEEZED.sub("", words.lower())[:_KEY]


def _by_data(content: str, blocks: Sequence[Block], told: Mapping[str, str]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    if not told:
        return found
    heads: dict[str, list[tuple[int, str]]] = {}
    for i, block in enumerate(blocks):
        head = key(content[block.start : block.start + 4 * _KEY])
        heads.setdefault(head[:_SHORTEST_KEY], []).append((i, head))
    for words, iso in told.items():
        moment = _moment(iso)
        alike = heads.get(words[:_SHORTEST_KEY], ()) if len(words) >= _SHORTEST_KEY else ()
        at = next(
            (i for i, head in alike if head.startswith(words) or words.startswith(head)), None
        )
        if moment is not None and at is not None:
            found.setdefault(at, moment)
    return found


def _moment(iso: str) -> datetime | None:
    """Return a moment as it was written, in the writer's own time zone."""
    try:
        return datetime.fromisoformat(iso.strip()[:25]).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None


# -- By the words of the text ------------------------------------------------------------------


def _by_words(
    content: str, blocks: Sequence[Block], published: date | None, *, is_last: bool
) -> dict[int, datetime]:
    if sum(1 for _ in _may_open(content, blocks)) < _FEWEST:
        return {}
    openings, line = _openings(content, blocks, published)
    if len(openings) < _FEWEST:
        return {}
    own = [opening for opening in openings if not opening.is_update]
    if len(own) < _FEWEST or 2 * len(own) <= len(openings):
        own = openings
    is_falling = _is_falling(own)
    in_time = own[::-1] if is_falling else own
    if line is not None:  # the day that heads the page is the day of the entry right below it
        published, is_last = line, is_falling
    days = _days(in_time, published, is_last=is_last)
    each = {opening.block: day for opening, day in zip(in_time, days, strict=True)}
    for update in openings:
        if update.block not in each:
            above = [opening for opening in own if opening.block < update.block] or in_time
            each[update.block] = _day_of(update, above[-1], each[above[-1].block])
    return {
        opening.block: datetime.combine(day, opening.clock)
        for opening in openings
        if (day := each[opening.block]) is not None
    }


def _day_of(update: _Opening, above: _Opening, day: date | None) -> date | None:
    """Return the day of an update: that of the entry above it, or the next after midnight."""
    if update.day is not None or day is None:
        return update.day
    return day + timedelta(days=max(0, _nights(above, update)))


def _may_open(content: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks in whose head there is something like an hour: on most pages hardly any."""
    for block in blocks:
        head = min(block.end, block.start + _HEAD)
        if block.voice in _MAY_OPEN and _LIKE_HOUR.search(content, block.start, head):
            yield block


def _openings(
    content: str, blocks: Sequence[Block], published: date | None
) -> tuple[list[_Opening], date | None]:
    """
    Return where entries begin, and the one day that heads the page, if it is not its day of print.

    Of several lines with only a day each gives it to the entries below.
    """
    found: list[_Opening] = []
    lines: set[date] = set()
    day: date | None = None
    for i, block in enumerate(blocks):
        if block.voice not in _MAY_OPEN:
            continue
        start = content[block.start : min(block.end, block.start + _HEAD)]
        if not _DIGIT.search(start):  # neither an hour nor a day
            continue
        head = folded(start).translate(EASTERN)
        opened = _opened(head, published)
        if opened is not None:
            found.append(replace(opened, block=i, under=day))
        elif block.voice is not Voice.BODY or block.end - block.start < _HEAD // 2:
            alone = _day_alone(head, published)
            lines |= {alone} if alone else set()
            day = alone or day
    if len(lines) > 1:
        return [o if o.day else replace(o, day=o.under) for o in found], None
    # the one day is the page's own: midnight may lie among the entries below it
    is_above_all = bool(found) and found[0].under is not None
    is_another = is_above_all and published is not None and found[0].under != published
    return found, found[0].under if is_another else None


def _opened(head: str, published: date | None) -> _Opening | None:
    """
    Return the hour with which an entry begins and its day, if it tells one.

    >>> found = _opened("march 7, 14:05 gmt", date(2022, 3, 9))
    >>> (found.clock, found.day)
    (datetime.time(14, 5), datetime.date(2022, 3, 7))
    >>> _opened("2:05 pm - buses turn back", None).clock
    datetime.time(14, 5)
    >>> _opened("the 14:05 train was hit", None) is None
    True
    """
    found = _CLOCK.search(head)
    if found is None:
        return None
    before = head[: found.start()]
    day = None
    if not _BEFORE.match(before):
        dated = month_day(before, published)
        if dated is None or not _BEFORE.match(dated.rest):
            return None
        day = dated.day
    elif before.strip() in {"the", "at", "في", "on"}:
        return None
    after = head[found.end() :]
    if day is None:
        dated = month_day(after[: _HEAD // 2], published)
        follows = _ZONE.sub("", after).lstrip(" ,-|")
        day = dated.day if dated and follows.startswith(dated.words) else None
    return _Opening(0, _clock(found), day, is_update=_IS_UPDATE.search(before) is not None)


def _clock(found: re.Match[str]) -> time:
    hour = int(found["hour"] or found["bare"])
    half = (found["half"] or found["its"] or "").replace(".", "").removesuffix("m")
    if half in _LATE and hour < _NOON:
        hour += _NOON
    elif half in _EARLY and hour == _NOON:
        hour = 0
    return time(hour, int(found["minute"] or 0))


def _day_alone(head: str, published: date | None) -> date | None:
    """Return the day that a line by itself gives: "Monday, 7 March", "7 March 2022"."""
    if says_published(head) or says_updated(head):
        return None
    dated = month_day(head, published)
    return dated.day if dated and len(dated.rest.split()) <= 2 else None


def _is_falling(openings: Sequence[_Opening]) -> bool:
    """Whether the newest entry stands first: whether less time then lies between all of them."""
    return _length(openings[::-1]) < _length(openings)


def _length(in_time: Sequence[_Opening]) -> int:
    """Return how many minutes lie between entries if they are in this order."""
    return sum(_minutes(one, other) for one, other in pairwise(in_time))


def _minutes(one: _Opening, other: _Opening) -> int:
    minutes = (other.clock.hour - one.clock.hour) * 60 + other.clock.minute - one.clock.minute
    if one.day is None or other.day is None:
        return minutes % _DAY
    minutes += (other.day - one.day).days * _DAY
    return minutes if minutes >= 0 else _BACKWARDS


def _days(
    in_time: Sequence[_Opening], published: date | None, *, is_last: bool
) -> list[date | None]:
    """Return the day of each entry, the earliest first; midnight lies where the hour falls."""
    nights = [0]
    for one, other in pairwise(in_time):
        nights.append(nights[-1] + (0 if other.day else _nights(one, other)))
    first = published
    if published is not None:
        first = published - timedelta(days=max(nights) if is_last else min(nights))
    return [
        opening.day or (first + timedelta(days=night) if first else None)
        for opening, night in zip(in_time, nights, strict=True)
    ]


def _nights(one: _Opening, other: _Opening) -> int:
    """
    Return how many midnights lie between an entry and the next: where the hour falls, one.

    Not where it falls by so little that the page would have been silent for most of a day: then
    the entries are out of order; nor is it a day back where the hour rises by as much.

    >>> evening, night, earlier = (_Opening(0, time(hour), None) for hour in (23, 1, 20))
    >>> _nights(evening, night), _nights(evening, earlier), _nights(night, evening)
    (1, 0, -1)
    """
    hours = (other.clock.hour - one.clock.hour) * 60 + other.clock.minute - one.clock.minute
    is_broken = hours % _DAY > _SILENT
    return int(hours < 0) - is_broken
