"""What following a record tells: alerts, and how far each feed has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.kit.ids import content_id


class AlertKind(StrEnum):
    """What kind of thing an alert tells."""

    ESCALATION = "escalation"  # a week far above a series' own past
    CONTRADICTED = "contradicted"
    WITHDRAWN = "withdrawn"  # no figure is told any more, or nothing is left of an incident
    FELL = "fell"
    ROSE = "rose"
    WIDENED = "widened"
    NARROWED = "narrowed"
    TOLD = "told"  # a figure where there was none
    NEW_ORIGIN = "new-origin"
    NEW_INCIDENT = "new-incident"
    PAGE_CHANGED = "page-changed"  # other words under the same address


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """
    One thing that following a record told, once.

    The id is made from what it tells, not from when: the same is never told twice. Where
    something goes on growing, that is another alert, which says of which it is an update.

    Attributes:
        kind: What kind of thing.
        about: The id of the incident, the problem or the document; for an escalation what
            is counted, such as `place geo:170654`.
        at: When it was noticed (UTC).
        topics: The names of the topics that it is for; empty where the record has none.
        place, when: Of the incident, to show; "" where not told.
        outcome: For a figure; None elsewhere.
        before, after: The figures, as shown; None where there is none.
        names: For a new origin its names; for an escalation what else is counted high.
        details: More, as pairs of a word and what it says, in order.
        why: The reasons, one a line.
        reports: Names of the documents that it stands on.
        update_of: The id of the alert that this one goes on from; None if it is the first.

    Not to be confused with: `Problem`, which is about the record; `Incident`.
    """

    kind: AlertKind
    about: str
    at: datetime
    topics: tuple[str, ...] = ()
    place: str = ""
    when: str = ""
    outcome: str | None = None
    before: str | None = None
    after: str | None = None
    names: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    why: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    update_of: str | None = None

    @property
    def id(self) -> str:
        """Made from what it tells: an escalation's count is in `after`."""
        told = (self.kind, self.about, self.outcome, self.before, self.after, *self.names)
        if self.kind is AlertKind.ESCALATION:
            told = (self.kind, self.about, self.when, self.after)
        return content_id("alt", *told)

    def detail(self, word: str) -> str:
        """Return what a detail says; "" where there is none."""
        return dict(self.details).get(word, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """
    How far following one feed has come. Killed and started again, it goes on from here.

    Attributes:
        feed: The feed's address.
        asked_at: When it was asked last (UTC); None if never.
        came_at: When it last brought something new.
        next_at: When it is asked again, at the earliest.
        etag, modified: What its server said, to be sent back: `ETag`, `Last-Modified`.
        seen: Entries that it listed last, by their addresses.
        backlog: Documents that it listed when it was asked first: what was there before
            following began is no news.
        checked_at: When its pages were last asked whether they have changed (UTC).
        faults: How many times in a row it failed.
        fault: Why, the last time; "" where it did not.
    """

    feed: str
    asked_at: datetime | None = None
    came_at: datetime | None = None
    next_at: datetime | None = None
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    backlog: tuple[str, ...] = ()
    checked_at: datetime | None = None
    faults: int = 0
    fault: str = ""

    @property
    def id(self) -> str:
        """Made from the feed's address."""
        return content_id("pol", self.feed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """
    How far the record itself was followed.

    Attributes:
        build: The run up to which everything that changed was told.
        since: When following began (UTC).
    """

    build: int
    since: datetime

    @property
    def id(self) -> str:
        """There is one for each record."""
        return content_id("pol", "the record")
