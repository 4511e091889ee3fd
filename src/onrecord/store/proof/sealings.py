"""The checkpoints that the chain of custody tells of, found before all else is gone through."""

import json
from collections.abc import Iterator

from onrecord.model import Act, CustodyEvent
from onrecord.model.codec import from_plain
from onrecord.store.proof.database import Database
from onrecord.store.proof.reading import FAULTS

CHECKPOINT = ("what", "checkpoint")  # a detail of the line that says that one was made
TOKEN = ("what", "token")  # of one that says that an authority answered
_ASKED = 'SELECT content FROM custody WHERE content LIKE \'%"act":"sealed"%\' ORDER BY seq'


def sealings(database: Database) -> Iterator[CustodyEvent]:
    """Return the lines that say that a checkpoint was made, as far as they can be read."""
    try:
        found = list(database.connection.execute(_ASKED))
    except FAULTS:
        return  # said where the table is gone through
    for (content,) in found:
        try:
            event = from_plain(CustodyEvent, json.loads(content))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
        is_one = event.act is Act.SEALED and CHECKPOINT in event.details
        if is_one and isinstance(event.subject, str):
            yield event
