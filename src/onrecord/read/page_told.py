"""What a page says of itself in its head: title, author, publisher, day."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import html

_MOST_JSON = 1_000_000  # characters
_ARTICLE = re.compile(r"article|posting|report|story", re.IGNORECASE)
_META_DAY = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "publish-date", "publishdate", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "citation_publication_date",
)  # fmt: skip
_DAY = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})")
_MOST = 400  # characters of a title or a name

Told = dict[str, dict[str, str]]


def told(tree: html.HtmlElement) -> Told:
    """Return for each field what each element says: `{"title": {"json-ld": …}}`."""
    found: Told = {field: {} for field in ("title", "author", "publisher", "published")}
    for item in _json_ld(tree):
        _from_json(item, found)
    meta = _meta(tree)
    _put(found, "title", "og:title", meta.get("og:title"))
    _put(found, "author", "meta", _no_address(meta.get("author") or meta.get("article:author")))
    _put(found, "publisher", "meta", meta.get("og:site_name"))
    _put(found, "published", "meta", next((_day(meta[n]) for n in _META_DAY if n in meta), None))
    _put(found, "published", "time", _time(tree))
    heading = tree.find(".//h1")
    if heading is not None:
        _put(found, "title", "h1", "".join(heading.itertext()))
    page_title = tree.find(".//title")
    if page_title is not None:
        _put(found, "title", "title", "".join(page_title.itertext()))
    return found


def _put(found: Told, field: str, element: str, value: str | None) -> None:
    words = " ".join((value or "").split())
    if words and len(words) <= _MOST:
        found[field].setdefault(element, words)


def _json_ld(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in script.get("type", "") or len(text) > _MOST_JSON:
            continue
        try:
            yield from _objects(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Return the articles in a page's JSON-LD, which may be a list or a graph of things."""
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if _ARTICLE.search(str(value.get("@type", ""))):
            yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _from_json(item: dict[str, Any], found: Told) -> None:
    headline = item.get("headline") or item.get("name")
    _put(found, "title", "json-ld", headline if isinstance(headline, str) else None)
    _put(found, "author", "json-ld", _no_address(_names(item.get("author"))))
    _put(found, "publisher", "json-ld", _names(item.get("publisher")))
    _put(found, "published", "json-ld", _day(str(item.get("datePublished", ""))))


def _names(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return ", ".join(name for name in map(_names, value[:10]) if name) or None
    return None


def _no_address(value: str | None) -> str | None:
    return None if value and ("://" in value or value.startswith("@")) else value


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or ""
        ).lower()
        if name and element.get("content"):
            found.setdefault(name, element.get("content", ""))
    return found


def _time(tree: html.HtmlElement) -> str | None:
    """Return the day of the first `time` that says it is of publication, or that leads."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    for element in times:
        names = (
            f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('pubdate', '')}"
        )
        if "pubdate" in element.attrib or re.search(r"publish|posted|entry-date", names.lower()):
            return _day(element.get("datetime", ""))
    return _day(times[0].get("datetime", "")) if len(times) == 1 else None


def _day(words: str) -> str | None:
    """Return the day of a moment as it was written, in the writer's own time zone."""
    found = _DAY.match(words)
    if not found:
        return None
    try:
        return date.fromisoformat(found[1]).isoformat()
    except ValueError:
        return None
