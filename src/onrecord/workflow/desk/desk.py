"""A record held open: read by many pages, written one decision at a time."""

import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord import preserve, review, store
from onrecord.model import Decision, Names, OnRecordError, Problem, Record
from onrecord.store import arrivals
from onrecord.workflow import deciding, derive, engines, loading, working_out
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import keeping, queue
from onrecord.workflow.desk.keeping import Log, Taken
from onrecord.workflow.desk.view import View, view

_log = logging.getLogger(__name__)
_AT_ONCE = 1_500  # claims: so many are worked out anew while a person waits, about a second
_LOOK_AGAIN = 0.25  # seconds between looks whether another process wrote
_SETTLED_DOWN = 1.0  # seconds without a decision before a large record is worked out anew
_AT_LATEST = 20.0  # seconds after which it is, though somebody goes on deciding


class Overtaken(OnRecordError):
    """
    Somebody decided on a thing while another person was looking at it; nothing was written.

    Attributes:
        thing: The id of what both decide on.
        earlier: The decisions that this person had not seen, the oldest first.
    """

    def __init__(self, thing: str, earlier: Sequence[Decision]) -> None:
        by = ", ".join(dict.fromkeys(one.by for one in earlier)) or "somebody"
        super().__init__(f"{by} decided on {thing} while you looked at it; nothing was written")
        self.thing = thing
        self.earlier = tuple(earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    What a decision would change, worked out and not written.

    Attributes:
        before, after: The record without it and with it; of a large record only the
            incidents that it is about, and no problems.
        is_whole: Whether it is the whole record.
    """

    before: Record
    after: Record
    is_whole: bool


class Desk:
    """
    A record held open in memory; a context manager.

    Pages read `view`, which never changes under them. A decision is written at once, in one
    transaction, and seen at once. What follows from it (incidents, origins, figures) is
    worked out before the call returns where a record is small, and soon after by a thread
    of its own where it is large; until then the view says that it `is_behind`, and so does
    the record itself, to whoever opens it after a crash.

    Args:
        folder: The record's folder.
        person: Who decides where a page does not say; else the name in the settings.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """

    def __init__(self, folder: Path, *, person: str = "") -> None:
        self._kept = store.open_record(folder)
        self.person = person.strip() or self._kept.settings.person
        self._lock = threading.RLock()  # one decision at a time
        self._working = threading.Lock()  # one working-out at a time
        self._wake = threading.Event()
        self._closing = False
        self._last_decision = self._looked = 0.0
        self._latest = 0.0  # when to work out what is behind, whoever goes on deciding
        self._fault: str | None = None
        self._is_page_old = False
        self._reloads = 0
        self._verified: tuple[int, tuple[Problem, ...]] | None = None
        self._reload()
        self._worker = threading.Thread(target=self._work, name="working out", daemon=True)
        self._worker.start()

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
        """Let go of the record; what is being worked out and written is finished first."""
        self._closing = True
        self._wake.set()
        self._worker.join()
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
        return self._fault

    @property
    def view(self) -> View:
        """The record as it is now, with what other processes wrote."""
        now = time.monotonic()
        if now - self._looked > _LOOK_AGAIN:
            # Who writes just now has the lock, for seconds where figures are saved: nobody
            # waits for that to read what is there.
            if not self._lock.acquire(blocking=False):
                return self._view
            try:
                self._looked = now
                if self._kept.state() != self._state:
                    self._reload()
            finally:
                self._lock.release()
        return self._view

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
            return preserve.Archive(self._kept.archive).read(snapshot.sha256)
        except preserve.Damaged as fault:
            raise OnRecordError(fault.problem.message) from None

    def custody(self, document: str) -> store.Custody:
        """Return what the record did with a document: its bytes over time, and who read them."""
        found = self.view.record.documents.get(document)
        return self._kept.custody(found.id) if found else store.Custody()

    @property
    def log(self) -> Log:
        """
        The log of decisions, and whether it is whole.

        What this desk writes it chains itself; it is gone through when it is first asked
        for, and again when somebody else has written.
        """
        with self._lock:
            if self._verified is None or self._verified[0] != self._reloads:
                self._verified = self._reloads, self._kept.verify_log()
            return Log(head=self._kept.log_head(), problems=self._verified[1])

    def check_kept(self) -> tuple[Problem, ...]:
        """Go through the log and all preserved bytes now, and return what is not as it was."""
        with self._lock:
            self._verified = None
        return (*self.log.problems, *keeping.damaged(self.view.record, self._kept.archive))

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
            self._looked = 0.0
            before = self.view
            taken = keeping.fresh(lines, name, before.record)
            self._write(before, taken.new)
        self._settle_down()
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
            self._looked = 0.0
            before = self.view
            self._check_seen(before, seen or {})
            new = self._signed(before, several, by or self.person, why, is_blind=is_blind)
            self._write(before, new)
        self._settle_down()
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
        now = self.view
        several = [asked] if callable(asked) else list(asked)
        by = self.person or "somebody"
        new = self._signed(now, several, by, why or "preview", is_blind=False)
        is_whole = len(now.record.claims) <= _AT_ONCE
        before = now.record if is_whole else _only(now, concerning)
        after = replace(before, decisions=(*before.decisions, *new))
        if is_whole:  # what checks found before is found again, or is no problem any more
            after = replace(after, problems=self._kept.problems_read())
        work_out = derive.derived if is_whole else derive.worked_out
        after = work_out(review.decided(after), engines.names())
        return Preview(before=before, after=after, is_whole=is_whole)

    def wait(self, seconds: float = 60.0) -> bool:
        """Wait until everything decided is worked in, and return whether it is."""
        end = time.monotonic() + seconds
        self._last_decision = self._latest = 0.0
        self._wake.set()
        while self._view.is_behind and not self._fault and time.monotonic() < end:
            time.sleep(0.02)
        return not self._view.is_behind

    def _signed(
        self, now: View, several: Sequence[Asked], by: str, why: str, *, is_blind: bool
    ) -> list[Decision]:
        if not by.strip():
            raise OnRecordError("say who decides: a name")
        record = review.unseen(now.record) if is_blind else now.record
        new: list[Decision] = []
        for one in several:
            earlier = (*record.decisions[-1:], *new)
            about = one(record)
            new.append(deciding.signed(about, by.strip(), why, earlier, is_blind=is_blind))
        return new

    @staticmethod
    def _check_seen(now: View, seen: Mapping[str, str]) -> None:
        for thing, last in seen.items():
            if now.last_word_on(thing) == last:
                continue
            on = [d for d in now.on.get(thing, ()) if not d.is_blind]
            at = next((n for n, d in enumerate(on) if d.id == last), -1)
            raise Overtaken(thing, on[at + 1 :])

    def _write(self, before: View, new: Sequence[Decision]) -> None:
        """Write decisions down, and see them."""
        self._kept.save_decisions(new)
        after = before.with_decided(new)
        self._view = after or self._laid_over((*before.record.decisions, *new))

    def _settle_down(self) -> None:
        """Let what follows from decisions be worked out: now, or when they have settled down."""
        self._last_decision = time.monotonic()
        if self._view.is_behind:
            if self._latest < self._last_decision:  # the first since figures were worked out
                self._latest = self._last_decision + _AT_LATEST
            self._follow_up()

    def _times_reloaded(self) -> int:
        """Return what is another when another process has written."""
        self._looked = 0.0
        _ = self.view
        return self._reloads

    def _reload(self) -> None:
        self._reloads += 1
        self._state = self._kept.state()
        self._read = self._kept.load_again()
        self._view = self._laid_over(self._read.decisions)
        self._wake.set()

    def _laid_over(self, decisions: tuple[Decision, ...]) -> View:
        """Return what was read with decisions laid over it anew."""
        record = review.decided(replace(self._read, decisions=decisions))
        is_behind = self._kept.worked_from() != review.shape(record)
        return view(record, getattr(self, "_view", None), is_behind=is_behind)

    def _follow_up(self) -> None:
        if len(self._view.record.claims) <= _AT_ONCE:
            self._work_out()
        self._wake.set()

    def _work(self) -> None:
        """Work out what is behind, whenever decisions have settled down; runs in a thread."""
        while True:
            self._wake.wait()
            rest = min(self._last_decision + _SETTLED_DOWN, self._latest) - time.monotonic()
            if rest > 0 and not self._closing:
                time.sleep(min(rest, 0.1))
                continue
            self._wake.clear()
            if self._view.is_behind and not self._closing:
                self._work_out(once=True)
            if not self._closing:
                self._put_in_order()
            if self._is_page_old and not self._view.is_behind:
                self._write_page()
            if self._closing:
                return

    def _put_in_order(self) -> None:
        """Put the queue in order before anybody asks for it; until then the last order serves."""
        try:
            queue.prepare(self._view)
        except Exception as fault:  # noqa: BLE001 - whoever asks for it is told
            _log.debug("the queue could not be put in order", exc_info=fault)

    def _work_out(self, *, once: bool = False) -> None:
        """
        Work out what follows from what is decided, save it, and show it.

        Args:
            once: Show what follows from what was decided when it began, and leave what was
                decided meanwhile for the next time: else somebody who decides on and on
                would never see a figure move.
        """
        try:
            with self._working:
                while self._view.is_behind:
                    if self._worked_out() and once:
                        break
            self._fault = None
        except OnRecordError as fault:
            self._fault = str(fault)
        except Exception as fault:  # noqa: BLE001 - the desk goes on, and says so
            _log.debug("figures could not be worked out", exc_info=fault)
            what = type(fault).__name__
            self._fault = f"figures could not be worked out, by a fault of this program ({what})"

    def _worked_out(self) -> bool:
        """
        Work everything out from one state of the record, and return whether it was saved.

        What this desk decided meanwhile stays behind; what another process wrote makes the
        work vain.
        """
        seen = self._times_reloaded()
        told = loading.told_again(self._kept)
        whole = derive.derived(told, engines.names())
        with self._lock, self._kept.build(doing="decision"):
            if self._times_reloaded() != seen:
                return False
            working_out.save(self._kept, told, whole, lambda _: None)
            self._reload()
            self._is_page_old = True
        return True

    def _write_page(self) -> None:
        self._is_page_old = False
        try:
            working_out.write_page(self._kept, self._view.record, lambda _: None)
        except (OnRecordError, OSError) as fault:
            self._fault = f"the record's page could not be written: {fault}"


def _only(now: View, concerning: Sequence[str]) -> Record:
    """Return as much of a record as some incidents and claims need."""
    wanted: set[str] = set()
    for thing in concerning:
        incident = now.index.incidents.get(thing) or now.index.incident_of.get(thing)
        wanted.update(incident.claim_ids if incident else [thing])
    record = now.record
    claims = {c: record.claims[c] for c in record.claims if c in wanted}
    shelf = {claim.document for claim in claims.values()}
    incidents = tuple(i for i in record.incidents if not wanted.isdisjoint(i.claim_ids))
    return replace(
        record,
        documents={name: record.documents[name] for name in record.documents if name in shelf},
        claims=claims,
        incidents=incidents,
        asides=tuple(aside for aside in record.asides if aside.claim_id in wanted),
        problems=(),
    )
