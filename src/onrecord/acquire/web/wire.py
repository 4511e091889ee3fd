"""One request and its answer, byte for byte as they went over the wire."""

import hashlib
import http.client
import io
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from onrecord.acquire.web.addresses import Target
from onrecord.acquire.web.manners import Manners
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.network import Deadline, Network, opened
from onrecord.acquire.web.unanswered import missed
from onrecord.acquire.web.watched import Kept, Watched, too_large

_CHUNK = 64 * 1024
_ASKED = "gzip, deflate"
_PACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})  # what is asked for
_EXTRA = 0.05  # seconds in which a server that sends more than it announced shows itself
_NO_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """
    A request and its answer.

    Attributes:
        url: What was asked.
        at: When (UTC).
        status: The answer's HTTP status.
        headers: Of the answer, as they came, in order.
        body: What was answered, unpacked.
        request: The bytes that were sent.
        response: The bytes that came: status line, headers, and body, packed and in chunks
            as the server sent it.
        address: The network address that answered; None behind a proxy.
        certificates: The server's chain in DER, its own first; that alone where this
            Python tells no more; empty without TLS.
        faults: In words, what was odd.
    """

    url: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    request: bytes
    response: bytes
    address: str | None = None
    certificates: tuple[bytes, ...] = ()
    faults: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """Return a header's first value; None if there is none."""
        found = (value for key, value in self.headers if key.lower() == name.lower())
        return next(found, None)

    @property
    def chain(self) -> tuple[str, ...]:
        """SHA-256 of each certificate."""
        return tuple(hashlib.sha256(one).hexdigest() for one in self.certificates)

    @property
    def payload(self) -> bytes:
        """The answer's body out of its chunks, but packed as the server sent it."""
        replayed: Any = _Replayed(self.response)
        answer = http.client.HTTPResponse(replayed, method="GET")
        answer.begin()
        return answer.read()


class _Replayed:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self._data)


class _Secure(HTTPSConnection):
    """A connection over TLS: urllib3 checks the certificate against the name."""

    raw: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.raw  # open already, to an address that was vetted: nothing is looked up


def exchange(
    target: Target,
    headers: Mapping[str, str],
    manners: Manners,
    network: Network,
    most: int,
    *,
    posted: bytes | None = None,
) -> Exchange:
    """
    Ask once and return what was said. Follows nothing, keeps no cookies, asks nobody else.

    Args:
        target: What is asked of whom.
        headers: Beside those that every request has.
        manners: The rules of this run.
        network: The way out.
        most: Bytes that the body may have, unpacked or not.
        posted: What is sent with the question; None only asks for what is there.

    Raises:
        Missed: No whole answer came.
    """
    kept = Kept(Deadline(manners.deadline, network.clock), most)
    at = network.now()
    raw, address = opened(target, manners, network, kept.deadline)
    watched: Watched | None = None
    try:
        connection, watched, certificates = _connection(target, raw, kept, network)
        answer = _answer(connection, target, {**_usual(target, manners), **headers}, posted)
        kept.is_body = True
        body, faults = _body(answer, kept)
        faults += _beyond(watched, answer, kept)
        found = Exchange(
            url=target.url,
            at=at,
            status=answer.status,
            headers=_headers(bytes(kept.came)),
            body=body,
            request=bytes(kept.sent),
            response=bytes(kept.came),
            address=address,
            certificates=certificates,
        )
        return replace(found, faults=faults + _unclosed(found))
    except Exception as fault:
        raise missed(fault, target, kept.deadline) from fault
    finally:
        if watched is not None:
            watched.end()
        raw.close()  # what is left of it where TLS did not come about


def _usual(target: Target, manners: Manners) -> dict[str, str]:
    return {
        "Host": target.authority,
        "User-Agent": manners.agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": _ASKED,
        "Connection": "close",
    }


def _connection(
    target: Target, raw: socket.socket, kept: Kept, network: Network
) -> tuple[HTTPConnection, Watched, tuple[bytes, ...]]:
    raw.settimeout(kept.deadline.left())
    if target.scheme == "http":
        plain = HTTPConnection(target.host, target.port)
        watched: Any = Watched(raw, kept)
        plain.sock = watched
        return plain, watched, ()
    secure = _Secure(target.host, target.port, ssl_context=network.tls, cert_reqs="CERT_REQUIRED")
    secure.raw = raw
    secure.connect()
    certificates = _chain(secure.sock)
    watched = Watched(secure.sock, kept)
    secure.sock = watched
    return secure, watched, certificates


def _chain(sock: Any) -> tuple[bytes, ...]:
    """
    Return a server's certificates in DER: as it sent them, or only its own.

    Python tells the chain from 3.13 on; before that only the object behind the socket does,
    of which the manual says nothing.
    """
    told = getattr(sock, "get_unverified_chain", None)
    if told is not None:
        return tuple(bytes(one) for one in told() or ())
    behind: Any = getattr(sock, "_sslobj", None)
    try:
        sent = behind.get_unverified_chain() or ()
        chain = [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in sent]
    except (TypeError, AttributeError, ValueError):
        chain = []
    own: bytes | None = sock.getpeercert(binary_form=True)
    return tuple(chain) if chain and chain[0] == own else tuple(filter(None, [own]))


def _answer(
    connection: HTTPConnection, target: Target, headers: Mapping[str, str], posted: bytes | None
) -> urllib3.BaseHTTPResponse:
    method = "GET" if posted is None else "POST"
    connection.request(
        method, target.path, posted, headers, preload_content=False, decode_content=True
    )
    return connection.getresponse()


def _body(answer: urllib3.BaseHTTPResponse, kept: Kept) -> tuple[bytes, tuple[str, ...]]:
    """Return the body, unpacked as it comes, so that no more of it is ever in memory."""
    packed = {one.strip().lower() for one in answer.headers.get("content-encoding", "").split(",")}
    if packed - _PACKED:
        names = ", ".join(sorted(packed - _PACKED))
        raise Missed(
            "web-incomplete", f"The server packed it in a way that was not asked for ({names:.60})."
        )
    body = bytearray()
    for piece in answer.stream(_CHUNK, decode_content=True):
        kept.deadline.left()
        body += piece
        if len(body) > kept.most:
            raise too_large(kept.most)
    lengths = {one.strip() for one in answer.headers.get("content-length", "").split(",")}
    return bytes(body), ("The server told two lengths.",) if len(lengths) > 1 else ()


def _beyond(watched: Watched, answer: urllib3.BaseHTTPResponse, kept: Kept) -> tuple[str, ...]:
    """Say whether the server sent more than the length that it told: that is not the body."""
    length = answer.headers.get("content-length", "")
    if not length.isdecimal() or "transfer-encoding" in answer.headers:
        return ()
    whole = bytes(kept.came).partition(b"\r\n\r\n")[2]
    expected = 0 if answer.status in _NO_BODY else int(length)
    if len(whole) <= expected and not watched.has_more(_EXTRA):
        return ()
    return ("The server sent more than the length that it told; what was more was left out.",)


def _unclosed(found: Exchange) -> tuple[str, ...]:
    """Say whether packed data breaks off: it ends with its unpacked length (RFC 1952)."""
    if (found.header("content-encoding") or "").strip().lower() not in {"gzip", "x-gzip"}:
        return ()
    end = found.payload[-4:]
    if not found.body or int.from_bytes(end, "little") == len(found.body) & 0xFFFFFFFF:
        return ()
    return ("What the server packed is not closed as it should be: some may be missing.",)


def _headers(came: bytes) -> tuple[tuple[str, str], ...]:
    """Return an answer's headers as they came: in order, none joined, names as written."""
    while True:
        head, _, came = came.partition(b"\r\n\r\n") if b"\r\n\r\n" in came else (came, b"", b"")
        lines = head.decode("latin-1").splitlines()
        if not came or not lines or lines[0].split(" ", 2)[1:2] != ["100"]:
            break
    pairs = [line.partition(":") for line in lines[1:] if ":" in line and line[:1] not in " \t"]
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)
