"""
Who is on which lists → how many there are in all, or why that cannot be said.

Written from the papers; each module names its own.
"""

from onrecord.estimate.citing import Citing
from onrecord.estimate.estimating import Evidence, estimate
from onrecord.estimate.inclusion import Fitted, Inclusions, inclusions
from onrecord.estimate.people import People, from_table, from_tables
from onrecord.estimate.settings import Citings, Model, Models, Settings, Variant

__all__ = [
    "Citing",
    "Citings",
    "Evidence",
    "Fitted",
    "Inclusions",
    "Model",
    "Models",
    "People",
    "Settings",
    "Variant",
    "estimate",
    "from_table",
    "from_tables",
    "inclusions",
]
