"""What holds about a web page: of what its elements say, which is believed."""

import re
from collections.abc import Sequence
from datetime import date

from onrecord.model import Block, Document, Problem, Severity
from onrecord.read import metadata
from onrecord.read.metadata import Found

_TITLES = ("json-ld", "og:title", "h1", "page text", "title")
_AUTHORS = ("json-ld", "meta", "page text")
_PUBLISHERS = ("json-ld", "meta", "page text")


def title(told: dict[str, dict[str, str]]) -> str | None:
    """Return the headline as the page tells it; None if it does not."""
    return _first(told, "title", _TITLES)[0]


def _first(
    told: dict[str, dict[str, str]], field: str, elements: Sequence[str]
) -> tuple[str, str] | tuple[None, str]:
    by_element = told.get(field, {})
    return next(((by_element[e], e) for e in elements if e in by_element), (None, ""))


def found(
    document: Document,
    told: dict[str, dict[str, str]],
    content: str,
    blocks: Sequence[Block],
) -> Found:
    """Return title, author, publisher and day of a page, each with the element that said it."""
    printed = metadata.in_plain_text(document, content, blocks)
    headline = _first(told, "title", _TITLES)
    author = _first(told, "author", _AUTHORS)
    publisher = _first(told, "publisher", _PUBLISHERS)
    published, problems = _day(document, told.get("published", {}), printed)
    return Found(
        title=(_without_site(headline[0], publisher[0]), headline[1])
        if headline[0]
        else printed.title,
        author=(author[0], author[1]) if author[0] else printed.author,
        publisher=(publisher[0], publisher[1]) if publisher[0] else None,
        published=published,
        problems=tuple(problems),
    )


def _without_site(title: str, site: str | None) -> str:
    """
    Return a title without the site's name behind it.

    >>> _without_site("Market hit again | Coast Daily", "Coast Daily")
    'Market hit again'
    """
    found = re.match(rf"(.+?)\s*[|\-–—:·]\s*{re.escape(site)}$", title) if site else None
    return found[1] if found else title


def _day(
    document: Document, told: dict[str, str], printed: Found
) -> tuple[tuple[date, str] | None, list[Problem]]:
    """
    Choose the day: where the page's data and its words agree it is sure.

    Where they differ the words are right more often (measured: 65 against 31 in 100), and a
    person should look. A day that only a search of the whole page gave is doubtful too.
    """
    days = {element: date.fromisoformat(day) for element, day in told.items()}
    data, words = days.get("json-ld"), days.get("page text")
    shown = printed.published or ((words, "page text") if words else None)
    if data and shown and abs((data - shown[0]).days) > 1:
        message = (
            f"The page's data says that it was published on {data.isoformat()}, its "
            f"{shown[1]} {shown[0].isoformat()}. The latter was used."
        )
        return shown, [_problem(document, "date-doubtful", message)]
    for element in ("json-ld", "meta", "time"):
        if element in days:
            return (days[element], element), []
    if printed.published:
        return printed.published, []
    if words:
        message = (
            f"{words.isoformat()} was found somewhere on the page and taken as the day of "
            "publication; nothing on the page says so."
        )
        return (words, "page text"), [_problem(document, "date-doubtful", message)]
    return None, list(printed.problems)


def _problem(document: Document, code: str, message: str) -> Problem:
    return Problem(code=code, message=message, where=document.name, severity=Severity.QUESTION)
