"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Other = TypeVar("Other")

A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged(Generic[Thing]):
    """
    One page of a list.

    Attributes:
        rows: What is on it.
        number: Which page it is, from 1.
        pages: How many there are, at least 1.
        total: How long the list is.
    """

    rows: tuple[Thing, ...]
    number: int
    pages: int
    total: int

    def each(self, made: Callable[[Thing], Other]) -> "Paged[Other]":
        """Return the page with each row made into something else."""
        rows = tuple(made(row) for row in self.rows)
        return Paged(rows=rows, number=self.number, pages=self.pages, total=self.total)


def paged(things: Sequence[Thing], number: int, *, a_page: int = A_PAGE) -> Paged[Thing]:
    """
    Return one page; the first or the last for a number that lies before or behind.

    >>> paged("abcde", 2, a_page=2).rows, paged("abcde", 99, a_page=2).rows
    (('c', 'd'), ('e',))
    """
    pages = max(1, -(-len(things) // a_page))
    at = min(max(number, 1), pages)
    rows = tuple(things[(at - 1) * a_page : at * a_page])
    return Paged(rows=rows, number=at, pages=pages, total=len(things))
