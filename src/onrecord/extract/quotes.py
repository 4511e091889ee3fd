"""Stretches of a block that stand inside quotation marks, and who speaks them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.extract import grammar, naming, said, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

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


def speaker(sentences: Sequence[Sentence], quotation: tuple[int, int]) -> tuple[Mention, ...]:
    """Return who speaks a quotation, from the words just after or before it in its block."""
    for sentence in sentences:
        if sentence.end < quotation[0] - 160 or sentence.start > quotation[1] + 160:
            continue
        for token in sentence.tokens:
            if not _speaks(sentence, token, quotation):
                continue
            subject = grammar.child(token, said.SUBJECTS)
            if subject is not None and said.can_speak(sentence, subject):
                return (naming.name(sentence, subject),)
    return ()


def _speaks(sentence: Sentence, token: "Token", quotation: tuple[int, int]) -> bool:
    """As in "…,” a teacher said": a verb of speech just after a quotation, or just before."""
    begin, end = sentence.span(token)
    if not (0 <= begin - quotation[1] < 120 or 0 <= quotation[0] - end < 60):
        return False
    speech = wordlist.pattern("said", "speech")
    return said.is_saying(token) and bool(speech.match(sentence.content, begin))
