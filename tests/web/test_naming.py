"""Actors, places, sources and names, read answer by answer and in a browser."""

import re
from urllib.parse import quote

import pytest

from onrecord.workflow.desk.naming.used import names

# A wide page in the light and a narrow one in the dark; test_every_screen turns them around.
LOOKS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
PATHS = pytest.mark.parametrize(
    "path",
    ["/actors", "/places", "/sources", "/names", "/names/place/dahyan", "/places/geo:71334",
     "/places/new?name=Dahyan", "/same?a=name:place:dahyan",
     "/same?a=name:place:dahyan&b=name:place:dhahyan"],
)  # fmt: skip
DAHYAN = {
    "kind": "place", "meant": "new", "new_name": "Dahyan", "new_kind": "town",
    "new_country": "YE", "new_latitude": "17.08", "new_longitude": "43.59",
    "why": "OCHA's list has it.", "back": "/places",
}  # fmt: skip


@pytest.fixture
def named(client):
    """Somebody whose name the desk knows."""
    client.cookies.set("person", "Amal")
    return client


@pytest.mark.parametrize("shelf", ["actors", "places", "sources", "names"])
def test_every_line_of_a_list_leads_to_a_page(client, shelf):
    page = client.get(f"/{shelf}").text
    lines = re.findall(r'<th scope="row"><a href="([^"]+)"', page)
    assert lines
    for line in lines:
        assert client.get(line).status_code == 200


def test_what_is_not_there_is_not_found(client):
    for path in ("/actors/actor:nobody", "/places/geo:1", "/sources/org_x", "/names/place/x"):
        assert client.get(path).status_code == 404


def test_a_place_is_added_seen_and_taken_back(named, desk):
    asked = {**DAHYAN, "name": ["Dahyan", "Dhahyan"], "seen": ["Dahyan:", "Dhahyan:"]}
    answer = named.post("/decide/name", data=asked)
    assert (answer.status_code, answer.headers["location"]) == (303, "/places")
    page = named.get("/places/own:YE.dahyan").text
    assert "added here" in named.get("/places").text
    assert "OCHA" in page
    assert 'class="mark"' in page
    held = re.search(r'name="decision" value="(dec_\w+)"', page)[1]
    undone = {"decision": held, "why": "No.", "back": "/places"}
    assert named.post("/decide/undo", data=undone).status_code == 303
    assert len([d for d in desk.view.decisions if d not in desk.view.undone]) == 2


def test_a_preview_says_what_changes_and_writes_nothing(named, desk):
    """A town of that name in another country takes the incident apart."""
    asked = {**DAHYAN, "new_country": "SA", "name": ["Dahyan", "ضحيان"], "preview": "yes"}
    answer = named.post("/decide/name", data=asked)
    assert answer.status_code == 200
    assert "Taken apart" in answer.text
    assert "ضحيان" in answer.text
    assert desk.view.record.decisions == ()


def test_a_preview_says_that_nothing_is_taken_apart(named, desk):
    asked = {**DAHYAN, "name": ["Dahyan", "ضحيان"], "preview": "yes"}
    answer = named.post("/decide/name", data=asked)
    said = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    assert "claims that mean it anew 36 incidents they are in 1 → 1" in said
    assert "No incidents are put together or taken apart." in said
    assert desk.view.record.decisions == ()


def test_who_decided_meanwhile_is_told_and_nothing_is_written(named, desk):
    named.post("/decide/name", data={**DAHYAN, "name": "Dahyan", "seen": "Dahyan:"})
    again = named.post("/decide/name", data={**DAHYAN, "name": "Dahyan", "seen": "Dahyan:"})
    assert again.status_code == 409
    assert len(desk.view.record.decisions) == 1


def test_two_names_side_by_side_become_one(named, desk):
    path = "/same?a=name:place:dahyan&b=" + quote("name:place:ضحيان")
    page = named.get(path).text
    assert "No document speaks of both" in page
    assert "ضحيان" in page
    pair = "name:place:dahyan|name:place:ضحيان"
    answer = named.post("/decide/same", data={"pair": pair, "why": "One town.", "back": "/places"})
    assert answer.status_code == 303
    used = names(desk.view).used
    assert used["place", "dahyan"].best == used["place", "ضحيان"].best


@pytest.mark.parametrize(
    "wrong",
    [{"new_latitude": "99"}, {"new_longitude": ""}, {"name": ""}, {"new_name": " "},
     {"meant": ""}, {"meant": "geo:0"}, {"new_within": "geo:0"}, {"new_id": "geo:170063"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(named, desk, wrong):
    answer = named.post("/decide/name", data={**DAHYAN, "name": "Dahyan", **wrong})
    assert answer.status_code == 422
    assert desk.view.record.decisions == ()


def test_the_table_of_names_goes_out_and_comes_in_with_its_faults(named, desk):
    table = (
        "name,kind,id,meant name,latitude,longitude\nDahyan,town,,Dahyan,17.08,43.59\nX,y,,Z,,\n"
    )
    answer = named.post("/names/import", files={"table": ("names.csv", table.encode())})
    assert "1 row was taken." in answer.text
    assert "Row 3" in answer.text
    out = named.get("/names.csv")
    assert "attachment" in out.headers["content-disposition"]
    assert "own:XX.dahyan" in out.text
    assert desk.view.record.decisions[0].by == "Amal"


def test_what_a_report_says_is_no_page_of_ours(named):
    asked = {**DAHYAN, "name": "Dahyan", "new_name": "<script>alert(1)</script>\u202e"}
    assert named.post("/decide/name", data=asked).status_code == 303
    page = named.get("/places").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@PATHS
@LOOKS
def test_a_page_about_names_is_clean_quiet_and_fits(browse, axe, path, width, scheme):
    opened = browse(path, width=width, color_scheme=scheme)
    assert opened.elsewhere == []
    assert opened.errors == []
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_point_is_picked_on_the_map(browse):
    opened = browse("/places/new?name=Dahyan", person="Amal")
    page = opened.page
    page.locator("#map svg").click(position={"x": 200, "y": 120})
    latitude = float(page.get_by_label("Latitude").input_value())
    west, south, east, north = map(float, page.locator("#map").get_attribute("data-box").split(","))
    assert south < latitude < north
    assert west < float(page.get_by_label("Longitude").input_value()) < east
    page.get_by_label("Why? It is kept").fill("A satellite picture.")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/places")
    page.get_by_text("added here").first.wait_for()
    assert opened.errors == []


def test_a_name_is_given_a_meaning_without_scripts(browse):
    page = browse("/names/place/dahyan", person="Amal", java_script_enabled=False).page
    page.get_by_role("searchbox", name="Look up another name").fill("Saada")
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Why? It is kept").fill("A quarter of it.")
    page.get_by_role("button", name="It means that").click()
    page.get_by_text("A quarter of it.").first.wait_for()
