"""The page on the method, in each language."""

from collections.abc import Iterator, Sequence

from onrecord.publish.changes import Notice
from onrecord.publish.site import allowing, printing
from onrecord.publish.site.history import telling
from onrecord.publish.site.method import naming
from onrecord.publish.site.page import Page, Site

_MOST_NAMED = 25  # publishers by name; the rest as a number


def pages(site: Site, notices: Sequence[Notice] = ()) -> Iterator[Page]:
    """
    Yield the page on the method in each language.

    Args:
        site: What it is a page of; every number on the page is from its `Public`.
        notices: What each release changed, newest first: for changes of method.
    """
    method = site.public.method
    for language in site.languages:
        yield printing.page(
            site,
            language,
            "method.html",
            "method.html.j2",
            station="method",
            method=method,
            allowed=site.public.allowed,
            naming=naming,
            telling=telling,
            settings=allowing,
            publishers=method.publishers[:_MOST_NAMED],
            more_publishers=len(method.publishers[_MOST_NAMED:]),
            books=[book for book in site.public.rulebooks if book.rules],
            notices=[one for one in notices if one.altered],
        )
