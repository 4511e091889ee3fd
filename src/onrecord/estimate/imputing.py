"""
Values that no list tells, drawn from people who are on exactly the same lists.

Who is left out because no list tells the age or the sex is not left out by chance: lists that
tell little of people are those that few other lists share. Leaving these people out takes
people from just those patterns of lists from which the number of the unlisted is worked out,
and can halve an estimate.

Kept here: a hot deck (Andridge and Little 2010, "A review of hot deck imputation for survey
non-response", section 2) whose classes are the patterns of lists, made proper by the
approximate Bayesian bootstrap (Rubin and Schenker 1986): before each imputation the donors
are drawn with replacement from themselves. Within a pattern, donors agree in every field that
is known of the person; where there are none such, any of the pattern will do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.people import UNKNOWN, People, gathered, known

LEAST = 20  # imputations; White, Royston and Wood 2011: as many as the percent of cases missing


@dataclass(frozen=True, slots=True, eq=False)
class Imputed:
    """
    The same people several times, with what no list tells drawn anew each time.

    Attributes:
        draws: The people, once for each imputation; the same people in the same order of lists.
        imputed: How many people had a value drawn.
        without_donor: How many of them are on lists of which nobody else is told of fully:
            their values came from people on other lists.
    """

    draws: tuple[People, ...]
    imputed: int
    without_donor: int


def imputed(people: People, by: Sequence[str], *, draws: int = LEAST, seed: int = 0) -> Imputed:
    """
    Return people with every value of some fields known, several times.

    Args:
        people: Of whom some values are -1.
        by: The fields that are to be known; values of others stay as they are.
        draws: How many times.
        seed: Of the random numbers; the same seed gives the same people.

    Raises:
        ValueError: If of nobody all of these fields are known.
    """
    whole = known(people, by)
    if not whole.any():
        raise ValueError("nobody has every value that people are divided by: nothing to draw from")
    rng = np.random.default_rng(seed)
    holes = [int(row) for row in np.flatnonzero(~whole)]
    donors = [_donors(people, by, row, whole) for row in holes]
    far = sum(
        int(people.many[row]) for row, (_, near) in zip(holes, donors, strict=True) if not near
    )
    made = tuple(
        _filled(people, by, holes, [rows for rows, _ in donors], rng) for _ in range(draws)
    )
    return Imputed(draws=made, imputed=int(people.many[holes].sum()), without_donor=far)


def _donors(
    people: People, by: Sequence[str], row: int, whole: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], bool]:
    """Return rows from which a row may get its values, and whether they are on its lists."""
    same_lists = whole & (people.on == people.on[row]).all(axis=1)
    if same_lists.any():
        alike = same_lists.copy()
        for name in by:
            column = people.column(name)
            if column[row] != UNKNOWN:
                alike &= column == column[row]
        return np.flatnonzero(alike if alike.any() else same_lists), True
    in_common = (people.on & people.on[row]).sum(axis=1) * whole
    apart = (people.on ^ people.on[row]).sum(axis=1)
    nearness = np.where(whole, in_common - apart, np.iinfo(np.int64).min)
    return np.flatnonzero(nearness == nearness.max()), False


def _filled(
    people: People,
    by: Sequence[str],
    holes: Sequence[int],
    donors: Sequence[NDArray[np.intp]],
    rng: np.random.Generator,
) -> People:
    """Return the people once with every hole filled."""
    wanted = [people.fields.index(name) for name in by]
    on, many, values = [people.on], [people.many.copy()], [people.values]
    many[0][holes] = 0
    pools: dict[bytes, NDArray[np.float64]] = {}
    for row, rows in zip(holes, donors, strict=True):
        # One bootstrap of the donors for all who share them: their number is not known either.
        pool = rows.tobytes()
        if pool not in pools:
            pools[pool] = _bootstrap(people.many[rows], rng)
        taken = rng.multinomial(int(people.many[row]), pools[pool])
        given = np.flatnonzero(taken)
        filled = np.repeat(people.values[[row]], len(given), axis=0)
        for column in wanted:
            hole = filled[:, column] == UNKNOWN
            filled[hole, column] = people.values[rows[given], column][hole]
        on.append(np.repeat(people.on[[row]], len(given), axis=0))
        many.append(taken[given].astype(np.int64))
        values.append(filled)
    return gathered(
        replace(people, on=np.vstack(on), many=np.concatenate(many), values=np.vstack(values))
    )


def _bootstrap(many: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.float64]:
    total = int(many.sum())
    return np.asarray(rng.multinomial(total, many / total) / total)
