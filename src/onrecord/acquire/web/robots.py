"""What a site's robots.txt asks of programs: read in a process of its own."""

from dataclasses import dataclass
from typing import Any

from protego import Protego

from onrecord.acquire.web.missed import Missed
from onrecord.kit import apart

TOKEN = "onrecord"  # noqa: S105 - the name by which a robots.txt may speak of this program
_READ = 512 * 1024  # bytes; RFC 9309 section 2.5 asks for 500 KiB at least
_LONGEST_DELAY = 30.0  # seconds; a site that asks for more is asked every so many
_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """
    A site's robots.txt.

    Attributes:
        data: Its bytes; empty where a site has none, and so allows everything.
        missed: Why it could not be read, so that nothing is allowed; None if it could.
    """

    data: bytes = b""
    missed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """
    What holds for one address.

    Attributes:
        is_allowed: Whether it may be asked.
        delay: Seconds to wait between two requests; None where the site does not say.
    """

    is_allowed: bool = True
    delay: float | None = None


def ruling(robots: Robots, url: str) -> Ruling:
    """
    Return what a site asks for one of its addresses (RFC 9309, and `Crawl-delay`).

    Raises:
        Missed: Its robots.txt cannot be taken apart, so that nobody knows.
    """
    if not robots.data.strip():
        return Ruling()
    what = "onrecord.acquire.web.robots:said"
    try:
        told = apart.asked(what, robots.data[:_READ], [TOKEN, url], seconds=_SECONDS).told
    except apart.TooHard as fault:
        raise Missed("web-robots", f"The site's robots.txt cannot be read: {fault}.") from fault
    delay = told["delay"]
    return Ruling(
        is_allowed=told["allowed"],
        delay=None if delay is None else min(max(delay, 0.0), _LONGEST_DELAY),
    )


def said(data: bytes, told: Any) -> dict[str, Any]:
    """Return what a robots.txt says; runs in the other process."""
    agent, url = told
    rules = Protego.parse(data.decode("utf-8", "replace"))
    return {"allowed": rules.can_fetch(url, agent), "delay": rules.crawl_delay(agent)}
