"""What following a record tells to others, and what only the desk shows."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from onrecord import follow, store
from onrecord.model import Alert, Names, OnRecordError
from onrecord.store import TopicTable
from onrecord.workflow import alerting, files, leaving, loading, topics
from onrecord.workflow.desk.view import View, view

ATOM, JSON = "follow.atom", "follow.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What is to be told now, and was not before: the most pressing first.

    Attributes:
        alerts: What may leave.
        at_the_desk: What only the desk shows, since it may tell of testimony that may not
            be shared.
    """

    alerts: tuple[Alert, ...]
    at_the_desk: tuple[Alert, ...] = ()


def told(kept: store.RecordStore, asked: alerting.Asked) -> Told:
    """
    Return what is to be told now.

    What leaves is what is told in the same words without the testimony that may not be
    shared, and of no incident that such testimony was ever in: the figure before or after
    would tell of it. Weeks are counted without it, for the desk too.

    Raises:
        OnRecordError: A topic names a place that nobody knows.
    """
    tables, record = kept.settings.following.topics, loading.load(kept)
    leaves = leaving.of(kept, *leaving.TO_SHARE, record=record)
    whole, shared = view(record), view(leaves.record)
    held = topics.incidents_by_topic(whole, tables, asked.names)
    outside = held if leaves.is_whole else _known(shared, tables, asked.names)
    weeks = alerting.weeks(kept, shared, outside, asked)
    every = alerting.new((*weeks, *alerting.changes(kept, whole, held, asked)), asked)
    if leaves.is_whole:
        return Told(alerts=every)
    same = alerting.new((*weeks, *alerting.changes(kept, shared, outside, asked)), asked)
    found = tuple(one for one in every if one in same)
    may = set(leaving.alerts_that_may(kept, record, leaves, found))
    return Told(
        alerts=tuple(one for one in every if one in may),
        at_the_desk=tuple(one for one in every if one not in may),
    )


def _known(
    shared: View, tables: Sequence[TopicTable], names: Names
) -> Mapping[str, frozenset[str]]:
    """Return incidents by topic; nothing of a topic whose place only testimony tells."""
    if not tables:
        return topics.incidents_by_topic(shared, (), names)
    found: dict[str, frozenset[str]] = {}
    for table in tables:
        with suppress(OnRecordError):
            found.update(topics.incidents_by_topic(shared, (table,), names))
    return found


def write_feeds(kept: store.RecordStore) -> None:
    """Write the alerts that may leave as feeds, where they are others than there."""
    alerts = leaving.alerts(kept)
    name = kept.settings.name or kept.folder.name
    made = {ATOM: follow.atom(name, alerts), JSON: follow.json_feed(name, alerts)}
    for file, words in made.items():
        path, data = kept.folder / file, words.encode()
        if not path.exists() or path.read_bytes() != data:
            with files.replaced(path) as stream:
                stream.write(data)


def write_feeds_again(kept: store.RecordStore) -> None:
    """Write the feeds anew if there are any: consent may have been taken back."""
    if (kept.folder / ATOM).exists() or (kept.folder / JSON).exists():
        write_feeds(kept)
