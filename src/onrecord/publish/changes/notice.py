"""What readers are told of one release: when it was, and what became of what was before it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from onrecord.publish.changes.difference import Change, Kind
from onrecord.publish.changes.practice import Altered


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """
    What one release changed.

    Attributes:
        release: Its id: the same for as long as it is out.
        at: When it was made, with its time zone.
        incidents: How many it tells of.
        changes: What became of incidents since the release before.
        altered: What is another in how it came about.
        is_first: It is the first of all, so that every incident in it is new.
    """

    release: str
    at: datetime
    incidents: int
    changes: tuple[Change, ...] = ()
    altered: tuple[Altered, ...] = ()
    is_first: bool = False

    @property
    def tally(self) -> tuple[tuple[Kind, int], ...]:
        """How many changes there are of each kind that there is, in the order of kinds."""
        many = Counter(change.kind for change in self.changes)
        return tuple((kind, many[kind]) for kind in Kind if many[kind])
