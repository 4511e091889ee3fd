"""What an estimate is to be made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.estimate.imputing import LEAST
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.model import Method, Outcome

Model = Callable[[Inclusions, int, float], Fitted]  # a table, a seed, a level → an answer
Together = Callable[[Sequence[Inclusions], int, float], Sequence[Fitted]]  # many tables at once
# What is being done, how many models or other choices are finished, and out of how many.
Doing = Callable[[str, int, int], None]


def in_silence(_doing: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class Budget(StrEnum):
    """How long models that take long may take."""

    QUICK = "quick"  # seconds: what does not converge by then is refused
    USUAL = "usual"  # minutes
    THOROUGH = "thorough"  # hours: other choices are tried with these models, too


class Citings(StrEnum):
    """What to do with lists that take rows from each other."""

    REFUSE = "refuse"
    MERGE = "merge"  # they count as one list
    KEEP = "keep"  # as separate lists, with a warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """
    A model with one thing done otherwise.

    Attributes:
        kind: `prior` or `model-set`.
        what: The setting's value, in words.
        method: Which model.
        model: What it then is.
    """

    kind: str
    what: str
    method: Method
    model: Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """
    The models that are asked.

    Attributes:
        by_method: In the order in which they are shown.
        quick: The same models, where they have such a form, without what takes long and is
            needed once: many draws of the data are answered by these after the first few.
        slow_from: From how many lists on a model takes long. It is then asked for the first
            few draws of the data alone, and where it is silent about one of these, for no more.
        together: Models, of those that take long, for many tables at once.
        variants: Other choices that are tried besides.
        is_thorough: Whether other choices are tried with models that take long, too.
    """

    by_method: Mapping[Method, Model]
    quick: Mapping[Method, Model] = field(default_factory=dict)
    slow_from: Mapping[Method, int] = field(default_factory=dict)
    together: Mapping[Method, Together] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    is_thorough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What an estimate is to be made of.

    Attributes:
        of: Whom it is about, in words.
        by: Fields by which people are divided into parts, each estimated by itself: `sex`, `age`.
        methods: Models, shown in this order; all that there are if empty.
        citings: What to do with lists that take rows from each other.
        merge: Lists that are to count as one, as groups of names; small ones, for example.
        complete_cases: Whether people of whom a field is not known are left out, with a warning,
            and not imputed.
        imputations: How many times unknown values are drawn; 20 or more.
        vary: Whether other choices are tried too: each list left out, other priors.
        level: Of the intervals.
        seed: Of all random numbers.
        outcomes: What befell those who are counted; nothing if that is not known.
    """

    of: str = "people"
    by: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    citings: Citings = Citings.REFUSE
    merge: tuple[tuple[str, ...], ...] = ()
    complete_cases: bool = False
    imputations: int = LEAST
    vary: bool = True
    level: float = 0.95
    seed: int = 0
    outcomes: tuple[Outcome, ...] = ()
