"""What holds about a web page: of what its elements say, which is believed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from onrecord.model import Block, Document, Problem, Severity
from onrecord.read import metadata, page_day, printed
from onrecord.read.lines import folded
from onrecord.read.metadata import Found

Told = Mapping[str, Mapping[str, str]]

_TITLES = (
    "meta og:title", "json-ld", "microdata", "meta twitter:title", "meta citation_title",
    "meta dc.title", "title", "json-ld of the page",
)  # fmt: skip
_SHOWN = ("h1", "h1 2", "h1 3")
_AUTHORS = (
    "json-ld", "rel author", "json-ld of the page", "microdata", "meta citation_author",
    "meta article:author", "meta og:article:author", "meta parsely-author",
    "meta cxenseparse:author", "meta sailthru.author", "meta dc.creator", "meta dcterms.creator",
    "meta dc:creator", "meta byl", "meta author",
)  # fmt: skip
_BY_WORDS = ("page text", "byline")  # found by their place on the page: the last resort
_PUBLISHERS = ("meta og:site_name", "json-ld", "microdata", "json-ld of the page")
_UPDATES = ("meta article:modified_time", "json-ld", "json-ld of the page", "time", "microdata")
_PARTED = re.compile(r"(\s*(?:[|•·»›]|::)\s*|\s+[-–—:~]\s+)")
_SHORT = 2  # words: a heading of one word that the title holds may be a section's name
_BY = re.compile(
    r"^[\s,|•·:]*(?:(?:written |reported |text |story |posted |published |veröffentlicht )?"
    r"(?:by|von|par|por|di|door|av|przez|oleh|от|автор)\b|authors?\b|autor(?:in|en|es)?\b|"
    r"auteure?s?\b|interview\b|بقلم)\s*:?\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:[|•·].*|\b(?:am|on|le) \d.*|,? \d{1,2}[. ].*|@\S+.*|\(.*|,? (?:mon|tues|wednes|thurs|"
    r"fri|satur|sun)day\b.*)$",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "admin administrator root user guest gast name author autor none null unknown anonymous "
    "wordpressadmin webmaster follow".split()
)
_NO_AUTHOR = re.compile(r"^no author$|^(?:www\.)?[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,4}$", re.IGNORECASE)
_LONGEST_NAME = 100
_WORD = re.compile(r"\w+")
_HOST = re.compile(r"^(?:https?:)?//(?:www\.|m\.)?([^/:]+)")


def title(told: Told) -> str | None:
    """Return the headline as the page tells it; None if it does not."""
    found = _title(told)
    return found[0] if found else None


def found(document: Document, told: Told, content: str, blocks: Sequence[Block]) -> Found:
    """Return title, author, publisher and days of a page, each with the element that said it."""
    printed_there = metadata.in_plain_text(document, content, blocks)
    days = page_day.said(told.get("published", {}), content, blocks)
    updated = _updated(told, content, blocks)
    best = days[0] if days else None
    problems = page_day.doubts(document, days, updated[0] if updated else None)
    return Found(
        title=_title(told) or printed_there.title,
        author=_author(told) or printed_there.author or _author_by_place(told),
        publisher=_first(told, "publisher", _PUBLISHERS),
        published=(best.day, ", ".join(best.elements)) if best else None,
        updated=updated,
        problems=(*(problems if best else printed_there.problems), *_unread(document, told)),
    )


def by_elements(document: Document, told: Told) -> Found:
    """Return what a page's elements alone say of it; its words are not searched."""
    days = page_day.said(told.get("published", {}), "", ())
    updated = _updated(told, "", ())
    return Found(
        title=_title(told),
        author=_author(told),
        publisher=_first(told, "publisher", _PUBLISHERS),
        published=(days[0].day, ", ".join(days[0].elements)) if days else None,
        updated=updated,
        problems=tuple(page_day.doubts(document, days, updated[0] if updated else None)),
    )


def _first(told: Told, field: str, elements: Iterable[str]) -> tuple[str, str] | None:
    """Return what the first of some elements says, then any other's word but a bare guess."""
    by_element = told.get(field, {})
    return next(((by_element[e], e) for e in (*elements, *by_element) if by_element.get(e)), None)


def _updated(told: Told, content: str, blocks: Sequence[Block]) -> tuple[date, str] | None:
    found = _first(told, "updated", _UPDATES)
    told_day = (date.fromisoformat(found[0]), found[1]) if found else None
    return printed.update(content, blocks) or told_day


# -- Title -------------------------------------------------------------------------------------


def _title(told: Told) -> tuple[str, str] | None:
    """
    Return the headline: the heading shown that the page's data or title has, too.

    Where no heading is in any of them, what the data says, without the site's name.
    """
    said = told.get("title", {})
    sites = _sites(told)
    known = [_bare(said[element]) for element in _TITLES if element in said]
    shown = [
        (len(_bare(said[element])), said[element], element)
        for element in _SHOWN
        if element in said and _is_headline(_bare(said[element]), known, sites)
    ]
    if shown:
        _, words, element = max(shown, key=lambda one: one[0])
        return words, element
    for element in _TITLES:
        if element in said:
            return _without_site(said[element], sites), element
    for element in (*_SHOWN, "page text"):
        if element in said:
            return said[element], element
    return None


def _is_headline(words: str, known: Sequence[str], sites: frozenset[str]) -> bool:
    if len(words) < 4 or words in sites:
        return False
    is_short = len(words.split()) < _SHORT
    return any(words == one or (not is_short and words in one) for one in known)


def _bare(words: str) -> str:
    """Return words without marks and case, to be compared."""
    return " ".join(_WORD.findall(folded(words)))


def _sites(told: Told) -> frozenset[str]:
    """Return what the site may be called: its names, and its host with and without the ending."""
    names = set(told.get("publisher", {}).values())
    for address in told.get("address", {}).values():
        if host := _HOST.match(address):
            names |= {host[1], host[1].rpartition(".")[0]}
    bare = {_bare(name) for name in names}
    return frozenset(bare | {name.replace(" ", "") for name in bare}) - {""}


def _without_site(words: str, sites: frozenset[str]) -> str:
    """
    Return a title without the site's name before or behind it.

    >>> _without_site("Market hit again | Coast Daily", frozenset({"coast daily"}))
    'Market hit again'
    """
    parts = _PARTED.split(words)
    if len(parts) < 3:
        return words
    if _is_site(parts[-1], sites):
        return "".join(parts[:-2]).strip()
    return "".join(parts[2:]).strip() if _is_site(parts[0], sites) else words


def _is_site(words: str, sites: frozenset[str]) -> bool:
    bare = _bare(words)
    return bare in sites or bare.replace(" ", "") in sites


# -- Author ------------------------------------------------------------------------------------


def _author(told: Told) -> tuple[str, str] | None:
    said = told.get("author", {})
    sites = _sites(told)
    for element in (*_AUTHORS, *(e for e in said if e.startswith("meta "))):
        name = _name(said.get(element, ""))
        is_site = element == "meta author" and _is_site(name, sites)
        if name and not is_site:
            return name, element
    return None


def names_author(told: Told) -> bool:
    """Whether the page's own data names a writer, so that none need be searched for."""
    return _author(told) is not None


def _author_by_place(told: Told) -> tuple[str, str] | None:
    said = told.get("author", {})
    sites = _sites(told)
    for element in _BY_WORDS:
        name = _name(said.get(element, ""))
        if name and not _is_site(name, sites):
            return name, element
    return None


def _name(words: str) -> str:
    """
    Return a writer's name without what is printed around it; empty if it names nobody.

    >>> _name("Von Lina Haddad | 3. Mai 2014"), _name("admin")
    ('Lina Haddad', '')
    """
    name = _AFTER.sub("", _BY.sub("", words.strip())).strip(" .,;:-–—|")
    is_nobody = folded(name) in _NOBODY or _NO_AUTHOR.match(name)
    return "" if is_nobody or len(name) > _LONGEST_NAME else name


# -- What could not be read --------------------------------------------------------------------


def _unread(document: Document, told: Told) -> list[Problem]:
    notes = told.get("notes", {})
    return [
        Problem(
            code="page-data-unread",
            message=f"{notes[element]} could not be read, so what they say of the page is not "
            "known; the page's other elements and its words were used.",
            where=document.name,
            severity=Severity.NOTE,
        )
        for element in notes
    ]
