"""A list given out again and again: rows added, removed, back again, and changed."""

from dataclasses import dataclass, replace

import numpy as np

from onrecord.model import Change, Entry, Issue, NameList
from onrecord.testing.people.listed import first_issue
from onrecord.testing.people.population import Numbers
from onrecord.testing.people.writing import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Reissue:
    """
    One issue of a list, with the truth of what became of whom since the one before.

    Attributes:
        issue: What it is.
        numbers: Numbers of the list's rows that are in this issue, in its order.
        rows: What they say in it, in the same order.
        changes: By number of the list's row; those that stay as they were are not in it.
    """

    issue: Issue
    numbers: Numbers
    rows: Rows
    changes: dict[int, Change]

    def entries(self) -> tuple[Entry, ...]:
        """Return all rows of the issue, as if all were new with it."""
        told = self.rows.entries(self.issue.id)
        return tuple(
            replace(entry, person=self.rows.person(number), own_id=str(number + 1))
            for number, entry in zip(self.numbers.tolist(), told, strict=True)
        )


def reissues(name_list: NameList, told: Rows, *, seed: int = 0) -> tuple[Reissue, ...]:
    """
    Return a list's issues, as its keeper's `churn` has them.

    A row that changes has another age, or one more letter in its name, and stays so.
    """
    chance = np.random.default_rng(seed)
    churn, size = told.keeper.churn, len(told)
    comes = np.where(
        chance.random(size) < churn.at_first, 0, chance.integers(1, max(churn.issues, 2), size)
    )
    comes = np.minimum(comes, churn.issues - 1)
    present = np.zeros(size, dtype=np.bool_)
    gone = np.zeros(size, dtype=np.bool_)
    made: list[Reissue] = []
    for number in range(churn.issues):
        leaves = present & (chance.random(size) < churn.removed)
        returns = gone & (chance.random(size) < churn.returned)
        added = comes == number
        stays = present & ~leaves
        changed = stays & (chance.random(size) < churn.changed)
        told = _changed(told, np.flatnonzero(changed), chance)
        present, gone = stays | returns | added, (gone & ~returns) | leaves
        numbers = np.flatnonzero(present)
        issue = first_issue(name_list, len(numbers), number + 1)
        named = (
            (added, Change.ADDED),
            (leaves, Change.REMOVED),
            (returns, Change.RETURNED),
            (changed, Change.CHANGED),
        )
        changes = {row: of for which, of in named for row in np.flatnonzero(which).tolist()}
        made.append(Reissue(issue, numbers, told.only(numbers), changes if number else {}))
    return tuple(made)


def _changed(told: Rows, which: Numbers, chance: np.random.Generator) -> Rows:
    age, name = told.age.copy(), told.name.copy()
    for row in which.tolist():
        if age[row] >= 0 and chance.random() < 0.5:
            age[row] += 1
        else:
            name[row] = name[row] + name[row][-1]
    return replace(told, age=age, name=name)
