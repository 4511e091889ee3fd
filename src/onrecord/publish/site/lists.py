"""Lists cut into pages that a phone can load."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST_ROWS = 100
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Generic[Item]):
    """
    A page of a list.

    Attributes:
        items: What is on it.
        path: Of this page; the first has the list's own.
        number, last: Which it is, of how many.
        before, after: Paths of its neighbours; None at the ends.
        of: How many items the whole list has.
    """

    items: Sequence[Item]
    path: str
    number: int
    last: int
    before: str | None
    after: str | None
    of: int


def turns(items: Sequence[Item], path: str, most: int = MOST_ROWS) -> Iterator[Turn[Item]]:
    """
    Yield a list page by page; an empty list is one page.

    >>> [(t.path, list(t.items), t.after) for t in turns([1, 2, 3], "a/index.html", most=2)]
    [('a/index.html', [1, 2], 'a/page-2.html'), ('a/page-2.html', [3], None)]
    """
    last = max(1, -(-len(items) // most))
    for number in range(1, last + 1):
        yield Turn(
            items=items[(number - 1) * most : number * most],
            path=_path(path, number),
            number=number,
            last=last,
            before=_path(path, number - 1) if number > 1 else None,
            after=_path(path, number + 1) if number < last else None,
            of=len(items),
        )


def _path(path: str, number: int) -> str:
    if number == 1:
        return path
    stem = path.removesuffix(".html")
    return (
        f"{stem.removesuffix('index')}page-{number}.html"
        if stem.endswith("/index")
        else (f"{stem}-{number}.html")
    )
