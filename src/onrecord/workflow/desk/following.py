"""What follows from decisions, worked out beside the desk's pages: figures, the page, the queue."""

import logging
import threading
import time

from onrecord import store
from onrecord.model import OnRecordError, RecordUnusable
from onrecord.workflow import engines, working_out
from onrecord.workflow.desk import queue
from onrecord.workflow.desk.held_open import HeldOpen
from onrecord.workflow.desk.reckoner import Page
from onrecord.workflow.desk.reckoning import Broken, Closed, Ended, Reckoning
from onrecord.workflow.desk.view import View

_log = logging.getLogger(__name__)
AT_ONCE = 1_500  # claims: so many are worked out anew while a person waits, about a second
APART = 5_000  # claims: more are worked out in a process of its own, which takes seconds to start
_SETTLED_DOWN = 1.0  # seconds without a decision before a large record is worked out anew
_AT_LATEST = 20.0  # seconds after which it is, though somebody goes on deciding; or as many as
# the last time took: what is decided meanwhile is worked out together
_PAGE_RESTS = 20.0  # the same before the page of a large record is made anew for statuses alone
_TRY_AGAIN = 5.0  # seconds between tries while another process writes


class Following:
    """
    A thread that works out what decisions lead to, whenever they have settled down.

    A large record is worked out in another process, so that pages need not share the
    interpreter with it. The thread holds the record's lock only while it writes what is
    another than before, so that people go on deciding and reading meanwhile. What another
    process keeps it from is tried again.

    Args:
        held: The record.
    """

    def __init__(self, held: HeldOpen) -> None:
        self.fault: str | None = None
        self._held = held
        self._wake = held.came
        self._working = threading.Lock()  # one working-out at a time
        self._closing = threading.Event()
        self._last_decision = 0.0
        self._latest = 0.0  # when to work out what is behind, whoever goes on deciding
        self._took = 0.0  # seconds, the last time
        self._is_refused = False
        self._is_page_old = _is_page_old(held)
        self._reckoning = Reckoning(held.kept.folder, self._closing)
        self._thread = threading.Thread(target=self._work, name="working out", daemon=True)
        self._thread.start()

    def settle_down(self) -> None:
        """Let what follows from a decision be worked out: now, or when they have settled down."""
        self._last_decision = time.monotonic()
        self._is_page_old = True
        self.fault = None  # everything is tried again
        if self._held.now.is_behind:
            if self._latest < self._last_decision:  # the first since figures were worked out
                self._latest = self._last_decision + max(_AT_LATEST, self._took)
            if self._is_small():
                self._work_out()
        self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Wait until everything decided is worked in, and return whether it is."""
        end = time.monotonic() + seconds
        self._last_decision = self._latest = 0.0
        self._wake.set()
        while self._held.now.is_behind and time.monotonic() < end:
            if self.fault and not self._is_refused:
                break
            time.sleep(0.02)
        return not self._held.now.is_behind

    def close(self) -> None:
        """Finish what is being written, and end; what another process works out is left."""
        self._closing.set()
        self._wake.set()
        self._thread.join()

    def _is_small(self) -> bool:
        return len(self._held.now.record.claims) <= AT_ONCE

    def _work(self) -> None:
        while not self._closing.is_set():
            self._wake.wait(self._patience())
            if not self._closing.is_set() and self._rest() > 0:
                time.sleep(min(self._rest(), 0.1))
                continue
            self._wake.clear()
            self._is_refused = False
            if self._held.now.is_behind and not self._closing.is_set():
                self._work_out()
            if not self._closing.is_set():
                self._put_in_order()
            if self._is_page_old and self._page_rests() <= 0 and not self._closing.is_set():
                self._write_page()
        if self._is_page_old and not self._is_large():
            self._write_page()
        self._reckoning.close()

    def _is_large(self) -> bool:
        return len(self._held.now.record.claims) > APART

    def _patience(self) -> float | None:
        """Return how long there is nothing to do; None until somebody decides."""
        if self._is_refused:
            return _TRY_AGAIN
        return max(self._page_rests(), 0.0) if self._is_page_old else None

    def _rest(self) -> float:
        """Return how long to wait until decisions have settled down, or went on for too long."""
        left = self._left(_SETTLED_DOWN)
        return min(left, self._latest - time.monotonic()) if self._held.now.is_behind else left

    def _left(self, rest: float) -> float:
        return self._last_decision + rest - time.monotonic()

    def _page_rests(self) -> float:
        """Return for how many seconds the page is left as it is."""
        return self._left(_SETTLED_DOWN if self._is_small() else _PAGE_RESTS)

    def _put_in_order(self) -> None:
        """Put the queue in order before anybody asks for it; until then the last order serves."""
        self._prepare(self._held.now)

    def _prepare(self, now: View) -> None:
        try:
            queue.prepare(now)
        except Exception as fault:  # noqa: BLE001 - whoever asks for it is told
            _log.debug("the queue could not be put in order", exc_info=fault)

    def _work_out(self) -> None:
        """Work out what follows from everything decided, save it, and show it."""
        began = time.monotonic()
        try:
            with self._working:
                while self._held.now.is_behind and not self._worked_out():
                    pass  # another process wrote meanwhile
            self.fault = None
            self._took = time.monotonic() - began
            if self._held.now.is_behind:  # people decided meanwhile
                self._latest = time.monotonic() + max(_AT_LATEST, self._took)
                self._wake.set()
        except Closed:
            _log.debug("the desk was closed while figures were worked out")
        except OnRecordError as fault:
            self.fault = str(fault)
            self._is_refused = isinstance(fault, RecordUnusable | Ended)
        except Exception as fault:  # noqa: BLE001 - the desk goes on, and says so
            self.fault = f"figures could not be worked out, {_by_the_program(fault)}"

    def _worked_out(self) -> bool:
        """
        Work everything out from one state of the record, and return whether it was saved.

        What this desk decided meanwhile stays behind; what another process wrote makes the
        work vain.
        """
        held = self._held
        with held.lock:
            seen = self._seen()
        found = self._difference()
        with held.lock, held.kept.build(doing="decision"):
            if self._seen() != seen:
                return False
            held.kept.save_difference(found)
        held.refresh(self._prepare)
        self._is_page_old = True
        return True

    def _difference(self) -> store.Difference:
        if self._is_large():
            return self._reckoning.difference()
        return working_out.difference(self._held.kept, engines.names())

    def _seen(self) -> int:
        """Return what is another when another process has written; for who holds the lock."""
        self._held.latest()
        return self._held.reloads

    def _write_page(self) -> None:
        """Make the page anew; only who may write puts it there, so that none is half another's."""
        held = self._held
        self._is_page_old = False
        try:
            with held.lock:
                seen = self._seen()
            made = self._page()
            with held.lock, held.kept.build(doing="decision"):
                if self._seen() == seen and len(held.now.record.decisions) == made.decisions:
                    working_out.put_page(held.kept, made.page)
                else:  # whoever wrote meanwhile knows more
                    self._is_page_old = True
            if not held.now.is_behind:
                self.fault = None
        except Closed:
            self._is_page_old = True
        except (OnRecordError, OSError) as fault:
            self.fault = f"the record's page could not be written: {fault}"
            self._is_page_old = self._is_refused = True
            self._last_decision = time.monotonic()  # after another rest
        except Exception as fault:  # noqa: BLE001 - the desk goes on, and says so
            self.fault = f"the page could not be made, {_by_the_program(fault)}"

    def _page(self) -> Page:
        if self._is_large():
            return self._reckoning.page()
        record = self._held.now.record
        return Page(working_out.public_page(self._held.kept, record), len(record.decisions))


def _by_the_program(fault: Exception) -> str:
    """Return whose fault something is, without words that may be a record's."""
    _log.debug("what follows could not be worked out", exc_info=fault)
    what = str(fault) if isinstance(fault, Broken) else type(fault).__name__
    return f"by a fault of this program ({what})"


def _is_page_old(held: HeldOpen) -> bool:
    """Whether people decided since the page was made: then the program was killed before it was."""
    decisions = held.now.record.decisions
    if not decisions:
        return False
    page = held.kept.folder / working_out.PAGE
    return not page.exists() or page.stat().st_mtime < decisions[-1].at.timestamp()
