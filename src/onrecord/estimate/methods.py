"""The program's own models, by name, and which of their settings are tried otherwise."""

from collections.abc import Mapping
from typing import Any

from onrecord.estimate import graphs
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.estimate.settings import Model, Models, Variant
from onrecord.model import Interval, Method, ModelEstimate


def standard() -> Models:
    """Return every model as it is set by default, with other settings to be tried besides."""
    return Models(by_method=_OWN, quick=_QUICK, variants=_VARIANTS)


def _set(fit: Any, settings: Any = None) -> Model:
    """Return a model with its settings."""

    def asked(table: Inclusions, seed: int, level: float) -> Fitted:
        fitted: Fitted = fit(table, seed=seed, level=level, settings=settings)
        return fitted

    return asked


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
_OWN: Mapping[Method, Model] = {
    Method.GRAPHS: _set(graphs.fit),
}
_QUICK: Mapping[Method, Model] = {Method.GRAPHS: _quick_graphs}
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
