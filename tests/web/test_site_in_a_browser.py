"""Published pages in a browser, from a folder: quiet, for everybody, on every screen."""

from itertools import product
from pathlib import Path

import pytest

from onrecord.model.public import (
    PublicCell,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicWeighed,
)
from onrecord.model.ruling import Rule
from onrecord.publish import site
from onrecord.testing import publics

pytestmark = pytest.mark.browser
RULE = Rule(id="airwars:totals", says="Published totals hold Fair and Confirmed.", source="page")
KINDS = (
    "index.html",
    "incidents/index.html",
    "incidents/inc_0000000000000001.html",
    "incidents/months.html",
    "incidents/inc_old.html",
    "places/index.html",
    "accused/index.html",
    "sources/index.html",
    "sources/org_0000000000000001.html",
    "documents/index.html",
    "documents/doc_0000000000000001.html",
    "data.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A site in a folder."""
    long = publics.incident(2, victims="ضحايا " * 30, weapons=("قصف جوي عنيف جدا " * 8,))
    cell = PublicCell(
        name="civilians_killed_min", value=12, why=publics.words("as told"), rules=(RULE.id,)
    )
    used = (PublicWeighed(claim_id="clm_0000000000000001", rule=RULE.id),)
    ruling = PublicRuling(
        rulebook="airwars", version="1", codebook="Airwars, definitions", cells=(cell,),
        used=used, in_short=(("killed", "12"), ("where", "Northport"), ("verdict", "Fair")),
    )  # fmt: skip
    book = PublicRulebook(
        name="airwars", version="1", codebook="Airwars, definitions", seen="page",
        rules=(PublicRule(rule=RULE, applied="wholly"),),
    )  # fmt: skip
    public = publics.public(
        publics.incident(is_decided=False, rulings=(ruling,), sums=("10 + 2 = 12: holds",)),
        long, rulebooks=(book,), retired=(("inc_old", (long.id,)),),
    )  # fmt: skip
    file = site.DataFile(path="data/figures.csv", kind="csv", size=1, sha256="ab" * 32)
    folder = tmp_path_factory.mktemp("site")
    for page in site.pages(public, site.Edition(id="2026-1", files=(file,))):
        (folder / page.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / page.path).write_bytes(page.body)
    return folder


@pytest.mark.parametrize(("language", "scheme"), list(product(("", "ar/"), ("light", "dark"))))
def test_every_kind_of_page_is_for_everybody_and_asks_for_nothing(
    open_page, axe, folder, language, scheme
):
    faults = {}
    opened = open_page(folder / f"{language}index.html", color_scheme=scheme)
    for kind in KINDS:
        opened.page.goto((folder / language / kind).as_uri())
        said = [*opened.errors]
        opened.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        found = said + axe(opened.page)
        opened.errors.clear()  # axe asks for the style sheet in its own way, and is refused
        opened.page.set_viewport_size({"width": 360, "height": 780})
        wide = opened.page.evaluate("document.documentElement.scrollWidth")
        opened.page.set_viewport_size({"width": 1280, "height": 900})
        if wide > 360:
            found.append(f"{wide} pixels wide on a phone")
        if found:
            faults[kind] = found
    assert faults == {}
    assert not [one for one in opened.requests if not one.startswith(folder.as_uri())]


def test_a_page_is_styled_and_read_from_a_folder_without_scripts(open_page, folder):
    opened = open_page(folder / KINDS[2], java_script_enabled=False)
    number = opened.page.locator(".big a").first
    assert number.evaluate("(one) => getComputedStyle(one.parentElement).fontSize") != "16px"
    number.click()
    assert opened.page.url.endswith("#clm_0000000000000001")
    assert opened.page.locator("article:target mark").inner_text() == "12 people were killed"
