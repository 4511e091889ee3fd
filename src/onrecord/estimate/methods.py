"""The program's own models, by name, and which of their settings are tried otherwise."""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from onrecord.estimate import chao, classes, graphs, loglinear
from onrecord.estimate.classes import varying
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.estimate.settings import Budget, Model, Models, Together, Variant
from onrecord.model import Interval, Method, ModelEstimate


def standard(budget: Budget = Budget.USUAL) -> Models:
    """
    Return every model as it is set by default, with other settings to be tried besides.

    Args:
        budget: For latent classes, whose chains may take minutes to agree on one answer.
    """
    one, many = _CHAINS[budget]
    return Models(
        by_method={
            Method.LATENT_CLASSES: _set(classes.fit, one),
            Method.GRAPHS: _set(graphs.fit),
            Method.STEPWISE: _set(loglinear.fit, loglinear.Settings()),
            Method.BIC: _set(loglinear.fit, _BY_BIC),
            Method.CHAO: _chao,
            Method.INDEPENDENCE: _set(loglinear.fit, _INDEPENDENT),
        },
        quick={Method.GRAPHS: _quick_graphs, **_QUICK_LOGLINEAR},
        slow_from={Method.LATENT_CLASSES: 3, Method.BIC: 5},
        together={Method.LATENT_CLASSES: _together(many)},
        variants=(*_VARIANTS, *_other_priors(many)),
        is_thorough=budget is Budget.THOROUGH,
    )


# For one table, and for each of many.
_SHORT = classes.Settings(first=4_000, most=16_000)
_CHAINS = {
    Budget.QUICK: (_SHORT, _SHORT),
    Budget.USUAL: (classes.Settings(), _SHORT),
    Budget.THOROUGH: (classes.Settings(weigh=True), classes.Settings()),
}


def _set(fit: Any, settings: Any = None) -> Model:
    """Return a model with its settings."""

    def asked(table: Inclusions, seed: int, level: float) -> Fitted:
        told = {} if settings is None else {"settings": settings}
        fitted: Fitted = fit(table, seed=seed, level=level, **told)
        return fitted

    return asked


def _together(settings: classes.Settings) -> Together:
    """Return latent classes for many tables at once."""

    def asked(tables: Sequence[Inclusions], seed: int, level: float) -> Sequence[Fitted]:
        return classes.fit_many(tables, seed=seed, level=level, settings=settings)

    return asked


def _other_priors(settings: classes.Settings) -> Iterator[Variant]:
    for what, other in varying.alternatives(settings):
        yield Variant(
            kind="prior",
            what=what,
            method=Method.LATENT_CLASSES,
            model=_set(classes.fit, other),
        )


def _quick_graphs(table: Inclusions, seed: int, level: float) -> Fitted:
    """Return the average over graphs alone, without what another set of graphs would say."""
    posterior = graphs.average(table.patterns, table.counts, graphs.Settings())
    ends = np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    low, middle, high = posterior.quantiles(ends).tolist()
    modes = graphs.peaks(posterior, level)
    told = ModelEstimate(
        method=Method.GRAPHS,
        interval=None if modes else Interval(low=low, high=high, point=middle, level=level),
        mean=None if modes else posterior.mean,
        modes=modes,
        diagnoses=(graphs.separate(len(modes)),),
    )
    draws = posterior.quantiles(np.random.default_rng(seed).random(_DRAWS))
    return Fitted(told=told, draws=draws)


def _chao(table: Inclusions, seed: int, level: float) -> Fitted:
    """
    Return Chao's bound with draws of its own log-normal interval.

    So that bounds of parts are summed like answers: their ends may not be added either.
    """
    fitted = chao.fit(table, seed=seed, level=level)
    found = fitted.told.interval
    if found is None or found.point is None:
        return fitted
    hidden = found.point - table.seen
    spread = 0.0
    if hidden > 0:
        quantile = statistics.NormalDist().inv_cdf((1 + level) / 2)
        spread = math.log((found.high - table.seen) / hidden) / quantile
    normal = np.random.default_rng(seed).standard_normal(_DRAWS)
    return Fitted(told=fitted.told, draws=table.seen + hidden * np.exp(spread * normal))


_BY_BIC = loglinear.Settings(choice=loglinear.Choice.CRITERION)
_INDEPENDENT = loglinear.Settings(choice=loglinear.Choice.INDEPENDENCE)
_FEW_SAMPLES = 100  # drawn again, where a table is one of many
_QUICK_LOGLINEAR = {
    Method.STEPWISE: _set(loglinear.fit, loglinear.Settings(samples=_FEW_SAMPLES)),
    Method.BIC: _set(loglinear.fit, replace(_BY_BIC, samples=_FEW_SAMPLES, top=10)),
    Method.INDEPENDENCE: _set(loglinear.fit, replace(_INDEPENDENT, samples=_FEW_SAMPLES)),
}
_DRAWS = 500  # of each of many draws of the data: together they are more than enough
_VARIANTS = (
    Variant(
        kind="prior",
        what="one person in each cell beforehand (delta 1)",
        method=Method.GRAPHS,
        model=_set(graphs.fit, graphs.Settings(delta=1.0)),
    ),
    Variant(
        kind="prior",
        what="any number of missing as likely",
        method=Method.GRAPHS,
        model=_set(graphs.fit, graphs.Settings(missing=graphs.Missing.FLAT)),
    ),
    Variant(
        kind="model-set",
        what="with the graph in which every list depends on every other",
        method=Method.GRAPHS,
        model=_set(graphs.fit, graphs.Settings(with_saturated=True)),
    ),
    Variant(
        kind="model-set",
        what="pairs of lists come in at a chance of 0.1 and not 0.02",
        method=Method.STEPWISE,
        model=_set(loglinear.fit, loglinear.Settings(threshold=0.1)),
    ),
    Variant(
        kind="model-set",
        what="only the one best model looked at in samples drawn again",
        method=Method.BIC,
        model=_set(loglinear.fit, replace(_BY_BIC, top=1)),
    ),
    Variant(
        kind="model-set",
        what="pairs of lists may depend on one another, and no larger sets",
        method=Method.BIC,
        model=_set(loglinear.fit, replace(_BY_BIC, order=2)),
    ),
)
