"""What log-linear models say of a table, and whether it may stand."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate import densities, tables
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.estimate.loglinear.bootstrap import Again, again
from onrecord.estimate.loglinear.criterion import Ranked, chosen_among, ranked
from onrecord.estimate.loglinear.design import Design, design, named
from onrecord.estimate.loglinear.existence import Checks
from onrecord.estimate.loglinear.stepwise import Chosen, chosen
from onrecord.model import Diagnosis, Interval, Method, ModelEstimate, Verdict

MOST_LISTS = 10  # 1,023 cells; above, samples drawn again take minutes
MOST_LISTS_BY_CRITERION = 5  # 6,893 models; six lists have millions
_BEYOND = 5  # samples beyond an end, fewer than which leave it to chance


class Choice(StrEnum):
    """How the model is chosen."""

    STEPWISE = "stepwise"  # pairs of lists one by one
    CRITERION = "bic"  # among all hierarchical models
    INDEPENDENCE = "independence"  # not at all: no list depends on another


_METHODS = {
    Choice.STEPWISE: Method.STEPWISE,
    Choice.CRITERION: Method.BIC,
    Choice.INDEPENDENCE: Method.INDEPENDENCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What log-linear estimates depend on.

    Attributes:
        choice: How the model is chosen.
        threshold: The chance below which a pair of lists comes in, stepwise.
        order: The largest set of lists that may depend on one another, by the criterion; None:
            all but one.
        top: How many models, best of the table itself, are looked at in samples drawn again,
            by the criterion.
        samples: How many samples are drawn again.
        is_seen_fixed: Whether each has as many people as were seen, as Chan and others draw
            them; otherwise how many are seen varies too.
    """

    choice: Choice = Choice.STEPWISE
    threshold: float = 0.02
    order: int | None = None
    top: int = 50
    samples: int = 1_000
    is_seen_fixed: bool = False

    def __post_init__(self) -> None:
        Choice(self.choice)  # raises ValueError for a way that is not known
        if not 0 <= self.threshold < 1:
            raise ValueError(f"a threshold is a chance: {self.threshold}")
        if self.samples < 100 or self.top < 1 or (self.order is not None and self.order < 1):
            raise ValueError("at least 100 samples, one model and sets of one list are needed")

    def told(self, lists: int, seed: int) -> tuple[tuple[str, str], ...]:
        """Return what bears on the chosen way, as (name, value)."""
        found = {"samples": str(self.samples), "seed": str(seed), "interval": "BCa"}
        found["seen"] = "fixed" if self.is_seen_fixed else "drawn"
        if self.choice == Choice.STEPWISE:
            found["threshold"] = f"{self.threshold:g}"
        if self.choice == Choice.CRITERION:
            found |= {"order": str(self.largest(lists)), "top": str(self.top)}
        return tuple(sorted(found.items()))

    def largest(self, lists: int) -> int:
        """Return the size of the largest set of lists that may depend on one another."""
        if self.choice != Choice.CRITERION:
            return min(2, lists)
        return max(1, min(self.order or lists, lists - 1))


def fit(
    inclusions: Inclusions,
    *,
    seed: int = 0,
    level: float = 0.95,
    settings: Settings | None = None,
) -> Fitted:
    """
    Return the number of people by a log-linear model that is chosen as the settings say.

    The interval's point is the maximum of the likelihood, its ends are BCa. Refused where the
    model has no answer, or so many samples drawn again have none that an end is infinite.

    Args:
        inclusions: Two to ten lists; by the criterion to five.
        seed: Of the samples.
        level: Share of certainty.
        settings: How the model is chosen.
    """
    settings = settings or Settings()
    lists = len(inclusions.lists)
    method, told = _METHODS[settings.choice], settings.told(lists, seed)
    is_bic = settings.choice == Choice.CRITERION
    reason = tables.unusable(inclusions, MOST_LISTS_BY_CRITERION if is_bic else MOST_LISTS)
    if reason is not None:
        return tables.refused(method, told, reason)
    found = _Way(inclusions, settings)
    if not np.isfinite(found.people):
        return tables.refused(method, told, found.why_not())
    rng = np.random.default_rng(seed)
    spread = again(
        found.people,
        found.counts,
        found.points,
        samples=settings.samples,
        rng=rng,
        is_seen_fixed=settings.is_seen_fixed,
    )
    low, high = spread.quantiles(np.array([(1 - level) / 2, (1 + level) / 2])).tolist()
    diagnoses = (*found.diagnoses(), *_of_samples(spread, level), *found.unreached())
    if not np.isfinite(high) or any(one.verdict is Verdict.FAILS for one in diagnoses):
        return tables.refused(method, told, *diagnoses)
    draws = spread.draws(settings.samples, rng)
    interval = Interval(low=min(low, found.people), high=high, point=found.people, level=level)
    answer = ModelEstimate(
        method=method,
        settings=told,
        interval=interval,
        diagnoses=diagnoses,
        density=densities.of_draws(draws),
    )
    return Fitted(told=answer, draws=draws)


def points(
    patterns: NDArray[np.bool_],
    counts: NDArray[np.int64],
    *,
    settings: Settings | None = None,
) -> NDArray[np.float64]:
    """
    Return estimates of many tables of the same patterns: one for each sampled linkage.

    Args:
        patterns: Shape (cells, lists), bool.
        counts: Shape (tables, cells).
        settings: How the model is chosen, anew in each table; by the criterion among the best
            models of the first.

    Returns:
        Shape (tables,): people, listed or not; infinite where a table has no answer.
    """
    settings = settings or Settings()
    lists = tuple(str(n) for n in range(patterns.shape[1]))
    found = _Way(Inclusions(lists, patterns, counts[0]), settings)
    return found.points(found.design.spread(patterns, counts))


class _Way:
    """A way of choosing a model, with what it chose for one table."""

    def __init__(self, inclusions: Inclusions, settings: Settings) -> None:
        self._lists, self._settings = inclusions.lists, settings
        self._order = settings.largest(len(inclusions.lists))
        self.design: Design = design(len(inclusions.lists), self._order)
        self.counts = self.design.counts(inclusions)
        self._checks = Checks(self.design.matrix)
        self._unsure = 0
        self._ranked: Ranked | None = None
        if settings.choice == Choice.CRITERION:
            self._ranked = ranked(self.design, self._order, self.counts, settings.top, self._checks)
        one = self._chosen(self.counts[None])
        self._model, self.people = one.models[0], inclusions.seen + float(one.hidden[0])

    def points(self, counts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return estimates of tables of every cell; infinite where one has no answer."""
        found = self._chosen(counts)
        self._unsure += found.unsure
        seen = counts.sum(axis=1)
        return np.where(seen > 0, seen + found.hidden, np.inf)

    def _chosen(self, counts: NDArray[np.int64]) -> Chosen:
        if self._ranked is not None:
            return chosen_among(self.design, counts, self._ranked.models, self._checks)
        is_free = self._settings.choice == Choice.INDEPENDENCE
        threshold = 0.0 if is_free else self._settings.threshold
        return chosen(self.design, counts, self._checks, threshold)

    def why_not(self) -> Diagnosis:
        """Return why the table has no answer."""
        found = self._checks.check(self.counts, self.design.main)
        seen = int(self.counts.sum())
        sums = self.counts @ self.design.matrix[:, 1 : len(self._lists) + 1]
        if not found.exists and (sums == seen).any():
            name = self._lists[int((sums == seen).argmax())]
            says = f"{name} has everybody whom any list has: nobody else is left to go by."
            return _fails("no-mle", says)
        if not found.exists:
            says = "Too few people are on two lists: no number of people is the likeliest."
            return _fails("no-mle", says)
        if not found.is_identified:
            says = "The lists have too little in common to tell the model's terms apart."
            return _fails("not-identified", says)
        return _fails("not-reached", "A likeliest number exists, but it was not reached.")

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """Return which model was chosen, and where lists have nobody in common."""
        found = [self._told_model(), self._sparse()]
        if len(self._lists) == 2:
            says = "With two lists all rests on their not depending on each other."
            found.append(
                Diagnosis(code="two-lists", verdict=Verdict.DOUBTFUL, value=2, asked=3, says=says)
            )
        return tuple(found)

    def _told_model(self) -> Diagnosis:
        words = named(self.design, self._model, self._lists)
        says = f"The model: {words}."
        value = float(self._model.sum())
        if self._ranked is not None and len(self._ranked.models) > 1:
            second = named(self.design, self._ranked.models[1], self._lists)
            people = self.counts.sum() + self._ranked.hidden[1]
            says += (
                f" Of {self._ranked.tried:,} models the next best, {second}, says "
                f"{people:,.0f} (BIC {self._ranked.criterion[1]:.1f} more)."
            )
        return Diagnosis(code="model", verdict=Verdict.HOLDS, value=value, says=says)

    def _sparse(self) -> Diagnosis:
        """Return how many pairs of lists have nobody in common."""
        pairs = self.design.matrix[:, self.design.pairs]
        none = int((self.counts @ pairs == 0).sum())
        said = "Every two lists have people in common."
        if none:
            said = f"{none} of {pairs.shape[1]} pairs of lists have nobody in common."
        verdict = Verdict.DOUBTFUL if 2 * none > pairs.shape[1] else Verdict.HOLDS
        asked = pairs.shape[1] / 2
        return Diagnosis(code="sparse", verdict=verdict, value=none, asked=asked, says=said)

    def unreached(self) -> tuple[Diagnosis, ...]:
        """Return how many maxima exist by linear programming that the steps did not reach."""
        if not self._unsure:
            return ()
        says = f"{self._unsure} fits have a likeliest number that was not reached; passed over."
        doubtful = Verdict.DOUBTFUL
        return (
            Diagnosis(code="not-reached", verdict=doubtful, value=self._unsure, asked=0, says=says),
        )


def _fails(code: str, says: str) -> Diagnosis:
    return Diagnosis(code=code, verdict=Verdict.FAILS, says=says)


def _of_samples(spread: Again, level: float) -> tuple[Diagnosis, ...]:
    """Return how samples drawn again went: without an answer, all to one side, or too few."""
    verdict = Verdict.HOLDS if spread.failed <= 0.01 else Verdict.DOUBTFUL
    if spread.failed > (1 - level) / 2:
        verdict = Verdict.FAILS
    failed = Diagnosis(
        code="samples-without-answer",
        verdict=verdict,
        value=spread.failed,
        asked=0.01,
        says=f"{spread.failed:.1%} of the samples drawn again have no answer.",
    )
    is_aside = not 0.1 <= spread.below <= 0.9
    aside = Diagnosis(
        code="samples-aside",
        verdict=Verdict.DOUBTFUL if is_aside else Verdict.HOLDS,
        value=spread.below,
        asked=0.1 if spread.below < 0.5 else 0.9,
        says=f"{spread.below:.0%} of the samples drawn again say less than the lists themselves.",
    )
    ends = spread.shares(np.array([(1 - level) / 2, (1 + level) / 2]))
    beyond = float(len(spread.people) * np.minimum(ends, 1 - ends).min())
    few = Diagnosis(
        code="samples-few",
        verdict=Verdict.HOLDS if beyond >= _BEYOND else Verdict.DOUBTFUL,
        value=beyond,
        asked=_BEYOND,
        says=f"{beyond:.0f} of {len(spread.people):,} samples lie beyond an end of the interval.",
    )
    return failed, aside, few
