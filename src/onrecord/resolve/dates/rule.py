"""A rule of the date grammar: a pattern, and what its words mean."""

import re
from collections.abc import Callable
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
    """

    name: str
    pattern: re.Pattern[str]
    meaning: Meaning


def part(match: "re.Match[str]", name: str) -> str | None:
    """Return what a named part of a phrase says; None if it is absent or the rule has none."""
    told: str | None = match.groupdict().get(name)
    return told


def rule(name: str, pattern: str, meaning: Meaning, *, any_case: bool = False) -> Rule:
    r"""Return a rule; spaces in the pattern stand for any white space on one line."""
    spaced = pattern.replace(" ?", r"[\x20\t\u00a0]*").replace(" ", r"[\x20\t\u00a0]+")
    flags = re.IGNORECASE if any_case else 0
    # A capital may be glued to the end ("2016Credit"): captions lose their line breaks.
    # An Arabic particle may be written onto the beginning ("and", "in", "to", "so").
    whole = rf"(?:(?<!\w)|(?<=\b[وبلف])){spaced}(?:(?!\w)|(?-i:(?=[A-Z][a-z])))"
    return Rule(name=name, pattern=re.compile(whole, flags), meaning=meaning)
