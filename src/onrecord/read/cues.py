"""The cues of `cues.en.yaml` and `cues.ar.yaml`, ready to be matched against a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from onrecord.model import Voice
from onrecord.read.lines import Line, folded
from onrecord.vocab import read_yaml

Where = Literal["anywhere", "before", "after", "edge", "end", "middle", "under"]
Zone = Literal["form", "policy", "comments", "related", "source"]
_ARABIC = "cues.ar.yaml"
_FILES = ("cues.en.yaml", _ARABIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """
    Words that tell who speaks in a line.

    Attributes:
        id: The reason that is shown.
        voice: What the line becomes.
        opens: The zone that begins with it; None if it speaks for itself alone.
        where: In what part of a text it counts.
        most_words: A longer line is not this.
        opening: Looked for at the beginning of the folded line, which is quick; None if nothing is.
        within: Looked for anywhere in it; None if nothing is.
        only_with: What of which any line that carries it holds some; empty if that is not known.
        is_arabic: Whether it is of Arabic words, which no line of ASCII letters alone has.
        examples, counter_examples: Lines that it must and must not match.
    """

    id: str
    voice: Voice
    opens: Zone | None
    where: Where
    most_words: int
    opening: re.Pattern[str] | None
    within: re.Pattern[str] | None
    only_with: tuple[str, ...]
    is_arabic: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def fits(self, line: Line) -> bool:
        """Whether a line carries this cue, wherever it stands."""
        if line.count > self.most_words:
            return False
        if self.only_with and not any(map(line.folded.__contains__, self.only_with)):
            return False
        if self.opening is not None and self.opening.match(line.folded):
            return True
        return self.within is not None and self.within.search(line.folded) is not None


@cache
def cues() -> tuple[Cue, ...]:
    """Return all cues, in the order in which they are tried."""
    return tuple(
        _cue(row, is_arabic=name == _ARABIC)
        for name in _FILES
        for row in cast("dict[str, Any]", read_yaml("onrecord.read", name))["rules"]
    )


def first(line: Line, where: frozenset[Where]) -> Cue | None:
    """Return the first cue that a line carries, of those that count in some parts of a text."""
    count = min(line.count, _longest() + 1)
    for cue in _fitting(where, count, line.folded.isascii()):
        if cue.fits(line):
            return cue
    return None


@cache
def _longest() -> int:
    return max(cue.most_words for cue in cues())


@cache
def _fitting(where: frozenset[Where], count: int, is_ascii: bool) -> tuple[Cue, ...]:  # noqa: FBT001 - what the cache goes by
    """Return the cues that a line of so many words may carry there, so that few are tried."""
    return tuple(
        cue
        for cue in cues()
        if cue.where in where and cue.most_words >= count and not (is_ascii and cue.is_arabic)
    )


def _cue(row: dict[str, Any], *, is_arabic: bool) -> Cue:
    # Arabic patterns are written as people write and folded as the lines are.
    patterns = [p if p.isascii() else _folded_pattern(p) for p in row["match"]]
    return Cue(
        id=row["id"],
        voice=Voice(row["voice"]),
        opens=row.get("opens"),
        where=row["where"],
        most_words=row["most_words"],
        opening=_any_of([p for p in patterns if p.startswith("^")]),
        within=_any_of([p for p in patterns if not p.startswith("^")]),
        only_with=tuple(row.get("only_with", ())),
        is_arabic=is_arabic,
        examples=tuple(row["examples"]),
        counter_examples=tuple(row["not"]),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def _folded_pattern(pattern: str) -> str:
    parts = re.split(r"([\u0600-\u06ff]+)", pattern)
    return "".join(folded(part) if i % 2 else part for i, part in enumerate(parts))
