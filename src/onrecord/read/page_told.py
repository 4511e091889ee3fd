"""What a page says of itself: title, author, publisher, days, each with its element."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from turbohtml import Document

from onrecord.read import page_marks
from onrecord.read.entries import key
from onrecord.read.linked_data import LinkedData, Thing, linked_data, types

_ARTICLE = re.compile(
    r"article|posting|report$|story|^(?:Recipe|HowTo|Review|Event)$|hentry", re.IGNORECASE
)
_NO_ARTICLE = re.compile(r"^Comment|Listing|Element")
_PAGE = re.compile(r"^(?:\w*WebPage|ItemPage|AboutPage|VideoObject|CreativeWork)$", re.IGNORECASE)
_DAY = re.compile(r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DIGITS = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:T|\s|$)")
_IN_ADDRESS = re.compile(
    r"[/_\-](?P<year>(?:19|20)\d\d)(?P<part>[/_\-]?)(?P<month>\d{1,2})(?P=part)(?P<day>\d{1,2})(?=[/_\-.]|$)"
)
_ADDRESS = re.compile(r"://|^@|^www\.|\.(?:html|php)$")
_MOST = 400  # characters of a title or a name
_MOST_NAMES = 10
_MOST_ENTRIES = 1_000

FIELDS = ("title", "author", "publisher", "published", "updated", "address", "notes", "entries")
Told = dict[str, dict[str, str]]


def told(tree: Document) -> Told:
    """Return for each field what each element says: `{"title": {"json-ld": …}}`."""
    return described(page_marks.scripts(tree), page_marks.marks(tree))


def described(scripts: list[str], marks: page_marks.Marks) -> Told:
    """
    Return the same from what was taken from the page.

    Args:
        scripts: Those that describe it as data.
        marks: What single elements say.
    """
    found: Told = {field: {} for field in FIELDS}
    data = linked_data(scripts)
    for thing in _articles(data):
        _from_thing(thing, data, found)
        found["entries"] |= _entries(thing)
    for field, by_element in marks.items():
        for element, value in by_element.items():
            _put(found, field, element, value)
    _days_in_addresses(found)
    if data.unread:
        found["notes"]["json-ld"] = f"{data.unread} of its JSON-LD scripts"
    return found


def _put(found: Told, field: str, element: str, value: str | None) -> None:
    if field in {"published", "updated"}:
        value = day(value or "")
    elif field == "author":
        value = _no_address(value)
    words = " ".join((value or "").split())
    if words and len(words) <= _MOST:
        found[field].setdefault(element, words)


def _articles(data: LinkedData) -> list[Thing]:
    """Return the things that are the page's report; where none is, the page itself."""
    told = [(thing, types(thing)) for thing in data.things]
    reports = [t for t, kinds in told if any(map(_is_article, kinds))]
    return reports + [t for t, kinds in told if any(_PAGE.match(kind) for kind in kinds)]


def _is_article(kind: str) -> bool:
    return bool(_ARTICLE.search(kind)) and not _NO_ARTICLE.search(kind)


def _from_thing(thing: Thing, data: LinkedData, found: Told) -> None:
    is_report = any(map(_is_article, types(thing)))
    element = "json-ld" if is_report else "json-ld of the page"
    headline = thing.get("headline") or (thing.get("name") if is_report else None)
    _put(found, "title", element, headline if isinstance(headline, str) else None)
    _put(found, "author", element, _names(data, thing.get("author") or thing.get("creator")))
    _put(found, "publisher", element, _names(data, thing.get("publisher")))
    _put(found, "published", element, _text(thing.get("datePublished")))
    _put(found, "updated", element, _text(thing.get("dateModified")))


def _entries(thing: Thing) -> dict[str, str]:
    """Return the entries of a live page: how each begins, and when it was written."""
    entries = thing.get("liveBlogUpdate")
    found: dict[str, str] = {}
    for entry in entries[:_MOST_ENTRIES] if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("datePublished"), str):
            for words in (entry.get("headline"), entry.get("articleBody")):
                if isinstance(words, str) and words.strip():
                    found.setdefault(key(words[:_MOST]), entry["datePublished"])
                    break
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _names(data: LinkedData, value: Any) -> str | None:
    """Return the names in a value: a string, a person, or a list of them, each once."""
    value = data.meant(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        name = value.get("name")
        return _names(data, name) if isinstance(name, str | list) else None
    if isinstance(value, list):
        each = (_no_address(_names(data, one)) for one in value[:_MOST_NAMES])
        return "; ".join(dict.fromkeys(name.strip() for name in each if name)) or None
    return None


def _no_address(value: str | None) -> str | None:
    """Return a name; None if it is an address or the name of an account."""
    words = (value or "").strip()
    return words if words and not _ADDRESS.search(words) else None


def _days_in_addresses(found: Told) -> None:
    """Note the day that the page's own address holds, where all its addresses agree."""
    days = {day for address in found["address"].values() if (day := day_in_address(address))}
    if len(days) == 1:
        found["published"].setdefault("address", days.pop())


def day_in_address(address: str) -> str | None:
    """
    Return the day that an address holds; None if it holds none.

    >>> day_in_address("https://example.org/2016/03/29/market-hit/")
    '2016-03-29'
    >>> day_in_address("https://example.org/a/12-2016-400") is None
    True
    """
    each: Iterable[re.Match[str]] = _IN_ADDRESS.finditer(address)
    parts = ((m["year"], m["month"], m["day"]) for m in each if m["part"] or _is_full(m))
    return next((made for part in parts if (made := _made(*part))), None)


def _is_full(found: re.Match[str]) -> bool:
    return len(found["month"]) == len(found["day"]) == 2


def day(words: str) -> str | None:
    """
    Return the day of a moment as it was written, in the writer's own time zone.

    >>> day("2016-03-29T23:30:00-05:00"), day("20160329"), day("soon")
    ('2016-03-29', '2016-03-29', None)
    """
    found = _DAY.match(words) or _DIGITS.match(words)
    return _made(*found.groups()) if found else None


def _made(year: str, month: str, day: str) -> str | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made.isoformat() if made.year >= 1900 else None
