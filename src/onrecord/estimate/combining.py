"""
Answers of one model brought together: over imputations or linkages, and over parts.

Two rules, and nothing else is ever done to make one answer of several:

- *Over draws of the data* (imputations, sampled linkages) the model's draws are put in one heap,
  as many from each. That is the total variance of Rubin 1987 without its normal approximation:
  the spread within each and the spread between them (Gelman and others, *Bayesian Data
  Analysis*, third edition, section 18.2; for bootstrap draws Schomaker and Heumann 2018, "MI
  Boot"). How far another set of draws would move the answer is said (White, Royston and Wood 2011).
- *Over parts of the people* draws are added one by one, each part's in an order of its own, and
  the interval is that of the sums. Ends of intervals are never added: that would suppose that
  all parts are too low together. What parts have in common, the linkage and the imputation, they
  keep in common, since sums are made within each draw of the data before the heap.

Models are never averaged with one another. Nor are separate answers of one model: where deep
valleys part the heap of its posterior, or the posterior of more than a few draws of the data, the
answers are listed and no interval spans the valley. A sum over parts is asked for its own
valleys: of many parts with two answers each it has none, and then it is one answer.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate import densities
from onrecord.estimate.classes.modes import modes_between, valleys
from onrecord.estimate.inclusion import Fitted
from onrecord.model import Diagnosis, Interval, Method, Mode, ModelEstimate, Verdict

MOST_DRAWS = 20_000  # of a heap; more add nothing to two digits of a bound
REFUSED_AT_MOST = 0.05  # of imputations or linkages may be without an answer
_LEAST = 0.05  # of the draws of a heap on either side of a valley: less is no answer of its own
_WORST = (Verdict.HOLDS, Verdict.DOUBTFUL, Verdict.FAILS)


def refused(method: Method, *diagnoses: Diagnosis) -> Fitted:
    """Return that a model gives no answer, and why."""
    return Fitted(told=ModelEstimate(method=method, diagnoses=diagnoses))


def pooled(fitted: Sequence[Fitted], *, level: float, seed: int, what: str) -> Fitted:
    """
    Return one model's answer over several draws of the same data.

    Args:
        fitted: What the model makes of each: imputation by imputation, linkage by linkage.
        level: Of the interval.
        seed: Of the draws that are kept.
        what: What was drawn, in words: "imputations".
    """
    if len(fitted) == 1:
        return fitted[0]
    first = fitted[0].told
    apart = [one for one in fitted if one.told.is_refused and one.draws is not None]
    answers = [one for one in fitted if not one.told.is_refused] + apart
    if len(answers) < len(fitted) * (1 - REFUSED_AT_MOST):
        return _mostly_refused(fitted, what)
    drawn = [one.draws for one in answers if one.draws is not None]
    if len(drawn) < len(answers):
        return refused(first.method, _no_draws(what))
    rng = np.random.default_rng(seed)
    each = max(1, MOST_DRAWS // len(answers))
    heap = np.concatenate([_some(draws, each, rng) for draws in drawn])
    modes = _separate(heap, level, rng) if apart or first.mean is not None else ()
    if modes or len(apart) > len(fitted) * REFUSED_AT_MOST:
        return _apart(answers, heap, modes or apart[0].told.modes, what)
    gone = len(fitted) - len(answers)
    diagnoses = (
        *_worst([one.told.diagnoses for one in answers], what),
        _monte_carlo(answers, heap, what),
        *(_left_out(gone, len(fitted), what) for _ in range(min(gone, 1))),
    )
    like = answers[0].told
    settings = (*like.settings, (what, str(len(answers))))
    points = _points(answers)
    point = statistics.fmean(points) if points else None
    told = _told(like, heap, level, point, is_posterior=like.mean is not None)
    told = replace(told, settings=settings, diagnoses=diagnoses)
    return Fitted(told=told, draws=heap)


def _separate(
    heap: NDArray[np.float64], level: float, rng: np.random.Generator
) -> tuple[Mode, ...]:
    """Return the answers that deep valleys part in a heap of draws; none if there is one."""
    spread = heap + rng.uniform(-0.5, 0.5, len(heap))  # between whole people there is no valley
    cuts = [
        cut
        for cut in valleys(spread)
        if min(float((spread < cut).mean()), float((spread >= cut).mean())) >= _LEAST
    ]
    return modes_between(heap, cuts, level) if cuts else ()


def _apart(
    answers: Sequence[Fitted], heap: NDArray[np.float64], modes: tuple[Mode, ...], what: str
) -> Fitted:
    """Return separate answers over draws of the data: each listed, none chosen."""
    many = sum(one.told.is_refused for one in answers)
    found = Diagnosis(
        code="modes",
        verdict=Verdict.FAILS,
        value=float(len(modes)),
        asked=1.0,
        says=f"There are {len(modes)} separate answers, and next to none between (by themselves "
        f"in {many} of {len(answers)} {what}). They are listed, not made one.",
    )
    others = [
        tuple(one for one in fitted.told.diagnoses if one.code != found.code) for fitted in answers
    ]
    first = answers[0].told
    told = replace(
        first,
        interval=None,
        mean=None,
        modes=modes,
        settings=(*first.settings, (what, str(len(answers)))),
        diagnoses=(found, *_worst(others, what)),
        density=densities.of_draws(heap[:: max(1, len(heap) // 2_000)]),
    )
    return Fitted(told=told, draws=heap)


def summed(fitted: Sequence[Fitted], names: Sequence[str], *, level: float, seed: int) -> Fitted:
    """
    Return one model's sum over parts, draw by draw.

    Args:
        fitted: What the model makes of each part.
        names: What the parts are called.
        level: Of the interval.
        seed: Of the order in which draws of different parts meet.

    Returns:
        The sum; without an answer, saying which part, where a part has none. Parts whose
        answers lie apart are summed by their draws.
    """
    if len(fitted) == 1:
        return fitted[0]
    method = fitted[0].told.method
    silent = [
        (name, one.told)
        for name, one in zip(names, fitted, strict=True)
        if one.told.is_refused and one.draws is None
    ]
    if silent:
        return refused(method, _part_refused(silent))
    arrays = [one.draws for one in fitted if one.draws is not None]
    if len(arrays) < len(fitted):
        return refused(method, _no_draws("parts"))
    rng = np.random.default_rng(seed)
    longest = min(max(len(draws) for draws in arrays), MOST_DRAWS)
    heap = np.sum([_shuffled(draws, longest, rng) for draws in arrays], axis=0)
    apart = [one for one in fitted if one.told.is_refused]
    is_posterior = bool(apart) or fitted[0].told.mean is not None
    modes = _separate(heap, level, rng) if is_posterior else ()
    if modes:
        return _apart(fitted, heap, modes, "parts")
    diagnoses = _worst([_in_doubt(one.told.diagnoses) for one in fitted], "parts", names)
    first = fitted[0].told
    settings = tuple(pair for pair in first.settings if _common(pair, fitted))
    is_bound = any(one.told.is_lower_bound for one in fitted)
    points = _points(fitted)
    point = math.fsum(points) if points else None
    told = _told(first, heap, level, point, is_posterior=is_posterior)
    told = replace(told, settings=settings, diagnoses=diagnoses, is_lower_bound=is_bound)
    return Fitted(told=told, draws=heap)


def _in_doubt(diagnoses: tuple[Diagnosis, ...]) -> tuple[Diagnosis, ...]:
    """Return what was found in a part, where its separate answers leave its sum in doubt only."""
    return tuple(
        replace(one, verdict=Verdict.DOUBTFUL) if one.verdict is Verdict.FAILS else one
        for one in diagnoses
    )


def _common(pair: tuple[str, str], fitted: Sequence[Fitted]) -> bool:
    return all(pair in one.told.settings for one in fitted)


def _points(fitted: Sequence[Fitted]) -> list[float]:
    """Return the most likely numbers where the draws are those of a bootstrap, else nothing."""
    if any(one.told.mean is not None for one in fitted):
        return []
    points = [one.told.interval.point for one in fitted if one.told.interval]
    return [point for point in points if point is not None] if None not in points else []


def _told(
    like: ModelEstimate,
    heap: NDArray[np.float64],
    level: float,
    point: float | None,
    *,
    is_posterior: bool,
) -> ModelEstimate:
    """
    Return an answer made of a heap of draws.

    Draws of a posterior give its median and quantiles. Those of a bootstrap spread about a
    point that is known: its interval is corrected for how far it lies from their middle (the
    BC interval of Efron 1987, section 3).
    """
    ends = [(1 - level) / 2, (1 + level) / 2]
    if point is not None:
        normal = statistics.NormalDist()
        off = normal.inv_cdf(min(max(float((heap < point).mean()), 0.01), 0.99))
        ends = [normal.cdf(2 * off + normal.inv_cdf(end)) for end in ends]
    low, high = np.quantile(heap, ends)
    middle = float(np.median(heap)) if point is None else point
    return replace(
        like,
        interval=Interval(low=float(low), high=float(high), point=middle, level=level),
        mean=float(heap.mean()) if is_posterior else None,
        modes=(),
        density=densities.of_draws(heap[:: max(1, len(heap) // 2_000)]),
    )


def _some(draws: NDArray[np.float64], many: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return np.asarray(rng.choice(draws, many, replace=len(draws) < many))


def _shuffled(
    draws: NDArray[np.float64], many: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    if len(draws) >= many:
        return np.asarray(rng.permutation(draws)[:many])
    more = rng.choice(draws, many - len(draws))
    return np.asarray(rng.permutation(np.concatenate([draws, more])))


def _worst(
    each: Sequence[tuple[Diagnosis, ...]], what: str, names: Sequence[str] = ()
) -> tuple[Diagnosis, ...]:
    """Return the worst finding of each kind, with the part or how often it was found."""
    codes = dict.fromkeys(one.code for diagnoses in each for one in diagnoses)
    return tuple(_worst_of(code, each, what, names) for code in codes)


def _worst_of(
    code: str, each: Sequence[tuple[Diagnosis, ...]], what: str, names: Sequence[str]
) -> Diagnosis:
    found = [
        (number, one)
        for number, diagnoses in enumerate(each)
        for one in diagnoses
        if one.code == code
    ]
    number, worst = max(found, key=lambda pair: _WORST.index(pair[1].verdict))
    if worst.verdict is Verdict.HOLDS:
        return worst
    if names:
        return replace(worst, says=f"In “{names[number]}”: {worst.says}")
    many = sum(one.verdict is not Verdict.HOLDS for _, one in found)
    return replace(worst, says=f"{worst.says} (In {many} of {len(each)} {what}.)")


def _monte_carlo(answers: Sequence[Fitted], heap: NDArray[np.float64], what: str) -> Diagnosis:
    """Return how far another set of draws of the data would move the answer."""
    middles = [float(np.median(one.draws)) for one in answers if one.draws is not None]
    error = float(np.std(middles, ddof=1) / math.sqrt(len(middles)))
    spread = float(heap.std())
    is_small = error <= 0.1 * spread
    asks = "" if is_small else f"; that is more than a tenth of its spread: use more {what}"
    return Diagnosis(
        code="monte-carlo",
        verdict=Verdict.HOLDS if is_small else Verdict.DOUBTFUL,
        value=error,
        asked=0.1 * spread,
        says=f"Another {len(answers)} {what} would move the answer by about {error:,.0f}{asks}.",
    )


def _left_out(gone: int, of: int, what: str) -> Diagnosis:
    return Diagnosis(
        code="draws-refused",
        verdict=Verdict.DOUBTFUL,
        value=float(gone),
        asked=0.0,
        says=f"The model gave no answer for {gone} of {of} {what}; these are left out.",
    )


def _mostly_refused(fitted: Sequence[Fitted], what: str) -> Fitted:
    silent = [one.told for one in fitted if one.told.is_refused]
    says = (
        f"The model gave no answer for {len(silent)} of {len(fitted)} {what}, "
        f"so it gives none for all: {_reason(silent[0])}"
    )
    code = next(iter(failing(silent[0].diagnoses)), None)
    return refused(
        silent[0].method,
        Diagnosis(
            code=code.code if code else "draws-refused",
            verdict=Verdict.FAILS,
            value=float(len(silent)),
            asked=float(math.floor(len(fitted) * REFUSED_AT_MOST)),
            says=says,
        ),
    )


def failing(diagnoses: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return those that keep a model from answering."""
    return tuple(one for one in diagnoses if one.verdict is Verdict.FAILS)


def _reason(told: ModelEstimate) -> str:
    fails = failing(told.diagnoses)
    return fails[0].says if fails else "it did not say why."


def _part_refused(silent: Sequence[tuple[str, ModelEstimate]]) -> Diagnosis:
    named = ", ".join(f"“{name}”" for name, _ in silent[:3])
    more = f" and {len(silent) - 3} more" if len(silent) > 3 else ""
    return Diagnosis(
        code="part-refused",
        verdict=Verdict.FAILS,
        value=float(len(silent)),
        asked=0.0,
        says=f"There is no sum, for the model gives no answer for {named}{more}: "
        f"{_reason(silent[0][1])}",
    )


def _no_draws(what: str) -> Diagnosis:
    return Diagnosis(
        code="no-draws",
        verdict=Verdict.FAILS,
        says=f"The model gives an interval without draws, so {what} cannot be brought together.",
    )
