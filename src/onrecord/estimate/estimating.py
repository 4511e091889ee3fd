"""
One estimate: every model side by side, part by part, or why there is none.

The order of work, each step told in the estimate's diagnoses: lists that were asked to count as
one; lists that take rows from each other; people whose values no list tells; then each model on
each part of each draw of the data, summed over parts and brought together over draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.estimate import people, refusing
from onrecord.estimate.citing import Citing
from onrecord.estimate.combining import failing, refused
from onrecord.estimate.people import People
from onrecord.estimate.readying import Ready, ready
from onrecord.estimate.running import Run, answers, mean_tables
from onrecord.estimate.settings import Doing, Models, Settings, in_silence
from onrecord.estimate.varying import variations
from onrecord.model import Diagnosis, Estimate, Method, ModelEstimate, Stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    What an estimate rests on.

    Attributes:
        people: The people whom lists have.
        sampled: The same people as other linkages of equal standing have them, 200 or more:
            intervals then carry the uncertainty of who is one person. Empty for one linkage
            alone.
        citings: Which lists take rows from which, as far as is known.
        found: What was found before, while people were counted.
        linkage: Id of the linkage; None for tables that were handed in.
        issues: Ids of the issues of lists.
    """

    people: People
    sampled: tuple[People, ...] = ()
    citings: tuple[Citing, ...] = ()
    found: tuple[Diagnosis, ...] = ()
    linkage: str | None = None
    issues: tuple[str, ...] = ()


def estimate(
    evidence: Evidence,
    settings: Settings,
    models: Models,
    *,
    at: datetime,
    by: str = "",
    program: str = "",
    doing: Doing = in_silence,
) -> Estimate:
    """
    Return how many people there are, by every model, or why that cannot be said.

    Args:
        evidence: Who is on which lists, and what is known of the lists.
        settings: What to do.
        models: The models that are asked.
        at: When it is made (UTC).
        by: Who makes it.
        program: Name and version.
        doing: Told before each model what is asked next; may raise to stop the work.

    Raises:
        ValueError: If a list or field that the settings name is not there.
    """
    held = ready((evidence.people, *evidence.sampled), settings, evidence.citings)
    said = (*evidence.found, *held.said, *refusing.not_closed(settings.outcomes))
    beside = [name for name in ("month", "period", "place") if name not in settings.by]
    said = (*said, *refusing.coverage_gaps(held.best, beside))
    table = people.table(held.best)
    said = (*said, *(one for one in refusing.refusals(table)))
    wanted = settings.methods or tuple(models.by_method)
    run = Run(models=models, settings=settings, doing=doing)
    stops = failing(said)
    estimates, strata = _all(run, held, wanted, stops)
    tried = () if stops or not settings.vary else variations(run, held, wanted, models.variants)
    return Estimate(
        of=settings.of,
        table=table,
        estimates=estimates,
        strata=strata,
        variations=tried,
        diagnoses=said,
        linkage=evidence.linkage,
        issues=evidence.issues,
        seed=settings.seed,
        program=program,
        by=by,
        at=at,
    )


def _all(
    run: Run, held: Ready, methods: Sequence[Method], stops: tuple[Diagnosis, ...]
) -> tuple[tuple[ModelEstimate, ...], tuple[Stratum, ...]]:
    """Return every model's answer for the whole and for each part."""
    by = run.settings.by
    if stops:
        return tuple(refused(method, *stops).told for method in methods), ()
    both = []
    for number, method in enumerate(methods):
        run.doing(f"asking {method}", number, len(methods))
        both.append(answers(run, held.draws, method, held.what))
    whole = tuple(fitted.told for fitted, _ in both)
    if not by:
        return whole, ()
    tables = mean_tables(held.draws, by)
    strata = tuple(
        Stratum(name=name, table=table, estimates=tuple(each[number].told for _, each in both))
        for number, (name, table) in enumerate(tables)
    )
    return whole, strata
