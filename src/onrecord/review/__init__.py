"""
What people decide about what readers propose.

`review.decided(record)` lays their decisions over the claims; `review.shape(record)` tells
whether anything that follows from claims has to be worked out anew.
"""

from onrecord.review.deciding import decided, decided_claim, status
from onrecord.review.shape import shape

__all__ = ["decided", "decided_claim", "shape", "status"]
