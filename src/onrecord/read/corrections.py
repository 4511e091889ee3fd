"""Readers' comments that say the article is wrong: a person should look."""

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Block, Document, Problem, Severity, Voice
from onrecord.read.lines import folded

_SAYS_SO = re.compile(
    r"\b(?:errors?|mistakes?|mistaken|wrong(?:ly)?|incorrect(?:ly)?|inaccura\w+|corrections?|"
    r"correct the|false|untrue|not true|misspelled|misidentif\w+)\b"
    r"|خطا|خاطئ|غير صحيح|تصحيح|ليس صحيح"
    # Another number: "there were ten graves, not nine".
    r"|\bnot (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"|ليس(?:وا)? (?:\d|[٠-٩]|واحد|اثن|ثلاث|اربع|خمس|ست|سبع|ثماني|تسع|عشر)"
)
_DENIED = re.compile(
    r"\bnot (\d[\d,.]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"|ليس(?:وا)? (\d+|(?:واحد|اثن|ثلاث|اربع|خمس|ست|سبع|ثماني|تسع|عشر)\w*)"
)
_NEGATES = re.compile(
    r"\b(?:is|are|was|were|did|does|has|have)(?: not|n't)\b|\bnever\b|ليس|ليست|ليسوا|لم "
)
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{12,})[\"”»]")
_SENTENCE = re.compile(r"[^.!?؟]+[.!?؟]*[\"”’)]*")
_TELLING = re.compile(r"\b[A-Z][\w’'\-]{3,}|\d[\d,.]*|[\u0621-\u064a]{5,}")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_SHOWN = 240  # characters
_LONG = 20_000  # a comment this long is no correction, and a body block this long is no sentence
_COMMON = frozenset(
    "this that they there these those what when where which while your thank great good "
    "interesting thanks".split()
)


def candidates(document: Document, content: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """Return a question for each comment that seems to correct the text above it."""
    sentences: list[tuple[int, str]] | None = None
    for block in blocks:
        words = content[block.start : block.end]
        if block.voice is not Voice.COMMENT or len(words) > _LONG:
            continue
        plain = folded(words)
        is_plain = _SAYS_SO.search(plain) is not None
        if not is_plain and not _NEGATES.search(plain):
            continue
        if sentences is None:
            sentences = list(_sentences(content, blocks))
        said = _said(words, sentences, needed=1 if is_plain else 2)
        if said is not None or is_plain:
            yield _question(document, content, block, said)


def _sentences(content: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if block.voice not in {Voice.BODY, Voice.TITLE, Voice.CAPTION, Voice.HEADING}:
            continue
        end = min(block.end, block.start + _LONG)
        for found in _SENTENCE.finditer(content, block.start, end):
            yield found.start(), found[0]


def _said(words: str, sentences: Sequence[tuple[int, str]], needed: int) -> tuple[int, str] | None:
    """
    Return the sentence that a comment is about: the one it quotes, or that shares its names.

    One that has the number which the comment denies ("ten, not nine") comes before those.
    """
    for quoted in _QUOTED.findall(words):
        wanted = folded(quoted).strip(" .,")
        for start, sentence in sentences:
            if wanted in folded(sentence) or (len(wanted) > 60 and wanted[:60] in folded(sentence)):
                return start, sentence
    mine = _names(words)
    denied = {(m[1] or m[2]).rstrip(".,") for m in _DENIED.finditer(folded(words))}

    def shared(sentence: str) -> tuple[int, int]:
        has_number = denied and not denied.isdisjoint(_WORD.findall(folded(sentence)))
        return needed if has_number else 0, len(mine & _names(sentence))

    best = max(sentences, key=lambda s: shared(s[1]), default=None)
    return best if best and max(shared(best[1])) >= needed else None


def _names(words: str) -> set[str]:
    """Return the names and numbers in words, without the plural's s."""
    return {w.lower().rstrip("s.,") for w in _TELLING.findall(words) if w.lower() not in _COMMON}


def _question(
    document: Document, content: str, block: Block, said: tuple[int, str] | None
) -> Problem:
    comment = _short(content[block.start : block.end])
    line = _line(content, block.start)
    message = f"A reader's comment (line {line}) seems to correct the text: “{comment}”"
    if said is not None:
        message += f" It is about line {_line(content, said[0])}: “{_short(said[1])}”"
    return Problem(
        code="comment-corrects", message=message, where=document.name, severity=Severity.QUESTION
    )


def _line(content: str, start: int) -> int:
    return len(re.findall(r"\r\n|\n|\r", content[:start])) + 1


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
