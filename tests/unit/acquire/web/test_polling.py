"""A feed that is asked again and again brings each entry once."""

from datetime import timedelta

from onrecord.acquire import Acquired
from onrecord.acquire.web import Asked, Known, asked_feed
from onrecord.model import Problem

URL = "http://news.example/feed"


def feed(*items):
    inner = "".join(f"<item><title>{t}</title><link>{u}</link></item>" for u, t in items)
    return f"<rss><channel>{inner}</channel></rss>"


def test_each_entry_is_brought_once(asking, site):
    site.page("/feed", feed(("/one", "One")), etag='"1"')
    site.page("/one", "Eleven people", "text/plain")
    site.page("/two", "Twelve people", "text/plain")
    first = asked_feed(URL, asking(), Known(), Asked())
    assert [one.document.name for one in first.arriving] == ["http://news.example/one"]
    assert first.etag == '"1"'
    site.page("/feed", feed(("/two", "Two"), ("/one", "One")), etag='"2"')
    second = asked_feed(URL, asking(), Known(), first)
    assert [one.document.name for one in second.arriving] == ["http://news.example/two"]
    site.answers["/feed"] = site.answer(status="304 Not Modified", content_length=None)
    third = asked_feed(URL, asking(), Known(), second)
    assert (third.arriving, third.seen, third.etag) == ((), second.seen, '"2"')
    assert site.asked[-1].headers["if-none-match"] == '"2"'


def test_an_entry_in_other_words_is_brought_again(asking, site):
    site.page("/feed", feed(("/one", "Eleven killed")))
    site.page("/one", "Eleven people", "text/plain")
    first = asked_feed(URL, asking(), Known(), Asked())
    site.page("/feed", feed(("/one", "Nineteen killed")))
    assert len(asked_feed(URL, asking(), Known(), first).arriving) == 1


def test_what_did_not_come_is_tried_again(asking, site):
    site.page("/feed", feed(("/one", "One"), ("/two", "Two")), etag='"1"')
    site.page("/two", "Twelve people", "text/plain")
    first = asked_feed(URL, asking(), Known(), Asked())
    assert [type(one) for one in first.arriving] == [Problem, Acquired]
    assert first.etag is None  # else the server would say that nothing is new
    site.page("/one", "Eleven people", "text/plain")
    second = asked_feed(URL, asking(), Known(), first)
    assert [one.document.name for one in second.arriving] == ["http://news.example/one"]


def test_what_was_stopped_goes_on_the_next_time(asking, site):
    site.page("/feed", feed(("/one", "One"), ("/two", "Two")), etag='"1"')
    for name in ("one", "two"):
        site.page(f"/{name}", name, "text/plain")
    answers = iter([False, True])
    first = asked_feed(URL, asking(), Known(), Asked(), lambda: next(answers))
    assert (len(first.arriving), first.etag) == (1, None)
    second = asked_feed(URL, asking(), Known(), first)
    assert [one.document.name for one in second.arriving] == ["http://news.example/two"]


def test_a_feed_that_cannot_be_had_says_why_and_for_how_long(asking, site):
    before = Asked(seen=("a",), etag='"1"')
    site.answers["/feed"] = site.answer(status="429 Too Many Requests", retry_after=7200)
    found = asked_feed(URL, asking(), Known(), before)
    assert found.fault.startswith("The server is busy")
    assert found.rest == timedelta(hours=2)
    assert (found.seen, found.etag) == (("a",), '"1"')
    site.page("/feed", "<html><p>No feed")
    found = asked_feed(URL, asking(), Known(), before)
    assert (found.fault, found.rest) == ("This is no feed and no sitemap.", None)
