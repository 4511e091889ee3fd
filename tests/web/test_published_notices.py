"""Method, changes and corrections of a published site, as people meet them in a browser."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.publish import changes, site
from onrecord.publish.changes import Altered, Notice
from onrecord.testing import publics

pytestmark = pytest.mark.browser
PAGES = ("method.html", "changes.html", "corrections.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A published site of two releases, in which one figure was corrected."""
    one, two = publics.incident(1), publics.incident(2, when=publics.day(2024, 6, 1))
    public = publics.public(one, two)
    before = [replace(told, digest="", figures=()) for told in changes.told(public)][:1]
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    notices = (
        Notice(
            release="2026-11-22",
            at=at,
            incidents=2,
            changes=changes.between(before, changes.told(public)),
            altered=(Altered(what="program", before="onrecord 0.0.9", after="onrecord 0.1.0"),),
        ),
        Notice(release="2026-10-01", at=at.replace(month=10), incidents=1, is_first=True),
    )
    folder = tmp_path_factory.mktemp("site")
    for page in site.pages(public, notices=notices):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
    return folder


@pytest.mark.parametrize(("width", "language"), [(1280, ""), (390, "ar/")])
@pytest.mark.parametrize("name", PAGES)
def test_the_checker_of_accessibility_finds_nothing_and_nothing_is_too_wide(
    open_page, axe, folder, name, language, width
):
    opened = open_page(folder / f"{language}{name}", width=width, bypass_csp=True)
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_the_dark_page_is_fit_for_all_too(open_page, axe, folder, name):
    assert axe(open_page(folder / name, color_scheme="dark", bypass_csp=True).page) == []


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("name", [*PAGES, "search.html"])
def test_pages_open_from_a_folder_without_a_word_from_the_console(
    open_page, folder, name, language
):
    opened = open_page(folder / f"{language}{name}")
    opened.page.wait_for_load_state("networkidle")
    assert opened.errors == []
    assert not [url for url in opened.requests if not url.startswith("file:")]


def test_a_change_leads_to_the_page_of_its_incident(open_page, folder):
    page = open_page(folder / "changes.html").page
    page.locator("ul.changes a").first.click()
    page.wait_for_load_state()
    assert page.url.endswith("/incidents/inc_0000000000000001.html")


def test_what_is_found_opens_its_page(open_page, folder):
    page = open_page(folder / "ar/search.html").page
    page.fill("#q", "northport")
    page.locator("#found a").first.click()
    page.wait_for_load_state()
    assert "/ar/incidents/inc_" in page.url
    assert page.locator("h1").count() == 1
