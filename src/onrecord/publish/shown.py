"""Other people's words made fit to show: nothing in them acts on the page."""

import re
from hashlib import sha256

from onrecord.kit.shown import clean, cut, language, link

__all__ = ["anchor", "clean", "cut", "language", "link"]

_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def anchor(identity: str) -> str:
    """Return a name that a link can point at; ids made by this program are kept as they are."""
    if _ANCHOR.fullmatch(identity):
        return identity
    return "x-" + sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
