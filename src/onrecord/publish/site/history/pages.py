"""What changed, as pages: an overview of all releases, and each release in full."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from onrecord.publish.changes import Change, Notice
from onrecord.publish.site import lists, printing
from onrecord.publish.site.brief import Brief
from onrecord.publish.site.history import feed, telling
from onrecord.publish.site.page import Page, Site

_IN_SHORT = 50  # changes of a release in the overview; all are on the release's own pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """
    A release in the overview.

    Attributes:
        notice: What it changed.
        path: Its own page.
        changes: The first of its changes.
        more: How many more there are.
    """

    notice: Notice
    path: str
    changes: Sequence[Change]
    more: int


def pages(site: Site, notices: Sequence[Notice], rows: Mapping[str, Brief]) -> Iterator[Page]:
    """
    Yield the overview, the pages of each release and the feeds.

    Args:
        site: What they are pages of.
        notices: What each release changed, newest first; none if there is no release yet.
        rows: Those incidents of the newest release that the notices tell of, by id.
    """
    releases = [_release(one) for one in notices]
    known: dict[str, Any] = {"rows": rows, "telling": telling, "feed": feed}
    for language in site.languages:
        yield printing.page(
            site, language, "changes.html", "changes.html.j2", "changes",
            releases=releases, **known,
        )  # fmt: skip
        for one in releases:
            told = () if one.notice.is_first else one.notice.changes
            for turn in lists.turns(told, one.path):
                yield printing.page(
                    site, language, turn.path, "release.html.j2", "changes",
                    notice=one.notice, turn=turn, **known,
                )  # fmt: skip
    if notices:
        yield from feed.pages(site, notices, rows)


def told_of(notices: Sequence[Notice]) -> frozenset[str]:
    """Return the ids of the incidents that notices tell of one by one, or lead to."""
    changes = [c for notice in notices if not notice.is_first for c in notice.changes]
    return frozenset(i for change in changes for i in (change.incident_id, *change.now_at))


def _release(notice: Notice) -> Release:
    changes = () if notice.is_first else notice.changes
    digest = sha256(notice.release.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Release(
        notice=notice,
        path=f"changes/r_{digest}.html",
        changes=changes[:_IN_SHORT],
        more=max(0, len(changes) - _IN_SHORT),
    )
