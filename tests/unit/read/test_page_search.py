"""What a page is searched for."""

import pytest

from onrecord.read import page_search, page_told
from onrecord.read.page_text import parsed

WORDS = "<h1>Market hit</h1><p>Written by Lina Haddad, Coast Daily, on 29 March 2016.</p>"
TITLE = '<meta property="og:title" content="Market hit">'
SITE = '<meta property="og:site_name" content="Coast Daily">'
WRITER = '<meta name="author" content="Lina Haddad">'
DAY = '<meta property="article:published_time" content="2016-03-29">'


@pytest.fixture
def searched():
    """Return a function that gives the fields that a search of a page adds to."""

    def made(head):
        markup = f"<html><head>{head}</head><body>{WORDS}</body></html>"
        told = page_told.told(parsed(markup))
        page_search.add(markup, told)
        return {field for field, said in told.items() if "page text" in said}

    return made


def test_a_page_whose_elements_tell_all_is_not_searched(searched, monkeypatch):
    monkeypatch.setattr("trafilatura.metadata.examine_meta", None)
    assert searched(TITLE + SITE + WRITER + DAY) == set()


def test_a_page_is_searched_for_what_its_elements_leave_open(searched):
    assert searched(TITLE + SITE + WRITER) == {"published"}
    assert "publisher" not in searched(TITLE + SITE)


def test_a_day_that_one_loose_element_tells_is_searched_for_too(searched):
    """What a search finds weighs as much as such an element, so it could tip the balance."""
    loose = '<meta name="date" content="2016-03-29">'
    assert searched(TITLE + SITE + WRITER + loose) == {"published"}
