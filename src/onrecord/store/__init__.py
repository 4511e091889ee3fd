"""
The only code that knows a database.

A record is a folder: `record.db` (or a schema on a PostgreSQL server, which its settings
name), `archive/`, `onrecord.toml`, and `record.lock`, which says who is writing; `asked/`, if
a language model was; and `subscribers.toml`, if alerts go out by mail. Nothing stored is ever
changed or deleted: rows are retired.
"""

from onrecord.store.asked_settings import AskedSettings
from onrecord.store.custody import Custody
from onrecord.store.derived import Derived, Difference
from onrecord.store.evidence import AT_THE_DESK, FOLLOWED, TOLD
from onrecord.store.evidence_writing import Noted, Saved
from onrecord.store.follow_settings import (
    FeedTable,
    FollowSettings,
    FollowTable,
    MailTable,
    TopicTable,
    add_feed,
)
from onrecord.store.lists import Grouped
from onrecord.store.moving import Moved, move
from onrecord.store.opening import open_record, program
from onrecord.store.record_store import RecordStore
from onrecord.store.replies import Replies
from onrecord.store.seal_settings import SealSettings, is_address
from onrecord.store.search import Hit, SameNames
from onrecord.store.serve_settings import ServeSettings
from onrecord.store.settings import NAME as SETTINGS
from onrecord.store.settings import Settings, read_settings
from onrecord.store.snapshots import Version
from onrecord.store.subscribers import Subscriber, read_subscribers, write_subscribers
from onrecord.store.texts import TextsWhenAsked
from onrecord.store.web_settings import WebSettings

__all__ = [
    "AT_THE_DESK",
    "FOLLOWED",
    "SETTINGS",
    "TOLD",
    "AskedSettings",
    "Custody",
    "Derived",
    "Difference",
    "FeedTable",
    "FollowSettings",
    "FollowTable",
    "Grouped",
    "Hit",
    "MailTable",
    "Moved",
    "Noted",
    "RecordStore",
    "Replies",
    "SameNames",
    "Saved",
    "SealSettings",
    "ServeSettings",
    "Settings",
    "Subscriber",
    "TextsWhenAsked",
    "TopicTable",
    "Version",
    "WebSettings",
    "add_feed",
    "is_address",
    "move",
    "open_record",
    "program",
    "read_settings",
    "read_subscribers",
    "write_subscribers",
]
