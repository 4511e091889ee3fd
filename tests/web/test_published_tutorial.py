"""
The site of docs/tutorials/from-reading-to-a-release.md, as its readers see it.

The test takes the picture of the manual too, when it is told where to put it;
`docs/tutorials/refresh.py --picture` does that.
"""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.workflow import Publishing

PAGE = Path(__file__).parents[2] / "docs/tutorials/from-reading-to-a-release.md"
MOST = 300_000  # bytes of a picture that everybody loads with the project
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def incident(built, tmp_path_factory):
    """The page of the incident on which the tutorial decides, released."""
    folder = tmp_path_factory.mktemp("tutorial") / "demo-record"
    shutil.copytree(built, folder)
    settings = PAGE.read_text().partition("```toml\n")[2].partition("```")[0]
    with (folder / "onrecord.toml").open("a") as file:
        file.write(f"\n{settings}")
    claims = workflow.load(folder).claims.values()
    for claim in claims:
        if claim.document == "09-hodeidah-fish-market.txt":
            workflow.decide(folder, workflow.accept(claim.id), by="Amal Haddad", why="")
    site = folder.parent / "site"
    for by in ("Amal Haddad", "Basil Nasser"):
        workflow.publish_record(folder, site, Publishing(sign=True, by=by, day=DAY))
    (page,) = (site / "incidents").glob("inc_*.html")
    return page


def test_the_incident_of_the_tutorial_is_read_with_its_figure_and_its_sentences(
    incident, chromium, paletted
):
    context = chromium.new_context(viewport={"width": 1100, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(incident.as_uri())
    told = page.locator("main").inner_text()
    assert "26–55 or more" in told
    assert "At least 55 civilians were killed" in told
    assert "al-Thawra" not in told
    shot = paletted(page.screenshot(clip={"x": 0, "y": 0, "width": 1100, "height": 1320},
                                    full_page=True, animations="disabled"))  # fmt: skip
    context.close()
    assert len(shot) <= MOST
    folder = os.environ.get("ONRECORD_PICTURES")
    if folder:
        (Path(folder) / "site-incident.png").write_bytes(shot)


def test_a_preview_says_so_in_line_with_the_page(incident, chromium, tmp_path):
    folder = incident.parents[2] / "demo-record"
    settings = folder / "onrecord.toml"
    settings.write_text(settings.read_text().replace("sign_offs = 2", "sign_offs = 3"))
    workflow.publish_record(folder, tmp_path / "look", Publishing(is_preview=True, day=DAY))
    for width in (390, 1280):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto((tmp_path / "look/index.html").as_uri())
        starts = [
            page.locator(where).evaluate(
                "e => e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft)"
            )
            for where in ("body > .note", "main")
        ]
        context.close()
        assert starts[0] == pytest.approx(starts[1], abs=1)
