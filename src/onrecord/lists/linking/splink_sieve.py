"""
Pairs of rows that cannot come back, put aside before Splink weighs the rest.

Of ten pairs that share a key nine are far below what is worth keeping, or are brothers. What
Splink would make of each is worked out here with arrays, by its own model and to the same
weights, in a fifth of the time that the database takes for the question; so it is asked only
of pairs that it would give back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.comparing import FIELDS, MISSING, OTHER, PART, SAME, SPELLED, Comparing
from onrecord.lists.linking.rows import NAME_FIELDS
from onrecord.lists.linking.splink_levels import LEAST_SHARE, rules
from onrecord.lists.linking.splink_met import Met
from onrecord.lists.linking.splink_rows import NONE, RowNumbers

Rows = NDArray[np.int32]
Levels = NDArray[np.int8]
Weights = NDArray[np.float32]

_AT_ONCE = 1 << 19  # pairs: their columns stay where memory is quick
_SLACK = 0.01  # log2 odds; the database rounds otherwise
_UNKNOWN = 60.0  # what a level weighs of which the model says nothing: no pair is put aside for it
_FACTS = ("sex", "born", "date", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """
    Which pairs are worth asking for.

    Attributes:
        floor: The least weight, in log2 odds.
        bars: Whether two different first names bar a pair.
        barred: How many of those are to come back all the same: the likeliest.
    """

    floor: float
    bars: bool
    barred: int


class Sieve:
    """Pairs of rows that share a key, and what Splink would make of each."""

    def __init__(
        self, rows: RowNumbers, comparing: Comparing, met: Met, pairs: Mapping[str, Rows]
    ) -> None:
        """
        Take the pairs.

        Args:
            rows: The rows as numbers.
            comparing: The same rows, for what is no name.
            met: Where values of names are graded.
            pairs: Two columns of rows' numbers, `left` and `right`.
        """
        self._comparing = comparing
        self._met = met
        self.left, self.right = pairs["left"], pairs["right"]
        self._names = {field: rows.named[field].astype(np.int32) for field in NAME_FIELDS}
        self._bones = {field: rows.skeleton(field).astype(np.int32) for field in NAME_FIELDS}
        self._kin = tuple(kin.astype(np.int32) for kin in rows.kin().values())
        self._place = rows.plain["place"].astype(np.int32)
        self._number = rows.plain["national_id"].astype(np.int32)
        self._levels = np.empty((len(self.left), len(NAME_FIELDS)), dtype=np.int8)
        for at in self._parts():
            self._levels[at] = self._of_names(self.left[at], self.right[at])

    def _parts(self) -> Iterator[slice]:
        for start in range(0, len(self.left), _AT_ONCE):
            yield slice(start, start + _AT_ONCE)

    def _of_names(self, left: Rows, right: Rows) -> Levels:
        told = np.empty((len(left), len(NAME_FIELDS)), dtype=np.int8)
        for number, field in enumerate(NAME_FIELDS):
            one, two = self._names[field][left], self._names[field][right]
            levels = np.where(one == two, np.int8(SAME), np.int8(OTHER))
            levels[(one == NONE) | (two == NONE)] = MISSING
            at = np.flatnonzero(levels == OTHER)
            levels[at] = self._met.grades(one[at], two[at])
            told[:, number] = levels
        self._shifted(told, left, right)
        return told

    def _shifted(self, told: Levels, left: Rows, right: Rows) -> None:
        """Let a name that stands in another place be PART, as `splink_levels` has it."""
        level = {field: told[:, number] for number, field in enumerate(NAME_FIELDS)}
        for field, others, needs in (
            ("father", ("grandfather",), "grandfather"),
            ("family", ("father", "grandfather"), "grandfather"),
        ):
            at = np.flatnonzero((level[field] == OTHER) & (level[needs] == MISSING))
            for of in others:
                self._moved(level[field], at, (left, right), (field, of))
        for field, other in (("given", "family"), ("family", "given")):
            at = np.flatnonzero((level[field] == OTHER) & (level["father"] == MISSING))
            both = self._is(left[at], field, right[at], other)
            both &= self._is(left[at], other, right[at], field)
            level[field][at[both]] = PART

    def _moved(
        self, level: Levels, at: NDArray[np.intp], rows: tuple[Rows, Rows], fields: tuple[str, str]
    ) -> None:
        left, right = rows[0][at], rows[1][at]
        found = self._is(left, fields[0], right, fields[1])
        found |= self._is(right, fields[0], left, fields[1])
        level[at[found]] = PART

    def _is(self, one: Rows, field: str, two: Rows, other: str) -> NDArray[np.bool_]:
        told = self._bones[field][one]
        same: NDArray[np.bool_] = (told == self._bones[other][two]) & (told != NONE)
        return same

    def kept(self, model: Mapping[str, Any], worth: Worth) -> dict[str, Rows]:
        """
        Return the pairs that Splink would give back, `left` and `right`.

        Args:
            model: Splink's, as it saves it, when it has learnt.
            worth: Which pairs are worth it.
        """
        prior = model["probability_two_random_records_match"]
        start = float(np.log2(prior / (1 - prior)))
        by_level = _weights(model)
        least = worth.floor - _SLACK - start
        rare = {field: self._rarity(field) for field in NAME_FIELDS}
        kept = [np.zeros(0, np.int64)]
        weights = [np.zeros(0, np.float32)]
        for part in self._parts():
            at, weight = self._of_part(part, by_level, rare, least)
            kept.append(at + part.start)
            weights.append(weight)
        at = np.concatenate(kept)
        if worth.bars:
            at = at[self._likeliest(at, np.concatenate(weights), worth.barred)]
        return {"left": self.left[at], "right": self.right[at]}

    def _of_part(
        self, part: slice, by_level: dict[str, Weights], rare: dict[str, Weights], least: float
    ) -> tuple[NDArray[np.intp], Weights]:
        """Return which pairs of a part weigh enough, and what they weigh."""
        left, right, levels = self.left[part], self.right[part], self._levels[part]
        weight = np.zeros(len(left), dtype=np.float32)
        for number, field in enumerate(NAME_FIELDS):
            weight += by_level[field][levels[:, number]]
            agree = np.flatnonzero(levels[:, number] <= SPELLED)
            one, two = rare[field][left[agree]], rare[field][right[agree]]
            weight[agree] += np.minimum(one, two)
        number_ = self._same_number(left, right)
        weight[number_] = np.inf
        most = sum(float(by_level[field].max()) for field in _FACTS)
        at = np.flatnonzero(weight + most >= least)
        weight = weight[at] + self._of_facts(left[at], right[at], by_level)
        enough = weight >= least
        return at[enough], weight[enough]

    def _of_facts(self, left: Rows, right: Rows, by_level: dict[str, Weights]) -> Weights:
        is_kin = np.zeros(len(left), dtype=np.bool_)
        for kin in self._kin:
            is_kin |= (kin[left] == kin[right]) & (kin[left] != NONE)
        rows = (left.astype(np.int64), right.astype(np.int64))
        one, two = self._place[left], self._place[right]
        place = np.where(one == two, np.int8(SAME), np.int8(OTHER))
        place[(one == NONE) | (two == NONE)] = MISSING
        weight = by_level["sex"][self._comparing.sex(*rows)]
        weight += by_level["born"][self._comparing.born(*rows)]
        for field, grades in (("date", self._comparing.date(*rows)), ("place", place)):
            grades[is_kin & (grades != OTHER)] = MISSING  # families are harmed together
            weight += by_level[field][grades]
        return weight

    def _same_number(self, left: Rows, right: Rows) -> NDArray[np.bool_]:
        told = self._number[left]
        same: NDArray[np.bool_] = (told == self._number[right]) & (told != NONE)
        return same

    def _rarity(self, field: str) -> Weights:
        """Return shape (rows,): what sharing a part of the name weighs by how many bear it."""
        bones = self._bones[field]
        has = bones != NONE
        share = np.bincount(bones[has], minlength=1) / max(int(has.sum()), 1)
        told = -np.log2(np.maximum(share, LEAST_SHARE))
        return np.where(has, told[np.where(has, bones, 0)], 0.0).astype(np.float32)

    def _likeliest(self, at: NDArray[np.intp], weight: Weights, most: int) -> NDArray[np.intp]:
        """Return which pairs stay when of those that first names bar only the likeliest do."""
        differ = self._levels[at, NAME_FIELDS.index("given")] == OTHER
        differ &= ~self._same_number(self.left[at], self.right[at])
        if np.count_nonzero(differ) > most:
            last = np.partition(weight[differ], -most)[-most]
            differ &= weight < last - _SLACK
            return np.flatnonzero(~differ)
        return np.arange(len(at))


def _weights(model: Mapping[str, Any]) -> dict[str, Weights]:
    """Return what each grade of a field weighs; of names without how rare they are."""
    told = {}
    levels = {one["output_column_name"]: one["comparison_levels"] for one in model["comparisons"]}
    for field in FIELDS:
        if field == "number":
            continue  # its pairs all stay
        made = np.zeros(8, dtype=np.float32)
        for rule, level in zip(
            rules(field) if field in levels else (), levels.get(field, ()), strict=True
        ):
            if rule.grade is not None and not rule.is_of_kin:
                made[rule.grade] = _weight(level)
        told[field] = made
    return told


def _weight(level: Mapping[str, Any]) -> float:
    m, u = level.get("m_probability"), level.get("u_probability")
    if not m or not u:
        return _UNKNOWN
    if "tf_adjustment_column" in level:
        return float(np.log2(m))  # over the share of those who bear the name
    return float(np.log2(m / u))
