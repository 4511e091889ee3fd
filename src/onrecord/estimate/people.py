"""People whom lists have, counted by what is known of them: what everything here starts from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.model import InclusionTable

UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """
    How many people are on exactly which lists and are told of in the same way.

    People who cannot be told apart by anything that an estimate looks at stand in one row
    with their number, so that ten million people are as quick as ten thousand.

    Attributes:
        lists: Names of the lists.
        on: Shape (rows, lists), bool: which lists the people of each row are on. No row is
            on none.
        many: Shape (rows,), int64: how many people; none is 0.
        fields: What is known of people: `sex`, `age`, `month`, `place`.
        values: Shape (rows, fields), int64: which of the field's labels; -1 where no list
            says, or lists say different things.
        labels: For each field its labels in order: ("0-14", "15-29").
    """

    lists: tuple[str, ...]
    on: NDArray[np.bool_]
    many: NDArray[np.int64]
    fields: tuple[str, ...] = ()
    values: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    labels: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if not self.fields:
            object.__setattr__(self, "values", np.zeros((len(self.many), 0), dtype=np.int64))
        shapes = self.on.shape == (len(self.many), len(self.lists))
        if not shapes or self.values.shape != (len(self.many), len(self.fields)):
            raise ValueError("people are rows of lists and of fields, each with its number")

    @property
    def seen(self) -> int:
        """How many people are on any list."""
        return int(self.many.sum())

    def column(self, name: str) -> NDArray[np.int64]:
        """Return what each row has of a field, shape (rows,)."""
        return self.values[:, self.fields.index(name)]


def gathered(people: People) -> People:
    """Return the same people with rows that are alike made one, in a settled order."""
    some = people.on.any(axis=1) & (people.many > 0)
    on, many, values = people.on[some], people.many[some], people.values[some]
    _, first, which = np.unique(_signs(on, values), return_index=True, return_inverse=True)
    sums = np.zeros(len(first), dtype=np.int64)
    np.add.at(sums, which.ravel(), many)
    return replace(people, on=on[first], many=sums, values=values[first])


def _signs(on: NDArray[np.bool_], values: NDArray[np.int64]) -> NDArray[np.void]:
    """Return each row as one string of bytes, so that rows can be sorted quickly."""
    columns = np.hstack(
        [np.packbits(on, axis=1), (values + 1).astype(">u4", order="C").view(np.uint8)]
    )
    return np.ascontiguousarray(columns).view(np.dtype((np.void, columns.shape[1]))).ravel()


def from_table(table: InclusionTable) -> People:
    """Return the people of a table that was handed in: nothing is known of them but lists."""
    held = [(pattern, count) for pattern, count in table.cells if count]
    on = np.array([[sign == "1" for sign in pattern] for pattern, _ in held], dtype=np.bool_)
    return People(
        lists=table.lists,
        on=on.reshape(len(held), len(table.lists)),
        many=np.array([count for _, count in held], dtype=np.int64),
    )


def from_tables(name: str, tables: Iterable[tuple[str, InclusionTable]]) -> People:
    """
    Return the people of several tables, known by which table they stand in.

    >>> men = InclusionTable(lists=("A", "B"), cells=(("11", 3),))
    >>> women = InclusionTable(lists=("A", "B"), cells=(("11", 2), ("10", 4)))
    >>> both = from_tables("sex", [("men", men), ("women", women)])
    >>> [(name, table.seen) for name, table in parts(both, ("sex",))]
    [('men', 3), ('women', 6)]
    """
    named = tuple(tables)
    each = [from_table(table) for _, table in named]
    if len({people.lists for people in each}) != 1:
        raise ValueError("tables that belong together have the same lists in the same order")
    where = [np.full(len(people.many), number) for number, people in enumerate(each)]
    return People(
        lists=each[0].lists,
        on=np.vstack([people.on for people in each]),
        many=np.concatenate([people.many for people in each]),
        fields=(name,),
        values=np.concatenate(where).reshape(-1, 1).astype(np.int64),
        labels=(tuple(label for label, _ in named),),
    )


def pattern(on: Sequence[bool] | NDArray[np.bool_]) -> str:
    """Return which lists as a table writes it: "101"."""
    return "".join("1" if one else "0" for one in on)


def table(people: People) -> InclusionTable:
    """Return who is on which lists."""
    counts: dict[str, int] = {}
    for on, many in zip(people.on, people.many, strict=True):
        counts[pattern(on)] = counts.get(pattern(on), 0) + int(many)
    return InclusionTable(lists=people.lists, cells=tuple(sorted(counts.items())))


def known(people: People, by: Sequence[str]) -> NDArray[np.bool_]:
    """Return of which rows all of these fields are known; shape (rows,)."""
    wanted = [people.fields.index(name) for name in by]
    return np.asarray((people.values[:, wanted] != UNKNOWN).all(axis=1))


def chosen(people: People, rows: NDArray[np.bool_]) -> People:
    """Return the people of some rows."""
    return replace(people, on=people.on[rows], many=people.many[rows], values=people.values[rows])


def _codes(people: People, by: Sequence[str]) -> NDArray[np.int64]:
    """Return for each row the number of its part; -1 where a field is not known."""
    codes = np.zeros(len(people.many), dtype=np.int64)
    for name in by:
        codes = codes * len(people.labels[people.fields.index(name)]) + people.column(name)
    return np.where(known(people, by), codes, UNKNOWN)


def part_names(people: People, by: Sequence[str]) -> tuple[str, ...]:
    """Return what every part is called, those that nobody is in included."""
    names = [""]
    for one in by:
        labels = people.labels[people.fields.index(one)]
        names = [f"{name}, {label}".lstrip(", ") for name in names for label in labels]
    return tuple(names)


def parts(people: People, by: Sequence[str]) -> Iterator[tuple[str, InclusionTable]]:
    """
    Yield the table of every part by these fields, those that nobody is in included.

    People of whom a field is not known are in none: impute first, or say who was lost.
    """
    codes = _codes(people, by)
    for number, name in enumerate(part_names(people, by)):
        yield name, table(chosen(people, codes == number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """
    People who fall out where a field is not known.

    Attributes:
        pattern: On which lists they are: "001".
        lists: The names of these lists.
        lost: How many of them there are.
        of: How many people are on exactly these lists.
    """

    pattern: str
    lists: tuple[str, ...]
    lost: int
    of: int


def lost(people: People, by: Sequence[str]) -> tuple[Lost, ...]:
    """Return how many people complete cases would leave out, pattern by pattern, most first."""
    held = known(people, by)
    sums: dict[str, list[int]] = {}
    for on, many, whole in zip(people.on, people.many, held, strict=True):
        both = sums.setdefault(pattern(on), [0, 0])
        both[0] += 0 if whole else int(many)
        both[1] += int(many)
    found = (
        Lost(
            pattern=signs,
            lists=tuple(n for n, s in zip(people.lists, signs, strict=True) if s == "1"),
            lost=gone,
            of=of,
        )
        for signs, (gone, of) in sums.items()
        if gone
    )
    return tuple(sorted(found, key=lambda one: (-one.lost, one.pattern)))


def without(people: People, name: str) -> People:
    """Return the people whom the other lists have."""
    kept = [number for number, other in enumerate(people.lists) if other != name]
    if len(kept) == len(people.lists):
        raise ValueError(f"there is no list “{name}”")
    rest = replace(
        people, lists=tuple(people.lists[number] for number in kept), on=people.on[:, kept]
    )
    return gathered(rest)


def merged(people: People, names: Sequence[str]) -> People:
    """
    Return the people with several lists made one: on it is whoever was on any of them.

    It stands where the first of them stood, and is called by all their names.
    """
    missing = [name for name in names if name not in people.lists]
    if missing or len(set(names)) < len(names):
        raise ValueError(f"lists to be merged are not there or named twice: {', '.join(names)}")
    gone = sorted(people.lists.index(name) for name in names)
    first = gone[0]
    on = people.on.copy()
    on[:, first] = people.on[:, gone].any(axis=1)
    called = " + ".join(people.lists[number] for number in gone)
    kept = [number for number in range(len(people.lists)) if number not in gone[1:]]
    lists = tuple(called if number == first else people.lists[number] for number in kept)
    return gathered(replace(people, lists=lists, on=on[:, kept]))
