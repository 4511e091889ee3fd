"""How many people no list of a record has: lists chosen, models asked, the answer kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from onrecord import estimate as estimation
from onrecord import store
from onrecord.estimate import (
    Budget,
    Citing,
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
    MatchGroup,
    OnRecordError,
    standing,
)
from onrecord.workflow import listed_people, loading
from onrecord.workflow.deciding import person
from onrecord.workflow.estimate_asked import EstimateAsked, counting, methods_named, settings
from onrecord.workflow.list_citings import citings
from onrecord.workflow.list_regions import regions
from onrecord.workflow.listed_people import Listed
from onrecord.workflow.outcome import Progress, Step

MOST_WRONG = 0.01  # of links, where a run of linking does not say


def estimate_lists(
    record_folder: Path,
    asked: EstimateAsked,
    *,
    by: str | None = None,
    sampled: Sequence[Sequence[MatchGroup]] | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """
    Estimate how many people no list has, and keep the answer, a refusal too.

    Args:
        record_folder: The record.
        asked: What is asked.
        by: Who asks; None for the person that the settings name.
        sampled: Groups of one person each by other linkages of equal standing; None has as many
            drawn as are asked for.
        progress: Told what is being done.

    Raises:
        OnRecordError: Something that is asked for is not there, nobody is named who asks, or lists
            were never linked.
        RecordUnusable: The record cannot be opened or written.
    """
    told = settings(asked)
    with store.open_record(record_folder) as kept, kept.build(doing="estimate"):
        who = person(by, kept.settings, does="asks", option="--made-by")
        listed = listed_people.everybody(kept, asked.lists)
        grouped = kept.grouped()
        if len(listed.lists) > 1 and grouped.linkage is None:
            raise OnRecordError("nobody has looked who is one person yet: run `lists link` first")
        if progress is not None:
            progress(Step(doing="counting people on lists"))
        evidence = _evidence(kept, listed, grouped, asked, sampled)
        made = _estimated(evidence, told, who, asked.budget, progress)
        # the same question with the same answer is no second estimate: a run that was killed
        # after it was kept, and run again, changes nothing
        there = next((one for one in kept.estimates() if replace(made, at=one.at) == one), None)
        if there is not None:
            return there
        kept.save_estimate(made)
    return made


def estimate_table(
    table: InclusionTable,
    asked: EstimateAsked,
    *,
    by: str = "",
    known: Sequence[Citing] = (),
    progress: Progress | None = None,
) -> Estimate:
    """
    Estimate from a table that was handed in; nothing is kept.

    Args:
        table: Who is on which lists.
        asked: What is asked; what needs rows of people is passed over.
        by: Who asks.
        known: Which lists take rows from which.
        progress: Told what is being done.

    Raises:
        OnRecordError: Something that is asked for is not there.
    """
    told = replace(settings(asked), by=())
    evidence = Evidence(people=estimation.from_table(table), citings=tuple(known))
    return _estimated(evidence, told, by, asked.budget, progress)


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
    wanted = methods_named(methods) or tuple(models.by_method)
    asked = replace(models, by_method={one: models.by_method[one] for one in wanted})
    return estimation.support(population, asked, draws=draws, seed=seed)


def _estimated(
    evidence: Evidence, settings: Settings, by: str, budget: str, progress: Progress | None
) -> Estimate:
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
        doing=estimation.in_silence if progress is None else _told_to(progress),
    )


def _told_to(progress: Progress) -> estimation.Doing:
    return lambda doing, done, total: progress(Step(doing=doing, done=done, total=total))


def _evidence(
    kept: store.RecordStore,
    listed: Listed,
    grouped: store.Grouped,
    asked: EstimateAsked,
    sampled: Sequence[Sequence[MatchGroup]] | None,
) -> Evidence:
    who = counting(asked, _regions(listed.entries) if asked.has_regions else None)
    rows = estimation.as_rows(listed.entries, who, listed.names())
    best = estimation.counted(rows, estimation.same(rows, grouped.groups), who)
    lean = estimation.only(rows, asked.by)
    return Evidence(
        people=best.people,
        sampled=_sampled(kept, listed, grouped, lean, asked)
        if sampled is None
        else tuple(_people(lean, groups, asked) for groups in sampled),
        citings=citings(listed.lists, listed.entries, loading.load(kept).origins),
        found=best.found,
        linkage=grouped.linkage.id if grouped.linkage else None,
        issues=listed.issues,
    )


def _people(rows: estimation.Rows, groups: Sequence[MatchGroup], asked: EstimateAsked) -> People:
    return estimation.counted(rows, estimation.same(rows, groups), counting(asked, {})).people


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
    who = counting(asked, {})
    return tuple(
        estimation.counted(rows, estimation.numbered(first[wanted]), who).people
        for first in drawn.first
    )


def _regions(entries: Sequence[Entry]) -> Mapping[str, str]:
    return regions({one.place for one in entries if one.place})
