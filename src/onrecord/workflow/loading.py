"""A record out of its store, as people decided it is: nothing else may load one."""

from dataclasses import replace

from onrecord import review, store
from onrecord.model import Record


def load(kept: store.RecordStore) -> Record:
    """Return everything live in a record, with what people decided laid over what was read."""
    return review.decided(kept.load())


def told(kept: store.RecordStore) -> Record:
    """Return a record with the problems of reading it, without those that checks derived."""
    return review.decided(replace(kept.load(), problems=kept.problems_read()))
