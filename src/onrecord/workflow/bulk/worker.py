"""A process that reads: it is given some reports, says which it begins, and what they say."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord import read
from onrecord.kit import processes
from onrecord.model import OnRecordError
from onrecord.workflow import engines
from onrecord.workflow.bulk import batches

# What a worker says begins with one of these.
READY, BEGINS, DONE, LACKS = b"r", b"b", b"d", b"l"
NO_MEMORY = 71  # the exit code of one that had too little of it: a new one begins with more
_PAGE = 4096


def serve(asked: Any, manner: read.Manner, seconds: float, parent: int) -> None:
    """
    Read what is asked until nothing more is; ends when its parent does, however that ends.

    Args:
        asked: The connection: batches of `REPORTS` come, batches of `READINGS` go.
        manner: How reports are read.
        seconds: Of the processor for one report; the system ends the process after these.
        parent: The process that started this one.
    """
    processes.end_with(parent)
    processes.say_nothing()
    try:
        engines.by(manner)
        engines.names()
        asked.send_bytes(READY)
        while question := asked.recv_bytes():
            asked.send_bytes(_answered(asked, question, manner, seconds))
    except OnRecordError as lack:
        asked.send_bytes(LACKS + str(lack).encode("utf-8", "replace"))
    except MemoryError:
        os._exit(NO_MEMORY)
    except BaseException:  # noqa: BLE001 - its trace may hold words; the parent sees that it ended
        os._exit(70)


def packed(batch: pa.RecordBatch) -> bytes:
    """Return a batch as bytes, as Arrow streams it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def unpacked(data: bytes) -> pa.RecordBatch:
    """Return the batch of `packed`."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_next_batch()


def _answered(asked: Any, question: bytes, manner: read.Manner, seconds: float) -> bytes:
    rows = []
    for number, row in enumerate(unpacked(question).to_pylist()):
        asked.send_bytes(BEGINS + str(number).encode())
        _limit(seconds)
        rows.append(batches.read_row(row, manner))
    _limit(0)
    found = pa.RecordBatch.from_pylist(rows, schema=batches.READINGS)
    return DONE + memory().to_bytes(8, "big") + packed(found)


def memory() -> int:
    """Return how many bytes of memory this process has now; 0 where the system does not say."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0


def _limit(seconds: float) -> None:
    """Let the system end this process after so many seconds of the processor; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
