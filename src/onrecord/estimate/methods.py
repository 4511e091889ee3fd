"""The program's own models, by name, and which of their settings are tried otherwise."""

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.estimate import classes, graphs
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
        },
        quick={Method.GRAPHS: _quick_graphs},
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
    found = graphs.averaged(
        table.patterns, table.counts[None, :], seed=seed, level=level, draws=_DRAWS
    )
    told = ModelEstimate(
        method=Method.GRAPHS,
        interval=Interval(
            low=float(found.low[0]),
            high=float(found.high[0]),
            point=float(found.median[0]),
            level=level,
        ),
        mean=float(found.mean[0]),
    )
    return Fitted(told=told, draws=found.draws[0])


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
)
