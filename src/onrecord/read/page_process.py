"""Asking the other process, with a limit of time; it is started once and again if it dies."""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from onrecord.read.page_child import read_message, write_message

SECONDS = 30.0
_START_SECONDS = 60.0  # the first answer waits for imports too


class PageTooHard(Exception):
    """The page took too long, or too much memory, or broke the parser."""


@dataclass(slots=True)
class _Child:
    process: "subprocess.Popen[bytes]"
    replies: "queue.Queue[bytes | None]"
    owner: int
    has_answered: bool = False


_child: _Child | None = None
_lock = threading.Lock()


def ask(markup: str, *, seconds: float = SECONDS) -> dict[str, Any]:
    """
    Return what `page_child.answer` says of a page.

    Raises:
        PageTooHard: No answer came in time, or the parser failed.
    """
    with _lock:
        child = _running()
        try:
            _send(child, json.dumps(markup).encode())
            wait = seconds if child.has_answered else max(seconds, _START_SECONDS)
            reply = child.replies.get(timeout=wait)
        except queue.Empty:
            stop()
            raise PageTooHard(f"reading it took longer than {seconds:g} seconds") from None
        except OSError:
            reply = None
        if reply is None:
            stop()
            raise PageTooHard("the parser broke on it")
        child.has_answered = True
    found: dict[str, Any] = json.loads(reply)
    if "error" in found:
        what = "it takes too much memory" if found["error"] == "MemoryError" else found["error"]
        raise PageTooHard(f"the parser failed on it ({what})")
    return found


def stop() -> None:
    """End the other process, if one runs."""
    global _child  # noqa: PLW0603 - one process for the whole program
    if _child is not None and _child.owner == os.getpid():
        _child.process.kill()
        _child.process.wait()
        for stream in (_child.process.stdin, _child.process.stdout):
            if stream is not None:
                _close(stream)
    _child = None


def _close(stream: Any) -> None:
    try:
        stream.close()
    except OSError:
        return  # what was left in it went to a process that is gone


def _running() -> _Child:
    global _child  # noqa: PLW0603 - one process for the whole program
    if _child is None or _child.owner != os.getpid() or _child.process.poll() is not None:
        stop()
        _child = _started()
    return _child


def _started() -> _Child:
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord.read.page_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the program; it ends this one itself
    )
    replies: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process, replies), daemon=True).start()
    return _Child(process=process, replies=replies, owner=os.getpid())


def _listen(process: "subprocess.Popen[bytes]", replies: "queue.Queue[bytes | None]") -> None:
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


def _send(child: _Child, body: bytes) -> None:
    if child.process.stdin is not None:
        write_message(cast("BinaryIO", child.process.stdin), body)


atexit.register(stop)
