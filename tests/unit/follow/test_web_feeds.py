"""A feed of the web, followed over a real server on this machine."""

from datetime import UTC, datetime, timedelta

import pytest

from onrecord import store, workflow
from onrecord.model import AlertKind, Capture, Poll, Way
from onrecord.workflow import World
from onrecord.workflow.wanted import Adding

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
PAGE = (
    "Raid on Harbour Street\n\nGunmen killed {} farmers in Homs, Syria, on 3 May 2024, a doctor "
    "said. The market was open.\n"
)


@pytest.fixture
def followed(tmp_path, site):
    """Ask the site's feed: `followed(hours=1)` an hour after it began."""
    (tmp_path / "none").mkdir()
    folder = tmp_path / "rec"
    workflow.build(tmp_path / "none", folder)
    (folder / "onrecord.toml").write_text("[web]\npause_seconds = 0\n", "utf-8")
    workflow.add_feed(folder, f"{site.url}/feed")

    def asked(hours=0):
        rounds = []
        world = World(
            now=lambda: NOON + timedelta(hours=hours),
            chance=lambda: 0.5,
            adding=Adding(places=(), allow_private=True, ports=(site.port,)),
        )
        workflow.follow(folder, once=True, told=rounds.append, world=world)
        return rounds[0]

    asked.folder = folder
    return asked


def put(site, *names):
    items = "".join(f"<item><title>{n}</title><link>{site.url}/{n}</link></item>" for n in names)
    site.page("/feed", f"<rss><channel>{items}</channel></rss>", "application/rss+xml")


def test_a_new_entry_is_read_with_how_it_came_and_told_once(followed, site):
    put(site)
    assert followed().alerts == ()
    site.page("/one", PAGE.format(14), "text/plain")
    put(site, "one")
    made = followed(1)
    assert made.new == (f"{site.url}/one",)
    assert [one.kind for one in made.alerts] == [AlertKind.NEW_INCIDENT]
    assert followed(2).alerts == ()
    assert site.paths().count("/one") == 1
    with store.open_record(followed.folder) as kept:
        assert [one.way for one in kept.evidence("captures", Capture)] == [Way.WEB]


def test_a_page_is_asked_again_once_a_day_and_other_words_are_told(followed, site):
    put(site)
    followed()
    site.page("/one", PAGE.format(14), "text/plain", etag='"1"')
    put(site, "one")
    followed(1)
    site.page("/one", PAGE.format(19), "text/plain", etag='"2"')
    assert followed(2).changed == ()
    made = followed(26)
    assert made.changed == (f"{site.url}/one",)
    assert AlertKind.PAGE_CHANGED in [one.kind for one in made.alerts]
    assert AlertKind.ROSE in [one.kind for one in made.alerts]
    again = [one for one in site.asked if one.path == "/one"][-1]
    assert again.headers["if-none-match"] == '"1"'


def test_a_feed_that_fails_is_told_with_its_reason_and_left_alone_as_long_as_it_asks(
    followed, site
):
    site.answers["/feed"] = site.answer(status="503 Busy", retry_after=7200)
    (fault,) = followed().faults
    assert "busy" in fault[1]
    with store.open_record(followed.folder) as kept:
        (poll,) = kept.evidence("polls", Poll, scope=f"{site.url}/feed")
    assert poll.next_at - NOON >= timedelta(hours=2)
