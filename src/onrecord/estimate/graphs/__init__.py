"""
Averaging over decomposable graphs: which lists depend on which is not chosen but weighed.

Madigan and York (1997). `fit` says what it makes of one table, `averaged` of many at once, and
`average` gives the posterior itself.
"""

from onrecord.estimate.graphs.averaging import Missing, Posterior, Settings, average
from onrecord.estimate.graphs.decomposable import Graphs, graphs
from onrecord.estimate.graphs.fitting import Averaged, averaged, fit, separate
from onrecord.estimate.graphs.peaks import peaks

__all__ = [
    "Averaged",
    "Graphs",
    "Missing",
    "Posterior",
    "Settings",
    "average",
    "averaged",
    "fit",
    "graphs",
    "peaks",
    "separate",
]
