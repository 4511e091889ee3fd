"""Explore, read answer by answer and in a browser."""

import re

import pytest

from onrecord.workflow.desk import exploring

# A wide page in the light and a narrow one in the dark; test_every_screen turns them around.
LOOKS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
VIEWS = pytest.mark.parametrize(
    "path", ["/explore", "/explore?of=claims&q=Dahyan", "/explore?of=texts&q=مقتل"]
)


def test_every_count_beside_a_choice_is_what_the_choice_shows(client):
    told = client.get("/api/explore").json()
    for facet, choices in told["facets"].items():
        for choice in choices:
            after = client.get("/api/explore", params={facet: choice["value"]}).json()
            assert after["total"] == choice["count"]


def test_a_view_is_all_in_its_address(client):
    page = client.get("/explore?of=claims&outcome=injured&from=2018-08&to=2018-08").text
    assert 'value="2018-08-01"' in page
    assert 'value="2018-08-31"' in page
    kept = re.search(r'class="copy" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(kept).text.count("said-line") == page.count("said-line") > 0


def test_words_in_arabic_find_the_text_and_a_name_finds_the_other_script(client):
    page = client.get("/explore", params={"of": "texts", "q": "مُقتَل"}).text
    assert "<mark>مقتل</mark>" in page
    assert re.search(r'href="/documents/doc_\w+\?at=\d+"', page)
    hits = client.get("/api/search", params={"q": "Saada"}).json()["hits"]
    assert any("صعدة" in word for hit in hits for word in hit["words"])


def test_words_that_nothing_says_find_nothing_and_say_so(client):
    page = client.get("/explore", params={"q": "zebra"}).text
    assert "Nothing fits all of that." in page


@pytest.mark.parametrize(
    "asked", ["from=tomorrow", "page=0", "box=1,2", "from=2019&to=2018", "page=99999999999999"]
)
def test_nonsense_is_answered_in_one_line(client, asked):
    answer = client.get(f"/explore?{asked}")
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_places_are_given_as_geojson_with_how_exactly_they_are_known(client, desk):
    told = client.get("/api/places.geojson").json()
    assert told["type"] == "FeatureCollection"
    found = exploring.find(desk.view, exploring.Asked())
    assert len(told["features"]) == len(exploring.spots(found, desk.view.record.places))
    assert all(1 <= one["properties"]["precision"] <= 7 for one in told["features"])


@VIEWS
@LOOKS
def test_explore_is_clean_quiet_and_no_wider_than_the_window(browse, axe, path, width, scheme):
    opened = browse(path, width=width, color_scheme=scheme)
    assert opened.elsewhere == []
    assert opened.errors == []
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_everything_is_chosen_by_links_and_forms(browse):
    page = browse("/explore", java_script_enabled=False).page
    page.get_by_role("searchbox", name="Words").fill("Dahyan")
    page.get_by_role("search", name="Search in these").get_by_role("button").click()
    assert "q=Dahyan" in page.url
    page.get_by_role("link", name="injured").first.click()
    assert "outcome=injured" in page.url
    before = page.locator("#map").get_attribute("data-box")
    page.get_by_role("link", name="Nearer").click()
    assert page.locator("#map").get_attribute("data-box") != before
    page.get_by_role("link", name="Everything").click()
    assert page.url.endswith("/explore")


def test_the_map_is_dragged_and_stays_a_map(browse):
    opened = browse("/explore")
    page = opened.page
    before = page.locator("#map").get_attribute("data-box")
    frame = page.locator("#map svg").bounding_box()
    page.mouse.move(frame["x"] + 60, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + 140, frame["y"] + 100, steps=4)
    page.mouse.up()
    page.wait_for_function("b => document.getElementById('map').dataset.box !== b", arg=before)
    assert "box=" in page.url
    assert page.locator("#map .mark").count() > 0
    assert opened.errors == []


def test_a_bar_of_the_timeline_shows_its_stretch(browse):
    page = browse("/explore", java_script_enabled=False).page
    page.locator("#timeline details summary").click()
    page.locator(".stretches a").first.click()
    assert "from=" in page.url
    assert "to=" in page.url
