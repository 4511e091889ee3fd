"""
A copy of a text that is easier to parse, and a map from the copy to the text.

The parser is steadier on plain text than on a newsroom's: hedged numbers become plain
numbers, one-word names stand for long ones, asides go, typographic marks become simple.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.extract.number import ANY
from onrecord.extract.quantity import Quantity
from onrecord.model import Count, Named, Qualifier

_Edits = dict[int, tuple[int, str]]  # from a character: up to which other, and what stands instead


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the rewritten copy and the stretch of the text that it stands for."""

    start: int
    end: int
    text_start: int
    text_end: int
    is_rewritten: bool


@dataclass(frozen=True)
class Copy:
    """
    A rewritten copy of a stretch of text.

    Attributes:
        words: The copy.
        pieces: The copy from end to end, each stretch with what it stands for.
    """

    words: str
    pieces: tuple[_Piece, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the text has what the copy has from one character to another."""
        first = self.pieces[bisect_right(self._starts, start) - 1]
        last = self.pieces[bisect_left(self._starts, end) - 1]
        begin = first.text_start if first.is_rewritten else first.text_start + start - first.start
        stop = last.text_end if last.is_rewritten else last.text_start + end - last.start
        return begin, stop

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def stands_at(self, quantity: Quantity) -> int:
        """Return where in the copy the plain number stands that was put for a quantity."""
        return next(
            p.start for p in self.pieces if p.is_rewritten and p.text_start == quantity.start
        )


# One character for one: nothing moves.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "…": ","})
_OF = re.compile(
    r"\s+of\b(?!\s+(?:them|whom|those|these|the|which|his|her|their|its|our|my|your)\b)"
)
_ACCORDING = re.compile(r"\baccording\s+to\s+(?:the\s+)?$", re.IGNORECASE)
_BY_THE = re.compile(r"\b(?:by|in)\s+(?:the|their)\s+$", re.IGNORECASE)
_ASIDE = re.compile(r"\s?\([^()]{1,200}\)")

_HEADLINE_SHOT = re.compile(
    rf"(?:^|[\n:;]\s*)(?:at least |more than |over |about )?{ANY}\s+$", re.IGNORECASE
)


def _shot(match: re.Match[str]) -> str:
    """As in a headline's "Two shot in Lahore": a verb, which the parser takes for a noun."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    return "murdered" if _HEADLINE_SHOT.search(before) else match.group()


_WINGS = {"left-wing": "leftist", "right-wing": "rightist"}  # no verbs, as "leftwing" seems
_SIMPLER: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    # "rebel shelling" is read as a verb and its object; any other noun in its place is not
    (
        re.compile(
            r"\brebels?(?=\s+(?:shell|rocket|mortar|strike|fire|attack|bomb|assault|offensive"
            r"|raid|artillery))",
            re.IGNORECASE,
        ),
        lambda _: "army",
    ),
    # a headline's "bomber wounds dozens": read as a noun, and the dozens as somebody else's
    (
        re.compile(
            r"\bwounds(?=\s+(?:at least |more than |over |about |some |nearly )?"
            r"(?:\d|dozens|scores|hundreds|several|two|three|four|five|six|seven|eight|nine|ten))"
        ),
        lambda _: "wounded",
    ),
    # "non-violent" is cut in three by the tokenizer and misread; "nonviolent" is one word
    (
        re.compile(r"\b[A-Za-z]{2,}(?:-[a-z]{2,})+\b"),
        lambda match: _WINGS.get(match.group().lower()) or match.group().replace("-", ""),
    ),
    (re.compile(r"\bshot(?: dead)?(?=\s+(?:in|at|by|on|near|outside|during|after|as)\b)"), _shot),
    # a headline's "rebels seize 31, free 12": read as what the twelve are
    (re.compile(rf"(?<=, )free(?=\s+{ANY}\b)", re.IGNORECASE), lambda _: "freed"),
    (re.compile(r"\[(\w+)\]"), lambda match: match[1]),
    # "gunmen disguised as soldiers shot": the parser makes the soldiers the shooters
    (re.compile(r",?\s(?:disguised|dressed|posing|masquerading)\sas\s\w+"), lambda _: ""),
    (re.compile(r"\s?[–—]\s?"), lambda _: ", "),
)


def is_shared(content: str, start: int, quantity: Quantity) -> bool:
    """Whether a quantity is said of a whole clause: "imprisoned activists by the thousands"."""
    return bool(_BY_THE.search(content[max(start, quantity.start - 12) : quantity.start]))


def many(content: str, quantity: Quantity) -> Quantity:
    """As in "by the thousand": thousands, not one thousand."""
    size = quantity.count.low
    if content[quantity.start : quantity.end].lower() not in _ROUND or size is None:
        return quantity
    return replace(quantity, count=Count(low=2 * size, qualifier=Qualifier.VAGUE))


_ROUND = frozenset({"dozen", "score", "hundred", "thousand", "million"})


def rewrite(
    content: str,
    start: int,
    end: int,
    counted: Sequence[Quantity],
    shared: Sequence[Quantity],
    names: Sequence[Named],
) -> Copy:
    """Return a stretch of text rewritten for the parser."""
    edits = _of_shared(content, start, shared) | _of_counted(content, end, counted)
    for match in _ASIDE.finditer(content, start, end):
        if not any(match.start() <= q.start < match.end() for q in counted):
            edits[match.start()] = (match.end(), "")
    for name in names:
        if name.kind == "actor" and not _hits(edits, name.start, name.end):
            edits[name.start] = (name.end, _named(content, start, name, counted))
    for pattern, simpler in _SIMPLER:
        for match in pattern.finditer(content, start, end):
            if not _hits(edits, match.start(), match.end()):
                edits[match.start()] = (match.end(), simpler(match))
    return _applied(content, start, end, edits)


def _of_shared(content: str, start: int, shared: Sequence[Quantity]) -> _Edits:
    """As in "by the thousands": an adverb, so that it is no agent."""
    edits: _Edits = {}
    for quantity in shared:
        before = _BY_THE.search(content, max(start, quantity.start - 12), quantity.start)
        edits[before.start() if before else quantity.start] = (quantity.end, "daily")
    return edits


def _of_counted(content: str, end: int, counted: Sequence[Quantity]) -> _Edits:
    """As in "at least several dozen of ...": a plain number."""
    edits: _Edits = {}
    for quantity in counted:
        of = _OF.match(content, quantity.end, end)
        edits[quantity.start] = (of.end() if of else quantity.end, _plain_number(quantity))
    return edits


def _plain_number(quantity: Quantity) -> str:
    if quantity.is_share:
        return "30%"
    if quantity.is_ratio:
        return "10 times"
    value = quantity.count.low if quantity.count.low is not None else quantity.count.high
    return "one" if value == 1 and quantity.count.high == 1 else "30"


def _named(content: str, start: int, name: Named, counted: Sequence[Quantity]) -> str:
    """As in "according to the UN 22 children": a comma ends the name before the number."""
    if any(name.end < q.start <= name.end + 2 for q in counted) and _ACCORDING.search(
        content, max(start, name.start - 20), name.start
    ):
        return f"{_short_name(name.name)},"
    return _short_name(name.name)


def _short_name(name: str) -> str:
    """Names of several words, and acronyms that look like words, as one plain name."""
    if name in {"IS", "US", "AU", "NO"}:
        return "NATO"
    words = name.split()
    initials = "".join(w[0] for w in words if w[0].isupper())
    if len(words) < 3 or len(initials) < 3:
        return name.translate(_PLAIN)
    return initials


def _hits(edits: _Edits, start: int, end: int) -> bool:
    """Whether a stretch overlaps one that is edited already."""
    return any(s < end and stop > start for s, (stop, _) in edits.items())


def _applied(content: str, start: int, end: int, edits: _Edits) -> Copy:
    copy, at = "", start
    pieces: list[_Piece] = []
    for where, (stop, words) in sorted(edits.items()):
        if where < at:
            continue
        kept = content[at:where].translate(_PLAIN)
        pieces.append(_Piece(len(copy), len(copy) + len(kept), at, where, is_rewritten=False))
        copy += kept
        pieces.append(_Piece(len(copy), len(copy) + len(words), where, stop, is_rewritten=True))
        copy += words
        at = stop
    kept = content[at:end].translate(_PLAIN)
    pieces.append(_Piece(len(copy), len(copy) + len(kept), at, end, is_rewritten=False))
    return Copy(copy + kept, tuple(pieces))
