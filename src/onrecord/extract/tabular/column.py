"""One column of a table as understood, and how its cells are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from onrecord.extract.tabular import vocabulary
from onrecord.model import Outcome, VictimClass

_ZERO = re.compile(r"[0٠۰]+(?:\.[0٠۰]+)?")

KEPT = "kept"
IGNORED = "ignored"
_SAID = {KEPT: "kept, no claim", IGNORED: "ignored, as you say"}
_BOUNDS = {"low": "at least", "high": "at most", "best": "the keeper's best"}


@dataclass(frozen=True, kw_only=True)
class CellRules:
    """
    How a person says that cells are read, where that is not as usual.

    Attributes:
        values: What a cell is read as, by the cell as `vocabulary.in_cell` makes it.
        unknown: Cells that say that nothing is known.
        nobody: Cells that say that there was nobody: they are read as 0.
        lists: The sign that parts names in a cell; None for the usual ones.
        dates: Which number comes first in days, or a pattern such as `%d.%m.%Y`.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    lists: str | None = None
    dates: str | None = None

    def read(self, value: str) -> str:
        """
        Return what a cell is read as; empty where it says nothing.

        >>> rules = CellRules(values={"ied": "mine"}, nobody=frozenset({"-"}))
        >>> rules.read("IED"), rules.read("-"), rules.read("12")
        ('mine', '0', '12')
        """
        if self.is_usual:
            return value
        told = self.values.get(vocabulary.in_cell(value), value)
        sign = vocabulary.in_cell(told)
        if sign in self.unknown or (self._no_zero and _ZERO.fullmatch(sign)):
            return ""
        return "0" if sign in self.nobody else told

    @cached_property
    def is_usual(self) -> bool:
        """Whether no cell is read as anything else."""
        return not (self.values or self.unknown or self.nobody)

    @cached_property
    def _no_zero(self) -> bool:
        """Whether 0 says that nothing is known, in any of its spellings."""
        return "0" in self.unknown


AS_USUAL = CellRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column as understood.

    Attributes:
        index: Which one, from 0.
        heading: Its heading as written.
        slot: What it says of the incident: a key of `columns.yaml`; None for a column of
            counts, and for one that is not understood.
        outcome: What happened to those it counts; None for a column of no counts.
        who: Words for whom it counts; None for everybody.
        victim_class: Of those.
        bound: `low`, `high` or `best`; None for a number that stands alone.
        is_cumulative: Whether its numbers run on: a total until that day.
        side: The heading of the column that names the side whose dead these are.
        zero_is_unknown: Whether its 0 says that there were none, or that nobody knows.
        any_order: Whether the keeper's codebook lets the high stand below the low.
        twin: The heading of an earlier column that says the same; this one is not used.
        by_row: Whether another column of the table tells what happened to those it counts.
        rules: How its cells are read.
        is_told: Whether a person told what it is.
    """

    index: int
    heading: str
    slot: str | None = None
    outcome: Outcome | None = None
    who: str | None = None
    victim_class: VictimClass = VictimClass.UNKNOWN
    bound: str | None = None
    is_cumulative: bool = False
    side: str | None = None
    zero_is_unknown: bool = False
    any_order: bool = False
    twin: str | None = None
    by_row: bool = False
    rules: CellRules = field(default=AS_USUAL, compare=False)
    is_told: bool = False

    @property
    def is_count(self) -> bool:
        """Whether claims are made of its numbers."""
        counts = self.outcome is not None or self.by_row
        return counts and self.slot is None and self.twin is None

    def ruled(self, rules: CellRules) -> "Column":
        """Return it with how its cells are read."""
        return self if rules is AS_USUAL else replace(self, rules=rules)

    @property
    def is_understood(self) -> bool:
        """Whether it is known what its cells are."""
        return self.outcome is not None or self.slot is not None or self.by_row

    @property
    def counts(self) -> tuple[str, str | None, bool]:
        """What its numbers count: columns that agree in it give one claim."""
        return (str(self.outcome), self.who or self.side, self.is_cumulative)

    @property
    def state(self) -> str:
        """What becomes of it: `used`, `kept`, `ignored`, `twin` or `not understood`."""
        if self.twin is not None:
            return "twin"
        if self.slot in {KEPT, IGNORED}:
            return str(self.slot)
        return "used" if self.is_understood else "not understood"

    @property
    def is_of_codebook(self) -> bool:
        """Whether a keeper's codebook says more of it than words of a mapping can."""
        is_plain = self.slot is None or self.slot in {KEPT, IGNORED, *vocabulary.table()["slots"]}
        return not is_plain or bool(self.side or self.any_order or self.zero_is_unknown)

    @property
    def words(self) -> str:
        """What it is, in words that a mapping file understands."""
        if self.slot == "names":
            return f"names {self.outcome}" if self.outcome else "names"
        if self.slot is not None:
            return self.slot.replace("_", " ")
        told = [str(self.outcome).replace("_", " ")] if self.outcome else ["total"]
        told += [self.who] if self.who else []
        told += [self.bound] if self.bound else []
        told += ["cumulative"] if self.is_cumulative else []
        return " ".join(told)

    @property
    def meaning(self) -> str:
        """What it is understood as, in words."""
        if self.twin is not None:
            return f"not used: says the same as {self.twin}"
        if self.slot is not None:
            told = f" of the {self.outcome}" if self.outcome else ""
            return _SAID.get(self.slot, self.slot.replace("_", " ") + told)
        if not self.is_understood:
            return "not understood"
        whose = self.who or (f"those of {self.side}" if self.side else "people")
        what = "as its row says" if self.outcome is None else str(self.outcome).replace("_", " ")
        words = [what, whose]
        words += [_BOUNDS[self.bound]] if self.bound else []
        words += ["until that day"] if self.is_cumulative else []
        words += ["0 may be unknown"] if self.zero_is_unknown else []
        return ", ".join(words)
