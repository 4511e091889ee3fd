"""One walk over what is public, for every layout that is written meanwhile."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import BinaryIO

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.formats.tables import TABLES
from onrecord.publish.formats.tables.rows import Rows

Take = Callable[[PublicIncident], bool]  # writes an incident; whether the layout has a row for it


class Walk:
    """
    One time that all incidents are gone through.

    To have each incident there takes longer than to write it in most layouts, so as many as
    can be are written in one walk.

    Attributes:
        public: What is public.
        rows: Of its tables, for the layouts that are made of them.
    """

    def __init__(self, public: Public) -> None:
        """Begin before the first incident."""
        self.public = public
        self.rows = Rows(public, TABLES)

    def through(self, taking: Sequence[Take]) -> list[int]:
        """Give each incident to each layout; return of how many each has no row."""
        left_out = [0] * len(taking)
        for one in self.public.incidents:
            for number, take in enumerate(taking):
                left_out[number] += not take(one)
        return left_out


# Begins a layout in a stream, gives what takes incidents, and writes the end after them.
Opened = Callable[[Walk, BinaryIO], AbstractContextManager[Take]]


def alone(public: Public, out: BinaryIO, opened: Opened) -> int:
    """Write one layout in a walk of its own; return of how many incidents it has no row."""
    walk = Walk(public)
    with ExitStack() as ends:
        [left_out] = walk.through([ends.enter_context(opened(walk, out))])
    return left_out
