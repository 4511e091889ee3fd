"""
Reports from the web.

A page is called by its address. Whoever sends an address on often hangs something on it
that says how a reader came; the page is the same. Pages that differ in anything else are
two, since nobody but their server knows what its parameters mean.
"""

from datetime import date

import pytest

from onrecord.acquire.web import same_page
from onrecord.model import Document, Told
from onrecord.read import metadata


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a?id=7",
        "https://EXAMPLE.org:443/a?id=7",
        "https://example.org/a?id=7#comments",
        "https://example.org/a?utm_source=x&id=7&utm_medium=y",
        "https://example.org/a?fbclid=IwAR0&id=7",
        "https://example.org/a?id=7&gclid=1&mc_eid=2",
    ],
)
def test_a_page_is_the_same_however_a_reader_came(other):
    """Trackers, a mark within the page, and TLS or not make no other page."""
    assert same_page(other) == same_page("https://example.org/a?id=7")


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/a",
        "https://example.org/a?id=8",
        "https://example.org/a?id=7&page=2",
        "https://example.org/a/?id=7",
        "https://example.org/A?id=7",
        "https://www.example.org/a?id=7",
        "https://example.org:8443/a?id=7",
        "https://example.org/a?story_fbid=7",
        "https://example.org/a?ref=7",
        "https://example.org/a?ID=7",
    ],
)
def test_pages_that_differ_in_anything_else_are_two(other):
    """`?id=7` and `?id=8` are two reports, and so may be `/a` and `/A`."""
    assert same_page(other) != same_page("https://example.org/a?id=7")


def test_the_order_of_parameters_is_not_touched():
    """`?a=1&b=2` and `?b=2&a=1` are one page to most servers; only they know."""
    assert same_page("http://x.example/?a=1&b=2") != same_page("http://x.example/?b=2&a=1")


def test_an_archived_page_is_the_archives_of_that_moment():
    """Two copies of one page from two days are two documents; neither is the page of today."""
    first = "https://web.archive.org/web/20160304050607/http://example.org/a?id=7"
    assert same_page(first) == same_page(
        "http://web.archive.org/web/20160304050607if_/https://example.org/a?id=7&utm_source=x"
    )
    assert same_page(first) == same_page(
        "https://web.archive.org/web/20160304050607/http:/example.org/a?id=7"
    )
    assert same_page(first) != same_page(first.replace("2016", "2017"))
    assert same_page(first) != same_page("http://example.org/a?id=7")


def test_what_a_feed_says_holds_only_where_the_page_is_silent():
    """A feed's headline may be a teaser; the page's own goes first, and both are kept."""
    told = Told(title="Bloodbath!", author="Desk", published=date(2025, 3, 9))
    document = Document(name="http://example.org/a", listed=told)
    page = metadata.Found(title=("Eleven killed in Harbour Street", "headline"))
    whole = metadata.completed(document, page, "en")
    assert whole.title == "Eleven killed in Harbour Street"
    assert (whole.author, whole.published) == ("Desk", date(2025, 3, 9))
    assert dict(whole.found_in) == {
        "title": "headline",
        "author": "feed",
        "published": "feed",
        "language": "its words",
    }
    assert whole.listed.title == "Bloodbath!"
