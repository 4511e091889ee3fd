"""Pages with what they need to be shown, how they came, and what was new."""

import gzip
import hashlib
import io
from datetime import date

import fastwarc.warc
import pytest
import warcio.archiveiterator

from onrecord.acquire import Acquired
from onrecord.acquire.web import Known, Unchanged, pages
from onrecord.model import Hop, Problem, Told, Way

URL = "http://news.example/a"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"picture"
PAGE = """<!DOCTYPE html><html><head><link rel="stylesheet" href="/look.css"></head><body>
<figure><img src="/one.png" alt="A street"><figcaption>Harbour Street
 on <b>Friday</b></figcaption></figure><img src=two.jpg alt="A market"><p>Eleven people</p>
</body></html>"""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def brought(asked, *places, **more):
    return list(pages(places or [URL], asked, **more))


@pytest.fixture
def page(site):
    """A page with a style sheet and two pictures, each with words beside it."""
    site.page("/a", PAGE, etag='"one"', last_modified="Wed, 04 Mar 2026 10:00:00 GMT")
    site.page("/look.css", "p {}", "text/css")
    site.page("/one.png", PICTURE, "image/png")
    site.page("/two.jpg", PICTURE + b"2", "image/jpeg")
    return site


def test_a_page_comes_with_how_it_came(page, asking):
    page.answers["/go"] = page.answer(status="302 Found", location="/a#top")
    (one,) = brought(asking(), "http://news.example/go")
    assert isinstance(one, Acquired)
    assert (one.document.name, one.data, one.media_type) == (URL, PAGE.encode(), "text/html")
    assert one.document.told == Told(url=URL)
    capture = one.capture
    assert capture.way is Way.WEB
    assert capture.asked == "http://news.example/go"
    assert capture.hops == (
        Hop(url="http://news.example/go", status=302, address="93.184.216.34"),
        Hop(url=URL, status=200, address="93.184.216.34"),
    )
    assert ("etag", '"one"') in capture.headers
    assert capture.faults == ()
    assert capture.exchange == sha256(one.kept[0])


def test_what_a_page_needs_to_be_shown_comes_with_it(page, asking):
    (one,) = brought(asking())
    assert [(p.url, p.media_type, p.caption) for p in one.capture.parts] == [
        ("http://news.example/look.css", "text/css", None),
        ("http://news.example/one.png", "image/png", "Harbour Street on Friday"),
        ("http://news.example/two.jpg", "image/jpeg", "A market"),
    ]
    assert {sha256(data) for data in one.kept} == set(one.capture.kept)


def test_parts_are_left_out_where_nobody_wants_them(page, asking):
    (one,) = brought(asking(most_parts=0))
    assert one.capture.parts == ()
    assert page.paths() == ["/a"]


@pytest.mark.parametrize(
    ("markup", "asked_for"),
    [
        ('<img src="blank.gif" data-src="real.jpg">', ["/real.jpg"]),
        ('<img src="s.jpg" srcset="m.jpg 640w, l.jpg 1280w, k.jpg 2x">', ["/l.jpg"]),
        ('<base href="/deep/"><img src="x.jpg">', ["/deep/x.jpg"]),
        ('<base href="http://10.0.0.1/"><img src="x.jpg">', []),
        ('<img src="x.jpg"><img src="x.jpg"><IMG SRC=x.jpg>', ["/x.jpg"]),
        ('<video poster="p.jpg" src="film.mp4"></video>', ["/p.jpg"]),
        ('<img src="data:image/png;base64,AA"><img><img src="">', []),
        ('<script>"<img src=no.jpg>"</script><!-- <img src=no.jpg> -->', []),
        ('<link rel="icon" href="i.ico"><a href="b.html">', []),
    ],
)
def test_pictures_are_found_as_browsers_find_them(markup, asked_for, asking, site):
    site.page("/a", f"<html><body>{markup}<p>Eleven people</p>")
    brought(asking())
    assert site.paths()[1:] == asked_for


def test_a_part_that_does_not_come_is_a_fault_and_the_page_comes(asking, site):
    site.page(
        "/a",
        "<html><img src=gone.jpg><img src=http://127.0.0.1/x.jpg><img src=http://in.example/y.jpg>"
        "<img src=file:///etc/passwd><img src=ok.jpg>",
    )
    site.page("/ok.jpg", PICTURE, "image/jpeg")
    (one,) = brought(asking(hosts={"in.example": ["10.1.1.1"]}))
    assert [part.url for part in one.capture.parts] == ["http://news.example/ok.jpg"]
    assert one.capture.faults == (
        "gone.jpg: The server answered 404, not found.",
        "http://127.0.0.1/x.jpg: This address was not asked: 127.0.0.1 is an address of this "
        "machine.",
        "http://in.example/y.jpg: This address was not asked: in.example is an address of a "
        "private network.",
        "file:///etc/passwd: This address was not asked: only addresses that begin with http:// "
        "or https:// are asked.",
    )


def test_parts_are_bounded_in_number_and_bytes(asking, site):
    site.page("/a", "<html>" + "".join(f"<img src={i}.jpg>" for i in range(9)))
    for i in range(9):
        site.page(f"/{i}.jpg", bytes(400), "image/jpeg")
    (one,) = brought(asking(most_parts=5, most_bytes=1000))
    assert len(one.capture.parts) == 2
    assert one.capture.faults[0] == "The page names 9 parts; the first 5 were fetched."
    assert "2.jpg: This has more than 200 bytes" in one.capture.faults[1]
    assert "/5.jpg" not in site.paths()


def test_a_page_that_is_made_to_break_parsers_comes_without_its_parts(asking, site):
    site.page("/a", "<html>" + "<img " + " a=1" * 200_000 + " src=x.jpg>" + "<div>" * 60_000)
    (one,) = brought(asking())
    assert one.data.endswith(b"<div>")


def test_every_exchange_is_kept_as_a_web_archive_that_others_read(page, asking):
    page.page("/robots.txt", "User-agent: *\nAllow: /\n", "text/plain")
    (one,) = brought(asking())
    records = [
        (r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read(), r.digest_checker)
        for r in warcio.archiveiterator.ArchiveIterator(io.BytesIO(one.kept[0]), check_digests=True)
    ]
    assert [kind for kind, *_ in records] == ["warcinfo"] + ["response", "request"] * 5
    assert all(checked.passed is not False for *_, checked in records)
    assert records[3][1:3] == (URL, PAGE.encode())
    assert records[1][1] == "http://news.example/robots.txt"
    quick = fastwarc.warc.ArchiveIterator(io.BytesIO(one.kept[0]), parse_http=False)
    blocks = [(r.headers["WARC-Type"], r.reader.read(), dict(r.headers)) for r in quick]
    assert blocks[3][1] == page.answers["/a"]
    assert blocks[3][2]["WARC-Block-Digest"] == f"sha256:{sha256(page.answers['/a'])}"
    assert blocks[3][2]["WARC-Payload-Digest"] == f"sha256:{sha256(PAGE.encode())}"
    assert blocks[3][2]["WARC-IP-Address"] == "93.184.216.34"
    assert blocks[4][2]["WARC-Concurrent-To"] == blocks[3][2]["WARC-Record-ID"]
    assert blocks[4][1].startswith(b"GET /a HTTP/1.1\r\n")
    assert len({told["WARC-Record-ID"] for *_, told in blocks}) == len(blocks)


def test_a_page_that_came_in_chunks_and_packed_is_read_by_others(asking, site):
    packed = gzip.compress(PAGE.encode())
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    site.answers["/a"] = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk
    (one,) = brought(asking(most_parts=0, ignore_robots=True))
    assert one.data == PAGE.encode()
    archive = warcio.archiveiterator.ArchiveIterator(io.BytesIO(one.kept[0]), check_digests="raise")
    (response,) = [r.content_stream().read() for r in archive if r.rec_type == "response"]
    assert response == PAGE.encode()


def test_only_what_is_new_of_a_page_that_is_known_is_asked_for(asking, site):
    known = Known(
        names={"news.example/a": "http://news.example/a?utm_source=x"},
        headers={
            "http://news.example/a?utm_source=x": (
                ("ETag", '"one"'),
                ("Last-Modified", "Wed, 04 Mar 2026 10:00:00 GMT"),
                ("Server", "s"),
            )
        },
    )
    site.answers["/a"] = site.answer(status="304 Not Modified", content_length=None)
    assert brought(asking(), known=known) == [Unchanged(name="http://news.example/a?utm_source=x")]
    assert site.asked[-1].headers["if-none-match"] == '"one"'
    assert site.asked[-1].headers["if-modified-since"] == "Wed, 04 Mar 2026 10:00:00 GMT"
    site.page("/a", "Twelve people", "text/plain")
    (one,) = brought(asking(), known=known)
    assert one.document.name == "http://news.example/a?utm_source=x"


@pytest.mark.parametrize(
    ("kind", "body", "media_type"),
    [
        ("text/html; charset=utf-8", "Eleven", "text/html"),
        ("application/xhtml+xml", "<html>", "text/html"),
        ("text/plain", "<html><p>Eleven", "text/html"),
        ("text/plain", "Eleven", "text/plain"),
        ("application/octet-stream", "<!doctype html>", "text/html"),
        (None, "Eleven people", "text/plain"),
    ],
)
def test_a_page_is_what_its_server_says_or_what_it_looks_like(kind, body, media_type, asking, site):
    site.page("/a", body, kind)
    (one,) = brought(asking())
    assert one.media_type == media_type


@pytest.mark.parametrize(
    ("body", "code"), [(b"", "empty-document"), (PICTURE, "not-text"), (b"\x7fELF", "not-text")]
)
def test_what_is_no_report_is_a_problem(body, code, asking, site):
    site.page("/a", body)
    (one,) = brought(asking())
    assert (one.code, one.where) == (code, URL)


class TestLists:
    """Feeds and sitemaps lead to pages."""

    FEED = """<?xml version="1.0"?><rss version="2.0"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
    <item><title>Market &amp; street &lt;b&gt;hit&lt;/b&gt;</title><link>/one</link>
     <dc:creator>Lina Haddad</dc:creator><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>
    <item><title>No link</title></item>
    <item><link>http://10.0.0.1/two</link></item>
    <item><link>/one?utm_source=feed</link></item></channel></rss>"""

    def test_a_feed_is_known_by_what_comes_back_and_its_pages_come(self, asking, site):
        site.page("/a", self.FEED, "text/html")
        site.page("/one", "Eleven people", "text/plain")
        one, refused, twice = brought(asking())
        assert one.document.name == "http://news.example/one"
        assert one.document.told == Told(url="http://news.example/one")
        assert one.document.listed == Told(
            title="Market & street hit", author="Lina Haddad", published=date(2026, 3, 3)
        )
        assert (refused.code, refused.where) == ("web-address-refused", "http://10.0.0.1/two")
        assert twice == Unchanged(name="http://news.example/one")
        assert site.paths() == ["/a", "/one"]

    def test_atom_is_read_too(self, asking, site):
        site.page(
            "/a",
            """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Hit</title>
            <link href="/one"/><published>2026-03-03T08:00:00Z</published></entry></feed>""",
        )
        site.page("/one", "Eleven people", "text/plain")
        (one,) = brought(asking())
        assert one.document.listed == Told(title="Hit", published=date(2026, 3, 3))

    def test_what_was_to_be_a_feed_and_is_none_is_a_problem(self, asking, site):
        site.page("/a", PAGE)
        (one,) = brought(asking(), is_list=True)
        assert (one.code, one.message) == ("web-list", "This is no feed and no sitemap.")

    def test_entries_are_bounded_and_what_is_left_out_is_said(self, asking, site):
        items = "".join(f"<item><link>/p{i}</link></item>" for i in range(9))
        site.page("/a", f"<rss><channel>{items}</channel></rss>")
        for i in range(9):
            site.page(f"/p{i}", f"Report {i}", "text/plain")
        *came, cut = brought(asking(most_entries=3))
        assert len(came) == 3
        assert cut.code == "web-list-cut"

    @pytest.mark.parametrize("root", ["rss", "urlset"])
    def test_entities_that_grow_and_files_that_are_named_are_not_read(self, root, asking, site):
        grows = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
        bomb = f'<!DOCTYPE x [<!ENTITY e0 "boom">{grows}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        item = "<link>/one?&e9;&f;</link>" if root == "rss" else "<loc>/one?&e9;&f;</loc>"
        inner = f"<channel><item>{item}</item></channel>" if root == "rss" else f"<url>{item}</url>"
        site.page("/a", f'<?xml version="1.0"?>{bomb}<{root}>{inner}</{root}>')
        site.page("/one", "Eleven people", "text/plain")
        found = brought(asking())
        asked = "".join(one.path for one in site.asked)
        assert "root" not in asked
        assert len(asked) < 200
        if root == "urlset":
            assert [one.code for one in found] == ["web-list"]

    def test_a_feed_that_cannot_be_read_is_a_problem(self, asking, site):
        site.page("/a", "<rss><channel><item><link>")
        found = brought(asking())
        assert [one.code for one in found if isinstance(one, Problem)] in ([], ["web-list"])

    SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

    def index(self, *places):
        inner = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
        return f'<sitemapindex xmlns="{self.SITEMAP}">{inner}</sitemapindex>'

    def urls(self, *places, more=""):
        inner = "".join(f"<url><loc>{place}</loc>{more}</url>" for place in places)
        return f'<urlset xmlns="{self.SITEMAP}">{inner}</urlset>'

    def test_a_sitemap_leads_to_pages_through_other_sitemaps_that_may_be_packed(self, asking, site):
        packed = gzip.compress(self.urls("http://news.example/one", "/two").encode())
        site.page("/a", self.index("http://news.example/s.xml.gz", "/t.xml"), "text/xml")
        site.page("/s.xml.gz", packed, "application/gzip")
        news = (
            '<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
            "<n:publication_date>2026-03-03T08:00:00Z</n:publication_date>"
            "<n:title>Hit</n:title></n:news>"
        )
        site.page("/t.xml", self.urls("/three", more=news), "text/xml")
        for name in ("one", "two", "three"):
            site.page(f"/{name}", name, "text/plain")
        found = brought(asking())
        assert [one.document.name.rpartition("/")[2] for one in found] == ["one", "two", "three"]
        assert found[2].document.listed == Told(title="Hit", published=date(2026, 3, 3))

    def test_sitemaps_that_name_each_other_are_asked_for_once(self, asking, site):
        site.page("/a", self.index("/b", "/a", "http://news.example:80/b"), "text/xml")
        site.page("/b", self.index("/a", "/b"), "text/xml")
        assert brought(asking()) == []
        assert site.paths() == ["/a", "/b"]

    def test_sitemaps_without_end_are_cut(self, asking, site):
        class Endless(dict):
            def get(self, path):
                if path == "/robots.txt":
                    return None
                body = TestLists().index(*(f"{path}{i}" for i in range(9)))
                return site.answer(body, kind="text/xml")

        site.answers = Endless()
        (cut,) = brought(asking())
        assert cut.code == "web-list-cut"
        assert len(site.paths()) <= 60

    def test_a_packed_sitemap_that_is_a_bomb_is_refused(self, asking, site):
        site.page("/a", gzip.compress(b"<urlset>" + bytes(9_000_000)), "application/gzip")
        (one,) = brought(asking(most_bytes=1_000_000))
        assert one.code == "too-large"
