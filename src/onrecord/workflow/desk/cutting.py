"""A text cut into parts and runs: what one page of the Document screen can show."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.quotes import quoted
from onrecord.kit import shown
from onrecord.model import Block, Claim, Text, Voice

LONGEST_PART = 20_000  # characters of text on one page
MOST_CLAIMS = 80  # claims that begin on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    A stretch of text that is in the same claims from end to end.

    Attributes:
        start, end: Code points into the Text.
        words: What stands there, as it is.
        claims: Ids of the claims whose words it is part of.
        closing: Ids of the claims whose words end here.
        is_quoted: It stands inside quotation marks.
        is_odd: It is one character that cannot be shown as it is.
    """

    start: int
    end: int
    words: str
    claims: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    is_quoted: bool = False
    is_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """
    A block of the text, or as much of it as is on this page.

    Attributes:
        start, end: Code points into the Text.
        voice: Who speaks.
        rule: What said so.
        runs: Its words.
        is_begun, is_unfinished: It began on the page before, or goes on on the next.
        page: The number of the printed page that it begins on; None without pages.
    """

    start: int
    end: int
    voice: Voice
    rule: str
    runs: tuple[Run, ...]
    is_begun: bool = False
    is_unfinished: bool = False
    page: int | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that have words in it."""
        return tuple(dict.fromkeys(one for run in self.runs for one in run.claims))


def parts(text: Text, claims: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """
    Return from where to where each page of a text goes.

    A page ends with a block wherever it can; a block that is longer than a page is cut
    between words. No page holds more than `LONGEST_PART` characters.
    """
    starts = sorted(claim.passage.start for claim in claims)
    made: list[tuple[int, int]] = []
    begin = end = 0
    for start, stop in _pieces(text):
        many = bisect_left(starts, stop) - bisect_left(starts, begin) > MOST_CLAIMS
        if end > begin and (stop - begin > LONGEST_PART or many):
            made.append((begin, end))
            begin = start
        end = stop
    if end > begin or not made:
        made.append((begin, end))
    return tuple(made)


def _pieces(text: Text) -> Iterator[tuple[int, int]]:
    for block in blocks(text):
        at = block.start
        while block.end - at > LONGEST_PART:
            cut = text.content.rfind(" ", at + LONGEST_PART - 400, at + LONGEST_PART) + 1
            upto = cut or at + LONGEST_PART
            yield at, upto
            at = upto
        yield at, block.end


def blocks(text: Text) -> tuple[Block, ...]:
    """Return a text's blocks; all of it as one where nothing told them apart."""
    if text.blocks:
        return text.blocks
    return (Block(start=0, end=len(text.content), voice=Voice.BODY, rule="all of it"),)


def paragraphs(
    text: Text, part: tuple[int, int], claims: Mapping[str, Claim]
) -> tuple[Paragraph, ...]:
    """
    Return one page of a text, cut wherever a claim's words begin or end.

    Args:
        text: The text.
        part: From where to where the page goes.
        claims: The claims to mark in it, by id, in their order.
    """
    first, last = part
    near = {
        name: (claim.passage.start, claim.passage.end)
        for name, claim in claims.items()
        if claim.passage.start < last and claim.passage.end > first
    }
    made = []
    held = blocks(text)
    at = bisect_right(held, first, key=lambda block: block.end)
    for n, block in enumerate(held[at:], start=at):
        if block.start >= last:
            break
        start, end = max(block.start, first), min(block.end, last)
        if start == block.start:  # marks that nothing shows may stand before it
            start = _start_of_marks(text.content, held[n - 1].end if n else 0, start)
        made.append(
            Paragraph(
                start=start,
                end=end,
                voice=block.voice,
                rule=block.rule,
                runs=tuple(_runs(text.content, start, end, near)),
                is_begun=block.start < start,
                is_unfinished=block.end > end,
                page=text.page(start),
            )
        )
    return tuple(made)


def _start_of_marks(content: str, low: int, start: int) -> int:
    """Return where a block begins with what stands before it and is not white space."""
    between = content[low:start]
    return start - len(between.lstrip()) if between.strip() else start


def _runs(
    content: str, start: int, end: int, claims: Mapping[str, tuple[int, int]]
) -> Iterator[Run]:
    inside = {name: at for name, at in claims.items() if at[0] < end and at[1] > start}
    quotes = quoted(content, start, end)
    odd = [start + at for at in shown.odd(content[start:end])]
    edges = {start, end, *odd, *(at + 1 for at in odd)}
    edges.update(one for at in (*inside.values(), *quotes) for one in at)
    special = set(odd)
    for begin, stop in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        yield Run(
            start=begin,
            end=stop,
            words=content[begin:stop],
            claims=tuple(n for n, at in inside.items() if at[0] <= begin and stop <= at[1]),
            closing=tuple(n for n, at in inside.items() if at[1] == stop),
            is_quoted=any(at[0] <= begin and stop <= at[1] for at in quotes),
            is_odd=begin in special,
        )
