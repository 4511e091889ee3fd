"""A text cut into windows: as much of it as the tagger sees at once."""

import re
from collections.abc import Iterator, Sequence

_MOST = 620  # characters: some 150 pieces of words, five or six sentences
_ENDS = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")


def windows(
    content: str, stretches: Sequence[tuple[int, int]], most: int = _MOST
) -> tuple[tuple[int, int], ...]:
    r"""
    Return windows that cover stretches of a text, each from a character to another.

    Short stretches that follow one another share a window, so that a headline is seen with
    the paragraph below it; a long one is cut where a sentence ends.

    >>> text = "Nine killed in raid\n\nGunmen killed nine."
    >>> [text[a:b] for a, b in windows(text, [(0, 19), (21, 40)])]
    ['Nine killed in raid\n\nGunmen killed nine.']
    >>> [text[a:b] for a, b in windows(text, [(0, 19), (21, 40)], most=25)]
    ['Nine killed in raid', 'Gunmen killed nine.']
    """
    found: list[tuple[int, int]] = []
    for start, end in (piece for s in stretches for piece in _pieces(content, *s, most)):
        if found and end - found[-1][0] <= most and _are_neighbours(content, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _are_neighbours(content: str, end: int, start: int) -> bool:
    return end <= start and not content[end:start].strip()


def _pieces(content: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at sentence ends into pieces that fit; a sentence that does not is cut."""
    while end - start > most:
        ends = [m.end() for m in _ENDS.finditer(content, start, start + most)]
        space = content.rfind(" ", start, start + most) + 1
        cut = ends[-1] if ends else space if space > start else start + most
        yield start, len(content[:cut].rstrip()) if content[start:cut].strip() else cut
        start = cut
    if start < end:
        yield start, end
