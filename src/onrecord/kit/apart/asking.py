"""Asking another process, with limits of time and memory; one that dies is started again."""

import atexit
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple, cast

from onrecord.kit.apart.messages import read_message, write_message

SECONDS = 30.0
MEMORY = 1024 * 1024 * 1024
_START_SECONDS = 60.0  # the first answer waits for imports too


class TooHard(Exception):
    """A file took too long, or too much memory, or broke what should take it apart."""


class Answer(NamedTuple):
    """
    What the other process says.

    Attributes:
        told: Words, as JSON holds them.
        data: Bytes beside them; empty where there are none.
    """

    told: Any
    data: bytes


@dataclass(slots=True)
class _Child:
    process: "subprocess.Popen[bytes]"
    replies: "queue.Queue[tuple[Any, bytes] | None]"
    owner: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    has_answered: bool = False


_children: dict[str, _Child] = {}
_lock = threading.Lock()


def asked(
    what: str,
    data: bytes,
    told: Any = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    is_fresh: bool = False,
    may_start_programs: bool = False,
) -> Answer:
    """
    Return what a function says of some bytes, asked in a process of its own.

    Args:
        what: `module:function`. It is given the bytes and the words, and returns what JSON
            can hold, or that and bytes.
        data: The bytes.
        told: Words beside them, as JSON holds them.
        seconds: How long it may take, by the clock and of the processor.
        memory: Bytes that the process may take.
        is_fresh: In a process that did nothing before and does nothing after.
        may_start_programs: Whether the work is another program's, such as Tesseract's.

    Raises:
        TooHard: No answer came in time, or the work failed.
    """
    with _lock:
        child = _started(what, memory) if is_fresh else _running(what, memory)
    try:
        with child.lock:
            found = _answer(child, (told, seconds, may_start_programs), data, seconds)
    except TooHard:
        _end(what, child)
        raise
    if is_fresh:
        _end(what, child)
    if isinstance(found.told, dict) and "apart-error" in found.told:
        fault = found.told["apart-error"]
        why = "it takes too much memory" if fault == "MemoryError" else fault
        raise TooHard(f"the parser failed on it ({why})")
    return found


def stop() -> None:
    """End the other processes, if any run."""
    for what, child in list(_children.items()):
        _end(what, child)


def _answer(child: _Child, told: Any, data: bytes, seconds: float) -> Answer:
    wait = seconds if child.has_answered else max(seconds, _START_SECONDS)
    try:
        _send(child, told, data)
        reply = _reply(child, wait)
    except queue.Empty:
        raise TooHard(f"reading it took longer than {seconds:g} seconds") from None
    except OSError:
        reply = None
    if reply is None:
        raise TooHard("the parser broke on it")
    child.has_answered = True
    return Answer(*reply)


def _reply(child: _Child, seconds: float) -> tuple[Any, bytes] | None:
    """Wait for an answer; while this program was stopped itself (Ctrl-Z), no time goes by."""
    left = seconds
    while True:
        began = time.monotonic()
        with suppress(queue.Empty):
            return child.replies.get(timeout=min(left, _LOOK))
        went = time.monotonic() - began
        left -= went if went < _LOOK + _STOPPED else _LOOK
        if left <= 0:
            raise queue.Empty


_LOOK, _STOPPED = 1.0, 2.0  # seconds: between looks, and how much later than due one may be


def _end(what: str, child: _Child) -> None:
    if _children.get(what) is child:
        del _children[what]
    if child.owner != os.getpid():
        return
    child.process.kill()
    child.process.wait()
    for stream in (child.process.stdin, child.process.stdout):
        if stream is not None:
            _close(stream)


def _close(stream: Any) -> None:
    try:
        stream.close()
    except OSError:
        return  # what was left in it went to a process that is gone


def _running(what: str, memory: int) -> _Child:
    child = _children.get(what)
    if child is not None and (child.owner != os.getpid() or child.process.poll() is not None):
        _end(what, child)
        child = None
    if child is None:
        child = _children[what] = _started(what, memory)
    return child


def _started(what: str, memory: int) -> _Child:
    process = subprocess.Popen(  # noqa: S603 - this program's own module, named by its code
        [sys.executable, "-m", "onrecord.kit.apart.child", what, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the program; it ends this one itself
    )
    replies: queue.Queue[tuple[Any, bytes] | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process, replies), daemon=True).start()
    return _Child(process=process, replies=replies, owner=os.getpid())


def _listen(
    process: "subprocess.Popen[bytes]", replies: "queue.Queue[tuple[Any, bytes] | None]"
) -> None:
    if process.stdout is None:
        return
    while True:
        try:
            message = read_message(cast("BinaryIO", process.stdout))
        except (OSError, ValueError):
            message = None
        replies.put(message)
        if message is None:
            return


def _send(child: _Child, told: Any, data: bytes) -> None:
    if child.process.stdin is not None:
        write_message(cast("BinaryIO", child.process.stdin), told, data)


atexit.register(stop)
