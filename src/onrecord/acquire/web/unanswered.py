"""What went wrong on the wire, in one sentence for a recorder."""

import http.client
import ssl
from collections.abc import Iterator

import urllib3

from onrecord.acquire.web.addresses import Target
from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.network import Deadline, not_reached

_KNOWN = (http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError)


def missed(fault: Exception, target: Target, deadline: Deadline) -> Missed:
    """
    Return what is said of a fault on the wire.

    Raises:
        Exception: The fault itself, if it is one of this program.
    """
    causes = tuple(_causes(fault))
    for cause in reversed(causes):  # what happened first says most
        told = _told(cause, target, deadline)
        if told is not None:
            return told
    if isinstance(fault, OSError):
        return not_reached(target, fault, deadline)
    if not isinstance(fault, _KNOWN):
        raise fault
    why = str(causes[-1]) or type(causes[-1]).__name__
    return Missed("web-not-reached", f"The server's answer makes no sense ({why:.120}).")


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    """Return a fault and what it came from: libraries wrap what happened in words of theirs."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _told(cause: BaseException, target: Target, deadline: Deadline) -> Missed | None:
    if isinstance(cause, Missed):
        return cause
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
        return _untrusted(target, cause)
    if isinstance(cause, TimeoutError):
        return deadline.passed()
    if isinstance(cause, http.client.IncompleteRead | urllib3.exceptions.ProtocolError):
        return Missed("web-incomplete", "The server broke off before the end that it had told.")
    if isinstance(cause, urllib3.exceptions.DecodeError):
        return Missed("web-incomplete", "What the server packed cannot be unpacked.")
    return None


def _untrusted(target: Target, fault: ssl.SSLError) -> Missed:
    why = getattr(fault, "verify_message", None) or fault.reason or "no reason given"
    return Missed(
        "web-untrusted",
        f"The connection to {target.host} cannot be trusted: {str(why).lower()}. "
        "It was not asked without that.",
    )
