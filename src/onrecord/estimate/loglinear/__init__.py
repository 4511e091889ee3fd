"""
Log-linear models: which lists depend on which is chosen, and chosen anew in every sample.

Chan, Silverman and Vincent (2021) stepwise, Silverman, Chan and Vincent (2024) by BIC; both with
proof that the likelihood has its maximum (Fienberg and Rinaldo 2012). `fit` says what a model
makes of one table, `points` estimates many at once.
"""

from onrecord.estimate.loglinear.design import design, hierarchical
from onrecord.estimate.loglinear.estimating import Choice, Settings, fit, points
from onrecord.estimate.loglinear.existence import Answerable, Checks

__all__ = [
    "Answerable",
    "Checks",
    "Choice",
    "Settings",
    "design",
    "fit",
    "hierarchical",
    "points",
]
