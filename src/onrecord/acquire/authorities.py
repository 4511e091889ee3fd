"""Asking a time authority that the user named, over HTTP; and nothing else goes out here."""

import time

import urllib3
from urllib3.exceptions import HTTPError

from onrecord.model import OnRecordError

_MOST = 256 * 1024  # bytes; a token with its certificates has some thousand
_A_READ = 16 * 1024
_OK = 200


class NotAnswered(OnRecordError):
    """An authority could not be reached, or did not answer as one."""


def answer(address: str, body: bytes, *, asks: str, answers: str, seconds: float) -> bytes:
    """
    Return what a server answers to what is posted to it.

    Nothing but the body is sent: no cookie, no name, no address of a page. Redirects are
    not followed. The whole takes no longer than it may, however slowly bytes drip in.

    Args:
        address: The server's.
        body: What is posted.
        asks: The media type of the question.
        answers: That of the answer.
        seconds: How long the whole may take.

    Raises:
        NotAnswered: It could not be reached, took too long, or gave no such answer.
    """
    until = time.monotonic() + seconds
    headers = {"Content-Type": asks, "Accept": answers, "User-Agent": "onrecord"}
    pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(total=seconds))
    try:
        reply = pool.request(
            "POST", address, body=body, headers=headers, preload_content=False, redirect=False
        )
        try:
            return _told(reply, answers, until)
        finally:
            reply.close()
    except (HTTPError, OSError, ValueError) as fault:
        raise NotAnswered(f"{address} did not answer ({_why(fault)})") from None
    finally:
        pool.clear()


def _told(reply: urllib3.BaseHTTPResponse, answers: str, until: float) -> bytes:
    if reply.status != _OK:
        raise ValueError(f"status {reply.status}")
    kind = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != answers:
        raise ValueError(f"it is {kind or 'of no kind'}, not {answers}")
    data = b""
    while part := reply.read1(_A_READ):
        data += part
        if len(data) > _MOST:
            raise ValueError("its answer is too long")
        if time.monotonic() > until:
            raise ValueError("it took too long")
    return data


def _why(fault: Exception) -> str:
    """Return why, without the address of a machine or a proxy that libraries may name."""
    if isinstance(fault, ValueError) and not isinstance(fault, HTTPError):
        return str(fault)[:120]
    return type(fault).__name__
