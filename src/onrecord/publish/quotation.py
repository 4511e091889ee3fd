"""A claim's exact words inside their own sentence, and no more of the text than that."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from onrecord.model import Block, Passage, Text

_REACH = 260  # characters of context shown on either side, at most
_LONGEST = 1_500  # characters of the words themselves; longer ones are cut and say so
_END = re.compile(r"[.!?…؟。！？]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\s\"'“‘«(\[a-z])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|St|Prof|No|vs|approx|Jan|Feb|Mar|"
    r"Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|[a-z]\.[a-z])\.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """
    Words to show, in three runs.

    Attributes:
        before, after: The rest of the sentence, cut to a short reach; empty if the text
            is not in the record.
        exact: The claim's words.
        left_out: Characters of the words that are not shown; 0 nearly always.
    """

    before: str
    exact: str
    after: str
    left_out: int = 0


def around(passage: Passage, text: Text | None) -> Quotation:
    """Return the words of a passage inside their sentence."""
    exact = passage.exact[:_LONGEST]
    left_out = len(passage.exact) - len(exact)
    if text is None or text.words(passage.start, passage.end) != passage.exact:
        return Quotation(before="", exact=exact, after="", left_out=left_out)
    low, high = _bounds(passage, text)
    before = text.words(max(low, passage.start - _REACH), passage.start)
    after = text.words(passage.end, min(high, passage.end + _REACH))
    return Quotation(
        before=_opening(before, exact, is_cut=passage.start - _REACH > low),
        exact=exact,
        after="" if left_out else _closing(exact, after, is_cut=passage.end + _REACH < high),
        left_out=left_out,
    )


def _bounds(passage: Passage, text: Text) -> tuple[int, int]:
    """Return where the block that holds the words begins and ends."""
    at = bisect_right(text.blocks, passage.start, key=lambda block: block.start) - 1
    block: Block | None = text.blocks[at] if at >= 0 else None
    if block is None or passage.start >= block.end:
        return passage.start, passage.end
    return block.start, max(block.end, passage.end)


def _opening(before: str, exact: str, *, is_cut: bool) -> str:
    """Return what of the sentence stands before the words."""
    begin = max((e for e in _ends(before + exact[:2]) if e <= len(before)), default=0)
    if begin == 0 and is_cut:
        return "… " + before[before.find(" ") + 1 :]
    return before[begin:].lstrip()


def _closing(exact: str, after: str, *, is_cut: bool) -> str:
    """Return what of the sentence stands after the words."""
    tail = exact[-4:]
    end = min((e for e in _ends(tail + after) if e >= len(tail)), default=None)
    if end is not None:
        return after[: end - len(tail)].rstrip()
    if is_cut:
        return (after.rsplit(" ", 1)[0] if " " in after else after) + " …"
    return after.rstrip()


def _ends(words: str) -> list[int]:
    """Return where sentences end, white space included; "Gen. " ends none."""
    return [
        end.end()
        for end in _END.finditer(words)
        if not _SHORT.search(words[max(0, end.start() - 8) : end.start() + 1])
    ]
