"""
Who is on which lists → how many there are in all, or why that cannot be said.

Written from the papers; each module names its own.
"""

from onrecord.estimate.citing import Citing
from onrecord.estimate.dividing import Counting
from onrecord.estimate.estimating import Evidence, estimate
from onrecord.estimate.inclusion import Fitted, Inclusions, inclusions
from onrecord.estimate.listed import (
    FIELDS,
    Counted,
    Rows,
    as_rows,
    counted,
    inclusion_tables,
    numbered,
    only,
    same,
)
from onrecord.estimate.methods import standard
from onrecord.estimate.people import People, from_table, from_tables
from onrecord.estimate.settings import (
    Budget,
    Citings,
    Doing,
    Model,
    Models,
    Settings,
    Variant,
    in_silence,
)
from onrecord.estimate.simulate import (
    Copying,
    Kind,
    Leaning,
    Population,
    Support,
    simulate,
    support,
)

__all__ = [
    "FIELDS",
    "Budget",
    "Citing",
    "Citings",
    "Copying",
    "Counted",
    "Counting",
    "Doing",
    "Evidence",
    "Fitted",
    "Inclusions",
    "Kind",
    "Leaning",
    "Model",
    "Models",
    "People",
    "Population",
    "Rows",
    "Settings",
    "Support",
    "Variant",
    "as_rows",
    "counted",
    "estimate",
    "from_table",
    "from_tables",
    "in_silence",
    "inclusion_tables",
    "inclusions",
    "numbered",
    "only",
    "same",
    "simulate",
    "standard",
    "support",
]
