"""A document's words with places in them: Text, Block, Passage."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter


class Voice(StrEnum):
    """Who is speaking in a stretch of a document. Only some voices report harm as fact."""

    TITLE = "title"
    BYLINE = "byline"
    NOTE = "note"  # an editor's note: "originally published at"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    QUOTE = "quote"  # in quotation marks, or a post put in; given to claims, never to blocks
    COMMENT = "comment"  # a reader's
    BOILERPLATE = "boilerplate"  # menus, forms, policies, links to other stories


EMBEDDED = "embedded-post"  # the rule of a block that is somebody else's post, put into a report


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """
    A run of text in one voice: for plain text, a line.

    Attributes:
        start, end: Code points into the Text; `text.content[start:end]` are its words.
        voice: Who speaks.
        rule: The name of the rule that said so, for a reviewer to question.
        repeats: `start` of the block that this one says again word for word
            (a caption printed twice), or of the block that a pull quote is taken from; None
            if it is the first.
        dated: When the entry of a live page that this block belongs to was written, as the
            page prints it; None where the text has no entries of its own time.
        language: Two-letter code where it is another than the text's; None if as the text.
    """

    start: int
    end: int
    voice: Voice
    rule: str
    repeats: int | None = None
    dated: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """
    The words of a Snapshot, with offsets that never shift.

    For a plain-text file the content *is* the file, decoded; nothing is trimmed,
    joined or normalised. Offsets count code points.

    Attributes:
        snapshot_id: The bytes this was read from.
        content: The whole text.
        blocks: In order, not overlapping; what lies between them is white space.
        language: Two-letter code; None if it could not be told.
        reader: Name and version of what read it.
        pages: For printed papers the runs of its pages, in order: a code point, and the
            number of the page (from 1) that the text stands on from there to the next run.
            A page may come back: its foot stands behind a paragraph that goes on overleaf.
            Empty where there are no pages.
    """

    snapshot_id: str
    content: str
    blocks: tuple[Block, ...]
    language: str | None
    reader: str
    pages: tuple[tuple[int, int], ...] = ()

    def words(self, start: int, end: int) -> str:
        """Return the exact words between two offsets."""
        return self.content[start:end]

    def page(self, at: int) -> int | None:
        """
        Return the number of the page on which a code point stands; None without pages.

        >>> made = Text(snapshot_id="", content="ab", blocks=(), language=None, reader="",
        ...     pages=((0, 6), (1, 7)))
        >>> made.page(0), made.page(1)
        (6, 7)
        """
        run = bisect_right(self.pages, at, key=itemgetter(0)) - 1
        return self.pages[run][1] if run >= 0 else None

    def block_at(self, start: int) -> Block | None:
        """Return the block that holds an offset; None for the white space between two."""
        at = bisect_right(self.blocks, start, key=lambda block: block.start) - 1
        found = self.blocks[at] if at >= 0 else None
        return found if found and start < found.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """
    Exact words and where they stand. No figure is without one.

    Attributes:
        snapshot_id: The bytes; `None` where only the words were handed over (an import
            of claims whose document is not in the record).
        start, end: Code points into the Text of that snapshot.
        exact: The words themselves; `text.content[start:end] == exact`, checked on write.

    Elsewhere: W3C Web Annotation TextQuoteSelector and TextPositionSelector;
    `prov:wasQuotedFrom`.

    >>> Passage(snapshot_id=None, start=10, end=9, exact="")
    Traceback (most recent call last):
        ...
    ValueError: a passage runs forward, not from 10 to 9
    """

    snapshot_id: str | None
    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a passage runs forward, not from {self.start} to {self.end}")
        if len(self.exact) != self.end - self.start:
            raise ValueError(f"{len(self.exact)} characters do not fill {self.start}-{self.end}")
