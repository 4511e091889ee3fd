"""What is followed, as a Protocol, and the one kind of feed that needs no network: a folder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from onrecord import acquire
from onrecord.acquire import Acquired
from onrecord.model import OnRecordError, Poll, Problem
from onrecord.workflow.outcome import Stopping

_OF_CONTENT = 16  # characters of a hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """
    What came of asking one feed once.

    Attributes:
        arriving: Pages that are new or changed, and what could not be had, in the feed's
            order.
        seen: Every entry that need not be brought again, by what tells it from others.
        etag, modified: What the server said, for the next time; None where it did not.
        fault: Why the feed itself could not be had; "" where it could.
        rest: How long the server asked to be left alone; None if it did not.
        checked_at: When pages that came before were last asked whether they have changed.
    """

    arriving: tuple[Acquired | Problem, ...] = ()
    seen: tuple[str, ...] = ()
    etag: str | None = None
    modified: str | None = None
    fault: str = ""
    rest: timedelta | None = None
    checked_at: datetime | None = None


class Feeds(Protocol):
    """Asks feeds: the web's, a folder's, or those that a test makes up."""

    def ask(self, poll: Poll, stopping: Stopping) -> Polled:
        """
        Return what a feed holds that was not brought before.

        Args:
            poll: The feed's address, and how far it has come: `etag`, `modified`, `seen`.
            stopping: Is asked between pages whether to stop; what was had is returned.
        """
        ...


class Folders:
    """
    Folders on this machine as feeds: what is put there, or changed there, is news.

    Args:
        home: From where addresses of folders are meant: the record's folder.
        most_bytes: That one report may have.
    """

    def __init__(self, home: Path, most_bytes: int) -> None:
        self._home = home
        self._most = most_bytes

    def ask(self, poll: Poll, stopping: Stopping) -> Polled:
        """Return the reports of a folder that are new or changed."""
        known = set(poll.seen)
        arriving: list[Acquired | Problem] = []
        seen: list[str] = []
        try:
            for one in acquire.folder(self._home / poll.feed, most_bytes=self._most):
                if stopping():
                    break
                if isinstance(one, Problem):
                    arriving.append(one)
                    continue
                mark = f"{sha256(one.data).hexdigest()[:_OF_CONTENT]} {one.document.name}"
                seen.append(mark)
                if mark not in known:
                    arriving.append(one)
        except OnRecordError as fault:
            return Polled(fault=str(fault), seen=poll.seen)
        return Polled(arriving=tuple(arriving), seen=tuple(seen))


def is_of_the_web(feed: str) -> bool:
    """Return whether a feed's address is one of the web; else it is a folder."""
    return urlsplit(feed).scheme in {"http", "https"}
