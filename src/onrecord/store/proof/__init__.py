"""
Proof of a database: nothing in it was altered since it was written.

Reads a record's database as it lies there, without a lock, without settings but where it is,
and without writing anything beside it or in it, so that a copy on another machine or on a
disc can be proven.
"""

from onrecord.store.proof.database import Database, opened
from onrecord.store.proof.excerpts import Excerpt, block_of, listing, rows_of
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.going_through import Gone, Spoken, gone_through, states
from onrecord.store.proof.sealings import CHECKPOINT, TOKEN, sealings

__all__ = [
    "CHECKPOINT",
    "TOKEN",
    "Database",
    "Excerpt",
    "Findings",
    "Gone",
    "Spoken",
    "block_of",
    "gone_through",
    "listing",
    "opened",
    "rows_of",
    "sealings",
    "states",
]
