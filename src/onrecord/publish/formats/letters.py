"""Text to bytes that every reader takes: half of a pair of surrogates is no letter."""

import re

_HALF = re.compile("[\ud800-\udfff]")  # from a page that was cut badly


def whole(text: str) -> str:
    r"""
    Return text with U+FFFD where half of a letter stands.

    >>> whole("12 killed \ud83d")
    '12 killed \ufffd'
    """
    return str(text) if text.isascii() else _HALF.sub("\ufffd", text)


def encoded(text: str) -> bytes:
    """Return text in UTF-8."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return whole(text).encode("utf-8")
