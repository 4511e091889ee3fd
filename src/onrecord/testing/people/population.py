"""People who never lived: names as common as in life, families who died together, twins."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.testing.people import words

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_GIVEN_SKEW = 0.9  # of how common names are, by their rank: one man in ten has the first of 170
_SKEW = 0.7  # of families and towns, likewise: one in thirty is of the first of 1,200
_HOUSEHOLDS = (0.62, 0.16, 0.08, 0.05, 0.04, 0.02, 0.02, 0.01)  # of one, two … eight who died
_WITH_FATHER = 0.4  # of three and more: the first is the father of the others
_TWINS = 0.04  # of siblings are born on the day of the one before
_FIRST_DAY, _DAYS = date(2011, 3, 15).toordinal(), 4000
_YEAR = 365.2425


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """
    All parts of names in one row, so that a name is its number.

    Attributes:
        words: In a scholar's letters.
        men, women, families, kunyas, places: Where each kind begins and ends.
    """

    words: tuple[str, ...]
    men: range
    women: range
    families: range
    kunyas: range
    places: range


@cache
def lexicon() -> Lexicon:
    """Return every part of a name that people here may have."""
    kinds = (
        words.MEN,
        words.WOMEN,
        _families(),
        tuple(f"abū {name}" for name in words.MEN),
        tuple(f"{of} {name}" for of in words.PLACES_OF for name in words.PLACES),
    )
    ends = np.cumsum([0, *map(len, kinds)]).tolist()
    ranges = [range(start, end) for start, end in pairwise(ends)]
    return Lexicon(tuple(word for kind in kinds for word in kind), *ranges)


def _families() -> tuple[str, ...]:
    """Return family names, commonest first: known ones, given names, and some of rare roots."""
    made = [
        article + _shaped(shape, root)
        for shape in words.SHAPES
        for root in words.ROOTS
        for article in ("", "al-")
    ]
    of_men = [f"abū {name}" for name in words.MEN[:80]] + list(words.MEN[:120])
    return tuple(dict.fromkeys([*words.FAMILIES, *of_men, *made]))


def _shaped(shape: str, root: str) -> str:
    first, second, third = tuple(root)
    if "{1}" in shape:
        return shape.replace("{}", first, 1).replace("{1}", second).replace("{}", third)
    return shape.format(first, second, third)


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """
    People as arrays, one place for each person.

    Attributes:
        given, father, grandfather, family: Numbers of words of the `lexicon`.
        female: Whether.
        born, died: Days, as `date.toordinal` counts them.
        place: Number of a word of the `lexicon`.
        household: Its number; those of one household share family and place and died on one
            day, and siblings share father and grandfather.
        parent: Whether the father of the others in the household.
        twin: Whether born on the day of the one before, in the same household.
        latent: The class of each person, by which lists find them more or less easily.
    """

    given: Numbers
    father: Numbers
    grandfather: Numbers
    family: Numbers
    female: Flags
    born: Numbers
    died: Numbers
    place: Numbers
    household: Numbers
    parent: Flags
    twin: Flags
    latent: Numbers

    def __len__(self) -> int:
        return len(self.given)


def population(people: int, *, seed: int = 0, classes: tuple[float, ...] = (1.0,)) -> Population:
    """
    Return so many people who never lived.

    Args:
        people: How many.
        seed: Of chance: the same seed, the same people.
        classes: Share of each latent class, which sum to one.

    >>> made = population(1000, seed=1)
    >>> len(made), int(np.bincount(made.household).max()) > 3
    (1000, True)
    """
    chance = np.random.default_rng(seed)
    terms = lexicon()
    sizes = chance.choice(len(_HOUSEHOLDS), size=people, p=_HOUSEHOLDS) + 1
    household = np.repeat(np.arange(people), sizes)[:people]
    first = np.flatnonzero(np.diff(household, prepend=-1))
    position = np.arange(people) - first[household]
    homes = int(household[-1]) + 1 if people else 0
    father = _drawn(terms.men, homes, chance)[household]
    grandfather = _drawn(terms.men, homes, chance)[household]
    family = _drawn(terms.families, homes, chance)[household]
    place = _drawn(terms.places, homes, chance)[household]
    died = (_FIRST_DAY + (_DAYS * chance.beta(1.2, 2.5, homes)).astype(np.int64))[household]
    size = sizes[household]
    parent = (position == 0) & (size > 2) & (chance.random(people) < _WITH_FATHER)
    female = (chance.random(people) < np.where(size > 1, 0.48, 0.2)) & ~parent
    born, twin = _births(died, position, size, parent, chance)
    before = _drawn(terms.men, people, chance)
    return Population(
        given=_given(household, female, np.where(parent, father, -1), chance),
        father=np.where(parent, grandfather, father),
        grandfather=np.where(parent, before, grandfather),
        family=family,
        female=female,
        born=born,
        died=died,
        place=place,
        household=household,
        parent=parent,
        twin=twin,
        latent=chance.choice(len(classes), size=people, p=classes),
    )


def _drawn(kind: range, size: int, chance: np.random.Generator) -> Numbers:
    skew = _GIVEN_SKEW if kind in (lexicon().men, lexicon().women) else _SKEW
    weights = (np.arange(len(kind)) + 1.5) ** -skew
    return kind.start + chance.choice(len(kind), size=size, p=weights / weights.sum())


def _given(
    household: Numbers, female: Flags, known: Numbers, chance: np.random.Generator
) -> Numbers:
    """Return given names: no two of a household have one name; -1 is not `known`."""
    terms = lexicon()
    given = known.copy()
    todo = np.flatnonzero(known < 0)
    while len(todo):
        of_men = _drawn(terms.men, len(todo), chance)
        of_women = _drawn(terms.women, len(todo), chance)
        given[todo] = np.where(female[todo], of_women, of_men)
        order = np.lexsort((given, household))
        again = (np.diff(household[order]) == 0) & (np.diff(given[order]) == 0)
        todo = np.sort(order[1:][again])
    return given


def _births(
    died: Numbers, position: Numbers, size: Numbers, parent: Flags, chance: np.random.Generator
) -> tuple[Numbers, Flags]:
    """Return days of birth: siblings follow each other by a year to three, or come together."""
    alone = chance.gamma(5.0, 6.0, len(died))
    eldest = 3.0 * size + chance.uniform(0.0, 12.0, len(died))
    twin = (position > 0) & (chance.random(len(died)) < _TWINS) & ~np.roll(parent, 1)
    gaps = np.where((position == 0) | twin, 0.0, chance.uniform(0.9, 3.0, len(died)))
    steps = np.cumsum(gaps)
    at_first = np.arange(len(died)) - position
    years = np.where(size == 1, alone, eldest[at_first] - (steps - steps[at_first]))
    years = years + np.where(parent, chance.uniform(18.0, 40.0, len(died)), 0.0)
    born = died - (np.minimum(years, 95.0) * _YEAR).astype(np.int64)
    behind = np.flatnonzero(twin)
    for one in behind.tolist():  # in order, so that triplets follow, too
        born[one] = born[one - 1]
    return born, twin
