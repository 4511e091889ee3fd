"""Alerts as feeds for any reader: Atom (RFC 4287) and JSON Feed 1.1, as text."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from onrecord.follow import wording
from onrecord.kit import feeds
from onrecord.model import Alert

MOST = 200  # alerts in a feed
_IDS = uuid.UUID("8d0c1c3e-5b5e-5a5c-9f27-6f6e72656364")  # of this program's alerts
_EMPTY = datetime(1970, 1, 1, tzinfo=UTC)


def atom(name: str, alerts: Sequence[Alert], link: str = "") -> str:
    """
    Return alerts as an Atom feed.

    Args:
        name: The record's name.
        alerts: All of them, the oldest first.
        link: The address of the page that shows them; "" for none.
    """
    return feeds.atom(_feed(name, alerts, link))


def json_feed(name: str, alerts: Sequence[Alert], link: str = "") -> str:
    """Return alerts as a JSON Feed 1.1; see `atom`."""
    return feeds.json_feed(_feed(name, alerts, link))


def _feed(name: str, alerts: Sequence[Alert], link: str) -> feeds.Feed:
    told = tuple(reversed(alerts[-MOST:]))
    return feeds.Feed(
        id=_id(name),
        title=name,
        updated=told[0].at if told else _EMPTY,
        author="onrecord",
        entries=tuple(_entry(alert, link) for alert in told),
        link=link,
    )


def _entry(alert: Alert, link: str) -> feeds.Entry:
    return feeds.Entry(
        id=_id(alert.id),
        title=wording.title(alert),
        updated=alert.at,
        text="\n".join(alert.why) or wording.title(alert),
        link=f"{link}#{alert.id}" if link else "",
        topics=tuple(alert.topics),
    )


def _id(told: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_IDS, told)}"
