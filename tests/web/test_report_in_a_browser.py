"""The page as people meet it: in a browser, from a file, on a desk and on a phone."""

import importlib.util
from pathlib import Path

import pytest
from playwright.sync_api import expect

from onrecord import publish

pytestmark = pytest.mark.browser

_INVENTED = Path(__file__).parents[1] / "unit" / "publish" / "invented.py"
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """The page of the invented record, on disk."""
    spec = importlib.util.spec_from_file_location("invented_for_the_browser", _INVENTED)
    invented = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(invented)
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(publish.report(invented.record()), encoding="utf-8")
    return path


@WIDTHS
def test_it_opens_without_a_word_from_the_console_and_asks_for_nothing(open_page, report, width):
    opened = open_page(report, width=width)
    opened.page.wait_for_load_state("networkidle")
    assert opened.errors == []
    assert opened.requests == []


@WIDTHS
@pytest.mark.parametrize("scripted", [True, False])
def test_nothing_is_wider_than_the_window(open_page, report, width, scripted):
    opened = open_page(report, width=width, java_script_enabled=scripted)
    body = opened.page.locator("body").bounding_box()
    assert body["width"] <= width
    main = opened.page.locator("main").bounding_box()
    assert main["x"] >= 0
    assert main["x"] + main["width"] <= width
    if scripted:
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@WIDTHS
def test_every_row_of_the_table_leads_to_its_incident(open_page, report, width):
    page = open_page(report, width=width).page
    links = page.locator("table.incidents th[scope=row] a")
    for n in range(links.count()):
        target = links.nth(n).get_attribute("href")
        links.nth(n).click()
        assert page.evaluate("location.hash") == target
        expect(page.locator(target)).to_be_visible()
        top = page.locator(target).evaluate("e => e.getBoundingClientRect().top")
        assert top < 900


def test_without_script_all_words_are_there_to_read(open_page, report):
    opened = open_page(report, java_script_enabled=False)
    assert opened.errors == []
    text = opened.page.locator("main").inner_text()
    assert "About 620 people were killed between March 6 and 9" in text
    assert "ثلاثة أشخاص قتلوا" in text
    assert not opened.page.locator("#filter").is_visible()


def test_on_a_phone_the_timeline_is_a_list_and_on_a_desk_a_drawing(open_page, report):
    desk, phone = open_page(report).page, open_page(report, width=390).page
    expect(desk.locator("svg.wide")).to_be_visible()
    assert not desk.locator("ol.narrow").is_visible()
    expect(phone.locator("ol.narrow")).to_be_visible()
    assert not phone.locator("svg.wide").is_visible()


def test_the_first_key_leads_past_the_head_of_the_page(open_page, report):
    page = open_page(report).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_arabic_runs_from_right_to_left(open_page, report):
    page = open_page(report).page
    quote = page.locator("blockquote p[lang=ar]").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_the_policy_stops_what_a_text_might_smuggle_in(open_page, report, tmp_path):
    bad = tmp_path / "bad.html"
    page = report.read_text(encoding="utf-8")
    smuggled = "<script>document.title = 'taken over'</script><img src='https://example.org/x'>"
    bad.write_text(page.replace("</main>", smuggled + "</main>"), encoding="utf-8")
    opened = open_page(bad)
    opened.page.wait_for_load_state("networkidle")
    assert opened.page.title() != "taken over"
    assert opened.errors  # the browser says that it refused


@WIDTHS
@SCHEMES
def test_the_checker_of_accessibility_finds_nothing(open_page, report, axe, width, scheme):
    page = open_page(report, width=width, color_scheme=scheme, bypass_csp=True).page
    assert axe(page) == []
