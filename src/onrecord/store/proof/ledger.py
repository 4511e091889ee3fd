"""Digests of a table in blocks, so that what is added later changes none that was made before."""

import hashlib
from collections.abc import Iterable, Mapping


class Ledger:
    """
    Takes numbered lines in order and digests them block by block.

    At the same time it tells what its digests were when the numbers had come as far as
    some earlier point: what a checkpoint says of a table is compared with that.

    Args:
        width: How many numbers make a block.
        points: The numbers up to which an earlier state is wanted.
    """

    def __init__(self, width: int, points: Iterable[int] = ()) -> None:
        self._width = width
        self._points = sorted(set(points), reverse=True)
        self._blocks: list[str] = []
        self._open = hashlib.sha256()
        self._is_empty = True
        self._then: dict[int, tuple[str, ...]] = {}

    def add(self, number: int, line: bytes) -> None:
        """Take the next line. Numbers never go back."""
        self._pass_points(number)
        block = (number - 1) // self._width
        while len(self._blocks) < block:
            self._blocks.append(self._so_far())
            self._open = hashlib.sha256()
            self._is_empty = True
        self._open.update(line)
        self._is_empty = False

    def ended(self, number: int) -> tuple[str, ...]:
        """Return the digests of all blocks, up to the one that a number is in."""
        self._pass_points(None)
        return self._until(number)

    @property
    def then(self) -> Mapping[int, tuple[str, ...]]:
        """The digests as they were at each point, once all lines were taken."""
        return self._then

    def _pass_points(self, number: int | None) -> None:
        while self._points and (number is None or self._points[-1] < number):
            point = self._points.pop()
            self._then[point] = self._until(point)

    def _until(self, number: int) -> tuple[str, ...]:
        many = -(-number // self._width)
        there = [*self._blocks, self._so_far()][:many]
        return (*there, *[""] * (many - len(there)))

    def _so_far(self) -> str:
        return "" if self._is_empty else self._open.hexdigest()
