"""Readers' comments that say the article is wrong: a person should look."""

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Block, Document, Problem, Severity, Voice
from onrecord.read import comment_cues, comment_tells
from onrecord.read.lines import folded

_SHOWN = 240  # characters
_LONG = 20_000  # a comment this long is no correction, and a body block this long is no sentence


def candidates(document: Document, content: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """Return a question for each comment that seems to correct the text above it."""
    report: list[comment_cues.Sentence] | None = None
    for block in blocks:
        words = content[block.start : block.end]
        if block.voice is not Voice.COMMENT or len(words) > _LONG:
            continue
        if report is None:
            report = list(_sentences(content, blocks))
            headings = _headings(document, content, blocks)
        mine = list(comment_cues.sentences(words, 0, len(words)))
        does_correct, said = comment_cues.about(words, mine, report, headings)
        if not does_correct:
            does_correct, said = comment_tells.about(mine, report)
        if does_correct:
            yield _question(document, content, block, said)


def _sentences(content: str, blocks: Sequence[Block]) -> Iterator[comment_cues.Sentence]:
    for block in blocks:
        if block.voice in {Voice.BODY, Voice.TITLE, Voice.CAPTION, Voice.HEADING}:
            end = min(block.end, block.start + _LONG)
            yield from comment_cues.sentences(content, block.start, end)


def _headings(document: Document, content: str, blocks: Sequence[Block]) -> str:
    heads = {Voice.TITLE, Voice.HEADING}
    words = [content[b.start : b.end] for b in blocks if b.voice in heads]
    return folded(" ".join([document.title or "", *words]))


def _question(
    document: Document, content: str, block: Block, said: comment_cues.Sentence | None
) -> Problem:
    comment = _short(content[block.start : block.end])
    line = _line(content, block.start)
    message = f"A reader's comment (line {line}) seems to correct the text: “{comment}”"
    if said is not None:
        message += f" It is about line {_line(content, said.start)}: “{_short(said.words)}”"
    return Problem(
        code="comment-corrects", message=message, where=document.name, severity=Severity.QUESTION
    )


def _line(content: str, start: int) -> int:
    return len(re.findall(r"\r\n|\n|\r", content[:start])) + 1


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
