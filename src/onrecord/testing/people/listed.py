"""Lists that keepers make of a population, and who is who on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

import numpy as np

from onrecord.model import Entry, Issue, NameList
from onrecord.testing.people.keepers import Keeper
from onrecord.testing.people.population import Flags, Numbers, Population
from onrecord.testing.people.writing import COLUMNS, Rows, rows


@dataclass(frozen=True, eq=False)
class Listed:
    """
    Several lists of one population, with the truth.

    Attributes:
        population: Who lived.
        lists: What they are called.
        rows: What each says, in the order of `lists`.
    """

    population: Population
    lists: tuple[NameList, ...]
    rows: tuple[Rows, ...]

    @cached_property
    def truth(self) -> dict[str, int]:
        """The true person, a number of the population, of each person on a list, by id."""
        return {
            told.person(row): person
            for told in self.rows
            for row, person in enumerate(told.people.tolist())
        }

    def entries(self) -> Iterator[Entry]:
        """Yield all rows of all lists, each as its one issue has it."""
        for name_list, told in zip(self.lists, self.rows, strict=True):
            yield from told.entries(first_issue(name_list, len(told)).id)

    def inclusion(self) -> Flags:
        """Return shape (people, lists): who truly is on which list."""
        made = np.zeros((len(self.population), len(self.lists)), dtype=np.bool_)
        for at, told in enumerate(self.rows):
            made[told.people, at] = True
        return made

    def true_pairs(self) -> int:
        """Return how many pairs of rows of different lists are of one person."""
        counts = np.stack(
            [np.bincount(told.people, minlength=len(self.population)) for told in self.rows]
        )
        total, within = counts.sum(axis=0), (counts**2).sum(axis=0)
        return int((total**2 - within).sum() // 2)


def first_issue(name_list: NameList, size: int, number: int = 1) -> Issue:
    """Return an issue of a list that is in no file."""
    return Issue(
        list=name_list.id,
        sha256=f"{number:064x}",
        file=f"{name_list.name}-{number}.csv",
        issued=date(2023 + number, 1, 1),
        rows=size,
        at=datetime(2023 + number, 1, 2, tzinfo=UTC),
    )


def lists(found: Population, keepers: Sequence[Keeper], *, seed: int = 0) -> Listed:
    """
    Return what keepers write of a population.

    Args:
        found: Who lived.
        keepers: In the order in which they make their lists; who copies comes after whom.
        seed: Of chance: the same seed, the same lists.

    Raises:
        ValueError: If a keeper copies a list that comes later or not at all, or has not one
            chance for each latent class.
    """
    made: dict[str, Rows] = {}
    named: list[NameList] = []
    for place, keeper in enumerate(keepers):
        if keeper.copies and keeper.copies not in made:
            raise ValueError(f"{keeper.name} copies {keeper.copies}, which is not made yet")
        chance = np.random.default_rng((seed, place))
        name_list = NameList(
            name=keeper.name,
            keeper=f"actor:{keeper.name}",
            draws_on=(keeper.copies,) if keeper.copies else (),
            has_each_once=not keeper.doubles,
        )
        named.append(name_list)
        made[keeper.name] = _list(name_list, keeper, found, made, chance)
    return Listed(found, tuple(named), tuple(made.values()))


def _list(
    name_list: NameList,
    keeper: Keeper,
    found: Population,
    before: dict[str, Rows],
    chance: np.random.Generator,
) -> Rows:
    people = _included(keeper, found, chance)
    copied = _copied(keeper, before, chance)
    if copied is not None:
        people = np.setdiff1d(people, copied.people)
    told = rows(name_list.id, keeper, found, people, chance)
    if copied is not None:
        told = _joined(told, replace(copied, list=name_list.id, keeper=keeper))
    again = told.people[chance.random(len(told)) < keeper.doubles]
    if len(again):
        told = _joined(told, rows(name_list.id, keeper, found, again, chance))
    return told.only(chance.permutation(len(told)))


def _included(keeper: Keeper, found: Population, chance: np.random.Generator) -> Numbers:
    classes = int(found.latent.max()) + 1 if len(found) else 1
    if len(keeper.chances) < classes:
        raise ValueError(f"{keeper.name} has {len(keeper.chances)} chances for {classes} classes")
    likely = np.asarray(keeper.chances)[found.latent]
    return np.flatnonzero(chance.random(len(found)) < likely)


def _copied(keeper: Keeper, before: dict[str, Rows], chance: np.random.Generator) -> Rows | None:
    """Return the rows that a keeper takes over from another list, as they stand there."""
    if not keeper.copies:
        return None
    source = before[keeper.copies]
    taken = source.only(chance.random(len(source)) < keeper.copied)
    _, first = np.unique(taken.people, return_index=True)
    taken = taken.only(np.sort(first))
    said_by = np.full(len(taken), keeper.copies, dtype=object)
    return replace(taken, said_by=said_by)


def _joined(one: Rows, two: Rows) -> Rows:
    return one.with_columns(
        {name: np.concatenate([getattr(one, name), getattr(two, name)]) for name in COLUMNS}
    )
