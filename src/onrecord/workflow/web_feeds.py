"""Feeds of the web for a record that is followed: new entries, and pages that may have changed."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from onrecord import store
from onrecord.acquire import Acquired, web
from onrecord.model import Poll, Problem
from onrecord.workflow.feeds import Polled
from onrecord.workflow.from_web import known_of, manners
from onrecord.workflow.outcome import Stopping
from onrecord.workflow.wanted import Adding

LOOKED_AGAIN = 50  # pages of a feed, those that it named last
_LOOK_AGAIN = timedelta(hours=24)  # after which they are asked whether they have changed
_SET_RIGHT = timedelta(minutes=5)  # by which a network may set a clock back
_SLICE = 0.2  # seconds after which a wait looks whether a person wants to stop


class WebFeeds:
    """
    Asks feeds as the record's settings say that the web is asked.

    Once a day the pages that a feed named last are asked for again, each with what its
    server said of it (`If-None-Match`), so that other words under an address are seen.

    Args:
        kept: The record.
        by: What reads it now: what was read otherwise is asked for whole.
        now: The time.
        adding: What a person decided about the way.
    """

    def __init__(
        self,
        kept: store.RecordStore,
        by: str,
        now: Callable[[], datetime],
        adding: Adding | None = None,
    ) -> None:
        self._kept = kept
        self._by = by
        self._now = now
        self._manners = manners(kept.settings.web, adding or Adding(places=()))

    def ask(self, poll: Poll, stopping: Stopping) -> Polled:
        """Return what a feed names that was not brought, and once a day what changed."""
        asking = web.Asking(self._manners, web.Network(wait=_patience(stopping)))
        there = known_of(self._kept, self._kept.load(), self._by)
        before = web.Asked(seen=poll.seen, etag=poll.etag, modified=poll.modified)
        found = web.asked_feed(poll.feed, asking, there, before, stopping)
        arriving = [one for one in found.arriving if not isinstance(one, web.Unchanged)]
        checked_at = poll.checked_at or self._now()
        now = self._now()
        # Looked at later than it is now: by a clock that was ahead, and put off for years by it.
        is_due = now - checked_at >= _LOOK_AGAIN or checked_at - now > _SET_RIGHT
        if not found.fault and is_due:
            checked_at = now
            arriving += _changed(poll, web.Pages(asking, there), there, stopping)
        return Polled(
            arriving=tuple(arriving),
            seen=found.seen,
            etag=found.etag,
            modified=found.modified,
            fault=found.fault,
            rest=found.rest,
            checked_at=checked_at,
        )


def _changed(
    poll: Poll, pages: web.Pages, there: web.Known, stopping: Stopping
) -> Iterator[Acquired | Problem]:
    """Yield pages that a feed named before and that have changed since."""
    for mark in poll.seen[:LOOKED_AGAIN]:
        name = there.names.get(mark.partition(" ")[2])
        if name is None or stopping():
            continue
        for one in pages.at(name, is_list=False):
            if isinstance(one, Acquired):  # one that does not come today may come tomorrow
                yield one


def _patience(stopping: Stopping) -> Callable[[float], None]:
    """Return what waits, and no longer once a person wants to stop."""

    def wait(seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not stopping():
            time.sleep(min(left, _SLICE))

    return wait
