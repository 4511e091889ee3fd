"""The Follow screen in a browser: for everybody, at both widths, with and without scripts."""

import os
import sys
from pathlib import Path

import pytest

from onrecord import store, workflow
from onrecord.model import Poll

sys.path.insert(0, str(Path(__file__).parent))
from test_arabic_in_a_browser import UNTRANSLATED
from test_follow import MAIL, NOON, TOKEN, alerts

LOOKS = pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1280, "light", "en"), (390, "dark", "ar")]
)


@pytest.fixture
def folder(folder, tmp_path):
    """The record with alerts and a feed, and a document that changed under its address."""
    path = folder / "onrecord.toml"
    path.write_text(path.read_text(encoding="utf-8") + MAIL, encoding="utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for dead in (12, 19):
        (inbox / "one.txt").write_text(
            f"Aleppo\n\nALEPPO, March 5, 2024 - A strike killed {dead} people in Aleppo on Tuesday, "
            "the health ministry said. The market was open.\n",
            encoding="utf-8",
        )
        workflow.build(inbox, folder)
    made = alerts(workflow.load(folder))
    feed = "https://wire.example/a-long-address-that-has-no-place-to-break/" + "x" * 60
    poll = Poll(feed="https://wire.example/feed.xml", asked_at=NOON, faults=2, fault=f"no {feed}")
    with store.open_record(folder) as kept:
        kept.keep_evidence("alerts", {one.id: one for one in made}, scope="told")
        kept.settle_evidence("polls", {poll.id: poll}, scope=poll.feed, why="asked")
    store.write_subscribers(
        folder, (store.Subscriber(address="editor@example.org", token=TOKEN, since=NOON),)
    )
    return folder


@LOOKS
@pytest.mark.parametrize("name", ["follow", "today", "difference"])
def test_a_page_is_clean_quiet_and_no_wider_than_the_window(
    browse, axe, desk, name, width, scheme, language
):
    changed = next(d for d in desk.view.record.documents.values() if d.name == "one.txt")
    path = {
        "follow": "/follow",
        "today": "/",
        "difference": f"/documents/{changed.id}/difference",
    }[name]
    opened = browse(path, width=width, color_scheme=scheme, language=language, person="Amal")
    opened.page.evaluate(
        "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    if folder := os.environ.get("PICTURES"):  # for whoever wants to look
        opened.page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
    assert opened.elsewhere == []
    assert opened.errors == []
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    if language != "en":
        assert opened.page.evaluate(UNTRANSLATED) == []


def test_an_alert_leads_to_what_changed_without_scripts(browse):
    page = browse("/follow", java_script_enabled=False, person="Amal").page
    page.get_by_role("link", name="the <b>bus</b>").first.click()
    page.get_by_text("Only for the topic").wait_for()
    assert page.locator("article.alert").count() == 6


def test_letters_are_ended_by_hand_without_scripts(browse, folder):
    page = browse(f"/unsubscribe/{TOKEN}", java_script_enabled=False).page
    page.get_by_role("button", name="End them").click()
    page.get_by_text("the address is forgotten").wait_for()
    assert store.read_subscribers(folder) == ()
