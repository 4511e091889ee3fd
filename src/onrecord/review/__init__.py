"""
What people decide about what readers propose.

`review.decided(record)` lays their decisions over the claims; `review.shape(record)` tells
whether anything that follows from claims has to be worked out anew. `review.proposals` says
what to look at first, `review.twice` and `review.agreements` how far people agree who decided
without each other, and `review.gold` hands out what they decided as readings to measure by.
"""

from onrecord.review.agreement import (
    LEAST,
    SLOTS,
    Agreement,
    Held,
    Twice,
    agreements,
    reviewed,
    twice,
)
from onrecord.review.deciding import decided, decided_claim, status, unseen
from onrecord.review.gold import Gold, Reading, gold
from onrecord.review.queue import (
    CONTRADICTIONS,
    REASONS,
    Because,
    Kind,
    Proposal,
    Reason,
    Weighing,
    is_ambiguous,
    proposals,
)
from onrecord.review.shape import shape

__all__ = [
    "CONTRADICTIONS",
    "LEAST",
    "REASONS",
    "SLOTS",
    "Agreement",
    "Because",
    "Gold",
    "Held",
    "Kind",
    "Proposal",
    "Reading",
    "Reason",
    "Twice",
    "Weighing",
    "agreements",
    "decided",
    "decided_claim",
    "gold",
    "is_ambiguous",
    "proposals",
    "reviewed",
    "shape",
    "status",
    "twice",
    "unseen",
]
