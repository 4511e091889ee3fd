"""A rule of the date grammar: a pattern, and what its words mean."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.model import When
from onrecord.resolve.dates.spans import Anchor

Meaning = Callable[["re.Match[str]", Anchor], When | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One kind of phrase for a time.

    Attributes:
        name: For a person who asks why.
        pattern: Matches the phrase wherever it stands in a text.
        meaning: The time it tells, read against the anchor; None if that cannot be told.
        near: One of these words is in every such phrase.
    """

    name: str
    pattern: re.Pattern[str]
    meaning: Meaning
    near: re.Pattern[str]

    def matches(self, content: str, windows: "Windows") -> "Iterator[re.Match[str]]":
        """Yield where the phrase stands; only the neighbourhood of its words is searched."""
        for start, end in windows.near(self.near):
            for match in self.pattern.finditer(content, start, end):
                # A phrase cut off by the window's end may be another phrase.
                if match.end() > match.start() and (match.end() < end or end == len(content)):
                    yield match


class Windows:
    """The stretches of a text around certain words, found once for all rules that need them."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._found: dict[str, list[tuple[int, int]]] = {}

    def near(self, words: re.Pattern[str]) -> list[tuple[int, int]]:
        """Return the stretches around every one of some words, joined where they touch."""
        if words.pattern not in self._found:
            self._found[words.pattern] = self._around(words)
        return self._found[words.pattern]

    def _around(self, words: re.Pattern[str]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for match in words.finditer(self._content):
            start = max(0, match.start() - _BEFORE)
            end = min(len(self._content), match.end() + _AFTER)
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found


# How far a phrase reaches from the word that shows it: "Nine days into the siege of … in May".
_BEFORE, _AFTER = 100, 60


def part(match: "re.Match[str]", name: str) -> str | None:
    """Return what a named part of a phrase says; None if it is absent or the rule has none."""
    told: str | None = match.groupdict().get(name)
    return told


def rule(name: str, pattern: str, meaning: Meaning, near: str, *, any_case: bool = False) -> Rule:
    r"""Return a rule; spaces in the pattern stand for any white space on one line."""
    spaced = pattern.replace(" ?", r"[\x20\t\u00a0]*").replace(" ", r"[\x20\t\u00a0]+")
    flags = re.IGNORECASE if any_case else 0
    # A capital may be glued to the end ("2016Credit"): captions lose their line breaks.
    # An Arabic particle may be written onto the beginning ("and", "in", "to", "so").
    whole = rf"(?:(?<!\w)|(?<=\b[وبلف])){spaced}(?:(?!\w)|(?-i:(?=[A-Z][a-z])))"
    return Rule(
        name=name,
        pattern=re.compile(whole, flags),
        meaning=meaning,
        near=re.compile(near, flags),
    )
