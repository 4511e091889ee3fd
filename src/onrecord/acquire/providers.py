"""Asking a provider of identities that the settings name; and nothing else goes out here."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from onrecord.acquire.web import Manners, Missed, Network, target
from onrecord.acquire.web.wire import exchange
from onrecord.model import OnRecordError

_MOST = 256 * 1024  # bytes
_SECONDS = 15.0
_OK = 200


class ProviderSilent(OnRecordError):
    """The provider of identities could not be reached, or did not answer as one."""


def answer(address: str, posted: Mapping[str, str] | None = None) -> dict[str, Any]:
    """
    Return what a provider answers, as JSON.

    As with time authorities: certificates hold, redirects are not followed, no cookie is
    kept. Since a person named it, it may stand in a private network.

    Args:
        address: What is asked.
        posted: The fields of a form; None only asks for what is there.

    Raises:
        ProviderSilent: It could not be reached, or gave no such answer. The line holds
            nothing of what was posted.
    """
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    manners = Manners(deadline=_SECONDS, allow_private=True, ports=(port,))
    headers = {"Accept": "application/json", "User-Agent": "onrecord"}
    body = None
    if posted is not None:
        body = urlencode(posted).encode()
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        told = exchange(target(address), headers, manners, Network(), _MOST, posted=body)
    except Missed as missed:
        raise ProviderSilent(f"the provider did not answer: {missed.message}") from None
    try:
        found = json.loads(told.body) if told.status == _OK else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderSilent(f"the provider did not answer as one (status {told.status})")
    return found
