"""What the Follow page shows: feeds with their state, topics, and how this week stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord import follow, store
from onrecord.model import Names, OnRecordError, Poll
from onrecord.store import TopicTable
from onrecord.workflow import escalating, topics
from onrecord.workflow.desk import Desk, exploring
from onrecord.workflow.desk.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """
    A topic.

    Attributes:
        table: As the settings have it.
        many: How many incidents fit it now.
        pairs: What Explore is asked for to show them.
        fault: Why it cannot be looked for; "" if it can.
    """

    table: TopicTable
    many: int = 0
    pairs: tuple[tuple[str, str], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """
    How a series stands to its own past, told or not.

    Attributes:
        name: What is counted.
        told: What the test says of the week.
    """

    name: str
    told: follow.Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """
    What is followed.

    Attributes:
        feeds: Each feed of the settings with its state.
        topics: Each topic.
        week: The first day of the last whole week; None where weeks are not judged.
        stands: How the record, or each topic, stood in it.
        series: How many series were counted then.
        readers: How many people get letters.
        false_alarms: How many weeks a year may hold a false escalation.
    """

    feeds: tuple[Poll, ...] = ()
    topics: tuple[Topic, ...] = ()
    week: date | None = None
    stands: tuple[Stands, ...] = ()
    series: int = 0
    readers: int = 0
    false_alarms: float = 1.0


def watched(desk: Desk) -> Watched:
    """Return what is followed, as the settings say now."""
    view, names, following = desk.view, desk.names, desk.following
    feeds = tuple(desk.poll(feed.url) for feed in following.feeds)
    told = tuple(_topic(view, one, names) for one in following.topics)
    week: date | None = None
    stands: tuple[Stands, ...] = ()
    series = 0
    sound = [one.table for one in told if not one.fault]
    if following.follow.is_counting and feeds and (sound or not following.topics):
        week, stands, series = _week(view, topics.incidents_by_topic(view, sound, names))
    return Watched(
        feeds=feeds,
        topics=told,
        week=week,
        stands=stands,
        series=series,
        readers=len(store.read_subscribers(desk.folder)),
        false_alarms=following.follow.false_alarms_a_year,
    )


def _topic(view: View, table: TopicTable, names: Names) -> Topic:
    try:
        asked = topics.asked(view, table, names)
    except OnRecordError as fault:
        return Topic(table=table, fault=str(fault))
    many = exploring.find(view, asked).total
    return Topic(table=table, many=many, pairs=exploring.as_pairs(asked))


def _week(
    view: View, held_by: Mapping[str, frozenset[str]]
) -> tuple[date, tuple[Stands, ...], int]:
    """Return the last whole week, how the widest series stood in it, and how many there are."""
    *_, last, _running = escalating.weeks(view, held_by, date.today())  # noqa: DTZ011 - the desk's own day
    stands = tuple(
        Stands(name=one.name, told=follow.judged(one.past, one.now))
        for one in last
        if one.key.endswith("|whole")
    )
    return last[0].now.first, stands, len(last)
