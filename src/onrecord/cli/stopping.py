"""Ctrl-C and a polite `kill`: from a signal to a flag that the work looks at."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

STOPPED = 130  # what a shell gives for a program ended by Ctrl-C
_SHOW_CURSOR = b"\x1b[?25h"  # a progress bar hides it
_CLEAR_LINE = b"\r\x1b[2K"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def at_once() -> None:
    """
    From now on, let Ctrl-C end the program with one line, whatever it is doing.

    For the time in which nothing is written: while modules are loaded, while a record is
    shown. Python's own way, an exception at any place, can come up inside a callback or
    a library that cannot pass it on, and would end in a traceback or be lost.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda _, __: _end("stopped"))


@contextmanager
def asked() -> Iterator[Callable[[], bool]]:
    """
    Give a function that says whether the user wants the work to stop, and stop nothing.

    While the block runs, the first Ctrl-C or SIGTERM is only noted, so that a transaction
    is never torn; the second ends the program at once, which the record survives as it
    survives `kill -9`. What signals did before is put back at the end. A signal that is
    ignored (`nohup`, a script's background job) stays so. Outside the main thread, where
    Python lets nobody handle signals, nobody asks.
    """
    flag = _Flag()
    with _handled(flag.noted):
        yield flag.is_set


class _Flag:
    """Whether a signal came."""

    def __init__(self) -> None:
        self._is_set = False

    def is_set(self) -> bool:
        """Return whether one came."""
        return self._is_set

    def noted(self, _number: int, _frame: FrameType | None) -> None:
        """Note a signal; at the second, end."""
        if self._is_set:
            _end("stopped at once; what was saved is kept, run the same command again to go on")
        self._is_set = True
        if _is_terminal():
            _write("stopping after what is being done now; Ctrl-C again stops at once")


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before: Mapping[signal.Signals, Any] = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        before = {n: was for n, was in before.items() if was not in (signal.SIG_IGN, None)}
    try:
        for number in before:
            signal.signal(number, handler)
        yield
    finally:
        for number, was in before.items():
            signal.signal(number, was)


def _end(line: str) -> NoReturn:
    """End without letting anything else run: no buffer, no destructor, no traceback."""
    if _is_terminal():
        _to_stderr(_SHOW_CURSOR)
    _write(line)
    os._exit(STOPPED)


def _is_terminal() -> bool:
    with suppress(OSError, ValueError, AttributeError):
        return sys.stderr.isatty()
    return False


def _write(line: str) -> None:
    """Write a line past Python's buffer, which the signal may have found half-written."""
    _to_stderr((_CLEAR_LINE if _is_terminal() else b"") + f"onrecord: {line}\n".encode())


def _to_stderr(words: bytes) -> None:
    with suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), words)
