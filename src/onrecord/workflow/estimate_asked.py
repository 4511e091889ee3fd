"""What is asked of an estimate, and whether it can be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord import estimate as estimation
from onrecord.estimate import Budget, Citings, Counting, Settings
from onrecord.model import Method, OnRecordError, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateAsked:
    """
    What is asked of an estimate.

    Attributes:
        of: Whom it is about, in words; "" makes them from the rest.
        lists: Names of lists; all of the record if empty. Persons in reports are `reports`.
        by: Fields by which people are divided: `sex`, `age`, `month`, `place`.
        ages: First year of each age group but the first.
        outcomes: What befell those who are counted; anything if empty.
        since, until: First and last day; None for no end.
        is_outer: Whether those are counted, too, who only may belong to the period.
        has_regions: Whether places are taken as the provinces that they lie in.
        methods: Names of models; all if empty.
        citings: What to do with lists that take rows from each other: refuse, merge or keep.
        merge: Groups of lists that are to count as one.
        complete_cases: Whether people of whom a field is unknown are left out, not imputed.
        imputations: How many times unknown values are drawn.
        linkages: How many linkages of equal standing are drawn, so that intervals carry what
            linking does not know; 0 takes the record's own for certain.
        vary: Whether other choices are tried too.
        level: Of the intervals.
        seed: Of all random numbers.
        budget: How long models that take long may take: quick, usual, thorough.
    """

    of: str = ""
    lists: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    ages: tuple[int, ...] = (15, 30, 45, 60)
    outcomes: tuple[Outcome, ...] = ()
    since: date | None = None
    until: date | None = None
    is_outer: bool = False
    has_regions: bool = True
    methods: tuple[str, ...] = ()
    citings: str = Citings.REFUSE.value
    merge: tuple[tuple[str, ...], ...] = ()
    complete_cases: bool = False
    imputations: int = 20
    linkages: int = 200
    vary: bool = True
    level: float = 0.95
    seed: int = 0
    budget: str = Budget.USUAL.value


def settings(asked: EstimateAsked) -> Settings:
    """Return what is asked as the stage takes it; what is asked wrongly is one clear line."""
    for name in asked.by:
        if name not in estimation.FIELDS:
            fields = ", ".join(estimation.FIELDS)
            raise OnRecordError(f"people are divided by {fields}, not by {name:.40}")
    _check_numbers(asked)
    _check_merging(asked)
    if asked.citings not in set(Citings):
        raise OnRecordError(f"lists that take rows from each other: {', '.join(Citings)}")
    if asked.budget not in set(Budget):
        raise OnRecordError(f"a budget is one of {', '.join(Budget)}")
    return Settings(
        of=_of(asked),
        by=asked.by,
        methods=methods_named(asked.methods),
        citings=Citings(asked.citings),
        merge=asked.merge,
        complete_cases=asked.complete_cases,
        imputations=asked.imputations,
        vary=asked.vary,
        level=asked.level,
        seed=asked.seed,
        outcomes=asked.outcomes,
    )


def _check_numbers(asked: EstimateAsked) -> None:
    if not 0.5 <= asked.level < 1:
        raise OnRecordError("the level of an interval is between 0.5 and 1")
    if asked.since and asked.until and asked.since > asked.until:
        raise OnRecordError("the first day is after the last")
    if asked.imputations < 2:
        raise OnRecordError("2 imputations or more are needed, and 20 are asked for")
    if asked.linkages < 0 or asked.seed < 0:
        raise OnRecordError("a number of linkages, and a seed, is 0 or more")
    if any(age <= 0 for age in asked.ages) or list(asked.ages) != sorted(set(asked.ages)):
        raise OnRecordError("age groups begin at whole years that rise: 15, 30, 45")


def _check_merging(asked: EstimateAsked) -> None:
    if any(len(group) < 2 for group in asked.merge):
        raise OnRecordError("two lists or more are needed to count as one")
    named = [name for group in asked.merge for name in group]
    if len(set(named)) < len(named):
        raise OnRecordError("a list stands in two groups of lists that count as one")


def methods_named(names: Iterable[str]) -> tuple[Method, ...]:
    """
    Return models by their names.

    Raises:
        OnRecordError: There is no model of a name.
    """
    known = estimation.standard().by_method
    wanted = tuple(names)
    lost = [name for name in wanted if name not in set(known)]
    if lost:
        raise OnRecordError(f"no model is called {lost[0]:.40}; there are: {', '.join(known)}")
    return tuple(Method(name) for name in wanted)


def _of(asked: EstimateAsked) -> str:
    """Return whom it is about, in words."""
    if asked.of:
        return asked.of
    words = [f"people {' or '.join(asked.outcomes)}" if asked.outcomes else "people"]
    if asked.since:
        words.append(f"from {asked.since.isoformat()}")
    if asked.until:
        words.append(f"to {asked.until.isoformat()}")
    return " ".join(words)


def counting(asked: EstimateAsked, regions: Mapping[str, str] | None) -> Counting:
    """Return who is counted; `regions` as in `Counting`."""
    return Counting(
        outcomes=asked.outcomes,
        since=asked.since,
        until=asked.until,
        is_outer=asked.is_outer,
        ages=asked.ages,
        regions=regions,
    )
