"""Counts side by side: who first said them, whether they add up, what range they leave."""

from onrecord.reconcile.bounds import Bounds, bounds
from onrecord.reconcile.copies import Copy, copies
from onrecord.reconcile.figures import figures
from onrecord.reconcile.index import by_claim
from onrecord.reconcile.institutions import speaking_for_one
from onrecord.reconcile.sides import sides
from onrecord.reconcile.sums import sums
from onrecord.reconcile.systems import bounds_of, conflicts
from onrecord.reconcile.timing import Timing, timing
from onrecord.reconcile.tracing import origins

__all__ = [
    "Bounds", "Copy", "Timing", "bounds", "bounds_of", "by_claim", "conflicts", "copies",
    "figures", "origins", "sides", "speaking_for_one", "sums", "timing",
]  # fmt: skip
