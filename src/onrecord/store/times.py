"""
The times that a record writes down, on machines whose clocks go wrong.

A clock can be set back: by the network by seconds, by a person by a year, by an empty battery
to 1970. Two machines that write to one record in turn have two clocks. Rules:

1. Within a run, time never goes back. Rows of a run whose clock was set back keep the last time
   until the clock has caught up or the run ends. What a person decides in it is dated by the
   same time (`moment`), so that nothing is dated later than the row that holds it.
2. A run that begins up to `TOLERANCE` before what was written last begins at that time instead.
3. One that begins earlier than that keeps the time that its clock says, since there is no other
   to go by, and says so in its row: that the clock was set back, from what to what. (To go on
   from the later time would date everything after a clock that was once a year ahead by a year
   too late.)

So `onrecord verify` can tell a clock that was set back from rows that somebody back-dated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, union_all

from onrecord.store import tables

TOLERANCE = timedelta(minutes=5)  # by which a network sets a clock right without a word
SET_BACK = "clock_set_back"  # in a run's settings: {"from": …, "to": …}


@dataclass
class Times:
    """
    The times of a run.

    Attributes:
        clock: Where they come from.
    """

    clock: Callable[[], datetime]
    _latest: datetime | None = field(default=None)

    def begin(self, last: datetime | None) -> Mapping[str, object]:
        """
        Begin a run, and return what its row must say of the clock; nothing if all is well.

        Args:
            last: The latest time that was written before it; None if none was.

        >>> noon = datetime(2025, 3, 12, 12, tzinfo=UTC)
        >>> times = Times(lambda: noon)
        >>> dict(times.begin(noon + timedelta(seconds=9))), times.now()
        ({}, '2025-03-12T12:00:09+00:00')
        >>> times.begin(noon + timedelta(hours=1))
        {'clock_set_back': {'from': '2025-03-12T13:00:00+00:00', 'to': '2025-03-12T12:00:00+00:00'}}
        """
        said = self._said()
        self._latest = said
        if last is None or last <= said:
            return {}
        if last - said <= TOLERANCE:
            self._latest = last
            return {}
        return {SET_BACK: {"from": _written(last), "to": _written(said)}}

    def latest(self) -> str:
        """Return the time that was given last, and look at no clock: when a run began."""
        return self.now() if self._latest is None else _written(self._latest)

    def now(self) -> str:
        """Return the time as it is written down."""
        return _written(self.moment())

    def moment(self) -> datetime:
        """
        Return the time to the microsecond, by which a run dates what is decided in it.

        >>> noon = datetime(2025, 3, 12, 12, tzinfo=UTC)
        >>> said = [noon, noon + timedelta(days=1), noon]
        >>> times = Times(lambda: said.pop(0))
        >>> dict(times.begin(None)), times.moment().day, times.now()
        ({}, 13, '2025-03-13T12:00:00+00:00')
        """
        said = self.clock()
        self._latest = said if self._latest is None else max(self._latest, said)
        return self._latest

    def _said(self) -> datetime:
        return self.clock().replace(microsecond=0)


def last_written(connection: Connection) -> datetime | None:
    """Return the latest time that the last run wrote down; None where there was no run."""
    runs = tables.builds
    asked = select(runs.c.seq, runs.c.began_at, runs.c.ended_at).order_by(runs.c.seq.desc())
    run = connection.execute(asked.limit(1)).first()
    if run is None:
        return None
    # Of a run that was killed, its lines may be later.
    lines = connection.execute(_NEWEST_LINES)
    times = [run.began_at, run.ended_at, *(at for at, by in lines if by == run.seq)]
    return max((at for at in map(moment, times) if at is not None), default=None)


# One question for all logs: on a server each takes its time on the way.
_NEWEST_LINES = union_all(
    *(
        select(newest.c.added_at, newest.c.added_build)
        for newest in (
            select(table.c.added_at, table.c.added_build)
            .order_by(table.c.seq.desc())
            .limit(1)
            .subquery(f"newest_{table.name}")
            for table in tables.CHAINED
        )
    )
)


def set_back(settings: Any) -> tuple[datetime, datetime] | None:
    """Return from what to what the clock had been set back, as a run's row says; None if not."""
    told = settings.get(SET_BACK) if isinstance(settings, dict) else None
    if not isinstance(told, dict):
        return None
    before, after = moment(told.get("from")), moment(told.get("to"))
    return None if before is None or after is None else (before, after)


def moment(told: Any) -> datetime | None:
    """Return a time with its zone; None for what is none."""
    try:
        found = datetime.fromisoformat(told)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
