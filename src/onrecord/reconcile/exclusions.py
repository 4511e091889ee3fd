"""What a source says that it leaves out of its counts, in the document's exact words."""

import re
from collections.abc import Mapping

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_COUNTS = re.compile(
    r"\b(?:figures?|counts?|counting|tolls?|numbers?|tall(?:y|ies)|statistics|totals?|data)\b",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(
    r"\b(?:do(?:es)?|did)(?: not|n['’]t) (?:\w+ )?(?:include|encompass|count|cover|contain)\b"
    r"|\bexclud(?:es?|ed|ing)\b|\b(?:leaves?|left) out\b"
    r"|\b(?:is|are|was|were)(?: not|n['’]t) (?:included|counted)\b",
    re.IGNORECASE,
)
_NEAR = 600  # characters back to whom "its figures" speaks of


def may_exclude(content: str) -> bool:
    """Return whether a text may say at all what a count leaves out: few do."""
    return _LEAVES_OUT.search(content) is not None


def exclusions(content: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """
    Return sentences that say what a count leaves out, each with whose count it is.

    A sentence belongs to the source that it names, else to the one last named before it.

    Args:
        content: The whole text.
        names: What stands in the text for a source, and the source's key.

    >>> text = "Amal Watch counted 40 dead. Its figures do not include soldiers."
    >>> exclusions(text, {"Amal Watch": "amal"})
    [('amal', 'Its figures do not include soldiers.')]
    """
    found = []
    for sentence in _SENTENCE.finditer(content):
        words = sentence[0]
        if _COUNTS.search(words) and _LEAVES_OUT.search(words):
            whose = _last_named(content, sentence.start(), sentence.end(), names)
            if whose:
                found.append((whose, words.strip()))
    return found


def _last_named(content: str, start: int, end: int, names: Mapping[str, str]) -> str | None:
    inside = _latest(content[start:end], names)
    return inside or _latest(content[max(0, start - _NEAR) : start], names)


def _latest(stretch: str, names: Mapping[str, str]) -> str | None:
    places = [(stretch.rfind(name), len(name), key) for name, key in names.items()]
    at, _, key = max(places, default=(-1, 0, ""))
    return key if at >= 0 else None
