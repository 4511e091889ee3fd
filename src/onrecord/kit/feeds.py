"""Feeds for any reader: Atom (RFC 4287) and JSON Feed 1.1, as text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from onrecord.kit import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One thing that a feed tells.

    Attributes:
        id: An absolute address that is never another's and never changes; it leads nowhere.
        title: In few words.
        updated: When it was told.
        text: What is told, as plain text.
        link: Where it can be read; "" for nowhere.
        topics: What it is about.
    """

    id: str
    title: str
    updated: datetime
    text: str
    link: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """
    What a feed is, and what it tells, newest first.

    Attributes:
        id: As of an entry.
        title: What readers call it.
        updated: When anything in it was told last.
        author: Who tells it.
        entries: What it tells.
        link: The page that it follows; "" for none.
        own: Where the feed itself stands; "" if that is not known.
        following: Where the entries after these stand (RFC 5005, section 3); "" for nowhere.
        language: Two-letter code; "" for none.
    """

    id: str
    title: str
    updated: datetime
    author: str
    entries: Sequence[Entry]
    link: str = ""
    own: str = ""
    following: str = ""
    language: str = ""


def atom(feed: Feed) -> str:
    """
    Return a feed as Atom.

    Every feed and entry has its one id, title and time, and the feed an author, as RFC 4287
    demands (sections 4.1.1 and 4.1.2).
    """
    language = f' xml:lang="{_fit(feed.language)}"' if feed.language else ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{language}>',
        f"<id>{_fit(feed.id)}</id>",
        f"<title>{_fit(feed.title)}</title>",
        f"<updated>{moment(feed.updated)}</updated>",
        f"<author><name>{_fit(feed.author)}</name></author>",
        *_link("alternate", feed.link),
        *_link("self", feed.own),
        *_link("next", feed.following),
        *(_entry(entry) for entry in feed.entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> str:
    lines = [
        "<entry>",
        f"<id>{_fit(entry.id)}</id>",
        f"<title>{_fit(entry.title)}</title>",
        f"<updated>{moment(entry.updated)}</updated>",
        *(f'<category term="{_fit(topic)}"/>' for topic in entry.topics),
        *_link("alternate", entry.link),
        f'<content type="text">{_fit(entry.text)}</content>',
        "</entry>",
    ]
    return "\n".join(lines)


def _link(rel: str, href: str) -> list[str]:
    return [f'<link rel="{rel}" href="{_fit(href)}"/>'] if href else []


def json_feed(feed: Feed) -> str:
    """Return a feed as JSON Feed 1.1."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown.clean(feed.title),
        "home_page_url": feed.link,
        "feed_url": feed.own,
        "next_url": feed.following,
        "language": feed.language,
    }
    told = {name: value for name, value in told.items() if value}
    told["authors"] = [{"name": shown.clean(feed.author)}]
    told["items"] = [_item(entry) for entry in feed.entries]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": entry.id,
        "title": shown.clean(entry.title),
        "content_text": shown.clean(entry.text),
        "date_published": moment(entry.updated),
    }
    if entry.topics:
        told["tags"] = list(entry.topics)
    if entry.link:
        told["url"] = entry.link
    return told


def moment(at: datetime) -> str:
    """
    Return a time as RFC 3339 writes it, in UTC.

    >>> moment(datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    '2026-11-22T09:30:00Z'
    """
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _fit(words: str) -> str:
    """Return words as XML can hold them."""
    return escape(shown.clean(words))
