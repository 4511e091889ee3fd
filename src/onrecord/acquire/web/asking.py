"""Asking the web politely: robots.txt, pauses, patience, redirects, one request at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from onrecord.acquire.web import addresses
from onrecord.acquire.web.addresses import Target, target
from onrecord.acquire.web.manners import Manners
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.network import Network
from onrecord.acquire.web.robots import Robots, ruling
from onrecord.acquire.web.wire import Exchange, exchange

Validators = Callable[[str], Mapping[str, str]]

_MOST_HOPS = 5
_MOST_TRIES = 3
_PATIENCE = 60.0  # seconds that are waited at once because a server asks for it
_MOST_SILENCES = 3  # after these a host is left alone for the rest of the run
_ROBOTS_BYTES = 2 * 1024 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_WHOLE = frozenset({200, 203})
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """
    What asking for a page came to.

    Attributes:
        hops: Each answer on the way, the last being the page's own.
        faults: In words, what was odd on the way.
    """

    hops: tuple[Exchange, ...]
    faults: tuple[str, ...] = ()

    @property
    def last(self) -> Exchange:
        """The page's own answer."""
        return self.hops[-1]

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that nothing is new."""
        return self.last.status == _NOT_MODIFIED


def _nothing(_: str) -> Mapping[str, str]:
    return {}


class Asking:
    """
    One run's way with the web: what it asked whom and when, and what sites told it.

    Args:
        manners: The rules of the run.
        network: The way out.
        tell: Is told each page's address before it is asked for.
    """

    def __init__(
        self,
        manners: Manners,
        network: Network | None = None,
        *,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.manners = manners
        self._network = network or Network()
        self._tell = tell
        self._last: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}
        self._silent: dict[str, int] = {}  # times in a row that a host did not answer
        self._exchanges: list[Exchange] = []

    def clock(self) -> float:
        """Return the seconds of this run's clock."""
        return self._network.clock()

    def taken(self) -> tuple[Exchange, ...]:
        """Return every exchange since this was last called, robots.txt among them."""
        found = tuple(self._exchanges)
        self._exchanges.clear()
        return found

    def page(
        self,
        url: str,
        *,
        validators: Validators = _nothing,
        part_of: Exchange | None = None,
        most: int | None = None,
    ) -> Fetched:
        """
        Ask for a page or a part of one, wherever it leads.

        Args:
            url: Its address; for a part as it stands in the page.
            validators: Returns, for an address, the headers that ask only for what is new.
            part_of: The page that it is a part of.
            most: Bytes that it may have; what the run allows if not given.

        Raises:
            Missed: It did not come.
        """
        manners = self._manners_after(part_of) if part_of else self.manners
        asked = target(url, base=part_of.url if part_of else None)
        if part_of is None:
            self._tell(asked.url)
        hops: list[Exchange] = []
        faults = [_UNASKED_ROBOTS] if self.manners.ignore_robots and part_of is None else []
        most = self.manners.most_bytes if most is None else most
        for _ in range(_MOST_HOPS + 1):
            delay = self._allowed(asked, manners)
            found = self._patiently(asked, validators(asked.url), manners, most, delay, part_of)
            hops += found
            faults += found[-1].faults
            location = found[-1].header("location")
            if found[-1].status not in _REDIRECTS or not location:
                return Fetched(hops=tuple(hops), faults=tuple(dict.fromkeys(faults)))
            manners = self._manners_after(found[-1])
            asked = target(location, base=asked.url)
        raise Missed("web-not-reached", f"It leads on and on, more than {_MOST_HOPS} times.")

    def _manners_after(self, before: Exchange) -> Manners:
        """Return the manners for where an answer leads: out of the open net, not into ours."""
        is_near = before.address is not None and addresses.is_private(before.address)
        return replace(self.manners, allow_private=self.manners.allow_private and is_near)

    def _patiently(
        self,
        asked: Target,
        headers: Mapping[str, str],
        manners: Manners,
        most: int,
        delay: float | None,
        part_of: Exchange | None,
    ) -> list[Exchange]:
        """Ask, and again if the server says when; return each answer."""
        found: list[Exchange] = []
        while True:
            self._pause(asked, delay, is_part=part_of is not None)
            found.append(self._once(asked, headers, manners, most))
            status = found[-1].status
            if status not in _BUSY:
                break
            seconds = self._seconds_asked(found[-1])
            if seconds is None or seconds > _PATIENCE or len(found) == _MOST_TRIES:
                raise self._later(found[-1], seconds)
            self._network.wait(seconds)
        if status not in _WHOLE | _REDIRECTS | {_NOT_MODIFIED}:
            raise Missed("web-status", f"The server answered {_named(status)}.")
        return found

    def _once(
        self, asked: Target, headers: Mapping[str, str], manners: Manners, most: int
    ) -> Exchange:
        if asked.port not in manners.ports:
            message = f"This address was not asked: port {asked.port} is none of the web's."
            raise Missed("web-address-refused", message)
        silent = self._silent.get(asked.authority, 0)
        if silent >= _MOST_SILENCES:
            raise Missed("web-not-reached", f"{asked.authority} did not answer {silent} times.")
        self._silent[asked.authority] = silent + 1
        try:
            found = exchange(asked, headers, manners, self._network, most)
            self._silent[asked.authority] = 0
        except Missed as missed:
            if missed.code != "web-not-reached":
                self._silent[asked.authority] = 0
            raise
        finally:
            self._last[asked.host] = self._network.clock()
        self._exchanges.append(found)
        return found

    def _pause(self, asked: Target, delay: float | None, *, is_part: bool) -> None:
        """Let a host rest between two requests."""
        pause = self.manners.pause
        slow = delay or 0.0
        pause = max(pause / 5, min(slow, pause)) if is_part else max(pause, slow)
        last = self._last.get(asked.host)
        left = 0.0 if last is None else last + pause - self._network.clock()
        if left > 0:
            self._network.wait(left)

    def _seconds_asked(self, answer: Exchange) -> float | None:
        """Return how long a server asks to be left alone; None if it does not say."""
        told = (answer.header("retry-after") or "").strip()
        if told.isdecimal() and len(told) < 10:
            return float(told)
        try:
            until = parsedate_to_datetime(told)
        except (ValueError, TypeError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - self._network.now()).total_seconds(), 0.0)

    def _later(self, answer: Exchange, seconds: float | None) -> Missed:
        busy = f"The server is busy (it answered {_named(answer.status)})"
        if seconds is None or seconds > timedelta(days=365).total_seconds():
            return Missed("web-later", f"{busy}; try again later.")
        until = _until(self._network.now(), seconds)
        return Missed("web-later", f"{busy}; try again after {until}.", seconds)

    def _allowed(self, asked: Target, manners: Manners) -> float | None:
        """
        Return how long the site wants us to wait between requests, if it says.

        Raises:
            Missed: The site asks programs to leave this address alone.
        """
        if manners.ignore_robots:
            return None
        site = f"{asked.scheme}://{asked.authority}"
        if site not in self._robots:
            self._robots[site] = self._asked_robots(f"{site}/robots.txt", manners)
        robots = self._robots[site]
        if robots.missed is not None:
            raise Missed("web-robots", robots.missed)
        said = ruling(robots, asked.url)
        if not said.is_allowed:
            raise Missed(
                "web-robots",
                f"The robots.txt of {asked.authority} asks programs to leave this page alone.",
            )
        return said.delay

    def _asked_robots(self, url: str, manners: Manners) -> Robots:
        """Return a site's robots.txt: none allows everything, one that fails nothing."""
        asked = target(url)
        for _ in range(_MOST_HOPS + 1):
            found = self._once(asked, {}, manners, _ROBOTS_BYTES)
            if found.status not in _REDIRECTS or not found.header("location"):
                break
            manners = self._manners_after(found)
            asked = target(found.header("location") or "", base=asked.url)
        if found.status in _WHOLE:
            return Robots(data=found.body)
        if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR or found.status in _BUSY:
            return Robots(
                missed=f"The robots.txt of {urlsplit(url).netloc} could not be had (the server "
                f"answered {_named(found.status)}), so nothing was asked there."
            )
        return Robots()


_UNASKED_ROBOTS = "What robots.txt asks was passed over, because a person decided so."


def _until(now: datetime, seconds: float) -> str:
    return f"{now + timedelta(seconds=seconds):%Y-%m-%d %H:%M} UTC"


def _named(status: int) -> str:
    try:
        return f"{status}, {HTTPStatus(status).phrase.lower()}"
    except ValueError:
        return str(status)
