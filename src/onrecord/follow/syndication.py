"""Alerts as feeds for any reader: Atom (RFC 4287) and JSON Feed 1.1, as text."""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from onrecord.follow import wording
from onrecord.kit import shown
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
    told = tuple(reversed(alerts[-MOST:]))
    latest = told[0].at if told else _EMPTY
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_id(name)}</id>",
        f"<title>{_fit(name)}</title>",
        f"<updated>{_moment(latest)}</updated>",
        "<author><name>onrecord</name></author>",
        *([f'<link rel="alternate" href="{_fit(link)}"/>'] if link else []),
        *(_entry(alert, link) for alert in told),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(alert: Alert, link: str) -> str:
    lines = [
        "<entry>",
        f"<id>{_id(alert.id)}</id>",
        f"<title>{_fit(wording.title(alert))}</title>",
        f"<updated>{_moment(alert.at)}</updated>",
        *(f'<category term="{_fit(topic)}"/>' for topic in alert.topics),
        *([f'<link rel="alternate" href="{_fit(link)}#{alert.id}"/>'] if link else []),
        f'<content type="text">{_fit(_words(alert))}</content>',
        "</entry>",
    ]
    return "\n".join(lines)


def json_feed(name: str, alerts: Sequence[Alert], link: str = "") -> str:
    """Return alerts as a JSON Feed 1.1; see `atom`."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": name}
    if link:
        feed["home_page_url"] = link
    feed["items"] = [_item(alert, link) for alert in reversed(alerts[-MOST:])]
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(alert: Alert, link: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": _id(alert.id),
        "title": shown.clean(wording.title(alert)),
        "content_text": shown.clean(_words(alert)),
        "date_published": _moment(alert.at),
    }
    if alert.topics:
        told["tags"] = list(alert.topics)
    if link:
        told["url"] = f"{link}#{alert.id}"
    return told


def _words(alert: Alert) -> str:
    return "\n".join(alert.why) or wording.title(alert)


def _id(told: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_IDS, told)}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _fit(words: str) -> str:
    """Return words as XML can hold them."""
    return escape(shown.clean(words))
