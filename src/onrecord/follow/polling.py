"""When a feed is asked again: a rest with some chance in it, and longer rests after failures."""

from dataclasses import replace
from datetime import datetime, timedelta

from onrecord.model import Poll

JITTER = 0.2  # of the rest, either way: many who follow one feed do not all come at once
_MOST_DOUBLINGS = 16
_SET_RIGHT = timedelta(minutes=5)  # by which a network may set a clock back
MOST_SEEN = 5_000  # entries of one feed that are remembered


def is_due(poll: Poll, now: datetime) -> bool:
    """
    Return whether a feed may be asked.

    One that was asked later than it is now was asked by a clock that was ahead: what that
    clock put off would never be due.

    >>> from datetime import UTC
    >>> noon = datetime(2025, 3, 12, 12, tzinfo=UTC)
    >>> held = Poll(feed="f", asked_at=noon, next_at=noon + timedelta(hours=1))
    >>> [is_due(held, noon + timedelta(minutes=many)) for many in (-60, -1, 30, 60)]
    [True, False, False, True]
    """
    is_ahead = poll.asked_at is not None and poll.asked_at > now + _SET_RIGHT
    return is_ahead or poll.next_at is None or poll.next_at <= now


def came(
    poll: Poll, now: datetime, rest: timedelta, chance: float, *, is_new: bool = False
) -> Poll:
    """
    Return a feed's state after it answered.

    Args:
        poll: As it is otherwise: with what its server said, and its entries.
        now: The time.
        rest: How long it rests.
        chance: A number from 0 to 1, drawn for this rest.
        is_new: Whether it brought anything.
    """
    return replace(
        poll,
        asked_at=now,
        came_at=now if is_new else poll.came_at,
        next_at=now + _with_chance(rest, chance),
        seen=poll.seen[:MOST_SEEN],
        faults=0,
        fault="",
    )


def failed(
    poll: Poll,
    now: datetime,
    rest: timedelta,
    chance: float,
    why: str,
    *,
    longest: timedelta,
    asked: timedelta | None = None,
) -> Poll:
    """
    Return a feed's state after it failed: each failure in a row doubles the rest.

    Args:
        poll: As it was.
        now: The time.
        rest: How long it rests where all is well.
        chance: A number from 0 to 1.
        why: What was wrong, in words.
        longest: The longest rest.
        asked: How long its server asked to be left alone (`Retry-After`); None if it did not.

    >>> from datetime import UTC
    >>> noon, hour = datetime(2024, 5, 3, 12, tzinfo=UTC), timedelta(hours=1)
    >>> one = failed(Poll(feed="x"), noon, hour, 0.5, "no answer", longest=24 * hour)
    >>> two = failed(one, noon, hour, 0.5, "no answer", longest=24 * hour)
    >>> [(poll.next_at - noon) / hour for poll in (one, two)]
    [2.0, 4.0]
    """
    times = poll.faults + 1
    wait = min(rest * 2 ** min(times, _MOST_DOUBLINGS), longest)
    wait = max(_with_chance(wait, chance), asked or timedelta(0))
    return replace(poll, asked_at=now, next_at=now + wait, faults=times, fault=why)


def _with_chance(rest: timedelta, chance: float) -> timedelta:
    return rest * (1 - JITTER + 2 * JITTER * chance)
