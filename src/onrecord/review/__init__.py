"""
What people decide about what readers propose.

`review.decided(record)` lays their decisions over the claims; `review.shape(record)` tells
whether anything that follows from claims has to be worked out anew. `review.corrected` and
`review.added` make a claim of what a person picked. `review.proposals` says what to look at
first, `review.twice` and `review.agreements` how far people agree who decided without each
other, and `review.gold` hands out what they decided as readings to measure by.
"""

from onrecord.review.agreement import (
    COMPARED,
    LEAST,
    OPEN,
    Agreement,
    Held,
    Twice,
    agreements,
    reviewed,
    twice,
)
from onrecord.review.correcting import PERSON, Picked, Unfit, added, corrected
from onrecord.review.deciding import decided, decided_claim, status, unseen
from onrecord.review.filling import SLOTS, Ground
from onrecord.review.gold import Gold, Reading, gold
from onrecord.review.picks import Pick, pick
from onrecord.review.queue import CONTRADICTIONS, Proposal, Weighing, is_ambiguous, proposals
from onrecord.review.reasons import REASONS, Because, Kind, Reason
from onrecord.review.shape import shape

__all__ = [
    "COMPARED",
    "CONTRADICTIONS",
    "LEAST",
    "OPEN",
    "PERSON",
    "REASONS",
    "SLOTS",
    "Agreement",
    "Because",
    "Gold",
    "Ground",
    "Held",
    "Kind",
    "Pick",
    "Picked",
    "Proposal",
    "Reading",
    "Reason",
    "Twice",
    "Unfit",
    "Weighing",
    "added",
    "agreements",
    "corrected",
    "decided",
    "decided_claim",
    "gold",
    "is_ambiguous",
    "pick",
    "proposals",
    "reviewed",
    "shape",
    "status",
    "twice",
    "unseen",
]
