"""One request, whatever the server does: bounded in bytes and by the clock, kept as it came."""

import gzip
import socket
import ssl
import threading
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from onrecord.acquire.web import Missed

URL = "http://news.example/a"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def missed(asked, url=URL):
    with pytest.raises(Missed) as found:
        asked.page(url)
    return found.value


def test_bytes_are_kept_as_they_went_over_the_wire(asking, site):
    packed = gzip.compress(b"<p>Eleven people</p>")
    head = b"HTTP/1.1 200 Fine\r\nX-One: 1\r\nx-one:  2\r\nCONTENT-ENCODING: gzip\r\n"
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, packed[i : i + 1]) for i in range(len(packed)))
    whole = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
    site.answers["/a"] = whole
    got = asking().page(URL).last
    assert got.body == b"<p>Eleven people</p>"
    assert got.response == whole
    assert got.payload == packed
    assert got.request.startswith(b"GET /a HTTP/1.1\r\nHost: news.example\r\n")
    assert got.headers == (
        ("X-One", "1"),
        ("x-one", "2"),
        ("CONTENT-ENCODING", "gzip"),
        ("Transfer-Encoding", "chunked"),
    )
    assert got.faults == ()


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, zlib.compress, lambda d: zlib.compress(d)[2:-4]],
    ids=["gzip", "deflate", "bare"],
)
def test_what_is_packed_is_unpacked(pack, asking, site):
    kind = "gzip" if pack is gzip.compress else "deflate"
    site.page("/a", pack(b"Eleven people" * 100), content_encoding=kind)
    assert asking().page(URL).last.body == b"Eleven people" * 100


@pytest.mark.parametrize(("pack", "kind"), [(gzip.compress, "gzip"), (zlib.compress, "deflate")])
def test_a_bomb_is_not_unpacked(pack, kind, asking, site):
    site.page("/a", pack(bytes(30_000_000)), content_encoding=kind)
    assert missed(asking(most_bytes=1_000_000)).code == "too-large"


def test_a_bomb_in_a_bomb_is_not_unpacked(asking, site):
    inner = gzip.compress(gzip.compress(bytes(30_000_000)))
    site.page("/a", inner, content_encoding="gzip, gzip")
    assert missed(asking(most_bytes=1_000_000)).code == "too-large"


@pytest.mark.parametrize("kind", ["br", "zstd", "gzip, br", "x-odd", "gzip,gzip,br"])
def test_what_is_packed_in_a_way_that_was_not_asked_for_is_not_taken(kind, asking, site):
    site.page("/a", b"\x0b\x02\x80", content_encoding=kind)
    assert missed(asking()).code == "web-incomplete"


def test_a_body_without_end_is_cut_off(asking, site):
    def endless(connection, _headers):
        connection.sendall(OK + b"\r\n")
        while not site.ended.is_set():
            connection.sendall(b"x" * 65536)

    site.answers["/a"] = endless
    assert missed(asking(most_bytes=1_000_000)).code == "too-large"


def test_chunks_without_end_are_cut_off(asking, site):
    def endless(connection, _headers):
        connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while not site.ended.is_set():
            connection.sendall(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")

    site.answers["/a"] = endless
    assert missed(asking(most_bytes=1_000_000)).code == "too-large"


@pytest.mark.parametrize(
    "head",
    [
        OK + b"Content-Length: 1000000\r\n\r\n",
        OK + b"\r\n",
        OK + b"X-Long: ",
        b"HTTP/1.1 200 ",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhe",
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x", mtime=0)[:10],
    ],
)
def test_a_slow_drip_ends_at_the_deadline_by_the_clock(head, drip, asking, site):
    """Every byte comes well within any pause that a server may make; the whole never does."""
    site.answers["/a"] = drip(head, 0.05)
    found = missed(asking(deadline=0.5, ignore_robots=True))
    assert found.message == "No whole answer came within 0.5 seconds."


def test_a_server_that_says_nothing_is_given_up(asking, site):
    site.answers["/a"] = lambda *_: site.ended.wait(20)
    assert missed(asking(deadline=0.3, ignore_robots=True)).code == "web-not-reached"


def test_a_look_up_without_end_is_given_up(asking, site):
    asked = asking(deadline=0.3)
    object.__setattr__(asked.net.network, "resolve", lambda *_: site.ended.wait(20) and [])
    assert missed(asked).code == "web-not-reached"


@pytest.mark.parametrize("told", [1000, 14])
def test_a_body_that_breaks_off_before_its_length_is_not_taken(told, asking, site):
    site.page("/a", b"Eleven people", content_length=told)
    assert missed(asking()).code == "web-incomplete"


@pytest.mark.parametrize("rest", [b"5\r\nhello\r\n", b"5\r\nhel", b"zz\r\nhello\r\n", b""])
def test_chunks_that_break_off_are_not_taken(rest, asking, site):
    site.answers["/a"] = OK + b"Transfer-Encoding: chunked\r\n\r\n" + rest
    assert missed(asking()).code == "web-incomplete"


def test_a_body_that_is_longer_than_its_length_is_noted(asking, site):
    site.page("/a", b"Eleven people. Ten more", content_length=13)
    got = asking().page(URL)
    assert got.last.body == b"Eleven people"
    assert got.faults == (
        "The server sent more than the length that it told; what was more was left out.",
    )


def test_packed_data_that_breaks_off_is_noted(asking, site):
    packed = gzip.compress(b"".join(b"%d people. " % i for i in range(900)))
    site.page("/a", packed[: len(packed) // 2], content_encoding="gzip")
    got = asking().page(URL)
    assert got.faults == (
        "What the server packed is not closed as it should be: some may be missing.",
    )


def test_packed_data_that_is_garbled_is_not_taken(asking, site):
    site.page("/a", b"\x1f\x8b\x08nonsense" * 9, content_encoding="gzip")
    assert missed(asking()).code == "web-incomplete"


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"".join(b"X-%d: y\r\n" % i for i in range(50_000)) + b"\r\nhello",
        OK + b"X: " + b"y" * 10_000_000 + b"\r\n\r\nhello",
        b"HTTP/1.1 " + b"9" * 1_000_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 200_000,
    ],
)
def test_a_flood_of_headers_is_given_up(answer, asking, site):
    site.answers["/a"] = answer
    assert missed(asking()).code == "web-not-reached"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01\x02",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        OK + b"Content-Length: -5\r\n\r\nhello",
        OK + b"Content-Length: 5, 7\r\n\r\nhello",
    ],
)
def test_an_answer_that_is_none_is_a_problem_or_a_page_and_no_crash(answer, asking, site):
    site.answers["/a"] = answer
    with suppress(Missed):
        assert asking().page(URL).last.status == 200


class TestTls:
    """A connection that cannot be trusted is never used."""

    @pytest.fixture
    def authority(self):
        return trustme.CA()

    @pytest.fixture
    def trusting(self, authority):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(context)
        return context

    @staticmethod
    def serving(certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        return context

    def ask(self, sites, asking, certificate, trusting):
        there = sites(self.serving(certificate))
        there.page("/a", "open")
        asked = asking(tls=trusting, to={"93.184.216.34": there.port})
        return there, asked

    def test_a_certificate_that_holds_is_kept_in_der(self, sites, asking, authority, trusting):
        own = authority.issue_cert("news.example")
        _, asked = self.ask(sites, asking, own, trusting)
        got = asked.page("https://news.example/a").last
        assert got.body == b"open"
        der = ssl.PEM_cert_to_DER_cert(own.cert_chain_pems[0].bytes().decode())
        assert got.certificates[0] == der

    def test_the_chain_is_kept_as_the_server_sent_it(self, sites, asking, authority, trusting):
        own = authority.create_child_ca().issue_cert("news.example")
        _, asked = self.ask(sites, asking, own, trusting)
        got = asked.page("https://news.example/a").last
        sent = [ssl.PEM_cert_to_DER_cert(one.bytes().decode()) for one in own.cert_chain_pems]
        assert list(got.certificates) == sent

    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            ("expired", "certificate has expired"),
            ("wrong host", "hostname mismatch"),
            ("self-signed", "unable to get local issuer certificate"),
        ],
    )
    def test_one_that_does_not_hold_is_a_problem(
        self, fault, said, sites, asking, authority, trusting
    ):
        past = datetime.now(UTC) - timedelta(days=1)
        own = {
            "expired": lambda: authority.issue_cert("news.example", not_after=past),
            "wrong host": lambda: authority.issue_cert("other.example"),
            "self-signed": lambda: trustme.CA().issue_cert("news.example"),
        }[fault]()
        there, asked = self.ask(sites, asking, own, trusting)
        found = missed(asked, "https://news.example/a")
        assert found.code == "web-untrusted"
        assert said in found.message
        assert there.asked == []  # not even a request went out, and none without TLS

    def test_a_server_without_tls_is_a_problem(self, asking):
        plain = socket.create_server(("127.0.0.1", 0))

        def answer():
            connection, _ = plain.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.recv(1)
            connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        asked = asking(to={"93.184.216.34": plain.getsockname()[1]})
        assert missed(asked, "https://news.example/a").code == "web-untrusted"
        thread.join()
        plain.close()

    def test_a_handshake_that_drips_ends_at_the_deadline(self, sites, asking, trusting):
        silent = socket.create_server(("127.0.0.1", 0))
        asked = asking(tls=trusting, deadline=0.4, to={"93.184.216.34": silent.getsockname()[1]})
        found = missed(asked, "https://news.example/a")
        silent.close()
        assert found.message == "No whole answer came within 0.4 seconds."
