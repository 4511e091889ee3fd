"""
Numbers of 256 bits that differ in few of them, found without comparing each with each.

A number is cut into sixteen pieces of sixteen bits. Where two differ in at most 31 bits, some
piece differs in at most one: so it is enough to look up each piece as it is and with
each of its bits turned (the pigeonhole principle; Norouzi, Punjani and Fleet, "Fast search
in Hamming space with multi-index hashing", 2012). Of numbers that differ in more bits some
are found too, the fewer the more they differ.
"""

from collections import defaultdict
from collections.abc import Iterator

BITS = 256
SURE = 31  # bits: every number that differs in no more is found
_PIECE = 16
_PIECES = BITS // _PIECE
_MASK = (1 << _PIECE) - 1
_TURNED = (0, *(1 << bit for bit in range(_PIECE)))


class NearBits:
    """
    Numbers with what they stand for.

    >>> held = NearBits()
    >>> held.add(0b1011, "a")
    >>> list(held.near(0b1000, 31))
    [(2, 'a')]
    """

    def __init__(self) -> None:
        self._held: list[tuple[int, str]] = []
        self._by_piece: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(_PIECES)]

    def add(self, number: int, name: str) -> None:
        """Put a number in."""
        at = len(self._held)
        self._held.append((number, name))
        for which, held in enumerate(self._by_piece):
            held[number >> (which * _PIECE) & _MASK].append(at)

    def near(self, number: int, most: int) -> Iterator[tuple[int, str]]:
        """
        Yield how many bits differ, and the name, of what differs in at most so many.

        Args:
            number: What is looked for.
            most: Bits that may differ. Up to `SURE` everything is found; of what differs
                in 48 about nineteen in twenty.
        """
        seen: set[int] = set()
        for which, held in enumerate(self._by_piece):
            piece = number >> (which * _PIECE) & _MASK
            for turned in _TURNED:
                seen.update(held.get(piece ^ turned, ()))
        for at in sorted(seen):
            other, name = self._held[at]
            differ = (number ^ other).bit_count()
            if differ <= most:
                yield differ, name
