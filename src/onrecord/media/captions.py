"""What a document claims in the words under a picture."""

from collections.abc import Iterable

from onrecord.model import Claim, Medium, Text, Voice


def claims_of(medium: Medium, text: Text | None, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """
    Return the claims of a medium's document that stand in its caption.

    The words under a picture are its newspaper's, not the picture's: they are claims like
    others, in the voice of a caption, and are only shown beside it. A caption is found by
    its words, white space aside, among the blocks that are captions.

    Args:
        medium: With its caption, as it came with the page or as a person gave it.
        text: The document's text; None if it could not be read.
        claims: The document's.
    """
    words = _words(medium.caption or "")
    if text is None or not words:
        return ()
    spans = [
        (block.start, block.end)
        for block in text.blocks
        if block.voice is Voice.CAPTION
        and _is_same(words, _words(text.words(block.start, block.end)))
    ]
    return tuple(
        claim for claim in claims if any(start <= claim.passage.start < end for start, end in spans)
    )


def _is_same(one: str, other: str) -> bool:
    """Whether one is the other, or its beginning: pages cut captions short, and add a credit."""
    return bool(other) and (one.startswith(other) or other.startswith(one))


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
