"""
Lists of people who never lived, with the truth of who is who.

For tests and measurements of linkage and of estimates of how many nobody listed. A
`population` is drawn from word lists of common names; `lists` lets keepers find some of them
and write them down, each in an own hand and with own faults. Everything follows from a seed.

>>> made = lists(population(500, seed=1), FOUR_KEEPERS, seed=2)
>>> entries = list(made.entries())
>>> made.truth[entries[0].person] < 500
True
"""

from onrecord.testing.people.keepers import FOUR_KEEPERS, NO_FAULTS, Churn, Faults, Keeper
from onrecord.testing.people.letters import Writing
from onrecord.testing.people.listed import Listed, lists
from onrecord.testing.people.population import Population, population
from onrecord.testing.people.reissues import Reissue, reissues
from onrecord.testing.people.tables import write_csv
from onrecord.testing.people.writing import Rows

__all__ = [
    "FOUR_KEEPERS",
    "NO_FAULTS",
    "Churn",
    "Faults",
    "Keeper",
    "Listed",
    "Population",
    "Reissue",
    "Rows",
    "Writing",
    "lists",
    "population",
    "reissues",
    "write_csv",
]
