"""Requests that no browser sends: each gets one answer, and keeps nobody else waiting."""

import socket
import time
from urllib.parse import urlsplit

import pytest

LAST = "Connection: close\r\n\r\n"
ODD = {
    "two lengths": ("POST", "Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"),
    "a length and chunks": (
        "POST", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "0\r\n\r\nGET /history HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    "chunks of an unknown kind": ("POST", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
    "two hosts": ("GET", "Host: evil.example\r\n", ""),
    "a blank before the colon": ("POST", "Content-Length : 3\r\n", "abc"),
    "a folded header": ("GET", "X: a\r\n b\r\n", ""),
}  # fmt: skip


def _asked(address: str, told: str) -> bytes:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as line:
        line.sendall(told.replace("HOST", parts.netloc).encode("latin-1"))
        came = b""
        try:
            while more := line.recv(65536):
                came += more
        except TimeoutError:
            pass
    return came


@pytest.mark.parametrize("name", ODD)
def test_one_request_in_an_odd_form_is_never_taken_for_two(served, name):
    method, head, body = ODD[name]
    came = _asked(served, f"{method} /person HTTP/1.1\r\nHost: HOST\r\n{head}{LAST}{body}")
    assert came.count(b"HTTP/1.1 ") == 1
    assert b"<title>History" not in came


def test_an_address_of_another_place_is_not_answered_with_a_page_of_the_desk(served):
    came = _asked(
        served, f"GET http://evil.example/person HTTP/1.1\r\nHost: evil.example\r\n{LAST}"
    )
    assert b" 421 " in came.split(b"\r\n", 1)[0] or b" 404 " in came.split(b"\r\n", 1)[0]


def test_two_hundred_who_never_finish_asking_keep_nobody_waiting(served):
    parts = urlsplit(served)
    slow = [socket.create_connection((parts.hostname, parts.port), timeout=5) for _ in range(200)]
    try:
        for line in slow:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
        begun = time.monotonic()
        came = _asked(served, f"GET /person HTTP/1.1\r\nHost: HOST\r\n{LAST}")
        assert came.startswith(b"HTTP/1.1 200")
        assert time.monotonic() - begun < 5
    finally:
        for line in slow:
            line.close()


def test_every_answer_of_the_desk_keeps_its_guards(client):
    """No page is kept by a browser or a proxy, run from elsewhere, framed, or guessed at."""
    for address in (
        "/",
        "/history",
        "/none",
        "/api/openapi.json",
        "/static/1/none",
        "/documents/doc_none",
    ):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] in {"no-store", "no-cache"}


@pytest.mark.parametrize("kind", ["documents", "incidents", "actors", "places", "people", "lists"])
def test_an_id_that_is_guessed_is_nothing(client, kind):
    """Ids are hashes of 80 bits: a number, a neighbour or a piece of one finds nothing."""
    for guess in (
        "1",
        "doc_",
        "inc_aaaaaaaaaaaaaaaa",
        "%2e%2e%2frecord.db",
        "*",
        "' OR 1=1 --",
        "a" * 5000,
    ):
        assert client.get(f"/{kind}/{guess}").status_code in {400, 404, 422}, (kind, guess)


def test_a_field_sent_twice_is_no_way_around(client):
    """The last of two decides everywhere, so that no check sees another value than the work."""
    answer = client.post("/person", data={"person": ["Amal", "Amal\r\nSet-Cookie: a=b"]})
    assert "\r" not in "".join(answer.headers.values())
    assert "a" not in answer.cookies
