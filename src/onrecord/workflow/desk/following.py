"""What follows from decisions, worked out beside the desk's pages: figures, the page, the queue."""

import logging
import threading
import time

from onrecord.model import OnRecordError, RecordUnusable
from onrecord.workflow import derive, engines, loading, working_out
from onrecord.workflow.desk import queue
from onrecord.workflow.desk.held_open import HeldOpen

_log = logging.getLogger(__name__)
AT_ONCE = 1_500  # claims: so many are worked out anew while a person waits, about a second
_SETTLED_DOWN = 1.0  # seconds without a decision before a large record is worked out anew
_AT_LATEST = 20.0  # seconds after which it is, though somebody goes on deciding
_PAGE_RESTS = 20.0  # the same before the page of a large record is made anew for statuses alone
_TRY_AGAIN = 5.0  # seconds between tries while another process writes


class Following:
    """
    A thread that works out what decisions lead to, whenever they have settled down.

    It holds the record's lock only while it saves, so that people go on deciding and
    reading meanwhile. What another process keeps it from is tried again.

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
        self._is_refused = False
        self._is_page_old = _is_page_old(held)
        self._thread = threading.Thread(target=self._work, name="working out", daemon=True)
        self._thread.start()

    def settle_down(self) -> None:
        """Let what follows from a decision be worked out: now, or when they have settled down."""
        self._last_decision = time.monotonic()
        self._is_page_old = True
        self.fault = None  # everything is tried again
        if self._held.now.is_behind:
            if self._latest < self._last_decision:  # the first since figures were worked out
                self._latest = self._last_decision + _AT_LATEST
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
        """Finish what is being worked out and written, and end."""
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
        if self._is_page_old:
            self._write_page()

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
        try:
            queue.prepare(self._held.now)
        except Exception as fault:  # noqa: BLE001 - whoever asks for it is told
            _log.debug("the queue could not be put in order", exc_info=fault)

    def _work_out(self) -> None:
        """Work out what follows from everything decided, save it, and show it."""
        try:
            with self._working:
                while self._held.now.is_behind and not self._worked_out():
                    pass  # another process wrote meanwhile
            self.fault = None
            if self._held.now.is_behind:  # people decided meanwhile
                self._latest = time.monotonic() + _AT_LATEST
                self._wake.set()
        except OnRecordError as fault:
            self.fault = str(fault)
            self._is_refused = isinstance(fault, RecordUnusable)
        except Exception as fault:  # noqa: BLE001 - the desk goes on, and says so
            _log.debug("figures could not be worked out", exc_info=fault)
            what = type(fault).__name__
            self.fault = f"figures could not be worked out, by a fault of this program ({what})"

    def _worked_out(self) -> bool:
        """
        Work everything out from one state of the record, and return whether it was saved.

        What this desk decided meanwhile stays behind; what another process wrote makes the
        work vain.
        """
        held = self._held
        with held.lock:
            seen = self._seen()
        told = loading.told_again(held.kept)
        whole = derive.derived(told, engines.names())
        with held.lock, held.kept.build(doing="decision"):
            if self._seen() != seen:
                return False
            working_out.save(held.kept, told, whole, lambda _: None)
            held.reload()
            self._is_page_old = True
        return True

    def _seen(self) -> int:
        """Return what is another when another process has written; for who holds the lock."""
        self._held.latest()
        return self._held.reloads

    def _write_page(self) -> None:
        """Make the page anew; only who may write puts it there, so that none is half another's."""
        held = self._held
        now = held.now
        self._is_page_old = False
        try:
            page = working_out.public_page(held.kept, now.record)
            with held.lock, held.kept.build(doing="decision"):
                if held.latest().record is now.record:
                    working_out.put_page(held.kept, page)
                else:  # whoever wrote meanwhile knows more
                    self._is_page_old = True
            if not held.now.is_behind:
                self.fault = None
        except (OnRecordError, OSError) as fault:
            self.fault = f"the record's page could not be written: {fault}"
            self._is_page_old = self._is_refused = True
            self._last_decision = time.monotonic()  # after another rest
        except Exception as fault:  # noqa: BLE001 - the desk goes on, and says so
            _log.debug("the page could not be made", exc_info=fault)
            what = type(fault).__name__
            self.fault = f"the page could not be made, by a fault of this program ({what})"


def _is_page_old(held: HeldOpen) -> bool:
    """Whether people decided since the page was made: then the program was killed before it was."""
    decisions = held.now.record.decisions
    if not decisions:
        return False
    page = held.kept.folder / working_out.PAGE
    return not page.exists() or page.stat().st_mtime < decisions[-1].at.timestamp()
