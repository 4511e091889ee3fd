"""What the cells of a column look like, whatever its heading says."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from onrecord.kit.spelling import is_arabic, words_of
from onrecord.lists.tables import vocabulary
from onrecord.lists.tables.ages import age
from onrecord.lists.tables.days import day
from onrecord.model import When
from onrecord.model.days_in_cells import Doubtful, order

MOSTLY = 0.8
_SAMPLE = 4_000  # cells: what so many look like, all do
_NAME_WORDS = range(2, 9)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True)
class Seen:
    """
    The cells of a column that say anything.

    Attributes:
        cells: From the top; marks for what is not known are left out.
        filled: How many cells hold anything, such marks too.
    """

    cells: tuple[str, ...]
    filled: int

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """Cells from the whole length of the column."""
        return self.cells[:: max(1, len(self.cells) // _SAMPLE)]

    def _share(self, held: Iterable[object]) -> float:
        found = [bool(one) for one in held]
        return sum(found) / len(found) if found else 0.0

    @property
    def examples(self) -> tuple[str, ...]:
        """The first different cells."""
        return tuple(dict.fromkeys(self.sample[:200]))

    def ages(self, unit: str) -> float:
        """Return which share of the cells are ages."""
        return self._share(age(cell, unit) is not None for cell in self.sample)

    @property
    def sexes(self) -> float:
        """Which share are words for a sex."""
        return self._share(vocabulary.sex(cell) for cell in self.sample)

    @property
    def outcomes(self) -> float:
        """Which share are words for what befell somebody."""
        return self._share(vocabulary.outcome(cell) for cell in self.sample)

    @property
    def yes_no(self) -> float:
        """Which share say yes or no."""
        return self._share(vocabulary.is_yes_or_no(cell) for cell in self.sample)

    @property
    def kinds(self) -> int:
        """How many different cells there are."""
        return len({vocabulary.in_cell(cell) for cell in self.sample})

    @cached_property
    def order(self) -> str | None:
        """Which number is first in its days, where the whole column shows it."""
        return order(self.cells, None)

    @property
    def days(self) -> float:
        """Which share are days, those too whose order is not known."""
        return self._share(day(cell, self.order) for cell in self.sample) if self.cells else 0.0

    @property
    def doubtful_days(self) -> int:
        """How many cells may be two days."""
        return sum(isinstance(day(cell, self.order), Doubtful) for cell in self.cells)

    @property
    def are_only_years(self) -> bool:
        """Whether its days are bare years, as other numbers may be."""
        told = [day(cell, self.order) for cell in self.sample]
        return all(_YEAR.fullmatch(c) for c in self.sample) and any(
            isinstance(t, When) for t in told
        )

    @property
    def figures(self) -> float:
        """Which share are digits alone."""
        return self._share(cell.isdecimal() for cell in self.sample)

    def long_numbers(self, digits: int) -> float:
        """Return which share are digits alone, so many or more."""
        return self._share(cell.isdecimal() and len(cell) >= digits for cell in self.sample)

    @cached_property
    def repeated(self) -> int:
        """How many cells stand in more than one row."""
        return sum(number for number in Counter(self.cells).values() if number > 1)

    @property
    def is_running(self) -> bool:
        """Whether it counts 1, 2, 3 …, or from another number, with few gaps."""
        numbers = [int(cell) for cell in self.cells if cell.isdecimal() and len(cell) < 10]
        if len(numbers) < 2 or len(numbers) < MOSTLY * len(self.cells):
            return False
        steps = [later - number for number, later in pairwise(numbers)]
        return self._share(step == 1 for step in steps) > MOSTLY

    @property
    def names(self) -> float:
        """Which share may be whole names of persons: words, some of them, and no figures."""
        return self._share(_may_name(cell) for cell in self.sample)


def seen(cells: Iterable[str]) -> Seen:
    """Return what the cells of a column look like."""
    held = [*cells]
    told = tuple(cell for cell in held if not vocabulary.is_unknown(cell))
    return Seen(cells=told, filled=len(held))


def _may_name(cell: str) -> bool:
    words = words_of(cell)
    if len(words) not in _NAME_WORDS or any(sign.isdecimal() for sign in cell):
        return False
    return is_arabic(cell) or all(word[:1].isupper() for word in cell.split()[:1])
