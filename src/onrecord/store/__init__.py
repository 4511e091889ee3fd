"""
The only code that knows a database.

A record is a folder: `record.db`, `archive/`, `onrecord.toml`, and `record.lock`, which
says who is writing; and `asked/`, if a language model was. Nothing stored is ever changed
or deleted: rows are retired.
"""

from onrecord.store.asked_settings import AskedSettings
from onrecord.store.custody import Custody
from onrecord.store.derived import Derived
from onrecord.store.evidence_writing import Noted, Saved
from onrecord.store.opening import open_record
from onrecord.store.record_store import RecordStore
from onrecord.store.replies import Replies
from onrecord.store.seal_settings import SealSettings, is_address
from onrecord.store.search import Hit, SameNames
from onrecord.store.settings import NAME as SETTINGS
from onrecord.store.settings import Settings
from onrecord.store.texts import TextsWhenAsked

__all__ = [
    "SETTINGS",
    "AskedSettings",
    "Custody",
    "Derived",
    "Hit",
    "Noted",
    "RecordStore",
    "Replies",
    "SameNames",
    "Saved",
    "SealSettings",
    "Settings",
    "TextsWhenAsked",
    "is_address",
    "open_record",
]
