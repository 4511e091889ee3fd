"""What averaging over graphs says of a table, and whether it may stand."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate import densities, tables
from onrecord.estimate.graphs.averaging import Posterior, Settings, average
from onrecord.estimate.graphs.decomposable import MOST_LISTS
from onrecord.estimate.graphs.peaks import peaks
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.model import Diagnosis, Interval, Method, ModelEstimate, Verdict

_NAMED = 3  # likely graphs that are told


def fit(
    inclusions: Inclusions,
    *,
    seed: int = 0,
    level: float = 0.95,
    settings: Settings | None = None,
) -> Fitted:
    """
    Return the number of people by Bayesian averaging over decomposable graphs.

    The interval has half of what is left of the probability on either side, its point is the
    median. Refused where nobody is on two lists, where the cap on the number missing, and not
    the lists, decides the upper end, and where deep valleys part the posterior: then the
    separate answers are told with their probabilities, and no interval spans the valley.

    Args:
        inclusions: Two to six lists.
        seed: Of the draws.
        level: Share of probability in the interval.
        settings: Priors, the cap, and which graphs take part.
    """
    settings = settings or Settings()
    told = _settings(inclusions, settings, seed)
    reason = tables.unusable(inclusions, MOST_LISTS)
    if reason is not None:
        return tables.refused(Method.GRAPHS, told, reason)
    posterior = average(inclusions.patterns, inclusions.counts, settings)
    diagnoses = _diagnoses(inclusions, settings, posterior, level)
    if any(one.verdict is Verdict.FAILS for one in diagnoses):
        return tables.refused(Method.GRAPHS, told, *diagnoses)
    modes = peaks(posterior, level)
    diagnoses = (*diagnoses, separate(len(modes)))
    shown = posterior.quantiles(np.array([0.0005, 0.9995]))
    people = (posterior.seen + posterior.missing).astype(np.float64)
    answer = ModelEstimate(
        method=Method.GRAPHS,
        settings=told,
        interval=None if modes else _interval(posterior, level),
        mean=None if modes else posterior.mean,
        modes=modes,
        diagnoses=diagnoses,
        density=densities.of_posterior(people, posterior.density, shown[0], shown[1]),
    )
    levels = np.random.default_rng(seed).random(settings.draws)
    return Fitted(told=answer, draws=posterior.quantiles(levels))


def _interval(posterior: Posterior, level: float) -> Interval:
    low, median, high = posterior.quantiles(_levels(level)).tolist()
    return Interval(low=low, high=high, point=median, level=level)


def separate(many: int) -> Diagnosis:
    """Return that deep valleys part a posterior into several answers, or that there is one."""
    if many < 2:
        return Diagnosis(code="modes", verdict=Verdict.HOLDS, value=1, says="There is one answer.")
    return Diagnosis(
        code="modes",
        verdict=Verdict.FAILS,
        value=many,
        asked=1,
        says=f"There are {many} separate answers: some graphs say quite another number than "
        "others, and next to none a number between. They are listed, not made one.",
    )


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """
    What averaging over graphs says of many tables.

    Attributes:
        mean, median, low, high: Shape (tables,): of each one's posterior.
        draws: Shape (tables, draws): numbers drawn from each one's posterior.
    """

    mean: NDArray[np.float64]
    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    draws: NDArray[np.float64]


def averaged(
    patterns: NDArray[np.bool_],
    counts: NDArray[np.int64],
    *,
    seed: int = 0,
    level: float = 0.95,
    settings: Settings | None = None,
    draws: int = 10,
) -> Averaged:
    """
    Return posteriors of many tables of the same patterns: one for each sampled linkage.

    All draws together are a sample from the average of the posteriors, so that what linkage
    does not know is part of the uncertainty (Sadinle 2018).

    Args:
        patterns: Shape (cells, lists), bool.
        counts: Shape (tables, cells): people in each cell of each table.
        seed: Of the draws.
        level: Share of probability between `low` and `high`.
        settings: As for `fit`; its number of draws is not used.
        draws: How many numbers are drawn from each posterior.
    """
    settings = settings or Settings()
    rng = np.random.default_rng(seed)
    found = np.empty((len(counts), 4))
    drawn = np.empty((len(counts), draws))
    for row, table in enumerate(counts):
        posterior = average(patterns, table, settings)
        found[row, 0] = posterior.mean
        found[row, 1:] = posterior.quantiles(_levels(level)[[1, 0, 2]])
        drawn[row] = posterior.quantiles(rng.random(draws))
    mean, median, low, high = found.T
    return Averaged(mean, median, low, high, drawn)


def _levels(level: float) -> NDArray[np.float64]:
    return np.array([(1 - level) / 2, 0.5, (1 + level) / 2])


def _settings(inclusions: Inclusions, settings: Settings, seed: int) -> tuple[tuple[str, str], ...]:
    lists = len(inclusions.lists)
    delta = settings.delta if settings.delta is not None else 2.0**-lists
    prior = settings.missing.value
    if settings.gamma is not None:
        prior += f" ({settings.gamma[0]:g}, {settings.gamma[1]:g})"
    return (
        ("delta", f"{delta:g}"),
        ("prior", prior),
        ("most missing", str(settings.cap(inclusions.seen))),
        ("saturated graph", "taken part" if settings.with_saturated else "left out"),
        ("draws", str(settings.draws)),
        ("seed", str(seed)),
    )


def _diagnoses(
    inclusions: Inclusions, settings: Settings, posterior: Posterior, level: float
) -> tuple[Diagnosis, ...]:
    found = [_cap(settings, posterior, level), _likely(inclusions.lists, posterior)]
    if not settings.with_saturated:
        found.append(_saturated(inclusions, settings, posterior))
    if len(inclusions.lists) == 2:
        says = "With two lists all rests on their not depending on each other."
        found.append(
            Diagnosis(code="two-lists", verdict=Verdict.DOUBTFUL, value=2, asked=3, says=says)
        )
    return tuple(found)


def _cap(settings: Settings, posterior: Posterior, level: float) -> Diagnosis:
    """Return whether the cap on the number missing decides anything."""
    cap = settings.cap(posterior.seen)
    share = posterior.above(0.9 * cap)
    asked = (1 - level) / 2 / 10
    verdict = Verdict.HOLDS
    if share > asked:
        verdict = Verdict.FAILS if share > (1 - level) / 2 else Verdict.DOUBTFUL
    says = f"At most {cap:,} missing people were thought of; "
    says += (
        "next to no probability lies near that."
        if verdict is Verdict.HOLDS
        else f"{share:.1%} of the probability lies in the last tenth below it."
    )
    return Diagnosis(code="cap", verdict=verdict, value=share, asked=asked, says=says)


def _likely(lists: tuple[str, ...], posterior: Posterior) -> Diagnosis:
    """Return which graphs are likely: what depends on what."""
    best = np.argsort(-posterior.shares, kind="stable")[:_NAMED]
    names = [f"{drawn(lists, posterior, n)} ({posterior.shares[n]:.2f})" for n in best]
    return Diagnosis(
        code="graphs",
        verdict=Verdict.HOLDS,
        value=float(posterior.shares[best[0]]),
        says=f"Of {len(posterior.shares):,} graphs the likeliest are: {'; '.join(names)}.",
    )


def drawn(lists: tuple[str, ...], posterior: Posterior, graph: int) -> str:
    """Return the edges of one graph of a posterior in words."""
    edges = posterior.graphs.edges[graph]
    joined = [pair for pair, has in zip(posterior.graphs.pairs, edges, strict=True) if has]
    return ", ".join(f"{lists[a]}–{lists[b]}" for a, b in joined) or "no list on another"


def _saturated(inclusions: Inclusions, settings: Settings, posterior: Posterior) -> Diagnosis:
    """Return what the graph with every edge, which is left out, would have changed."""
    share, median = with_saturated(inclusions, settings)
    own = float(posterior.quantiles(np.array([0.5]))[0])
    says = (
        "The graph in which every list depends on every other learns nothing about the missing "
        f"and was left out; with it, at a probability of {share:.2f}, the median would be "
        f"{median:,.0f} and not {own:,.0f}."
    )
    verdict = Verdict.HOLDS if share <= 0.05 else Verdict.DOUBTFUL
    return Diagnosis(code="saturated", verdict=verdict, value=share, asked=0.05, says=says)


def with_saturated(inclusions: Inclusions, settings: Settings) -> tuple[float, float]:
    """Return the saturated graph's probability and the median where it takes part too."""
    both = average(inclusions.patterns, inclusions.counts, replace(settings, with_saturated=True))
    share = float(both.shares[both.graphs.is_saturated].sum())
    return share, float(both.quantiles(np.array([0.5]))[0])
