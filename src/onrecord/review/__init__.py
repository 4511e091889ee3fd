"""
What people decide about what readers propose.

`review.decided(record)` lays their decisions over the claims; `review.shape(record)` tells
whether anything that follows from claims has to be worked out anew. `review.corrected` and
`review.added` make a claim of what a person picked.
"""

from onrecord.review.correcting import PERSON, Picked, Unfit, added, corrected
from onrecord.review.deciding import decided, decided_claim, status
from onrecord.review.filling import SLOTS, Ground
from onrecord.review.picks import Pick, pick
from onrecord.review.shape import shape

__all__ = [
    "PERSON",
    "SLOTS",
    "Ground",
    "Pick",
    "Picked",
    "Unfit",
    "added",
    "corrected",
    "decided",
    "decided_claim",
    "pick",
    "shape",
    "status",
]
