"""A record held open: read by many pages, written one decision at a time."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord import preserve, store
from onrecord.model import (
    Alert,
    Decision,
    Entry,
    Issue,
    Medium,
    NameList,
    Names,
    OnRecordError,
    Poll,
    Problem,
    withheld,
)
from onrecord.store import arrivals
from onrecord.workflow import deciding, engines, kept_files, leaving
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import beside, keeping
from onrecord.workflow.desk.following import Following
from onrecord.workflow.desk.held_open import HeldOpen
from onrecord.workflow.desk.keeping import Log, Taken
from onrecord.workflow.desk.listed import Lists
from onrecord.workflow.desk.previewing import Preview, preview
from onrecord.workflow.desk.sharing import Sharing
from onrecord.workflow.desk.signing import check_seen, signed
from onrecord.workflow.desk.view import View
from onrecord.workflow.listed_people import ListView


class Desk:
    """
    A record held open in memory; a context manager.

    Pages read `view`, which never changes under them. A decision is written at once, in one
    transaction, and seen at once. What follows from it (incidents, origins, figures) is
    worked out before the call returns where a record is small, and soon after by a thread
    of its own where it is larger, or by a process where it is large. Until then the view says
    that it `is_behind`, and so does the record itself, to whoever opens it after a crash.

    Args:
        folder: The record's folder.
        person: Who decides where a page does not say; else the name in the settings.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """

    def __init__(self, folder: Path, *, person: str = "") -> None:
        self._held = HeldOpen(folder)
        self._kept = self._held.kept
        self._lock = self._held.lock
        self.person = deciding.on_one_line(person) or self._kept.settings.person
        self._verified: tuple[int, tuple[Problem, ...]] | None = None
        self._sharing = Sharing(self._kept)
        self._following = Following(self._held)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record; what is being written is finished first."""
        self._following.close()
        self._kept.close()

    @property
    def folder(self) -> Path:
        """Where the record is."""
        return self._kept.folder

    @property
    def names(self) -> Names:
        """What the program knows by name."""
        return engines.names()

    @property
    def fault(self) -> str | None:
        """Why the last working-out failed, in one line; None if it did not."""
        return self._following.fault

    @property
    def view(self) -> View:
        """The record as it is now, with what other processes wrote."""
        return self._held.view

    @property
    def sharable(self) -> View:
        """The record as it is now, without the testimony that may not leave it."""
        return self._sharing.of(self._held.view)

    def check_may_leave(self, document: str) -> None:
        """
        Refuse to hand out what belongs to testimony that may not be shared.

        Raises:
            OnRecordError: It may not.
        """
        if document in withheld(self._held.view.record.statements, *leaving.TO_SHARE):
            raise OnRecordError("this belongs to testimony that may not leave the record")

    def search(
        self, words: str, *, limit: int = 20, offset: int = 0, names: store.SameNames | None = None
    ) -> tuple[store.Hit, ...]:
        """Return the texts in which words stand, the best first; see `RecordStore.search`."""
        return self._kept.search(words, limit, offset, names=names)

    def builds(self) -> arrivals.Builds:
        """Return the runs that changed the record."""
        return self._kept.builds()

    def since(self, number: int) -> arrivals.Since:
        """Return what is another than it was when a build had ended, by the build's number."""
        return self._kept.since(number)

    def preserved(self, document: str) -> bytes:
        """
        Return the bytes of a document's latest snapshot as they came.

        Raises:
            OnRecordError: The record has none, or they are damaged.
        """
        snapshot = self.view.record.snapshots.get(document)
        if snapshot is None:
            raise OnRecordError(f"the record holds no bytes of {document}")
        try:
            return kept_files.of(self._kept.folder).read(snapshot.sha256)
        except preserve.Damaged as fault:
            raise OnRecordError(fault.problem.message) from None

    def picture(self, medium: Medium) -> bytes:
        """Return a picture to show, made anew from its pixels; see `beside.shown`."""
        return beside.shown(medium, kept_files.of(self._kept.folder))

    def bytes_of(self, medium: Medium) -> bytes:
        """Return the bytes of a picture, film or file as they came."""
        return beside.preserved(medium, kept_files.of(self._kept.folder))

    def custody(self, document: str) -> store.Custody:
        """Return what the record did with a document: its bytes over time, and who read them."""
        found = self.view.record.documents.get(document)
        return self._kept.custody(found.id) if found else store.Custody()

    def versions(self, document_id: str) -> tuple[store.Version, ...]:
        """Return a document as it was in each of its snapshots, the oldest first."""
        return self._kept.versions(document_id)

    def alerts(self, after: int = 0) -> tuple[Alert, ...]:
        """Return what following the record told, the oldest first; see `RecordReader.evidence`."""
        return self._kept.evidence("alerts", Alert, after=after)

    def alerts_that_may_leave(self) -> tuple[Alert, ...]:
        """Return the alerts that may be shared, the oldest first: what feeds have."""
        return leaving.alerts(self._kept)

    def poll(self, feed: str) -> Poll:
        """Return how far following a feed has come."""
        held = self._kept.evidence("polls", Poll, scope=feed)
        return held[0] if held else Poll(feed=feed)

    @property
    def has_lists(self) -> bool:
        """Whether the record has lists of named persons."""
        return self._held.lists.are_there

    def lists(self, now: View) -> Lists:
        """Return the lists of named persons, and who on them is one person."""
        return self._held.lists.at(now)

    def rows_of(self, issue: Issue, start: int, many: int) -> tuple[Entry, ...]:
        """Return some rows of an issue of a list, from `start` on (0 for the first)."""
        return self._kept.rows_of(issue, start, many)

    def history_of(self, entry: Entry) -> tuple[tuple[Issue, Entry | None], ...]:
        """Return each issue of a row's list with what it says of the person, the oldest first."""
        return self._kept.history_of(entry.list, entry.person)

    def changes(self, name_list: NameList) -> ListView:
        """Return a list with what became of whom from issue to issue."""
        return self._held.lists.changes(name_list)

    @property
    def following(self) -> store.FollowSettings:
        """What is followed and for whom, as the settings say now."""
        return self._kept.settings_now().following

    @property
    def public_address(self) -> str:
        """Under which readers of letters reach their way out of them; empty if they do not."""
        mail = self._kept.settings.following.mail
        return mail.desk if mail else ""

    @property
    def log(self) -> Log:
        """
        The log of decisions, and whether it is whole.

        What this desk writes it chains itself; it is gone through when it is first asked
        for, and again when somebody else has written.
        """
        with self._lock:
            if self._verified is None or self._verified[0] != self._held.reloads:
                self._verified = self._held.reloads, self._kept.verify_log()
            return Log(head=self._kept.log_head(), problems=self._verified[1])

    def check_kept(self) -> tuple[Problem, ...]:
        """Go through the log and all preserved bytes now, and return what is not as it was."""
        with self._lock:
            self._verified = None
        return (*self.log.problems, *keeping.damaged(self.view.record, self._kept.folder))

    def take(self, lines: Iterable[bytes], name: str) -> Taken:
        """
        Take decisions that a colleague made on another copy of the record.

        Args:
            lines: One decision a line, as `decisions.jsonl` has them.
            name: What to call the file where a line is not taken.

        Raises:
            RecordUnusable: The record cannot be written now.
        """
        with self._lock, self._kept.build(doing="decision"):
            taken = keeping.fresh(lines, name, self._held.latest().record)
            if taken.new:
                self._held.write(taken.new)
        if taken.new:
            self._following.settle_down()
        return taken

    def decide(
        self,
        asked: Asked | Sequence[Asked],
        *,
        by: str = "",
        why: str = "",
        seen: Mapping[str, str] | None = None,
        is_blind: bool = False,
    ) -> tuple[Decision, ...]:
        """
        Write down what a person decided, all of it or nothing, and return it.

        Args:
            asked: What is decided (`choosing`); several are written together.
            by: Who decides; empty for the desk's person.
            why: The reason.
            seen: For things that are decided on, the last decision that the person saw on
                them (`View.last_word_on`), by the thing's id; nothing is checked where none.
            is_blind: Made without seeing what others decided; see `Decision`.

        Raises:
            Overtaken: Somebody else decided meanwhile.
            OnRecordError: Nobody is named, a reason is missing, or nothing would change.
            RecordUnusable: The record cannot be written now.
        """
        several = [asked] if callable(asked) else list(asked)
        with self._lock, self._kept.build(doing="decision"):
            now = self._held.latest()
            known = self._seen_of(now)
            check_seen(known, seen or {})
            who, at = by or self.person, self._kept.moment()
            new = signed(known, several, who, why, is_blind=is_blind, at=at)
            if known is not now:  # by the whole record, now that it is about nothing else
                new = signed(now, several, who, why, is_blind=is_blind, at=at)
            self._held.write(new)
        self._following.settle_down()
        return tuple(new)

    def preview(
        self, asked: Asked | Sequence[Asked], *, why: str = "", concerning: Sequence[str] = ()
    ) -> Preview:
        """
        Return what a decision would change, without writing anything.

        Args:
            asked: What would be decided; several together.
            why: The reason, if one was given yet.
            concerning: Ids of the incidents and claims that it is about: of a large record
                only they are worked out.

        Raises:
            OnRecordError: Nothing would change.
        """
        several = [asked] if callable(asked) else list(asked)
        new = signed(self.view, several, self.person or "somebody", why or "preview")
        return preview(self._held, new, concerning)

    def _seen_of(self, now: View) -> View:
        """Return what of a view of the whole record is seen at this desk."""
        return now

    def wait(self, seconds: float = 60.0) -> bool:
        """Wait until everything decided is worked in, and return whether it is."""
        return self._following.wait(seconds)
