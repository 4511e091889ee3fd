"""Processes that work for another: they end with it, leave signals to it, and print nothing."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, parent_process
from pathlib import Path

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)


def end_with(parent: int) -> None:
    """
    End at once when the parent is gone, even within a library that does not listen.

    On Linux that is when the thread ends that started this process.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        with suppress(OSError):  # where memory runs out, the system ends this and not the parent
            Path("/proc/self/oom_score_adj").write_text("900", encoding="ascii")
    if os.getppid() != parent:
        os._exit(1)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    above = parent_process()
    if above is not None:
        connection.wait([above.sentinel])
        os._exit(1)


def say_nothing() -> None:
    """Send what libraries print nowhere: it may hold words, and is nobody's to read."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


@contextmanager
def no_signals() -> Iterator[None]:
    """
    Start a process in which Ctrl-C and a polite `kill` do nothing: its parent ends it.

    Both go to all processes of a terminal or a service; what a signal mask holds back here is
    held back in the new process for good, and comes through here at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
