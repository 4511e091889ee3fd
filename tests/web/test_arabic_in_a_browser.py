"""Every screen of the desk in Arabic, from right to left, on a desk and on a telephone."""

import re

import pytest

LANGUAGE = "ar"
SCREENS = [
    "/", "/queue", "/queue?second=1", "/queue/disagreements", "/agreement", "/incidents",
    "/documents", "/explore", "/explore?list=claims", "/actors", "/places", "/places/new",
    "/sources", "/names", "/checks", "/follow", "/history", "/person", "/api", "/nowhere",
]  # fmt: skip
# The first link of a list, followed: a page about one thing.
ONE_OF = {
    "/incidents": r"/incidents/inc_\w+$",
    "/documents": r"/documents/doc_\w+$",
    "/queue": r"/claims/clm_\w+/edit",
    "/places": r"/places/[^/?]+$",
    "/actors": r"/actors/[^/?]+$",
    "/sources": r"/sources/[^/?]+$",
    "/checks": r"/checks/prb_\w+$",
}
OF_AN_INCIDENT = ["corroboration", "rulebooks", "history", "merge", "split"]
# What would be read aloud in Arabic and is English: Latin words outside everything that says
# it is a name, a code or another language. Keys, file names and headers are among the few.
UNTRANSLATED = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const words = walker.currentNode.data.replace(/[\\u2068].*?[\\u2069]/g, "").trim();
        const inside = walker.currentNode.parentElement;
        const apart = "[lang]:not(html):not([lang=ar]), bdi, [dir=auto], code, kbd, svg, option, h1, h2, th, li, figcaption, abbr";
        if (/[a-z]{3,}( [a-z]{2,}){2,}/i.test(words) && !inside.closest(apart)) found.push(words);
    }
    return found;
}"""
SIZES = pytest.mark.parametrize("width", [1280, 390])


def _is_right(opened, axe, width: int) -> None:
    """The page runs to the left, is no wider than the window, and everybody can use it."""
    page = opened.page
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.lang") == LANGUAGE
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
    assert page.evaluate(UNTRANSLATED) == []
    assert opened.elsewhere == []


def _first_of(browse, path: str) -> str:
    page = browse(path, language=LANGUAGE, person="Amal").page
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    return next(link for link in links if re.match(ONE_OF[path], link))


@SIZES
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_runs_from_right_to_left(browse, axe, path, width):
    _is_right(browse(path, width=width, language=LANGUAGE, person="Amal"), axe, width)


@SIZES
@pytest.mark.parametrize("path", sorted(ONE_OF))
def test_a_page_about_one_thing_runs_from_right_to_left(browse, axe, path, width):
    one = _first_of(browse, path)
    _is_right(browse(one, width=width, language=LANGUAGE, person="Amal"), axe, width)


@SIZES
@pytest.mark.parametrize("part", OF_AN_INCIDENT)
def test_the_parts_of_an_incident_run_from_right_to_left(browse, axe, part, width):
    one = f"{_first_of(browse, '/incidents')}/{part}"
    _is_right(browse(one, width=width, language=LANGUAGE, person="Amal"), axe, width)
