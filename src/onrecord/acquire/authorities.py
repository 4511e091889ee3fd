"""Asking a time authority that the user named, over HTTP; and nothing else goes out here."""

from onrecord.acquire.web import Manners, Missed, Network, target
from onrecord.acquire.web.wire import exchange
from onrecord.model import OnRecordError

_MOST = 256 * 1024  # bytes; a token with its certificates has some thousand
_OK = 200


class NotAnswered(OnRecordError):
    """An authority could not be reached, or did not answer as one."""


def answer(
    address: str, body: bytes, *, asks: str, answers: str, seconds: float, proxy: str | None = None
) -> bytes:
    """
    Return what a server answers to what is posted to it.

    It is asked as the web is: certificates hold, no variable of the environment is looked
    at, and the whole takes no longer than it may, however slowly bytes drip in. Nothing but
    the body is sent: no cookie, no version, no address of a page. Redirects are not followed.
    Since a person named it, it may stand in a private network.

    Args:
        address: The server's.
        body: What is posted.
        asks: The media type of the question.
        answers: That of the answer.
        seconds: How long the whole may take.
        proxy: `host:port` of a proxy that it goes through; None goes straight.

    Raises:
        NotAnswered: It could not be reached, took too long, or gave no such answer.
    """
    manners = Manners(deadline=seconds, allow_private=True, proxy=proxy)
    headers = {"Content-Type": asks, "Accept": answers, "User-Agent": "onrecord"}
    try:
        told = exchange(target(address), headers, manners, Network(), _MOST, posted=body)
    except Missed as missed:
        raise NotAnswered(f"{address} did not answer: {missed.message}") from None
    kind = (told.header("content-type") or "").partition(";")[0].strip().lower()
    if told.status != _OK:
        raise NotAnswered(f"{address} did not answer (status {told.status})")
    if kind != answers:
        raise NotAnswered(f"{address} did not answer (it is {kind or 'of no kind'}, not {answers})")
    return told.body
