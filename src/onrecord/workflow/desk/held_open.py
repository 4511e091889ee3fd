"""A record with its store: what pages read, brought up to date when another process wrote."""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord import review, store
from onrecord.model import OF_CLAIMS, Decision, Record
from onrecord.workflow.desk.listed import HeldLists
from onrecord.workflow.desk.view import View, view

_LOOK_AGAIN = 0.25  # seconds between looks whether another process wrote


class HeldOpen:
    """
    A record in memory, and its store.

    Attributes:
        kept: The store.
        lists: Its lists of named persons.
        lock: Held by whoever changes anything: one at a time. Who reads never waits for it.
        came: Is set when the record was read anew.
        reloads: How many times that was.

    Args:
        folder: The record's folder.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        self.kept = store.open_record(folder)
        self.lists = HeldLists(self.kept)
        self.lock = threading.RLock()
        self.came = threading.Event()
        self.reloads = 0
        self._looked = 0.0
        self._state: int | None = None  # None: what is in memory may not be what is written
        self._view: View | None = None
        try:
            self.reload()
        except BaseException:
            self.kept.close()
            raise

    @property
    def now(self) -> View:
        """The record as it was last seen."""
        assert self._view is not None  # noqa: S101 - read when it was opened
        return self._view

    @property
    def view(self) -> View:
        """The record as it is now, with what other processes wrote."""
        is_time = time.monotonic() - self._looked > _LOOK_AGAIN
        if is_time and self.lock.acquire(blocking=False):  # who holds it will show what it wrote
            try:
                self.latest()
            finally:
                self.lock.release()
        return self.now

    def latest(self) -> View:
        """Return the record as it is at this moment; only for who holds the lock."""
        if self._state is None or self.kept.state() != self._state:
            self.reload()
        self._looked = time.monotonic()  # where it could not be seen, whoever asks next looks again
        return self.now

    def write(self, new: Sequence[Decision]) -> None:
        """Write decisions down, and see them; only for who holds the lock."""
        before = self.now
        grouped = self.lists.regrouped(before, new)
        if grouped:
            self.kept.save_regrouped(*grouped, new)
        else:
            self.kept.save_decisions(new)
        state, self._state = self._state, None
        self._view = before.with_decided(new) or self._laid_over((*before.record.decisions, *new))
        self._state = state
        if grouped:
            self.lists.took(self._view, grouped[1])

    def with_more(self, new: Sequence[Decision], only: Collection[str] | None = None) -> Record:
        """
        Return the record as it would be with more decisions; nothing is written.

        Args:
            new: The decisions.
            only: Ids of the claims that are wanted, of those that were read; None for all.
        """
        with self.lock:
            read, decisions = self._read, (*self.now.record.decisions, *new)
        if only is None:
            return _decided(read, decisions)
        read = replace(read, claims={c: read.claims[c] for c in only if c in read.claims})
        about = [d for d in decisions if d.choice not in OF_CLAIMS or d.claims[0] in only]
        return replace(_decided(read, about), decisions=decisions)

    def reload(self) -> None:
        """Read the record anew."""
        state, self._state = self.kept.state(), None
        self._read = self.kept.load_again()
        self._view = self._laid_over(self._read.decisions)
        self._state = state
        self.reloads += 1
        self.came.set()

    def refresh(self, prepare: Callable[[View], None]) -> None:
        """
        Show what this program wrote of what follows, read while people go on deciding.

        Args:
            prepare: Is given the view before anybody sees it, to make ready what takes long.
        """
        with self.lock:
            self.latest()
            reloads = self.reloads
        read = self.kept.load_again()
        made = self._laid_over(read.decisions, read)
        prepare(made)
        known = {one.id for one in read.decisions}
        with self.lock:
            if self.reloads != reloads:
                return  # another process wrote, and all of it was read anew
            self._read = read
            more = [one for one in self.now.record.decisions if one.id not in known]
            after = made.with_decided(more) if more else made
            self._view = after or self._laid_over((*read.decisions, *more))
            self.came.set()

    def _laid_over(self, decisions: Sequence[Decision], read: Record | None = None) -> View:
        """Return what was read with decisions laid over it anew."""
        record = _decided(read or self._read, decisions)
        is_behind = self.kept.worked_from() != review.shape(record)
        return view(record, self._view, is_behind=is_behind)


def _decided(read: Record, decisions: Sequence[Decision]) -> Record:
    """Return what was read with decisions laid over it, the earlier first."""
    in_order = sorted(decisions, key=lambda one: (one.at, one.id))
    return review.decided(replace(read, decisions=tuple(in_order)))
