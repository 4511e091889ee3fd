"""
An incident as a small system of unknown whole numbers: do its claims hold together?

Read in this order: `regions` and `stated` (whom a claim counts), `cells` and `system` (sums of
unknowns, solved by `solver`, explained by `conflicts`), `tellings` (who says it, when), and
what is asked of it all: `checking` and `asking`.
"""

from onrecord.reconcile.systems.asking import bounds_of
from onrecord.reconcile.systems.checking import conflicts

__all__ = ["bounds_of", "conflicts"]
