"""Asking politely: robots.txt, pauses, patience, redirects, and only what is new."""

import pytest

from onrecord.acquire.web import Missed

URL = "http://news.example/a"


def missed(asked, url=URL, **more):
    with pytest.raises(Missed) as found:
        asked.page(url, **more)
    return found.value


def test_servers_are_told_who_asks_and_nothing_more(asking, site):
    site.page("/a", "open")
    asking(contact="desk@example.org").page(URL)
    told = site.asked[-1].headers
    assert told.pop("accept")
    assert told == {
        "host": "news.example",
        "user-agent": "onrecord/0.1.0 (desk@example.org)",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 T", "308 P"])
def test_redirects_are_followed_and_noted(status, asking, site):
    site.answers["/a"] = site.answer(status=status, location="/b")
    site.page("/b", "there")
    got = asking().page(URL)
    assert got.last.body == b"there"
    assert [(hop.url, hop.status) for hop in got.hops] == [
        (URL, int(status[:3])),
        ("http://news.example/b", 200),
    ]


@pytest.mark.parametrize(
    "there",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://[::ffff:10.0.0.1]/",
        "http://inside.example/",
        "//localhost/",
        "http://169.254.169.254/latest/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(there, asking, site):
    site.answers["/a"] = site.answer(status="302 Found", location=there)
    asked = asking(hosts={"inside.example": ["192.168.1.9"], "localhost": ["127.0.0.1"]})
    assert missed(asked).code == "web-address-refused"
    assert site.paths() == ["/a"]


def test_a_public_page_does_not_lead_into_a_private_network_that_was_allowed(asking, site):
    """`--allow-private` is for what a person typed, not for what a stranger's server answers."""
    site.answers["/a"] = site.answer(status="302 Found", location="http://127.0.0.1/b")
    assert missed(asking(allow_private=True)).code == "web-address-refused"
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("there", ["file:///etc/passwd", "ftp://x.example/", "data:,x", "gopher:x"])
def test_a_redirect_to_anything_but_the_web_is_refused(there, asking, site):
    site.answers["/a"] = site.answer(status="302 Found", location=there)
    assert missed(asking()).code == "web-address-refused"


def test_redirects_without_end_are_given_up(asking, site):
    site.answers["/a"] = site.answer(status="302 Found", location="/b")
    site.answers["/b"] = site.answer(status="302 Found", location="/a")
    assert missed(asking()).message == "It leads on and on, more than 5 times."
    assert len(site.paths()) == 6


def test_cookies_are_not_carried(asking, site):
    site.answers["/a"] = site.answer(
        status="302 Found", location="http://other.example/b", set_cookie="id=7"
    )
    site.page("/b", "there", set_cookie="id=8")
    asked = asking()
    asked.page(URL)
    asked.page(URL)
    assert not [one for one in site.asked if "cookie" in one.headers]


def test_a_page_that_robots_txt_asks_to_leave_alone_is_not_asked(asking, site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /a\n", "text/plain")
    site.page("/b", "open")
    asked = asking()
    assert missed(asked).code == "web-robots"
    assert asked.page("http://news.example/b").last.body == b"open"
    assert [one.path for one in site.asked] == ["/robots.txt", "/b"]


def test_rules_for_this_program_go_before_rules_for_all(asking, site):
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /b\n"
    site.page("/robots.txt", rules, "text/plain")
    site.page("/a", "open")
    asked = asking()
    assert asked.page(URL).last.body == b"open"
    assert missed(asked, "http://news.example/b").code == "web-robots"


def test_a_person_may_pass_over_robots_txt_and_that_is_noted(asking, site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    site.page("/a", "open")
    got = asking(ignore_robots=True).page(URL)
    assert got.faults == ("What robots.txt asks was passed over, because a person decided so.",)
    assert [one.path for one in site.asked] == ["/a"]


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Too Many"])
def test_where_robots_txt_fails_nothing_is_asked(status, asking, site):
    """RFC 9309 section 2.3.1.4: unreachable means complete disallow."""
    site.answers["/robots.txt"] = site.answer(status=status)
    site.page("/a", "open")
    assert missed(asking()).code == "web-robots"
    assert site.paths() == []


@pytest.mark.parametrize("status", ["403 No", "404 None", "410 Gone"])
def test_where_there_is_no_robots_txt_everything_may_be_asked(status, asking, site):
    site.answers["/robots.txt"] = site.answer(status=status)
    site.page("/a", "open")
    assert asking().page(URL).last.body == b"open"


def test_a_redirect_of_robots_txt_into_a_private_network_is_refused(asking, site):
    site.answers["/robots.txt"] = site.answer(status="302 Found", location="http://10.0.0.1/r")
    assert missed(asking()).code == "web-address-refused"
    assert site.paths() == []


def test_a_host_rests_between_two_pages(asking, site):
    site.page("/a", "open")
    asked = asking(pause=2.0, clock=lambda: 100.0)
    asked.page(URL)
    asked.page(URL)
    asked.page("http://other.example/a")
    assert asked.net.waited == [2.0, 2.0, 2.0]  # after robots.txt, between, and elsewhere


@pytest.mark.parametrize(("told", "waited"), [("7", 7.0), ("3600", 30.0), ("0.1", 2.0)])
def test_a_crawl_delay_is_kept_within_a_limit(told, waited, asking, site):
    site.page("/robots.txt", f"User-agent: *\nCrawl-delay: {told}\n", "text/plain")
    site.page("/a", "open")
    asked = asking(pause=2.0, clock=lambda: 100.0)
    asked.page(URL)
    assert asked.net.waited == [waited]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_busy_server_is_asked_again_when_it_says(status, asking, site):
    site.answers["/a"] = [site.answer(status=status, retry_after=3), site.answer("open")]
    asked = asking()
    got = asked.page(URL)
    assert got.last.body == b"open"
    assert asked.net.waited == [3.0]
    assert [hop.status for hop in got.hops] == [int(status[:3]), 200]


def test_retry_after_may_be_a_date(asking, site):
    busy = site.answer(status="503 Busy", retry_after="Wed, 04 Mar 2026 12:00:09 GMT")
    site.answers["/a"] = [busy, site.answer("open")]
    asked = asking()
    asked.page(URL)
    assert asked.net.waited == [9.0]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (7200, "try again after 2026-03-04 14:00 UTC."),
        ("Thu, 05 Mar 2026 12:00:00 GMT", "try again after 2026-03-05 12:00 UTC."),
        (None, "try again later."),
        ("soon", "try again later."),
        ("99999999999999999999", "try again later."),
    ],
)
def test_a_server_that_is_busy_for_long_is_left_alone(told, said, asking, site):
    site.answers["/a"] = site.answer(status="429 Too Many Requests", retry_after=told)
    asked = asking()
    found = missed(asked)
    assert found.code == "web-later"
    assert found.message.endswith(said)
    assert asked.net.waited == []


def test_a_server_that_stays_busy_is_given_up(asking, site):
    site.answers["/a"] = site.answer(status="429 Too Many Requests", retry_after=1)
    asked = asking()
    assert missed(asked).code == "web-later"
    assert asked.net.waited == [1.0, 1.0]
    assert site.paths() == ["/a"] * 3


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Not Found", "404, not found"),
        ("403 x", "403, forbidden"),
        ("500 x", "500, internal server error"),
        ("299 x", "299"),
        ("206 x", "206, partial content"),
    ],
)
def test_an_answer_that_is_no_page_says_so(status, said, asking, site):
    site.answers["/a"] = site.answer("no", status=status)
    found = missed(asking())
    assert (found.code, found.message) == ("web-status", f"The server answered {said}.")


def test_only_what_is_new_is_asked_for(asking, site):
    site.answers["/a"] = site.answer(status="304 Not Modified", content_length=None)
    got = asking().page(URL, validators=lambda url: {"If-None-Match": f'"{url}"'})
    assert got.is_unchanged
    assert site.asked[-1].headers["if-none-match"] == f'"{URL}"'


def test_a_host_that_does_not_answer_is_left_alone_after_three_times(asking):
    asked = asking(ports=(1,))
    found = [missed(asked, "http://news.example:1/").message for _ in range(4)]
    assert found[:3] == ["The host news.example cannot be reached: Connection refused."] * 3
    assert found[3] == "news.example:1 did not answer 3 times."


def test_a_name_that_nobody_knows_says_so(asking):
    found = missed(asking(hosts={"nowhere.example": []}), "http://nowhere.example/")
    assert found.message == "There is no host nowhere.example that is known here."


def test_nothing_of_the_environment_leads_elsewhere(asking, site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.page("/a", "open")
    assert asking().page(URL).last.address == "93.184.216.34"


class TestBehindAProxy:
    """A proxy that the settings name carries everything, and looks names up itself."""

    @pytest.fixture
    def proxy(self, sites):
        proxy = sites()

        def tunnel(connection, _headers):
            connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            head = connection.recv(65536)
            path = head.split(b" ")[1]
            connection.sendall(proxy.answer(b"through" if path == b"/a" else b""))

        proxy.answers["news.example:80"] = tunnel
        return proxy

    def test_everything_goes_through_it_and_no_name_is_looked_up(self, proxy, asking):
        asked = asking(proxy=f"127.0.0.1:{proxy.port}")
        got = asked.page(URL)
        assert got.last.body == b"through"
        assert got.last.address is None
        assert asked.net.looked_up == []

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "http://localhost/"]
    )
    def test_what_is_private_by_its_address_is_refused_there_too(self, url, proxy, asking):
        asked = asking(proxy=f"127.0.0.1:{proxy.port}")
        assert missed(asked, url).code == "web-address-refused"
        assert proxy.asked == []

    def test_a_proxy_that_refuses_is_named(self, proxy, asking):
        asked = asking(proxy=f"127.0.0.1:{proxy.port}")
        found = missed(asked, "http://other.example/")
        assert found.message == (
            f"The proxy 127.0.0.1:{proxy.port} cannot be used: "
            "it answered 404 when it was asked for other.example:80."
        )
