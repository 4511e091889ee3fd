"""
Rows of lists that are one person → how many people are on exactly which lists.

A person on several lists is told of several times, and not always alike. The rules:

- *sex, age group, place*: what most of the person's rows say; unknown where as many say one
  thing as another. Unknown values are imputed later, or the person's loss is told.
- *age*: as the list gives it, else from the day of birth and the day it happened where both
  leave one group only.
- *outcome*: a row counts for its list if its outcome is among those asked for or if it tells
  none: most lists are of one outcome and have no column for it.
- *days*: inner, the default, takes people all of whose dated rows lie wholly inside the period,
  and nobody without a date; outer takes those of whom some row may lie inside, and those
  without a date. Where the two give different answers, the dates do not carry the period.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.dividing import (
    Counting,
    age_group,
    age_labels,
    month,
    perhaps,
    region,
    surely,
)
from onrecord.estimate.people import UNKNOWN, People, chosen, gathered, lost
from onrecord.estimate.refusing import complete_cases
from onrecord.model import Diagnosis, Entry, MatchGroup, Sex

FIELDS = ("sex", "age", "month", "place")
_WIDER = "look at the outer period too, which takes them in"
_SEXES = (Sex.FEMALE, Sex.MALE)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """
    Rows of lists as arrays, to be counted again for each linkage.

    Attributes:
        lists: Names of the lists.
        persons: Id of each row's person on its list.
        list_of: Shape (rows,), int64: the number of its list.
        fields: What rows say: `sex`, `age`, `month`, `place`.
        values: Shape (rows, fields), int64: the label's number; -1 where the row does not say.
        labels: Of each field.
        dated: Shape (rows,), bool: whether it says when.
        surely, perhaps: Shape (rows,), bool: whether that lies wholly, or may lie, in the period.
    """

    lists: tuple[str, ...]
    persons: tuple[str, ...]
    list_of: NDArray[np.int64]
    fields: tuple[str, ...]
    values: NDArray[np.int64]
    labels: tuple[tuple[str, ...], ...]
    dated: NDArray[np.bool_]
    surely: NDArray[np.bool_]
    perhaps: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    People counted, and what was found on the way.

    Attributes:
        people: Who is on which lists.
        found: Whom the period lost for want of a date.
    """

    people: People
    found: tuple[Diagnosis, ...] = field(default=())


def inclusion_tables(
    entries: Sequence[Entry],
    groups: Sequence[MatchGroup],
    counting: Counting,
    names: Mapping[str, str],
) -> Counted:
    """
    Return who is on which lists.

    Args:
        entries: Rows as the lists have them now. Of a person on a list the last row given is
            taken.
        groups: Which of them are one person; others are somebody by themselves.
        counting: Who is counted.
        names: Each list's name by its id, in the order of the table; rows of other lists are
            left out.
    """
    rows = as_rows(entries, counting, names)
    return counted(rows, same(rows, groups), counting)


def same(rows: Rows, groups: Sequence[MatchGroup]) -> NDArray[np.int64]:
    """Return for each row the number of its person, shape (rows,), 0 to persons less one."""
    group_of = {person: number for number, one in enumerate(groups) for person in one.persons}
    # Those of no group get numbers above all groups'.
    numbers = [group_of.get(person, len(groups) + row) for row, person in enumerate(rows.persons)]
    return numbered(np.array(numbers, dtype=np.int64))


def numbered(first: NDArray[np.signedinteger]) -> NDArray[np.int64]:
    """
    Return the number of each row's person, 0 to persons less one, shape (rows,).

    Args:
        first: Shape (rows,): any number that rows of one person, and only they, have in common.
    """
    _, each = np.unique(first, return_inverse=True)
    return np.asarray(each.ravel(), dtype=np.int64)


def as_rows(entries: Sequence[Entry], counting: Counting, names: Mapping[str, str]) -> Rows:
    """Return rows as arrays; rows of other outcomes and other lists are left out."""
    latest = {one.person: one for one in entries if one.list in names and _counts(one, counting)}
    kept = tuple(latest.values())
    order = list(names)
    columns = [
        [one.sex and one.sex.value for one in kept],
        [age_group(one, counting.ages) for one in kept],
        [month(one.when) for one in kept],
        [region(one.place, counting.regions) for one in kept],
    ]
    known = [
        tuple(sex.value for sex in _SEXES),
        age_labels(counting.ages),
        tuple(sorted({one for one in columns[2] if one})),
        tuple(sorted({one for one in columns[3] if one})),
    ]
    coded = [_coded(column, labels) for column, labels in zip(columns, known, strict=True)]
    return Rows(
        lists=tuple(names.values()),
        persons=tuple(one.person for one in kept),
        list_of=np.array([order.index(one.list) for one in kept], dtype=np.int64),
        fields=FIELDS,
        values=np.array(coded, dtype=np.int64).reshape(len(FIELDS), len(kept)).T,
        labels=tuple(known),
        dated=np.array([one.when is not None for one in kept], dtype=np.bool_),
        surely=np.array([surely(one.when, counting) for one in kept], dtype=np.bool_),
        perhaps=np.array([perhaps(one.when, counting) for one in kept], dtype=np.bool_),
    )


def only(rows: Rows, fields: Sequence[str]) -> Rows:
    """Return rows with some fields alone, to be counted quickly again and again."""
    kept = [rows.fields.index(name) for name in fields]
    labels = tuple(rows.labels[number] for number in kept)
    return replace(rows, fields=tuple(fields), values=rows.values[:, kept], labels=labels)


def _counts(entry: Entry, counting: Counting) -> bool:
    return not counting.outcomes or entry.outcome is None or entry.outcome in counting.outcomes


def _coded(column: Sequence[str | None], labels: Sequence[str]) -> list[int]:
    number = {label: place for place, label in enumerate(labels)}
    return [UNKNOWN if one is None else number[one] for one in column]


def counted(rows: Rows, same: NDArray[np.int64], counting: Counting) -> Counted:
    """
    Return who is on which lists by one linkage.

    Args:
        rows: The lists' rows.
        same: Shape (rows,): the number of each row's person, as a linkage has it.
        counting: Who is counted.
    """
    persons = int(same.max()) + 1 if len(same) else 0
    on = np.zeros((persons, len(rows.lists)), dtype=np.bool_)
    on[same, rows.list_of] = True
    values = [
        _agreed(rows.values[:, number], same, persons, len(labels))
        for number, labels in enumerate(rows.labels)
    ]
    everybody = People(
        lists=rows.lists,
        on=on,
        many=np.ones(persons, dtype=np.int64),
        fields=rows.fields,
        values=np.array(values, dtype=np.int64).reshape(len(rows.fields), persons).T,
        labels=rows.labels,
    )
    if not counting.has_period:
        return Counted(people=gathered(everybody))
    return _in_period(rows, same, counting, everybody)


def _agreed(
    column: NDArray[np.int64], same: NDArray[np.int64], persons: int, labels: int
) -> NDArray[np.int64]:
    """Return what most rows of each person say; -1 where none does or as many say otherwise."""
    if not labels:
        return np.full(persons, UNKNOWN, dtype=np.int64)
    says = column != UNKNOWN
    # Few rows say anything else than the person's first: counting them sparsely keeps places,
    # of which there may be thousands, from making a table of persons by places.
    keys, many = np.unique(same[says] * labels + column[says], return_counts=True)
    person, label = keys // labels, keys % labels
    most = np.zeros(persons, dtype=np.int64)
    np.maximum.at(most, person, many)
    is_most = many == most[person]
    ties = np.bincount(person[is_most], minlength=persons)
    agreed = np.full(persons, UNKNOWN, dtype=np.int64)
    agreed[person[is_most]] = label[is_most]
    return np.asarray(np.where(ties == 1, agreed, UNKNOWN))


def _in_period(
    rows: Rows, same: NDArray[np.int64], counting: Counting, everybody: People
) -> Counted:
    persons = len(everybody.many)
    dated = np.zeros(persons, dtype=np.bool_)
    np.logical_or.at(dated, same, rows.dated)
    if counting.is_outer:
        kept = np.zeros(persons, dtype=np.bool_)
        # A person with a date is asked for it; rows without one say nothing against it.
        np.logical_or.at(kept, same, rows.perhaps & rows.dated)
        return Counted(people=gathered(chosen(everybody, kept | ~dated)))
    kept = dated.copy()
    np.logical_and.at(kept, same, rows.surely | ~rows.dated)
    undated = np.where(dated, 0, UNKNOWN).reshape(-1, 1)
    asked = People(
        lists=everybody.lists,
        on=everybody.on,
        many=everybody.many,
        fields=("date",),
        values=undated.astype(np.int64),
        labels=(("known",),),
    )
    gone = lost(gathered(asked), ("date",))
    found = (complete_cases(gone, ("date",), _WIDER),) if gone else ()
    return Counted(people=gathered(chosen(everybody, kept)), found=found)
