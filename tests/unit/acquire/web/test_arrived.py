"""Files at an address: whatever a folder may hold may come from the web, with how it came."""

import gzip
import hashlib
import io
from datetime import UTC, datetime
from email.message import EmailMessage

import fastwarc.warc
import openpyxl
import pytest

from onrecord.acquire import Acquired
from onrecord.acquire.web import pages
from onrecord.kit import warc
from onrecord.model import Hop, Problem, Told, Way

URL = "http://news.example"
ADDRESS = "93.184.216.34"
AT = datetime(2025, 3, 9, 10, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n%%EOF\n"
INSIDE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: old\r\n\r\n<html><p>Nine people"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def brought(asked, path):
    return list(pages([f"{URL}{path}"], asked))


def mail():  # its boundary is fixed: each call gives the same bytes
    message = EmailMessage()
    message["From"], message["Message-ID"] = "lina@example.org", "<1@example.org>"
    message.set_content("Eleven people were killed.")
    message.add_attachment("place,killed\nHoms,11\n", filename="annex.csv")
    message.set_boundary("here")
    return bytes(message)


def archive():
    fields = [("WARC-Target-URI", "https://example.org/a"), ("Content-Type", "application/http")]
    return warc.written("response", fields, INSIDE, at=AT, payload=INSIDE.partition(b"\r\n\r\n")[2])


def workbook():
    book = openpyxl.Workbook()
    book.active.title = "May"
    book.active.append(["Homs", 11])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def exchanged(one):
    """Return what the kept exchange says that servers answered, by address."""
    (kept,) = (data for data in one.kept if sha256(data) == one.capture.exchange)
    read = fastwarc.warc.ArchiveIterator(io.BytesIO(kept), parse_http=True)
    return {
        record.headers["WARC-Target-URI"]: record.reader.read()
        for record in read
        if record.headers["WARC-Type"] == "response"
    }


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/report.pdf?v=2", "application/pdf", PDF),
        ("/download", "application/octet-stream", PDF),
        ("/download", "text/html", PDF),
        ("/download", "application/pdf", b"\n\n" + PDF),
    ],
    ids=["by its name", "by its first bytes", "under a wrong kind", "by its kind"],
)
def test_a_pdf_comes_as_a_page_does(path, kind, body, asking, site):
    site.page(path, body, kind)
    (one,) = brought(asking(), path)
    assert (one.document.name, one.media_type) == (URL + path, "application/pdf")
    assert (one.data, one.document.told) == (body, Told(url=URL + path))
    assert (one.capture.way, one.capture.container) == (Way.WEB, None)
    assert exchanged(one)[URL + path] == body


def test_a_file_of_a_kind_that_nobody_reads_is_a_problem(asking, site):
    site.page("/a.pdf", b"GIF89a", "application/pdf")
    (one,) = brought(asking(), "/a.pdf")
    assert (one.code, one.where) == ("not-text", f"{URL}/a.pdf")


@pytest.mark.parametrize(
    ("path", "kind", "more"),
    [
        ("/1.eml", "text/plain", {}),
        ("/download", "message/rfc822", {}),
        ("/get?id=1", "application/x", {"content_disposition": 'attachment; filename="1.eml"'}),
    ],
)
def test_a_mail_comes_from_the_web_and_what_is_attached_out_of_it(path, kind, more, asking, site):
    site.page(path, mail(), kind, **more)
    whole, annex = brought(asking(), path)
    assert (whole.document.name, whole.media_type) == (URL + path, "message/rfc822")
    assert (whole.capture.way, whole.capture.asked) == (Way.WEB, URL + path)
    assert [part.url for part in whole.capture.parts] == ["annex.csv"]
    assert annex.document.name == f"{URL}{path}/annex.csv"
    assert annex.document.told == Told(url=URL + path)
    assert (annex.capture.way, annex.capture.member) == (Way.CONTAINER, "annex.csv")
    assert annex.capture.container == sha256(mail())
    assert annex.capture.hops == (Hop(url=URL + path, status=200, address=ADDRESS),)
    for one in (whole, annex):
        assert exchanged(one)[URL + path] == mail()
        assert set(one.capture.kept) <= {sha256(data) for data in one.kept}


def test_a_page_that_shows_a_mail_is_a_page(asking, site):
    site.page("/1.eml", "<html><p>Eleven people</p></html>", "text/html")
    (one,) = brought(asking(), "/1.eml")
    assert (one.media_type, one.capture.parts) == ("text/html", ())


@pytest.mark.parametrize(
    ("path", "body"),
    [("/a.warc.gz", archive()), ("/a.warc", gzip.decompress(archive())), ("/get", archive())],
)
def test_a_page_of_a_web_archive_keeps_its_own_capture_behind_that_of_the_archive(
    path, body, asking, site
):
    site.page(path, body, "application/octet-stream")
    (one,) = brought(asking(), path)
    capture = one.capture
    assert (one.document.name, one.data) == ("https://example.org/a", b"<html><p>Nine people")
    assert one.document.told == Told()
    assert (capture.way, capture.at, capture.asked) == (Way.CONTAINER, AT, "https://example.org/a")
    assert [hop.url for hop in capture.hops] == [URL + path, "https://example.org/a"]
    assert ("Server", "old") in capture.headers
    assert capture.container == sha256(body)
    assert exchanged(one)[URL + path] == body


def test_a_web_archive_that_unpacks_to_more_than_a_page_may_have_is_no_list(asking, site):
    site.page("/a.warc.gz", b"".join(archive() for _ in range(20)), "application/gzip")
    found = brought(asking(most_bytes=8_000), "/a.warc.gz")
    assert {one.document.name for one in found} == {"https://example.org/a"}


def test_each_sheet_of_a_workbook_is_the_file_that_came(asking, site):
    book = workbook()
    site.page("/a.xlsx", book, "application/vnd.ms-excel")
    (one,) = brought(asking(), "/a.xlsx")
    assert (one.document.name, one.data) == (f"{URL}/a.xlsx/May", book)
    assert (one.capture.way, one.capture.member) == (Way.WEB, "May")
    assert one.document.told == Told(url=f"{URL}/a.xlsx")


def test_a_container_that_a_feed_names_comes_too_and_a_faulty_one_stops_nothing(asking, site):
    links = "".join(f"<item><link>/{name}</link></item>" for name in ("a.warc", "b.eml", "c"))
    site.page("/feed", f"<rss><channel>{links}</channel></rss>")
    site.page("/a.warc", b"WARC/1.1\r\nbroken", "application/warc")
    site.page("/b.eml", mail(), "message/rfc822")
    site.page("/c", "Ten people", "text/plain")
    found = brought(asking(), "/feed")
    assert [type(one) for one in found] == [Problem, Acquired, Acquired, Acquired]
    assert found[-1].data == b"Ten people"


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("text/html; charset=windows-1256", "text/html; charset=windows-1256"),
        ('text/html;Charset="Windows-1256"', "text/html; charset=windows-1256"),
        ("text/plain; charset=koi8-r", "text/plain; charset=koi8-r"),
        ("text/html; charset=UTF-8", "text/html"),
        ("text/html; charset=", "text/html"),
    ],
)
def test_a_charset_that_the_server_names_comes_along(kind, media_type, asking, site):
    site.page("/a", "Eleven", kind)
    (one,) = brought(asking(), "/a")
    assert one.media_type == media_type
