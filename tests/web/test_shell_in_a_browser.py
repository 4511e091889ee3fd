"""What every screen has around it, as people meet it: on a desk, on a phone, by keyboard."""

from dataclasses import replace

import pytest
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from playwright.sync_api import expect

from onrecord.web import pages
from onrecord.web.desk_of import Now

SIZES = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)


def is_clean(opened, axe, width: int, *, but: str = "-") -> None:
    """Nothing is loaded from elsewhere, nothing complains, everybody can use it."""
    assert opened.elsewhere == []
    assert [error for error in opened.errors if but not in error] == []
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@SIZES
@pytest.mark.parametrize("path", ["/", "/person", "/api"])
def test_a_page_is_clean_quiet_and_no_wider_than_the_window(browse, axe, path, width, scheme):
    is_clean(browse(path, width=width, color_scheme=scheme), axe, width)


def test_a_page_that_is_not_there_is_clean_too(browse, axe):
    is_clean(browse("/no-such-page"), axe, 1280, but="404")


def test_every_target_can_be_hit_with_a_finger(browse):
    page = browse("/", width=390, has_touch=True).page
    page.get_by_text("Menu").click()
    small = page.evaluate(
        """[...document.querySelectorAll("header a, header button, header input, summary")]
        .filter(e => e.offsetParent && !e.classList.contains("skip"))
        .filter(e => e.getBoundingClientRect().height < 24)
        .map(e => e.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize("scripted", [True, False])
def test_the_menu_of_a_phone_opens_without_scripts(browse, scripted):
    page = browse("/", width=390, java_script_enabled=scripted).page
    assert not page.get_by_role("link", name="History").is_visible()
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="For programs").first.scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="History")).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_whoever_decides_says_so_once(browse, scripted):
    page = browse("/api", java_script_enabled=scripted).page
    page.get_by_role("link", name="Say who decides").click()
    page.get_by_label("Your name").fill("Amal Haddad")
    page.get_by_role("button", name="Decide under this name").click()
    page.get_by_role("link", name="Deciding as Amal Haddad").wait_for()
    assert page.url.endswith("/api")


def test_the_language_turns_the_page_around(browse):
    opened = browse("/api")
    opened.page.get_by_role("button", name="العربية").click()
    opened.page.locator("html[dir=rtl]").wait_for(state="attached")
    assert opened.page.url.endswith("/api")
    name = opened.page.locator(".name").bounding_box()
    assert name["x"] > 640
    opened.page.get_by_role("button", name="English").click()
    opened.page.locator("html[dir=ltr]").wait_for(state="attached")
    assert opened.errors == []


@pytest.mark.parametrize("scripted", [True, False])
def test_it_is_dark_or_light_as_the_machine_is_until_somebody_chooses(browse, scripted):
    page = browse("/", color_scheme="dark", java_script_enabled=scripted).page

    def paper() -> str:
        return page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")

    dark = paper()
    page.get_by_role("button", name="Light").click()
    page.locator("html[data-scheme=light]").wait_for(state="attached")
    light = paper()
    assert light != dark
    page.get_by_role("button", name="Dark").click()
    page.locator("html[data-scheme=dark]").wait_for(state="attached")
    assert paper() == dark


def test_keys_reach_the_search_and_the_page(browse):
    page = browse("/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("12/3")
    assert page.get_by_role("searchbox").input_value() == "12/3"


def test_the_strip_says_that_figures_are_worked_out_and_when_they_are(browse, desk, monkeypatch):
    now = desk.view
    monkeypatch.setattr(desk._held, "_view", replace(now, is_behind=True))
    opened = browse("/")
    strip = opened.page.locator("#strip")
    assert "being worked out anew" in strip.inner_text()
    monkeypatch.setattr(desk._held, "_view", now)
    opened.page.get_by_text("The figures are as decided now.").wait_for(timeout=10_000)
    assert opened.errors == []
    opened.page.get_by_role("link", name="Show them").click()
    opened.page.locator("#strip:empty").wait_for(state="attached")


# --- What several screens show

GALLERY = """
{% extends "base.html.j2" %}{% import "parts.html.j2" as p %}
{% block title %}Parts{% endblock %}
{% block main %}
<h1>Parts</h1>
{{ p.tabs("Lists", [("/actors", "Actors"), ("/gallery", "Places"), ("/sources", "Sources")], here.path) }}
<div class="sides"><div>
<h2>Claims</h2>
{% for one, words in claims %}
{% call p.claim(one, words, now.record.documents[one.document], *signed[loop.index0]) %}
<button class="main" data-key="a">Accept {{ p.key("a") }}</button> <button>Edit {{ p.key("e") }}</button> <button class="grave">Reject {{ p.key("r") }}</button> <button class="quiet">Later {{ p.key("j") }}</button>
{% endcall %}
{% endfor %}
<h2>Table</h2>
{% call p.table("Incidents") %}
<thead><tr><th scope="col">When</th><th scope="col">Where</th><th scope="col" class="n">Killed</th></tr></thead>
<tbody><tr><th scope="row">9 August 2018</th><td>Dahyan</td><td class="n">{{ wording.between(40, 51) }}</td></tr></tbody>
{% endcall %}
{{ p.pager(2, 9, link) }}
{{ p.empty("Nothing is left to decide.") }}
</div><aside>
{{ p.range(40, 51, "killed") }}{{ p.range(none, none, "injured") }}
{{ p.facet("Place", facets, 12) }}
{{ p.confirm("/gallery", "Merge", fields=[("incident", "inc_1")], is_grave=true) }}
</aside></div>
{% endblock %}
"""


def gallery(request: Request, now: Now) -> HTMLResponse:
    """Show every part once, with claims of the record in every state."""
    some = [*now.record.claims.values()]
    arabic = next(c for c in some if now.record.documents[c.document].language == "ar")
    states = [None, "accepted", "corrected", "rejected", "unsure"]
    chosen = [c.with_(decision=s) for c, s in zip([*some[:4], arabic], states, strict=True)]
    texts = [now.record.text_of(one.document) for one in chosen]
    words = [
        {
            "before": text.content[max(0, one.passage.start - 60) : one.passage.start],
            "exact": one.passage.exact,
            "after": text.content[one.passage.end : one.passage.end + 60],
        }
        for one, text in zip(chosen, texts, strict=True)
    ]
    facets = [
        {"name": "Dahyan", "count": 61, "href": "?place=1", "is_on": True},
        {"name": "حرض", "count": 3, "href": "?place=2", "is_on": False},
    ]
    template = pages._environment().from_string(GALLERY)
    made = template.render(
        here=pages._here(request),
        now=now,
        claims=list(zip(chosen, words, strict=True)),
        signed=[(), *[("Amal", now.record.snapshots[chosen[0].document].taken_at)] * 4],
        facets=facets,
        link=lambda number: f"?page={number}",
    )
    return HTMLResponse(made)


@pytest.fixture
def more() -> APIRouter:
    """Pages of a test beside those of the desk."""
    router = APIRouter()
    router.add_api_route("/gallery", gallery)
    return router


@SIZES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_parts_of_screens_are_clean(browse, axe, width, scheme, language):
    opened = browse("/gallery", width=width, color_scheme=scheme, language=language)
    is_clean(opened, axe, width)
    dashed = opened.page.locator(".claim.is-proposed").evaluate(
        "e => getComputedStyle(e).borderTopStyle"
    )
    solid = opened.page.locator(".claim.is-accepted").evaluate(
        "e => getComputedStyle(e).borderTopStyle"
    )
    assert (dashed, solid) == ("dashed", "solid")
