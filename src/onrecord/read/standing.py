"""Where words of a Text stand in the source that is preserved."""

import codecs
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from onrecord.kit import apart
from onrecord.kit.decode import charset_of, decode
from onrecord.model import Text
from onrecord.read.web_page import decode_page

_FOLLOWED = "onrecord.read.page_source:answer"
# What the text of a page has otherwise than its source: white space, bars between the cells of
# a table's row, and marks that nobody sees.
_BLIND = re.compile(r"[\s|\u200b\ufeff\xad]+")
_TELLING = 30  # characters: so few may stand on a page twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    Where a stretch of a Text stands in the source it was made from.

    Attributes:
        start, end: Code points into the source as it was decoded.
        exact: The source between them as it stands, with the tags of a page in it.
        encoding: How the bytes were decoded.
    """

    start: int
    end: int
    exact: str
    encoding: str

    def bytes_in(self, data: bytes) -> tuple[int, int] | None:
        """
        Return the first byte of the stretch and the one behind its last; None if not sure.

        The bytes between them, decoded by themselves, are the stretch. That is not so beside
        bytes that mean nothing, nor in encodings in which a byte's meaning hangs on those before.

        >>> found = Standing(start=1, end=5, exact="café", encoding="utf-8")
        >>> found.bytes_in("“café”".encode())
        (3, 8)
        """
        first = _byte_at(data, self.encoding, self.start)
        last = _byte_at(data, self.encoding, self.end)
        own = data[first:last].decode(self.encoding, "replace")
        return (first, last) if own == self.exact else None


def _byte_at(data: bytes, encoding: str, at: int) -> int:
    """Return how many bytes of a source its first `at` code points take."""

    def decoded(many: int) -> int:  # what a cut character leaves over is not counted
        return len(codecs.getincrementaldecoder(encoding)("replace").decode(data[:many]))

    return bisect_left(range(len(data) + 1), at, key=decoded)


def standing(
    data: bytes, text: Text, start: int, end: int, *, media_type: str = ""
) -> Standing | None:
    """
    Return where words of a text stand in the bytes that are preserved; None if that is not sure.

    For plain text and tables the text is the source. A page's text is followed back word by
    word: the words at the place that is returned are those of the text, white space aside.

    Args:
        data: The preserved bytes.
        text: What was read from them.
        start: The first code point of the words in the text.
        end: The one behind the last.
        media_type: What the bytes are, with the charset that their server named.
    """
    charset = charset_of(media_type)
    plain = decode(data, charset)
    if plain.content == text.content:
        return Standing(
            start=start, end=end, exact=plain.content[start:end], encoding=plain.encoding
        )
    if not text.reader.startswith("html"):
        return None
    decoded = decode_page(data, charset)
    followed = _followed(decoded.content, text)
    place = followed.place(text, start, end) if followed else None
    if place is None:
        return None
    first, last = place
    return Standing(
        start=first, end=last, exact=decoded.content[first:last], encoding=decoded.encoding
    )


@dataclass(frozen=True, slots=True)
class _Followed:
    """
    A page's source without what does not count, and where the blocks of its text are in it.

    Attributes:
        whole: All words of the source, without white space.
        ends: Where each word ends in `whole`.
        words: Start and end of each word in the source, and itself.
        at: For each block of the text, by its start, where it begins in `whole`.
    """

    whole: str
    ends: list[int]
    words: list[tuple[int, int, str]]
    at: dict[int, int]

    def place(self, text: Text, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of the text starts and ends in the source."""
        wanted = _bare(text.content[start:end])
        block = next((b for b in text.blocks if b.start <= start < b.end), None)
        if not wanted or block is None:
            return None
        at = self.at.get(block.start)
        if at is not None:
            at += len(_bare(text.content[block.start : start]))
        if at is None or self.whole[at : at + len(wanted)] != wanted:
            at = self.whole.find(wanted)
            if at < 0 or self.whole.find(wanted, at + 1) >= 0:
                return None
        return self._source(at, start=True), self._source(at + len(wanted) - 1, start=False)

    def _source(self, at: int, *, start: bool) -> int:
        """Return the place in the source of a character of `whole`, or the place behind it."""
        i = bisect_right(self.ends, at)
        first, last, word = self.words[i]
        if last - first != len(word):  # a character reference stands for it
            return first if start else last
        bare = at - (self.ends[i - 1] if i else 0)
        counted = [j for j, c in enumerate(word) if not _BLIND.match(c)]
        return first + counted[bare] + (not start)


def _bare(words: str) -> str:
    return _BLIND.sub("", words)


@lru_cache(maxsize=8)
def _followed(source: str, text: Text) -> _Followed | None:
    try:
        told = apart.asked(_FOLLOWED, source.encode()).told
    except apart.TooHard:
        return None
    words = [(int(first), int(last), str(word)) for first, last, word in told]
    words = [word for word in words if _bare(word[2])]
    bare = [_bare(word) for _, _, word in words]
    whole = "".join(bare)
    return _Followed(whole, list(accumulate(map(len, bare))), words, _blocks(whole, text))


def _blocks(whole: str, text: Text) -> dict[int, int]:
    """
    Return where each block begins among the words of the source.

    What stands there once is sure; the rest is looked for between its neighbours.
    """
    bare = [(block.start, _bare(text.content[block.start : block.end])) for block in text.blocks]
    sure = {i: at for i, (_, words) in enumerate(bare) if (at := _once(whole, words)) is not None}
    found: dict[int, int] = {}
    after = 0
    bounds = _next_sure(sure, len(bare), len(whole))
    for i, (start, words) in enumerate(bare):
        at = sure.get(i, -1)
        if at < 0:
            at = whole.find(words, after, bounds[i]) if words else -1
        if at >= 0:
            found[start] = at
            after = at + len(words)
    return found


def _once(whole: str, words: str) -> int | None:
    if len(words) < _TELLING:
        return None
    at = whole.find(words)
    return at if at >= 0 and whole.find(words, at + 1) < 0 else None


def _next_sure(sure: dict[int, int], count: int, end: int) -> Sequence[int]:
    bounds, bound = [end] * count, end
    for i in range(count - 1, -1, -1):
        bounds[i] = bound
        bound = sure.get(i, bound)
    return bounds
