"""The program's own models, by name, and which of their settings are tried otherwise."""

from collections.abc import Mapping
from typing import Any

from onrecord.estimate import graphs
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.estimate.settings import Model, Models, Variant
from onrecord.model import Method


def standard() -> Models:
    """Return every model as it is set by default, with other settings to be tried besides."""
    return Models(by_method=_OWN, variants=_VARIANTS)


def _set(fit: Any, settings: Any = None) -> Model:
    """Return a model with its settings."""

    def asked(table: Inclusions, seed: int, level: float) -> Fitted:
        fitted: Fitted = fit(table, seed=seed, level=level, settings=settings)
        return fitted

    return asked


_OWN: Mapping[Method, Model] = {
    Method.GRAPHS: _set(graphs.fit),
}
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
