"""Following what comes next: feeds are asked, what is new is read, and what changed is told."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from onrecord import acquire, follow, store
from onrecord.model import Alert, Followed, OnRecordError, Poll, Problem, RecordUnusable
from onrecord.workflow import alerting, engines, mailing, telling
from onrecord.workflow.feeds import Feeds, Folders, Polled, is_of_the_web
from onrecord.workflow.job import connected, job_of
from onrecord.workflow.outcome import BuildReport, Progress, Step, Stopped, Stopping, never
from onrecord.workflow.telling import Told
from onrecord.workflow.wanted import Adding

_SAVED_WHY = "asked again"
_SCOPE = store.FOLLOWED
_LOOK = 0.5  # seconds between looks whether a person wants to stop
_SET_BACK = timedelta(minutes=5)  # beyond this a clock was not only set right
_WHILE_LOCKED = 30.0  # seconds until another try where somebody else is writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """
    What one round of asking brought.

    Attributes:
        asked: How many feeds were asked.
        new, changed: Names of documents.
        alerts: What was told for the first time, and may leave.
        at_the_desk: How many alerts only the desk shows, since they may tell of testimony.
        topics: How many topics the settings name: with any, only what is of one is told.
        letters: How many went out.
        faults: What was wrong: a feed or the mail server, and why.
        next_at: When the next feed is due; None where no feed is followed.
    """

    asked: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    at_the_desk: int = 0
    topics: int = 0
    letters: int = 0
    faults: tuple[tuple[str, str], ...] = ()
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    What following needs of the world; a test gives another.

    Attributes:
        now: The time.
        chance: A number from 0 to 1, for the rests.
        sleep: Waits for some seconds.
        web: Asks feeds of the web; None for as the settings say.
        adding: What a person decided about asking the web; None for as the settings say.
        certificates: A file of certificates that the mail server's is held against.
    """

    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    chance: Callable[[], float] = field(default=lambda: secrets.randbelow(1000) / 999)
    sleep: Callable[[float], None] = time.sleep
    web: Feeds | None = None
    adding: Adding | None = None
    certificates: str | None = None


def add_feed(record_folder: Path, url: str) -> bool:
    """
    Write a feed into the settings, below what is there; return whether it was not there yet.

    Raises:
        RecordUnusable: There is no record, or the address cannot be followed.
    """
    with store.open_record(record_folder) as kept:
        return store.add_feed(kept.folder / store.SETTINGS, kept.settings.following, url)


def run(
    record_folder: Path,
    *,
    once: bool = False,
    progress: Progress | None = None,
    stopping: Stopping = never,
    told: Callable[[Round], None] = lambda _: None,
    world: World | None = None,
) -> None:
    """
    Ask the feeds of a record, read what is new, and tell what changed, until stopped.

    Killed at any point and started again, it goes on where it was and tells nothing twice.

    Args:
        record_folder: The record.
        once: Ask every feed once, due or not, and end.
        progress: Is told of each step.
        stopping: Is asked whether to stop.
        told: Is given what each round brought.
        world: The clock and the web.

    Raises:
        RecordUnusable: There is no record, or (with `once`) somebody else is writing to it.
        OnRecordError: No feed is named, or a topic names what nobody knows.
    """
    world = world or World()
    with store.open_record(record_folder) as kept:
        following = _Following(kept, world, progress or (lambda _: None), stopping)
        while True:
            try:
                made = following.round(is_asked=once)
            except (Stopped, KeyboardInterrupt):
                return
            except RecordUnusable as fault:
                if once:
                    raise
                until = world.now() + timedelta(seconds=_WHILE_LOCKED)
                made = Round(faults=((str(record_folder), str(fault)),), next_at=until)
            told(made)
            if once or stopping() or not _waited(made.next_at, world, stopping):
                return


def _waited(until: datetime | None, world: World, stopping: Stopping) -> bool:
    """Wait for the next feed, or until the clock is set back; return whether to go on."""
    seen = world.now()
    while until is not None and seen < until:
        if stopping():
            return False
        left = (until - seen).total_seconds()
        try:
            world.sleep(min(max(left, 0.0), _LOOK))
        except KeyboardInterrupt:
            return False
        before, seen = seen, world.now()
        if seen < before - _SET_BACK:
            break  # what a clock that was ahead had put off is due
    return not stopping()


class _Following:
    """A record that is being followed."""

    def __init__(
        self, kept: store.RecordStore, world: World, progress: Progress, stopping: Stopping
    ) -> None:
        if not kept.settings.following.feeds:
            raise OnRecordError(
                f"no feed is named: onrecord follow {kept.folder.name} --add ADDRESS"
            )
        self._kept = kept
        self._world = world
        self._progress = progress
        self._stopping = stopping
        self._table = kept.settings.following.follow
        self._judged_on: date | None = None  # the day on which weeks were last judged
        self._folders = Folders(kept.folder, kept.settings.most_mib * acquire.MIB)

    def round(self, *, is_asked: bool) -> Round:
        """Ask the feeds that are due, or all; read what came; tell what changed."""
        followed = self._begun()
        polls = self._polls()
        now = self._world.now()
        due = [one for one in polls.values() if is_asked or follow.is_due(one, now)]
        reports: list[BuildReport] = []
        faults: list[tuple[str, str]] = []
        for poll in due:
            if self._stopping():
                break
            after, report = self._asked(poll)
            polls[poll.feed] = after
            reports += [report] if report else []
            faults += [(poll.feed, after.fault)] if after.fault else []
        found = self._told(followed, polls)
        telling.write_feeds(self._kept)
        sent = mailing.send(self._kept, now, self._world.certificates)
        faults += [("mail", why) for why in sent.faults]
        return Round(
            asked=len(due),
            new=tuple(name for report in reports for name in report.new),
            changed=tuple(name for report in reports for name in report.changed),
            alerts=found.alerts,
            at_the_desk=len(found.at_the_desk),
            topics=len(self._kept.settings.following.topics),
            letters=sent.letters,
            faults=tuple(faults),
            next_at=min((p.next_at for p in polls.values() if p.next_at), default=None),
        )

    def _polls(self) -> dict[str, Poll]:
        """Return how far each feed of the settings has come."""
        found = {}
        for feed in self._kept.settings.following.feeds:
            held = self._kept.evidence("polls", Poll, scope=feed.url)
            found[feed.url] = held[0] if held else Poll(feed=feed.url)
        return found

    def _begun(self) -> Followed:
        """Return how far the record was followed; what is there before is no news."""
        held = self._kept.evidence("polls", Followed, scope=_SCOPE)
        if held:
            return held[0]
        begun = Followed(build=self._kept.builds().newest, since=self._world.now())
        self._save(_SCOPE, begun)
        return begun

    def _save(self, scope: str, one: Poll | Followed) -> None:
        self._kept.settle_evidence("polls", {one.id: one}, scope=scope, why=_SAVED_WHY)

    def _rest(self, feed: str) -> timedelta:
        own = next(f.every_minutes for f in self._kept.settings.following.feeds if f.url == feed)
        return timedelta(minutes=max(own or self._table.every_minutes, 1))

    def _asked(self, poll: Poll) -> tuple[Poll, BuildReport | None]:
        """Ask one feed, read what it brings, and save how far it came: in this order."""
        self._progress(Step(doing=f"asking {_shown(poll.feed)}"))
        came = self._ask(poll)
        rest, chance = self._rest(poll.feed), self._world.chance()
        if came.fault:
            longest = timedelta(hours=max(self._table.at_most_hours, 1))
            now = self._world.now()
            after = follow.failed(
                poll, now, rest, chance, came.fault, longest=longest, asked=came.rest
            )
            self._save(poll.feed, after)
            return after, None
        with self._kept.build(doing="follow", settings={"feed": _shown(poll.feed)}):
            report = self._read(poll, came) if came.arriving else None
            is_first = poll.asked_at is None
            names = (a.document.name for a in came.arriving if not isinstance(a, Problem))
            state = replace(
                poll,
                etag=came.etag,
                modified=came.modified,
                seen=came.seen,
                checked_at=came.checked_at,
                backlog=tuple(names) if is_first else poll.backlog,
            )
            is_new = report is not None and bool(report.new or report.changed)
            after = follow.came(state, self._world.now(), rest, chance, is_new=is_new)
            self._save(poll.feed, after)
        return after, report

    def _ask(self, poll: Poll) -> Polled:
        if not is_of_the_web(poll.feed):
            return self._folders.ask(poll, self._stopping)
        return self._web().ask(poll, self._stopping)

    def _web(self) -> Feeds:
        if self._world.web is not None:
            return self._world.web
        from onrecord.workflow.web_feeds import WebFeeds  # noqa: PLC0415 - the way out

        by = job_of(self._kept, connected(self._kept, self._stopping), total=0).by
        return WebFeeds(self._kept, by, self._world.now, self._world.adding)

    def _read(self, poll: Poll, came: Polled) -> BuildReport:
        asking = connected(self._kept, self._stopping)
        job = job_of(
            self._kept,
            asking,
            total=len(came.arriving),
            progress=self._progress,
            stopping=self._stopping,
            whence=f"feed {poll.feed}",
        )
        return job.done(iter(came.arriving))

    def _told(self, followed: Followed, polls: Mapping[str, Poll]) -> Told:
        """Work out what is to be told, write it down, and note up to where it was."""
        self._progress(Step(doing="working out what changed"))
        newest = self._kept.builds().newest
        now = self._world.now()
        today = now.astimezone().date()
        if self._judged_on == today and not self._kept.has_changed(followed.build):
            return Told(alerts=())
        self._judged_on = today
        asked = alerting.Asked(
            after=followed.build,
            at=now,
            today=today,
            names=engines.names(),
            backlog={name for poll in polls.values() for name in poll.backlog},
            told=self._kept.evidence("alerts", Alert),
        )
        found = telling.told(self._kept, asked)
        for scope, new in (
            (store.TOLD, found.alerts),
            (store.AT_THE_DESK, found.at_the_desk),
        ):
            if new:
                self._kept.keep_evidence("alerts", {one.id: one for one in new}, scope=scope)
        if newest > followed.build:
            self._save(_SCOPE, replace(followed, build=newest))
        return found


def _shown(feed: str) -> str:
    """Return a feed's address without what may be a secret in it."""
    address = urlsplit(feed)
    return f"{address.scheme}://{address.netloc}{address.path}" if address.netloc else feed
