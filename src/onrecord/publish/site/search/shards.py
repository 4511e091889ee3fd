"""An index cut into small files, of which a browser loads the few that a question needs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 64_000  # of a shard: quick on a slow line, and far below what a page may weigh
_MOST_NUMBERS = 10_000  # of one word in one run: at most 40 kB; the rest is in further runs
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MORE = 32
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """
    A file of an index.

    Attributes:
        name: Under which the page asks for it.
        first: The first word, or the first incident's number, that it holds.
        body: What it holds.
    """

    name: str
    first: str | int
    body: bytes


def packed(numbers: Sequence[int], before: int = -1) -> str:
    """
    Return rising numbers as a short string: each as its distance from the one before it.

    Five bits a letter, the sixth says that more follow, as source maps do it.

    >>> packed([0, 1, 2, 100])
    'BBBiD'
    """
    made = []
    for number in numbers:
        gap, before = number - before, number
        while gap >= _MORE:
            made.append(_DIGITS[gap % _MORE + _MORE])
            gap //= _MORE
        made.append(_DIGITS[gap])
    return "".join(made)


def words(held: Iterable[tuple[str, Sequence[int]]]) -> Iterator[Shard]:
    """
    Yield the shards of words, in the order in which browsers compare them.

    A word in very many incidents stands in several runs, in one shard or in several.

    Args:
        held: Each word with its incidents' numbers, rising; in any order.
    """
    rows = sorted(held, key=lambda row: row[0].encode("utf-16-be", "surrogatepass"))
    told = ((word, run) for word, numbers in rows for run in _runs(numbers))
    yield from _cut("w", ((word, [word, run]) for word, run in told))


def rows(kind: str, told: Iterable[Sequence[Any]]) -> Iterator[Shard]:
    """Yield the shards of what is shown of each incident, in the order of their numbers."""
    yield from _cut(kind, ((number, [list(row)]) for number, row in enumerate(told)))


def script(name: str, value: Any) -> bytes:
    """
    Return a value as a script that hands it to the page.

    Pages opened from a folder may not read other files, but may run them.
    """
    return f"onrecordSearch.take({_JSON.encode(name)},{_JSON.encode(value)});\n".encode(
        "utf-8", "replace"
    )


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    for at in range(0, len(numbers), _MOST_NUMBERS):
        yield packed(numbers[at : at + _MOST_NUMBERS])


def _cut(kind: str, told: Iterable[tuple[str | int, list[Any]]]) -> Iterator[Shard]:
    held: list[Any] = []
    first: str | int = ""
    size = number = 0
    for key, entries in told:
        weight = len(_JSON.encode(entries).encode("utf-8", "replace"))
        if held and size + weight > MOST_BYTES:
            yield _shard(kind, number, first, held)
            held, size, number = [], 0, number + 1
        if not held:
            first = key
        held += entries
        size += weight
    if held:
        yield _shard(kind, number, first, held)


def _shard(kind: str, number: int, first: str | int, held: list[Any]) -> Shard:
    name = f"{kind}-{number}"
    return Shard(name=name, first=first, body=script(name, held))
