"""
Words that were once read in the wrong encoding: "donâ€™t" for "don’t", "Ø­Ù„Ø¨" for "حلب".

What is fine must never be touched, so a repair needs three things. Each broken stretch, taken
back to bytes as Windows-1252 writes them, is sound UTF-8. `ftfy`, which knows from millions of
texts what is broken and what only looks odd, makes the same of the line by itself. And the text is
full of such stretches, within its words: one that only shows them ("the page had â€™ where …")
is left alone. Each repair can be taken back exactly: encoded as UTF-8 and read as Windows-1252
the repaired words are the broken ones again.
"""

import re
import unicodedata
from dataclasses import dataclass

from onrecord.model import Document, Problem, Severity
from onrecord.read.doubt import problem_of

_BYTES = {
    **{chr(byte): byte for byte in range(0x80, 0x100)},
    **{
        bytes([b]).decode("cp1252"): b
        for b in range(0x80, 0xA0)
        if b not in b"\x81\x8d\x8f\x90\x9d"
    },
}
_CHARS = {byte: char for char, byte in _BYTES.items()}  # the later: as Windows-1252 has it
_LEAD = "".join(map(re.escape, sorted({c for c, b in _BYTES.items() if 0xC2 <= b <= 0xF4})))
_TAIL = "".join(map(re.escape, sorted({c for c, b in _BYTES.items() if 0x80 <= b <= 0xBF})))
_STRETCH = re.compile(f"(?:[{_LEAD}][{_TAIL}]{{1,3}})+")
# How a stretch begins, in the bytes of UTF-8: looked for first, since bytes are quick to search.
_SECOND = b"".join(sorted({c.encode()[:1] for c, b in _BYTES.items() if b <= 0xBF}))
_BEGINS = re.compile(b"\xc3[\x82-\xb4][%s]" % _SECOND)
_FEWEST = 3
_MOSTLY = 0.8  # of a text's stretches within words; of its odd characters
_WORD = 4  # characters that stand for a stretch of letters of another script, not for one sign
_LEVELS = 3  # some text went wrong more than once
_SHOWN = 3  # examples in a problem
_LONGEST = 100_000  # characters of a line that is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """
    A text after repair.

    Attributes:
        content: Its characters; those of the file where nothing was repaired.
        repaired: How many stretches were.
        left: How many look broken and were left as they are.
        shown: Some of them: before and after.
    """

    content: str
    repaired: int = 0
    left: int = 0
    shown: tuple[tuple[str, str], ...] = ()


def may_be_broken(encoded: bytes) -> bool:
    """
    Return whether a text may have broken stretches; most texts have nothing that looks like one.

    >>> may_be_broken("It donâ€™t".encode()), may_be_broken("It don’t: café".encode())
    (True, False)
    """
    return b"\xc3" in encoded and _BEGINS.search(encoded) is not None  # to look for a byte is quick


def mended(content: str) -> Mended:
    """
    Return a text with its broken stretches repaired, if it is broken throughout.

    >>> mended("They donâ€™t know. He saidâ€”twiceâ€”that itâ€™s over.").content
    'They don’t know. He said—twice—that it’s over.'
    >>> mended("The page had â€™ where an apostrophe should stand.").left
    1
    """
    if content.isascii():
        return Mended(content=content)
    if not may_be_broken(content.encode("utf-8", "surrogatepass")):
        return Mended(content=content)
    stretches = [m for m in _STRETCH.finditer(content) if _sound(m[0]) is not None]
    if not stretches:
        return Mended(content=content)
    if not _is_broken_throughout(content, stretches):
        left = sum(_is_surely_broken(m[0]) for m in stretches)
        return Mended(content=content, left=left)
    pieces: list[str] = []
    shown: dict[str, str] = {}
    repaired = left = 0
    for line in re.split(r"(\n)", content):
        whole = _line(line)
        count = len(_STRETCH.findall(line))
        if whole is None:
            left += count
        elif whole != line:
            repaired += count
            _show(line, shown)
        pieces.append(line if whole is None else whole)
    examples = tuple(shown.items())[:_SHOWN]
    return Mended(content="".join(pieces), repaired=repaired, left=left, shown=examples)


def as_it_was(words: str) -> str:
    """
    Return repaired words as they stand in the file: what each repair is checked by.

    >>> as_it_was("São")
    'SÃ£o'
    """
    return "".join(_CHARS[byte] if byte >= 0x80 else chr(byte) for byte in words.encode())


def _sound(stretch: str) -> str | None:
    """Return what a broken stretch stands for; None if it is not broken in a way that is known."""
    data = bytes(_BYTES[char] for char in stretch)
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_text = not any(unicodedata.category(char) in {"Cc", "Cn", "Co"} for char in words)
    return words if is_text and as_it_was(words) == stretch else None


def _is_broken_throughout(content: str, stretches: list[re.Match[str]]) -> bool:
    """Whether broken stretches are many, stand within words, and hardly anything odd is whole."""
    if len(stretches) < _FEWEST and not any(len(m[0]) > 2 * _WORD for m in stretches):
        return False
    within = sum(_is_within(content, m) for m in stretches)
    broken = sum(len(m[0]) for m in stretches)
    odd = len(re.findall(r"[^\x00-\x7f\u00a0\ufeff\u200b-\u200f]", content))
    return within >= _MOSTLY * len(stretches) and broken >= _MOSTLY * odd


def _is_within(content: str, stretch: re.Match[str]) -> bool:
    """Whether a stretch belongs to a word: letters beside it, or it is itself a word."""
    before = content[max(0, stretch.start() - 1) : stretch.start()]
    after = content[stretch.end() : stretch.end() + 1]
    return before.isalpha() or after.isalpha() or len(stretch[0]) > _WORD


def _is_surely_broken(stretch: str) -> bool:
    from ftfy.badness import is_bad  # noqa: PLC0415 - few texts need it

    return bool(is_bad(stretch))


def _line(line: str) -> str | None:
    """Return a line repaired, as it is if nothing is broken; None if the two ways disagree."""
    if len(line) > _LONGEST:
        return None
    from ftfy import fix_encoding  # noqa: PLC0415 - few texts need it

    judged = fix_encoding(line)
    found = line
    for _ in range(_LEVELS):
        if found == judged:
            return found
        found = _STRETCH.sub(lambda m: _sound(m[0]) or m[0], found)
    return found if found == judged else None


def about(document: Document, found: Mended) -> list[Problem]:
    """Return what was repaired and what was left, so that nobody takes it for the file's words."""
    problems = []
    if found.repaired:
        shown = ", ".join(f"“{before}” is shown as “{after}”" for before, after in found.shown)
        message = (
            f"{found.repaired:,} stretches of this file were once read in the wrong encoding and "
            f"are repaired in its text ({shown}). The file is kept unchanged, and the repair can "
            "be taken back: the repaired words in UTF-8, read as Windows-1252, are the file's."
        )
        problems.append(problem_of(document, "encoding-repaired", message, Severity.WARNING))
    if found.left:
        message = (
            f"{found.left:,} stretches look as if read in the wrong encoding and were left as "
            "they are. Names in them are not found in any list."
        )
        problems.append(problem_of(document, "encoding-doubtful", message, Severity.QUESTION))
    return problems


def _show(line: str, shown: dict[str, str]) -> None:
    for word in line.split():
        stretch = _STRETCH.search(word)
        if stretch and len(shown) < _SHOWN:
            shown.setdefault(word[:40], _STRETCH.sub(lambda m: _sound(m[0]) or m[0], word[:40]))
