"""Counts side by side: who first said them, whether they add up, what range they leave."""

from onrecord.reconcile.bounds import Bounds, bounds
from onrecord.reconcile.copies import Copy, copies
from onrecord.reconcile.figures import figures
from onrecord.reconcile.index import by_claim
from onrecord.reconcile.origins import origins
from onrecord.reconcile.sums import sums
from onrecord.reconcile.systems import bounds_of, conflicts
from onrecord.reconcile.timing import Timing, timing

__all__ = [
    "Bounds",
    "Copy",
    "Timing",
    "bounds",
    "bounds_of",
    "by_claim",
    "conflicts",
    "copies",
    "figures",
    "origins",
    "sums",
    "timing",
]
