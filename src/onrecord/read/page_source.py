"""Where each word of a page stands in its source; runs in a process of its own."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import Any

# What a reader of the page does not see, as in `page_text`, and the title that is no part of it.
_UNSEEN = frozenset(
    "script style noscript template svg math object embed canvas audio video map datalist "
    "title".split()
)
_WORD = re.compile(r"\S+")


def answer(data: bytes, _: Any) -> list[list[object]]:
    """
    Return the words of a page in order: where each starts and ends in the source, and itself.

    Where the source has a character reference (`&eacute;`), that is a word of its own.

    Args:
        data: The page, as text in UTF-8.
    """
    from turbohtml import TokenType, tokenize  # noqa: PLC0415 - only the child parses

    source = data.decode()
    place = _Places(source)
    unseen: Counter[str] = Counter()
    found: list[list[object]] = []
    tokens = tokenize(
        source, resolve_references=False, capture_source=True, capture_attributes=False
    )
    for token in tokens:
        tag = token.tag or ""
        if token.type is TokenType.START_TAG:
            unseen[tag] += tag in _UNSEEN and not token.self_closing
        elif token.type is TokenType.END_TAG:
            unseen[tag] -= unseen[tag] > 0
        elif token.data and not unseen.total():
            start = place.of_line(token.line, token.col)
            if token.type is TokenType.TEXT:
                found += (
                    [place.original(start + m.start()), place.original(start + m.end()), m[0]]
                    for m in _WORD.finditer(token.data)
                )
            elif token.type is TokenType.CHARACTER_REFERENCE and not token.data.isspace():
                end = start + len(token.source or "")
                found.append([place.original(start), place.original(end), token.data])
    return found


class _Places:
    r"""Places in a source, of which a parser sees `\r\n` as one character."""

    def __init__(self, source: str) -> None:
        lines = re.split(r"\r\n|\n|\r", source)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._doubled = [m.start() - i for i, m in enumerate(re.finditer("\r\n", source))]

    def of_line(self, line: int, column: int) -> int:
        """Return a place as the parser counts."""
        return self._starts[line - 1] + column

    def original(self, place: int) -> int:
        """Return a parser's place as one in the source."""
        return place + bisect_left(self._doubled, place)
