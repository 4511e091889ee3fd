"""Tests lend one another the tabs of a browser; each gets one as if it were new."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from tabs import faults_for_anybody

PHONE = {"width": 390, "height": 844}
COOKIE = {"name": "person", "value": "Amal", "url": "http://127.0.0.1/"}
FAINT = """<!doctype html><html lang="en"><title>Faint</title><main><h1>Said twice</h1>
<p style="color: #999">Twelve were killed.</p><p style="color: rgb(153 153 153)">Two were hurt.</p>
<div style="background: #336">{again}<p style="color: #fff">Five were freed.</p></div>
<p style="color: color(display-p3 1 0.9 0)">Yellow.</p><p style="opacity: 0.3">Grey.</p>
<img src="data:,"></main></html>""".format(again='<p style="color: #447">None was seen.</p>' * 3)


@pytest.fixture
def lend(tabs):
    """Lend a tab of a phone, as one test after another asks for it."""

    def lent(use):
        with tabs.lent() as take:
            return use(take(lambda _: False, **PHONE))

    return lent


def test_a_tab_is_lent_again_as_new(lend, tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<script>console.error('wrong')</script>")

    def fill(tab):
        tab.page.context.add_cookies([COOKIE])
        tab.page.context.new_page()
        tab.page.set_viewport_size({"width": 1000, "height": 500})
        tab.page.goto(wrong.as_uri())
        assert (tab.errors, tab.elsewhere) == (["wrong"], [wrong.as_uri()])
        return tab.page

    def look(tab):
        context = tab.page.context
        told = (tab.page.url, tab.page.viewport_size, context.cookies(), len(context.pages))
        return SimpleNamespace(page=tab.page, told=told, said=[*tab.errors, *tab.elsewhere])

    before = lend(fill)
    after = lend(look)
    assert after.page is before
    assert after.told == ("about:blank", PHONE, [], 1)
    assert after.said == []


def test_two_tabs_of_one_test_share_no_cookies(tabs):
    with tabs.lent() as take:
        one, other = (take(lambda _: True, **PHONE) for _ in range(2))
        one.page.context.add_cookies([COOKIE])
        assert other.page.context.cookies() == []


def test_a_tab_that_was_closed_is_lent_to_nobody(lend):
    lend(lambda tab: tab.page.close())
    assert lend(lambda tab: tab.page.is_closed()) is False


def test_axe_finds_what_it_finds_where_it_reads_every_colour_anew(lend):
    def told(tab):
        tab.page.set_content(FAINT)
        found = faults_for_anybody(tab.page)
        tab.page.set_content(FAINT)
        anew = Axe().run(tab.page).response["violations"]
        return found, anew

    found, anew = lend(told)
    assert found == [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:160]}"
        for one in anew
        for node in one["nodes"]
    ]
    assert sum(one.startswith("color-contrast: ") for one in found) >= 5
    assert any(one.startswith("image-alt: ") for one in found)
