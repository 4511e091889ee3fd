"""How many people no list of a record has: lists chosen, models asked, the answer kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path

from onrecord import estimate as estimation
from onrecord import store
from onrecord.estimate import (
    Budget,
    Citing,
    Citings,
    Counting,
    Evidence,
    People,
    Population,
    Settings,
    Support,
)
from onrecord.lists import linking
from onrecord.model import (
    Entry,
    Estimate,
    InclusionTable,
    Method,
    OnRecordError,
    Outcome,
    standing,
)
from onrecord.workflow import listed_people, loading
from onrecord.workflow.deciding import person
from onrecord.workflow.list_citings import citings
from onrecord.workflow.list_regions import regions
from onrecord.workflow.listed_people import Listed

MOST_WRONG = 0.01  # of links, where a run of linking does not say


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


def estimate_lists(
    record_folder: Path,
    asked: EstimateAsked,
    *,
    by: str | None = None,
) -> Estimate:
    """
    Estimate how many people no list has, and keep the answer, a refusal too.

    Args:
        record_folder: The record.
        asked: What is asked.
        by: Who asks; None for the person that the settings name.

    Raises:
        OnRecordError: Something that is asked for is not there, or lists were never linked.
        RecordUnusable: The record cannot be opened or written.
    """
    settings = _settings(asked)
    with store.open_record(record_folder) as kept, kept.build(doing="estimate"):
        listed = listed_people.everybody(kept, asked.lists)
        grouped = kept.grouped()
        if len(listed.lists) > 1 and grouped.linkage is None:
            raise OnRecordError("nobody has looked who is one person yet: run `lists link` first")
        evidence = _evidence(kept, listed, grouped, asked)
        made = _estimated(evidence, settings, person(by, kept.settings), asked.budget)
        kept.save_estimate(made)
    return made


def estimate_table(
    table: InclusionTable,
    asked: EstimateAsked,
    *,
    by: str = "",
    known: Sequence[Citing] = (),
) -> Estimate:
    """
    Estimate from a table that was handed in; nothing is kept.

    Args:
        table: Who is on which lists.
        asked: What is asked; what needs rows of people is passed over.
        by: Who asks.
        known: Which lists take rows from which.

    Raises:
        OnRecordError: Something that is asked for is not there.
    """
    settings = replace(_settings(asked), by=())
    evidence = Evidence(people=estimation.from_table(table), citings=tuple(known))
    return _estimated(evidence, settings, by, asked.budget)


def estimates_of(record_folder: Path) -> tuple[Estimate, ...]:
    """
    Return the estimates that a record keeps, the oldest first.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        return kept.estimates()


def simulate_lists(
    population: Population, *, methods: Sequence[str] = (), draws: int = 20, seed: int = 0
) -> tuple[Support, ...]:
    """
    Return what lists like these could support: what models would say where the truth is known.

    Args:
        population: People and lists as they are thought to be.
        methods: Names of models; all if empty.
        draws: How many times people are drawn.
        seed: Of all random numbers.

    Raises:
        OnRecordError: A model is not known.
    """
    models = estimation.standard(Budget.QUICK)
    wanted = _methods(methods) or tuple(models.by_method)
    asked = replace(models, by_method={one: models.by_method[one] for one in wanted})
    return estimation.support(population, asked, draws=draws, seed=seed)


def _estimated(evidence: Evidence, settings: Settings, by: str, budget: str) -> Estimate:
    """Return the estimate; names that are not there are one clear line."""
    lists = evidence.people.lists
    lost = [name for group in settings.merge for name in group if name not in lists]
    if lost:
        raise OnRecordError(f"no list here is called {lost[0]:.40}; there are: {', '.join(lists)}")
    return estimation.estimate(
        evidence,
        settings,
        estimation.standard(Budget(budget)),
        at=datetime.now(UTC),
        by=by,
        program=f"onrecord {metadata.version('onrecord')}",
    )


def _settings(asked: EstimateAsked) -> Settings:
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
        methods=_methods(asked.methods),
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


def _methods(names: Iterable[str]) -> tuple[Method, ...]:
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


def _evidence(
    kept: store.RecordStore,
    listed: Listed,
    grouped: store.Grouped,
    asked: EstimateAsked,
) -> Evidence:
    counting = _counting(asked, _regions(listed.entries) if asked.has_regions else None)
    rows = estimation.as_rows(listed.entries, counting, listed.names())
    best = estimation.counted(rows, estimation.same(rows, grouped.groups), counting)
    return Evidence(
        people=best.people,
        sampled=_sampled(kept, listed, grouped, estimation.only(rows, asked.by), asked),
        citings=citings(listed.lists, listed.entries, loading.load(kept).origins),
        found=best.found,
        linkage=grouped.linkage.id if grouped.linkage else None,
        issues=listed.issues,
    )


def _sampled(
    kept: store.RecordStore,
    listed: Listed,
    grouped: store.Grouped,
    rows: estimation.Rows,
    asked: EstimateAsked,
) -> tuple[People, ...]:
    """Return people as other linkages have them, each with the probability that it has."""
    if not asked.linkages or grouped.linkage is None:
        return ()
    told = dict(grouped.linkage.settings)
    linked = linking.link(
        listed.entries,
        listed.lists,
        decisions=standing(kept.load_decisions()[0]),
        settings=linking.Settings(most_wrong=float(told.get("most_wrong", MOST_WRONG))),
        engine="splink" if "splink" in grouped.linkage.engine else "own",
    )
    drawn = linking.sampled(linked, asked.linkages, asked.seed)
    at = {person: number for number, person in enumerate(drawn.persons)}
    # A row's person is known by the first of its rows, whatever rows are counted here.
    wanted = [at[person] for person in rows.persons]
    counting = _counting(asked, {})
    return tuple(
        estimation.counted(rows, estimation.numbered(first[wanted]), counting).people
        for first in drawn.first
    )


def _counting(asked: EstimateAsked, regions: Mapping[str, str] | None) -> Counting:
    return Counting(
        outcomes=asked.outcomes,
        since=asked.since,
        until=asked.until,
        is_outer=asked.is_outer,
        ages=asked.ages,
        regions=regions,
    )


def _regions(entries: Sequence[Entry]) -> Mapping[str, str]:
    return regions({one.place for one in entries if one.place})
