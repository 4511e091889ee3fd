"""Web archives come in as the pages they hold, and what is not whole is named."""

import gzip
import hashlib
import io
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime

import brotli
import pytest

from onrecord.acquire import Acquired, archives
from onrecord.kit import apart, warc
from onrecord.model import Problem, Way

AT = datetime(2025, 3, 9, 10, 0, tzinfo=UTC)
PAGE = b"<html><p>Nine people were killed in Banias on Friday.</p></html>"
MIB = 1024 * 1024


def answer(body=PAGE, status="200 OK", **headers):
    told = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): says for name, says in headers.items()
    }
    lines = "".join(f"{name}: {says}\r\n" for name, says in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def response(uri, block=None, kind="response", at=AT, **fields):
    told = [("WARC-Target-URI", uri), ("Content-Type", "application/http; msgtype=response")]
    told += [(name.replace("_", "-"), says) for name, says in fields.items()]
    block = answer() if block is None else block
    payload = block.partition(b"\r\n\r\n")[2]
    return warc.written(kind, told, block, at=at, payload=payload)


def resource(uri, media, data, kind="resource"):
    return warc.written(kind, [("WARC-Target-URI", uri), ("Content-Type", media)], data, at=AT)


def taken(*parts, most_bytes=MIB):
    return list(archives.pages(b"".join(parts), "a.warc.gz", most_bytes=most_bytes))


def pages(found):
    return [one for one in found if isinstance(one, Acquired)]


def problems(found):
    return [(one.code, one.message) for one in found if isinstance(one, Problem)]


def test_a_page_comes_with_how_it_was_got():
    data = response("https://example.org/a", WARC_IP_Address="192.0.2.7")
    (page,) = taken(data)
    assert (page.document.name, page.data, page.media_type) == (
        "https://example.org/a",
        PAGE,
        "text/html",
    )
    capture = page.capture
    assert (capture.way, capture.at, capture.asked) == (Way.CONTAINER, AT, "https://example.org/a")
    assert capture.container == hashlib.sha256(data).hexdigest()
    assert capture.member.startswith("<urn:uuid:")
    assert capture.hops[0].address == "192.0.2.7"
    assert ("Content-Type", "text/html; charset=utf-8") in capture.headers
    assert page.kept == (data,)
    assert capture.faults == ()


def test_redirects_are_the_way_to_a_page():
    moved = [
        answer(b"", "301 Moved Permanently", Location=to) for to in ("https://example.org/b", "/c")
    ]
    (page,) = taken(
        response("http://example.org/a", moved[0]),
        response("https://example.org/b", moved[1]),
        response("https://example.org/c"),
    )
    assert [(hop.url, hop.status) for hop in page.capture.hops] == [
        ("http://example.org/a", 301), ("https://example.org/b", 301), ("https://example.org/c", 200)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "media"),
    [
        (answer(), "text/html"),
        (answer(Content_Type="application/xhtml+xml"), "text/html"),
        (answer(b"Nine died.", Content_Type="text/plain"), "text/plain"),
        (answer(b"%PDF-1.7 ...", Content_Type="application/octet-stream"), "application/pdf"),
        (answer(Content_Type=""), "text/html"),
        (answer(b"\x89PNG", Content_Type="image/png"), None),
        (answer(b"{}", Content_Type="application/json"), None),
        (answer(status="404 Not Found"), None),
        (answer(status="500 Oops"), None),
    ],
)
def test_pages_pdfs_and_texts_are_reports(block, media):
    found = taken(response("https://example.org/a", block))
    assert [one.media_type for one in pages(found)] == ([media] if media else [])
    assert problems(found) == []


def test_what_servers_send_as_plain_text_but_is_none_is_left():
    block = answer(b"x", Content_Type="text/plain")
    uris = [
        f"https://example.org/{name}" for name in ("robots.txt", "a.js", "style.css", "note.txt")
    ]
    found = taken(*(response(uri, block) for uri in uris))
    assert [one.document.name for one in found] == [uris[-1]]


@pytest.mark.parametrize(
    ("told", "body"),
    [
        ({"Content_Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)),
        (
            {"Content_Encoding": "gzip"},
            gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0),
        ),
        ({"Content_Encoding": "gzip"}, PAGE),
        ({"Content_Encoding": "deflate"}, zlib.compress(PAGE)),
        ({"Content_Encoding": "deflate"}, zlib.compress(PAGE)[2:-4]),
        ({"Content_Encoding": "br"}, brotli.compress(PAGE)),
        ({"Content_Encoding": "br"}, PAGE),
        ({"Content_Encoding": "gzip, br"}, brotli.compress(gzip.compress(PAGE, mtime=0))),
        ({"Transfer_Encoding": "chunked"}, b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ({"Transfer_Encoding": "chunked"}, PAGE),
    ],
)
def test_bodies_are_unpacked(told, body):
    (page,) = taken(response("https://example.org/a", answer(body, **told)))
    assert page.data == PAGE


@pytest.mark.parametrize(
    ("told", "body", "why"),
    [
        ({"Content_Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)[:-9], "cut off"),
        ({"Content_Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)[:-5] + b"12345", "damaged"),
        ({"Content_Encoding": "br"}, brotli.compress(PAGE)[:-3], "cut off"),
        ({"Content_Encoding": "br"}, b"\xff" * 40, "damaged"),
        ({"Content_Encoding": "zstd"}, PAGE, "not known here"),
        ({"Content_Encoding": "gzip, gzip, gzip, gzip"}, PAGE, "4 times over"),
        (
            {"Content_Encoding": "gzip"},
            gzip.compress(b"a" * 64 * MIB, mtime=0),
            "more than 1,048,576 bytes",
        ),
        (
            {"Content_Encoding": "br"},
            brotli.compress(b"a" * 64 * MIB, quality=3),
            "more than 1,048,576 bytes",
        ),
        (
            {"Content_Encoding": "deflate"},
            zlib.compress(b"a" * 64 * MIB),
            "more than 1,048,576 bytes",
        ),
        (
            {"Transfer_Encoding": "chunked"},
            b"9\r\nNine peop\r\n9\r\nle",
            "the last of them is missing",
        ),
    ],
)
def test_a_body_that_does_not_unpack_whole_is_named(told, body, why):
    found = taken(
        response("https://example.org/a", answer(body, **told)), response("https://example.org/b")
    )
    assert [one.document.name for one in pages(found)] == ["https://example.org/b"]
    ((code, message),) = problems(found)
    assert (code, why in message, "https://example.org/a" in message) == (
        "web-archive-record",
        True,
        True,
    )


def test_a_page_that_the_server_cut_short_is_taken_with_a_doubt():
    found = taken(response("https://example.org/a", answer(Content_Length="100000")))
    (page,) = pages(found)
    assert page.capture.faults == (f"the server announced 100,000 bytes and {len(PAGE)} came",)
    assert [code for code, _ in problems(found)] == ["web-archive-doubt"]


def test_a_page_that_was_as_before_is_taken_from_where_it_stands():
    first = response("https://example.org/a", WARC_Record_ID="<urn:uuid:1>")
    head = answer(b"")
    later = datetime(2025, 4, 1, tzinfo=UTC)
    again = response("https://example.org/b", head, "revisit", later, WARC_Refers_To="<urn:uuid:1>")
    found = taken(first, again)
    assert [(one.document.name, one.data, one.capture.at) for one in found] == [
        ("https://example.org/a", PAGE, AT),
        ("https://example.org/b", PAGE, later),
    ]


def test_a_page_that_was_as_before_elsewhere_is_named():
    found = taken(
        response("https://example.org/b", answer(b""), "revisit", WARC_Refers_To="<urn:uuid:9>")
    )
    assert [code for code, _ in problems(found)] == ["web-archive-revisit"]


def test_files_come_back_under_their_names():
    (page,) = taken(resource("file:///north/a%20b.txt", "text/plain", b"Nine died."))
    assert (page.document.name, page.media_type, page.data) == (
        "north/a b.txt",
        "text/plain",
        b"Nine died.",
    )


def test_what_other_programs_made_of_a_page_is_no_report():
    made = resource("urn:text:https://example.org/a", "text/plain", b"Nine died.")
    page = response("https://example.org/a")
    copy = resource("https://example.org/a", "text/plain", b"Nine died.", "conversion")
    assert [one.data for one in taken(made, page, copy)] == [PAGE]
    assert [one.data for one in taken(made, copy)] == [b"Nine died."]


def test_records_that_are_not_whole_are_named_with_their_place():
    found = taken(response("https://example.org/a"), response("https://example.org/b")[:-20])
    assert [one.document.name for one in pages(found)] == ["https://example.org/a"]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert problem.where == f"a.warc.gz:{len(response('https://example.org/a'))}"
    assert "https://example.org/b" in problem.message


def test_many_problems_alike_are_counted():
    broken = gzip.compress(
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org\r\n\r\n"
    )
    found = taken(broken * 300)
    assert len(found) == 51
    assert "250 more problems" in found[-1].message


@pytest.mark.parametrize(
    "data", [gzip.compress(b"a tar file", mtime=0), b"\x28\xb5\x2f\xfd" + b"x" * 99]
)
def test_what_is_no_web_archive_is_said_so(data):
    assert [one.code for one in taken(data)] == ["not-text"]


def test_a_file_on_the_disk_is_never_in_memory(tmp_path):
    path = tmp_path / "large.warc"
    with path.open("wb") as file:
        for number in range(40):
            body = b"%d" % number * (MIB // len(b"%d" % number))
            block = answer(body)
            file.write(zlib.decompress(response(f"https://example.org/{number}", block), 31))
    tracemalloc.start()
    names = [one.document.name for one in archives.pages(path, path.name, most_bytes=2 * MIB)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(names) == 40
    assert peak < 30 * MIB  # two answers of the other process, not forty pages


def wacz(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def test_a_wacz_is_read_for_its_web_archives():
    data = wacz(**{"archive__b.warc.gz": response("https://example.org/b"),
                   "archive__a.warc.gz": response("https://example.org/a"), "pages__pages.jsonl": b""})  # fmt: skip
    found = list(archives.pages(data, "a.wacz"))
    assert [one.document.name for one in found] == [
        "https://example.org/a",
        "https://example.org/b",
    ]
    assert {one.capture.container for one in found} == {hashlib.sha256(data).hexdigest()}


def test_a_wacz_made_to_do_harm_is_not_opened():
    for name in ("../a.warc.gz", "/archive/a.warc.gz", "archive\\..\\a"):
        (problem,) = archives.pages(wacz(**{name: response("https://example.org/a")}), "a.wacz")
        assert problem.code == "web-archive-unsafe"


def test_a_process_that_dies_ends_the_archive_with_a_problem(monkeypatch):
    found = archives.pages(response("https://example.org/a") * 600, "a.warc.gz")
    first = next(found)
    apart.stop()
    *_, last = found
    assert isinstance(first, Acquired)
    assert last.code == "web-archive-unsafe"


def test_a_word_document_in_a_web_archive_is_a_report():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as document:
        document.writestr("word/document.xml", "<w:document/>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    block = answer(made.getvalue(), Content_Type=kind)
    (page,) = taken(response("https://example.org/a.docx", block))
    assert (page.media_type, page.data) == (kind, made.getvalue())
