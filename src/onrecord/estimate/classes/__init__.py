"""
Latent classes: people of unlike visibility, each list independent within a class.

Manrique-Vallier 2016, "Bayesian population size estimation using Dirichlet process mixtures"
(Biometrics 72, 1246-1254). An answer is given only where chains from unlike starts agree;
otherwise the separate answers between which they stay are listed, and none is preferred.
"""

from onrecord.estimate.classes.fitting import fit, fit_many
from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.classes.varying import prior_sensitivity

__all__ = ["Settings", "fit", "fit_many", "prior_sensitivity"]
