"""The report for a reader as a reader meets it: on a desk, on a phone, on paper, in Arabic."""

import pytest

from onrecord.model.public import Piece, Withheld, Words
from onrecord.publish import paper
from onrecord.testing import publics

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [1280, 390])
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The page of a small record in each language, on disk."""
    hidden = Words(pieces=(Piece(text="said "), Piece(text="", withheld=Withheld.NAME)))
    claim = publics.claim(after=hidden)
    incidents = (
        publics.incident(1, claims=(claim,), is_decided=False),
        publics.incident(2, when=publics.day(2024, 6, 1)),
        publics.incident(3, when=None, figures=(), accused=()),
    )
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for language in ("en", "ar"):
        made[language] = folder / f"{language}.html"
        made[language].write_bytes(
            paper.html(publics.public(*incidents), paper.Asked(language=language))
        )
    return made


@WIDTHS
@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_checker_of_accessibility_finds_nothing(open_page, pages, axe, width, language, scheme):
    page = open_page(pages[language], width=width, color_scheme=scheme, bypass_csp=True).page
    assert axe(page) == []


@WIDTHS
@LANGUAGES
def test_it_asks_for_nothing_and_nothing_is_wider_than_the_window(
    open_page, pages, width, language
):
    opened = open_page(pages[language], width=width)
    opened.page.wait_for_load_state("networkidle")
    assert opened.errors == []
    assert opened.requests == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_leads_to_its_footnote_and_back(open_page, pages):
    page = open_page(pages["en"], width=1280).page
    first = page.locator("a[role=doc-noteref]").first
    target = first.get_attribute("href")
    first.click()
    assert page.evaluate("location.hash") == target
    page.locator(f"{target} a[role=doc-backlink]").first.click()
    assert page.evaluate("location.hash") == f"#{first.get_attribute('id')}"
