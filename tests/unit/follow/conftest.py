"""A record that is followed: a coast with one shelling a week, and feeds that a test fills."""

import copy
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.acquire import Acquired
from onrecord.model import Capture, Document, Poll, Told, Way
from onrecord.workflow import Polled, Round, World

WIRE = "https://coast-wire.example/feed.xml"
TOWNS = ("Tartus", "Latakia", "Jableh", "Homs")
FIRST_MONDAY = date(2024, 8, 26)
WEEKS = 28
NOON = datetime(2025, 3, 9, 12, tzinfo=UTC)


@dataclass
class Web:
    """
    A web of feeds whose pages a test writes.

    Attributes:
        pages: By feed and address: headline, words, publisher and day.
        faults: By feed, why it cannot be had.
        asked: Which feeds were asked, in order.
    """

    pages: dict[str, dict[str, tuple[str, str, str, date]]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, url: str, words: str, day: date, publisher="Coast Wire", feed=WIRE) -> None:
        """Put a page on the web, or other words under its address."""
        self.pages.setdefault(feed, {})[url] = (words.partition(".")[0], words, publisher, day)

    def ask(self, poll: Poll, _stopping) -> Polled:
        """Return the pages that were not brought yet as they are now."""
        self.asked.append(poll.feed)
        if poll.feed in self.faults:
            return Polled(fault=self.faults[poll.feed], seen=poll.seen)
        told = self.pages.get(poll.feed, {})
        marks = {url: f"{url} {words}" for url, (_, words, _, _) in told.items()}
        fresh = [url for url in told if marks[url] not in poll.seen]
        return Polled(
            arriving=tuple(_page(url, *told[url]) for url in fresh), seen=tuple(marks.values())
        )


def _page(url: str, title: str, words: str, publisher: str, day: date) -> Acquired:
    data = f"{title}\n\n{words}\n".encode()
    return Acquired(
        document=Document(
            name=url,
            told=Told(url=url, title=title, publisher=publisher, published=day, language="en"),
        ),
        data=data,
        media_type="text/plain",
        capture=Capture(way=Way.WEB, at=NOON, asked=url),
    )


@dataclass
class Clock:
    """The time that a test sets."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Coast:
    """
    The record and its web.

    Attributes:
        folder: The record.
        web: Its feeds.
        clock: The time.
    """

    folder: Path
    web: Web
    clock: Clock
    certificates: str | None = None

    @property
    def world(self) -> World:
        """What following is given of the world."""
        return World(
            now=self.clock, chance=lambda: 0.5, web=self.web, certificates=self.certificates
        )

    def asked(self, day: date | None = None) -> Round:
        """Ask every feed once, at noon of a day, and return what that brought."""
        if day is not None:
            self.clock.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        rounds: list[Round] = []
        workflow.follow(self.folder, once=True, told=rounds.append, world=self.world)
        return rounds[0]

    def setting(self, words: str) -> None:
        """Write more into the settings."""
        path = self.folder / "onrecord.toml"
        path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


def shelling(week: int) -> tuple[str, date]:
    """Return the report of a quiet week, and its day."""
    day = FIRST_MONDAY + timedelta(weeks=week, days=2)
    town = TOWNS[week % len(TOWNS)]
    words = (
        f"At least {2 + week % 3} people were killed in shelling in {town}, Syria, on "
        f"{day:%d %B %Y}, the Coast Observatory said."
    )
    return words, day + timedelta(days=1)


def quiet(web: Web, weeks: int = WEEKS) -> None:
    """Fill the wire with half a year of one incident a week, and a report on most days."""
    for week in range(weeks):
        words, day = shelling(week)
        web.put(f"https://coast-wire.example/{week}", words, day)
        for more in (1, 2, 5, 6):
            other = FIRST_MONDAY + timedelta(weeks=week, days=more)
            text = f"Market day {week}-{more}. The market was open, the mayor said."
            web.put(f"https://coast-wire.example/market/{week}-{more}", text, other)


@pytest.fixture(scope="session")
def half_a_year(tmp_path_factory) -> tuple[Path, Web]:
    """A record that followed the wire through a quiet half year; not to be written."""
    folder = tmp_path_factory.mktemp("followed") / "coast"
    (folder.parent / "none").mkdir()
    workflow.build(folder.parent / "none", folder)
    workflow.add_feed(folder, WIRE)
    web = Web()
    quiet(web)
    coast = Coast(folder, web, Clock())
    coast.asked()
    return folder, web


@pytest.fixture
def coast(half_a_year, tmp_path) -> Coast:
    """A copy of it, at noon of the last quiet day."""
    folder, web = half_a_year
    shutil.copytree(folder, tmp_path / "coast")
    return Coast(tmp_path / "coast", copy.deepcopy(web), Clock())
