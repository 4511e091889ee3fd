"""Stretches of a block that stand inside quotation marks."""

import re

_PAIRS = re.compile(
    r"“[^“”]{2,2000}(?:”|$)|\"[^\"]{2,2000}\"|«[^«»]{2,2000}»|(?<!\w)‘[^‘’]{15,2000}’(?!\w)",
    re.DOTALL,
)


def quoted(content: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """
    Return the quotations in a block, each from mark to mark.

    A quotation of one or two words is a phrase put at a distance, not somebody speaking.

    >>> text = 'He said: "They shot four men." A so-called "safe zone".'
    >>> [text[a:b] for a, b in quoted(text, 0, len(text))]
    ['"They shot four men."']
    """
    found = ((m.start(), m.end()) for m in _PAIRS.finditer(content, start, end))
    return tuple((a, b) for a, b in found if len(content[a:b].split()) > 2)
