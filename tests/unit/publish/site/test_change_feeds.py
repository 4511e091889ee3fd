"""Feeds of changes: what RFC 4287, RFC 4151 and JSON Feed 1.1 demand, and what readers see."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import feedparser
import pytest

from onrecord.publish.changes import Altered, Change, Corrected, Kind, Notice
from onrecord.publish.site import history
from onrecord.publish.site.page import Site
from onrecord.testing import publics

ATOM = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE, GONE = "inc_0000000000000001", "inc_0000000000000009"
FIRST = Notice(
    release="2026-10-01",
    at=NOON - timedelta(days=52),
    incidents=2,
    changes=(Change(incident_id=HERE, kind=Kind.NEW), Change(incident_id=GONE, kind=Kind.NEW)),
    is_first=True,
)
SECOND = Notice(
    release="2026-11-01",
    at=NOON - timedelta(days=21),
    incidents=2,
    changes=(
        Change(
            incident_id=GONE,
            kind=Kind.CORRECTED,
            figures=(Corrected(outcome="killed", before=(77, 78), after=(79, None)),),
        ),
    ),
)
THIRD = Notice(
    release="2026-11-22/b & c",
    at=NOON,
    incidents=1,
    changes=(
        Change(
            incident_id=HERE,
            kind=Kind.CORRECTED,
            figures=(Corrected(outcome="killed", before=(10, 10), after=(12, 12)),),
        ),
        Change(incident_id=GONE, kind=Kind.WITHDRAWN, now_at=(HERE,)),
    ),
    altered=(Altered(what="program", before="onrecord 0.0.9", after="onrecord 0.1.0"),),
)
ROW = SimpleNamespace(
    id=HERE,
    when=publics.day(2024, 5, 14),
    places=("Northport <b>", "Yemen"),
    killed=SimpleNamespace(minimum=12, maximum=12, is_open=False),
    injured=SimpleNamespace(minimum=None, maximum=None, is_open=False),
    is_decided=True,
)


@pytest.fixture
def made():
    """The files of a site's history, by path."""

    def files(*notices, address="https://record.example/site/", **allowed):
        public = publics.public()
        told = replace(public.allowed, address=address, **allowed)
        site = Site(public=replace(public, allowed=told), stations=("home", "changes"))
        pages = history.pages(site, notices or (THIRD, SECOND, FIRST), {HERE: ROW})
        return {page.path: page.body for page in pages}

    return files


def entries(body):
    return ET.fromstring(body).findall(f"{ATOM}entry")  # noqa: S314 - our own


def texts(of, name):
    return [one.text for one in of.findall(ATOM + name)]


@pytest.mark.parametrize("address", ["https://record.example/site/", ""])
@pytest.mark.parametrize("path", ["changes.atom", "ar/changes.atom"])
def test_an_atom_feed_has_all_that_rfc_4287_demands(made, path, address):
    feed = ET.fromstring(made(address=address)[path])  # noqa: S314 - our own
    assert feed.tag == f"{ATOM}feed"
    assert feed.findall(f"{ATOM}author/{ATOM}name")[0].text == "Northern Casualty Desk"
    for one in (feed, *feed.findall(f"{ATOM}entry")):  # 4.1.1 and 4.1.2: exactly one of each
        assert [len(one.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", texts(one, "updated")[0])
        assert re.match(r"tag:", texts(one, "id")[0])  # 4.2.6: an absolute IRI
        kinds = [(link.get("rel"), link.get("hreflang")) for link in one.findall(f"{ATOM}link")]
        assert len(kinds) == len(set(kinds))  # no two alternates of one type and language
    for one in feed.findall(f"{ATOM}entry"):
        assert one.find(f"{ATOM}content").get("type") == "text"  # 4.1.3.1
        assert texts(one, "content")[0]
    ids = [texts(one, "id")[0] for one in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize("path", ["changes.json", "ar/changes.json"])
def test_a_json_feed_has_all_that_version_1_1_demands(made, path):
    feed = json.loads(made()[path])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["feed_url"] == f"https://record.example/site/{path}"
    assert feed["language"] == path[:2].replace("ch", "en")
    assert feed["authors"] == [{"name": "Northern Casualty Desk"}]
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 6
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"]  # one of content_text and content_html
        assert datetime.fromisoformat(item["date_published"])
        assert item["url"].startswith("https://record.example/site/")


def test_without_an_address_atom_is_relative_and_json_names_no_address(made):
    files = made(address="")
    hrefs = [
        link.get("href")
        for one in entries(files["changes.atom"])
        for link in one.iter(f"{ATOM}link")
    ]
    assert f"incidents/{HERE}.html" in hrefs
    assert not [href for href in hrefs if href.startswith(("/", "http"))]
    feed = json.loads(files["changes.json"])
    assert not {"home_page_url", "feed_url"} & set(feed)
    assert not [item for item in feed["items"] if "url" in item]


def test_a_reader_of_feeds_sees_a_correction_with_its_figures(made):
    read = feedparser.parse(made()["changes.atom"])
    assert not read.bozo
    assert read.feed.title == "Changes: Northern record"
    [corrected] = [e for e in read.entries if e.title.startswith("Corrected: Northport")]
    assert corrected.title == "Corrected: Northport <b>, Yemen, 14 May 2024"
    assert corrected.content[0].value == "killed: from 10 to 12"
    assert corrected.link == f"https://record.example/site/incidents/{HERE}.html"
    assert corrected.tags[0].term == "corrected"


def test_what_is_public_no_more_is_told_by_its_id_in_older_entries_too(made):
    """The figures of an earlier notice are not told again once their incident was withdrawn."""
    files = made()
    for path, body in files.items():
        assert not re.search(r"\b(77|78|79)\b", body.decode()), path
    titles = [texts(one, "title")[0] for one in entries(files["changes.atom"])]
    assert f"Withdrawn: {GONE}" in titles
    assert f"Corrected: {GONE}" in titles


def test_the_first_release_is_one_entry(made):
    told = [texts(one, "content")[0] for one in entries(made(FIRST)["changes.atom"])]
    assert told == ["2 incidents\nIt is the first release."]


def test_ids_stay_the_same_in_later_releases_and_under_another_title(made):
    then = {texts(e, "id")[0] for e in entries(made(SECOND, FIRST)["changes.atom"])}
    now = {texts(e, "id")[0] for e in entries(made(title="Another")["changes.atom"])}
    assert then < now
    assert f"tag:record.example,2026:onrecord/2026-11-01/{GONE}/en" in then
    assert "tag:record.example,2026:onrecord/2026-11-22%2Fb%20%26%20c/en" in now


@pytest.mark.parametrize(
    ("contact", "whose"),
    [
        ("desk@record.example", "tag:desk@record.example,2026:"),
        ("https://keeper.example/write", "tag:keeper.example,2026:"),
    ],
)
def test_without_an_address_ids_are_of_where_the_keepers_are_reached(made, contact, whose):
    for one in entries(made(address="", contact=contact)["changes.atom"]):
        assert texts(one, "id")[0].startswith(whose)


def test_many_changes_are_told_in_several_files_that_lead_on(made):
    many = tuple(Change(incident_id=f"inc_{n:016d}", kind=Kind.NEW) for n in range(1200))
    files = made(replace(THIRD, changes=many), FIRST)
    seen, path = 0, "changes.atom"
    while path:
        feed = ET.fromstring(files[path])  # noqa: S314 - our own
        assert len(feed.findall(f"{ATOM}entry")) <= 500
        seen += len(feed.findall(f"{ATOM}entry"))
        ways = [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='next']")]
        path = ways[0].removeprefix("https://record.example/site/") if ways else ""
    assert seen == 1202
    assert json.loads(files["changes.json"])["next_url"].endswith("/site/changes-2.json")


def test_the_page_lists_changes_by_release_and_leads_to_where_claims_are_now(made):
    page = made()["changes.html"].decode().replace("\u2068", "").replace("\u2069", "")
    third, second, first = (
        page.index(f"Release {one}") for one in ("2026-11-22", "2026-11-01", "2026-10-01")
    )
    assert third < second < first
    assert "killed: from 10 to 12" in page
    assert "Northport &lt;b&gt;" in page
    assert page.count(f'href="incidents/{HERE}.html"') == 2  # corrected, and where another went
    assert f'href="incidents/{GONE}.html"' not in page
    assert "the program: from onrecord 0.0.9 to onrecord 0.1.0" in page
    assert 'type="application/atom+xml"' in page


def test_a_release_of_many_changes_has_pages_of_its_own(made):
    many = tuple(Change(incident_id=f"inc_{n:016d}", kind=Kind.NEW) for n in range(250))
    files = made(replace(THIRD, changes=many), FIRST)
    assert files["changes.html"].decode().count("<li><span") == 50
    own = [path for path in files if re.fullmatch(r"changes/r_[0-9a-f]{12}(-\d)?\.html", path)]
    assert sum(files[path].decode().count("<li><span") for path in own) == 250
    assert all(len(body) < 200_000 for path, body in files.items() if path.endswith(".html"))


def test_a_site_without_releases_says_so_and_has_no_feed():
    site = Site(public=publics.public(), stations=("home", "changes"))
    files = {page.path: page.body.decode() for page in history.pages(site, (), {})}
    assert sorted(files) == ["ar/changes.html", "changes.html"]
    assert "There is no release yet." in files["changes.html"]
