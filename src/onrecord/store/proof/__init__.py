"""
Proof of a database: nothing in it was altered since it was written.

Reads a record's database as it lies there, without a lock, without settings and without
writing anything beside it, so that a copy on another machine or on a disc can be proven.
"""

from onrecord.store.proof.database import Database, opened
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.going_through import Gone, Spoken, gone_through, states
from onrecord.store.proof.sealings import CHECKPOINT, TOKEN, sealings

__all__ = [
    "CHECKPOINT",
    "TOKEN",
    "Database",
    "Findings",
    "Gone",
    "Spoken",
    "gone_through",
    "opened",
    "sealings",
    "states",
]
