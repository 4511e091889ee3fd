"""The program's own engine: blocks, compares, learns and weighs with arrays alone."""

import numpy as np

from onrecord.lists.linking.blocking import blocked
from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.comparing import FIELDS, Comparing, grades_of
from onrecord.lists.linking.scored import LEVELS, Scored
from onrecord.lists.linking.settings import Settings
from onrecord.lists.linking.weighing import Weighing, by_chance, learnt

NAME = "own 1"


def scored(columns: Columns, settings: Settings) -> Scored:
    """Return the pairs of rows that share enough to be compared, weighed field by field."""
    if len(columns) < 2:
        return nothing(NAME)
    found = blocked(columns, settings.most_in_block)
    rows = (found.left, found.right)
    comparing = Comparing(columns)
    grades = comparing.grades(*rows)
    weighing = Weighing(columns, rows, grades)
    shares = learnt(columns, weighing, rows, by_chance(columns, comparing, settings), settings)
    return Scored(
        engine=NAME,
        left=found.left,
        right=found.right,
        fields=FIELDS,
        levels=_levels(grades),
        weights=weighing.weights(shares),
        prior=weighing.prior(shares),
        compared=len(found.left),
        problems=found.problems,
    )


def nothing(engine: str) -> Scored:
    """Return that there is nothing to compare."""
    return Scored(
        engine=engine,
        left=np.zeros(0, np.int64),
        right=np.zeros(0, np.int64),
        fields=FIELDS,
        levels=np.zeros((0, len(FIELDS)), np.int8),
        weights=np.zeros((0, len(FIELDS)), np.float32),
        prior=np.zeros(0),
        compared=0,
    )


def _levels(grades: np.ndarray) -> np.ndarray:
    told = np.empty_like(grades)
    for number, field in enumerate(FIELDS):
        of = np.array([LEVELS.index(level) for level in grades_of(field)], dtype=np.int8)
        told[:, number] = of[grades[:, number]]
    return told
