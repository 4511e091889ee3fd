"""Fellegi and Sunter: how much each field's agreement says, learnt from the pairs themselves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.comparing import (
    CLOSE,
    FIELDS,
    OTHER,
    SPELLED,
    Comparing,
    Grades,
    Numbers,
    grades_of,
)
from onrecord.lists.linking.competing import Rivals
from onrecord.lists.linking.frequencies import Frequencies
from onrecord.lists.linking.settings import Settings

Shares = NDArray[np.float64]

NAMES = ("given", "father", "grandfather", "family", "mother")
_WITH_FAMILY = ("date", "place")

# Shares of agreement before any pair is known, by grade: (pairs of one person, of two). They
# count as so many pairs; lists of many rows soon have their own.
_SO_MANY = 20.0
_NAME = ((0.55, 0.35, 0.05, 0.02, 0.03), (0.004, 0.006, 0.03, 0.01, 0.95))
_STARTS = {
    "given": ((0.55, 0.38, 0.05, 0.015, 0.005), _NAME[1]),
    "sex": ((0.98, 0.0, 0.0, 0.0, 0.02), (0.5, 0.0, 0.0, 0.0, 0.5)),
    "born": ((0.3, 0.05, 0.4, 0.17, 0.06, 0.01, 0.005), (1e-4, 1e-3, 0.02, 0.04, 0.08, 0.2, 0.66)),
    "date": ((0.6, 0.0, 0.15, 0.15, 0.1), (0.01, 0.0, 0.02, 0.1, 0.87)),
    "number": ((0.9, 0.0, 0.05, 0.0, 0.05), (1e-5, 0.0, 1e-4, 0.0, 1.0)),
    "place": ((0.6, 0.05, 0.05, 0.1, 0.2), (0.08, 0.0, 0.01, 0.01, 0.9)),
}
_ALONE = 0.02  # of each list at least so many are thought to be on that list alone
_LEAST = 1e-5  # no share is nought: what was never seen may still be


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """
    How often fields agree, and how: the m and u of Fellegi and Sunter (1969).

    Attributes:
        m: For each field, shape (grades,): shares among pairs of one person.
        u: The same among pairs of two persons.
        in_family: The same of `date` and `place` among pairs of two persons of one family
            name: families are harmed together.
        prior: Shape (lists, lists), log2: the odds that two rows of two lists are one person,
            before their fields are looked at.
    """

    m: dict[str, Shares]
    u: dict[str, Shares]
    in_family: dict[str, Shares]
    prior: Shares


class Weighing:
    """Pairs with their grades, and what each grade weighs under shares of agreement."""

    def __init__(
        self,
        columns: Columns,
        rows: tuple[Numbers, Numbers],
        grades: Grades,
    ) -> None:
        self._columns = columns
        self._rows = rows
        self._grades = grades
        self.agree = {field: self.of(field) <= SPELLED for field in NAMES}
        near = {field: self.of(field) <= CLOSE for field in NAMES}
        self._family = near["family"]
        self._kin = near["family"] & (near["father"] | near["grandfather"])
        known = Frequencies(columns)
        self._rarity = {field: self._rarity_of(field, known) for field in NAMES}

    def of(self, field: str) -> Grades:
        """Shape (pairs,): a field's grades."""
        told: Grades = self._grades[:, FIELDS.index(field)]
        return told

    def weights(self, shares: Agreement) -> NDArray[np.float32]:
        """Return shape (pairs, fields), float32: log2 of the likelihood ratio of each grade."""
        told = np.zeros(self._grades.shape, dtype=np.float32)
        for number, field in enumerate(FIELDS):
            told[:, number] = self._weight(field, shares)
        return told

    def _weight(self, field: str, shares: Agreement) -> Shares:
        grades = self.of(field)
        made = _ratios(shares.m[field], shares.u[field])[grades]
        if field in NAMES:
            at, rarity, counted = self._rarity[field]
            more = np.log2(shares.u[field][: SPELLED + 1].sum()) + rarity
            # Two skeletons of one name: nobody counted who else is spelled so nearly alike.
            made[at] += np.where(counted, more, np.minimum(more, 0.0))
        if field in _WITH_FAMILY:
            within = _ratios(shares.m[field], shares.in_family[field])[grades]
            made = np.where(self._family, within, made)
            made = np.where(self._kin, np.minimum(within, 0.0), made)
        return made

    def prior(self, shares: Agreement) -> Shares:
        """Return shape (pairs,): log2 odds before any field is looked at."""
        lists = self._columns.list_of
        told: Shares = shares.prior[lists[self._rows[0]], lists[self._rows[1]]]
        return told

    def _rarity_of(
        self, field: str, frequencies: Frequencies
    ) -> tuple[Numbers, Shares, NDArray[np.bool_]]:
        at = np.flatnonzero(self.agree[field])
        rows = (self._rows[0][at], self._rows[1][at])
        agree = {name: told[at] for name, told in self.agree.items()}
        rarity = -np.log2(frequencies.shares(rows, field, agree))
        return at, rarity, frequencies.alike_to_the_bone(rows, field)


def learnt(
    columns: Columns,
    weighing: Weighing,
    rows: tuple[Numbers, Numbers],
    chance: Agreement,
    settings: Settings,
) -> Agreement:
    """
    Return shares of agreement as expectation–maximisation finds them.

    The u of each field are fixed, as drawn at random; what is learnt is m and how many
    pairs are one person. Each round weighs the pairs and shares the likelihood out among
    rivals, so that a brother's row, which agrees in nearly everything, does not teach that
    one person's rows differ in what brothers differ in.
    """
    rivals = Rivals(columns, *rows)
    barred = (
        weighing.of("given") == OTHER if settings.first_names_bar else np.zeros(len(rows[0]), bool)
    )
    shares = chance
    for _ in range(settings.rounds):
        odds = weighing.prior(shares) + weighing.weights(shares).sum(axis=1, dtype=np.float64)
        sure = rivals.probabilities(odds, barred)
        m = {field: _mixed(weighing.of(field), sure, field) for field in FIELDS}
        shares = Agreement(m, chance.u, chance.in_family, _prior(columns, rows, sure))
    return shares


def by_chance(columns: Columns, comparing: Comparing, settings: Settings) -> Agreement:
    """Return how often fields agree between rows drawn at random; m and prior as they start."""
    random = np.random.default_rng(settings.seed)
    rows = len(columns)
    many = min(settings.random_pairs, rows * rows // 4)
    strangers = comparing.grades(
        *_two_persons(columns, random.integers(rows, size=many), random.integers(rows, size=many))
    )
    bones = columns.skeletons("family")
    family = np.where(columns.has_name("arabic"), bones.arabic, bones.other)
    order = np.lexsort((random.random(rows), family))
    one, two = order[:-1], order[1:]
    shared = (family[one] == family[two]) & (family[one] >= 0)
    relatives = comparing.grades(*_two_persons(columns, one[shared], two[shared]))
    relatives = relatives[relatives[:, FIELDS.index("given")] == OTHER]
    found = {field: starts(field)[0] for field in FIELDS}
    return Agreement(
        m=found,
        u={field: _tallied(strangers, field) for field in FIELDS},
        in_family={field: _tallied(relatives, field) for field in _WITH_FAMILY},
        prior=_prior(columns, (one[:0], two[:0]), np.zeros(0)),
    )


def starts(field: str) -> tuple[Shares, Shares]:
    """Return shares of agreement before any is known: of one person's pairs, of two persons'."""
    one, two = (np.maximum(side, _LEAST) for side in _STARTS.get(field, _NAME))
    return one / one.sum(), two / two.sum()


def _two_persons(columns: Columns, one: Numbers, two: Numbers) -> tuple[Numbers, Numbers]:
    fine = (one != two) & columns.can_pair(one, two)
    return one[fine], two[fine]


def _tallied(grades: Grades, field: str) -> Shares:
    told = grades[:, FIELDS.index(field)]
    return _blended(told, np.ones(len(told)), field, starts(field)[1])


def _mixed(grades: Grades, sure: Shares, field: str) -> Shares:
    return _blended(grades, sure, field, starts(field)[0])


def _blended(grades: Grades, parts: Shares, field: str, start: Shares) -> Shares:
    size = len(grades_of(field)) - 1
    tally = np.bincount(grades, weights=parts, minlength=size)[:size] + _SO_MANY * start
    told: Shares = np.maximum(tally / tally.sum(), _LEAST)
    return told


def _ratios(m: Shares, u: Shares) -> Shares:
    """Return log2 of m over u by grade, with 0 for what is missing."""
    return np.append(np.log2(m / u), 0.0)


def _prior(columns: Columns, rows: tuple[Numbers, Numbers], sure: Shares) -> Shares:
    """
    Return shape (lists, lists), log2: the odds of a pair before its fields are looked at.

    Of a pair of rows at random if a list may have somebody twice. If both have each once,
    of a pair of rows that are not linked yet, as one-to-one matching has it (Sadinle 2017,
    "Bayesian estimation of bipartite matchings", section 3): where nearly all of a short list
    is on a long one, a row without a better partner is likelier to be one's own.
    """
    size = len(columns.lists)
    rows_of: Shares = np.bincount(columns.list_of, minlength=size).astype(np.float64)
    found: Shares = 0.3 * np.minimum.outer(rows_of, rows_of)
    if len(sure):
        at = columns.list_of[rows[0]].astype(np.int64) * size + columns.list_of[rows[1]]
        tally = np.bincount(at, weights=sure, minlength=size * size).reshape(size, size)
        found = (tally + tally.T).astype(np.float64)
        np.fill_diagonal(found, tally.diagonal())
    pairs = np.outer(rows_of, rows_of)
    np.fill_diagonal(pairs, np.maximum(rows_of * (rows_of - 1) / 2, 1))
    alone = np.maximum(rows_of[:, None] - found, _ALONE * rows_of[:, None] + 1)
    once = np.outer(columns.each_once, columns.each_once)
    told: Shares = np.log2((found + 0.5) / np.where(once, alone * alone.T, pairs + 1))
    return np.minimum(told, 0.0)
