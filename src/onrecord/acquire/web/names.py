"""What a page is called, and when two addresses are the same page's."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from onrecord.vocab import read_table

_SCHEME = re.compile(r"https?:/+", re.IGNORECASE)  # some archives write only one slash


def same_page(url: str) -> str:
    """
    Return a key that two addresses share if they are the same page's.

    Known trackers are left out, and whether the page was asked for over TLS; nothing else:
    pages that differ in any other parameter, or in the order of parameters, are two. An
    archived page is no other page's, but its own: the archive, the moment, and the page.
    A key is for comparing only. It is never asked for, and never kept as evidence.

    >>> same_page("https://example.org/a?id=7&utm_source=x") == same_page("http://example.org/a?id=7")
    True
    >>> same_page("https://web.archive.org/web/2016/http://example.org/a?fbclid=z")
    '2016 web.archive.org example.org/a'
    """
    for archive in _archives():
        found = archive.match(url)
        inner = url[found.end() :] if found else ""
        if found and (_SCHEME.match(inner) or "." in inner.partition("/")[0]):
            return f"{found[1]} {urlsplit(url).netloc.lower()} {same_page(inner)}"
    bare = _SCHEME.sub("", url, count=1).partition("#")[0]
    place, mark, query = bare.partition("?")
    host, _, path = place.partition("/")
    kept = [one for one in query.split("&") if not _is_tracker(one)] if mark else []
    host = host.lower().removesuffix(":80").removesuffix(":443")
    return f"{host}/{path}" + (f"?{'&'.join(kept)}" if kept and any(kept) else "")


def _is_tracker(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower()
    names, beginnings = _trackers()
    return name in names or name.startswith(beginnings)


@cache
def _trackers() -> tuple[frozenset[str], tuple[str, ...]]:
    table = read_table("onrecord.vocab", "trackers.yaml")
    return frozenset(table["names"]), tuple(table["beginnings"])


@cache
def _archives() -> tuple[re.Pattern[str], ...]:
    table = read_table("onrecord.vocab", "trackers.yaml")
    return tuple(re.compile(one, re.IGNORECASE) for one in table["archives"])
