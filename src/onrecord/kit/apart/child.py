"""The other process: it does one kind of work, asked over and over, within its limits."""

import importlib
import math
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from onrecord.kit.apart.messages import read_message, write_message

Work = Callable[[bytes, Any], Any]

# What parsers never need: whatever a file holds, nothing is fetched and nothing is started.
_NEVER = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
)


def serve(what: str, memory: int, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """
    Answer questions until there are no more.

    Args:
        what: `module:function`; the function is given the data and the words of a question
            and returns words, or words and data.
        memory: Bytes that this process may take.
        stdin: Where questions come from.
        stdout: Where answers go.
    """
    _limit_memory(memory)
    work: Work | None = None
    while (question := read_message(stdin)) is not None:
        (told, seconds, may_start), data = question
        try:
            if work is None:
                work = _found(what)
                if not may_start:
                    sys.addaudithook(_refuse)
            _limit_time(seconds)
            answer = work(data, told)
            words, blob = answer if isinstance(answer, tuple) else (answer, b"")
        except Exception as fault:  # noqa: BLE001 - whatever a file does, it gets an answer
            words, blob = {"apart-error": type(fault).__name__}, b""
        write_message(stdout, words, blob)


def _found(what: str) -> Work:
    module, _, name = what.partition(":")
    work: Work = getattr(importlib.import_module(module), name)
    return work


def _refuse(event: str, _: Any) -> None:
    if event in _NEVER:
        raise PermissionError(f"a file that is being read may not lead to {event}")


def _limit_memory(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        return  # no such limits on this system: time is still bounded from outside


def _limit_time(seconds: float) -> None:
    """Let this question take so many seconds of the processor; the limit counts from the start."""
    try:
        import resource  # noqa: PLC0415 - not on every system

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not garble the answers
    serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, answers)
