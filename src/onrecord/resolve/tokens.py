"""A text as words with places in it, enough to look for names."""

import re
from dataclasses import dataclass

from onrecord.kit.spelling import is_arabic

_JOINED = "'’‘`ʿʾʻʼ‑-"
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}|[^\W\d_][^\W_\d\u0300]*(?:[\u0300-\u036f{re.escape(_JOINED)}]+[^\W\d_]+)*",
    re.UNICODE,
)
_OWNER = re.compile(r"['’]s$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:al|el|as|es|an|en|ash|esh|at|et|ad|ed|ar|er|az|ez|ath|adh)[-‑ ]", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]*\s+$|^\s*$|[\n•\"“(\[]\s*$|[—–]\s*$")


@dataclass(frozen=True, slots=True)
class Token:
    """
    One word.

    Attributes:
        start, end: Code points; a possessive 's is left out.
        word: The word as written.
        low: In small letters.
        is_name: Begins with a capital, or with an article and a capital ("al-Zahra").
        opens: Whether a sentence, a line or a quotation begins with it.
        is_title_line: Whether its line is printed with most words in capitals.
        owns: Whether 's follows it.
    """

    start: int
    end: int
    word: str
    low: str
    is_name: bool
    opens: bool
    is_title_line: bool
    owns: bool


def tokens(content: str) -> list[Token]:
    """Return the words of a text in order."""
    found: list[Token] = []
    line_start = 0
    for line in content.splitlines(keepends=True):
        found += _of_line(line_start, line)
        line_start += len(line)
    return found


def _of_line(line_start: int, line: str) -> list[Token]:
    matches = list(_WORD.finditer(line))
    long = [m[0] for m in matches if len(m[0]) > 3]
    is_sentence = line.rstrip(" \r\n\"'”’)").endswith((".", "؟", "!"))
    in_capitals = sum(w[0].isupper() for w in long)
    is_title = len(long) > 2 and in_capitals > 0.7 * len(long) and not is_sentence
    row = []
    for match in matches:
        word = match[0]
        owner = _OWNER.search(word) if word[-1] in "sS" else None
        end = match.end() - (len(owner[0]) if owner else 0)
        word = line[match.start() : end]
        before = line[max(0, match.start() - 6) : match.start()]
        row.append(
            Token(
                start=line_start + match.start(),
                end=line_start + end,
                word=word,
                low=word.casefold(),
                is_name=_is_name(word),
                opens=match.start() == 0 or _is_end(before),
                is_title_line=is_title,
                owns=bool(owner),
            )
        )
    return row


def _is_end(before: str) -> bool:
    """Whether a sentence, a line or the words before a quotation end so."""
    if before[-1] == " " and before[-2:-1].isalnum():  # by far the most: a word and a space
        return False
    return _SENTENCE_END.search(before) is not None


def _is_name(word: str) -> bool:
    if word.isalpha() and word.isascii():
        return word[0].isupper()
    bare = _ARTICLE.sub("", word).lstrip(_JOINED)
    return bare[:1].isupper() or is_arabic(bare)


def gap(content: str, left: Token, right: Token) -> str:
    """Return what stands between two words."""
    return content[left.end : right.start]
