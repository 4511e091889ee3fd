"""A process that works out what follows from decisions, so that pages need not share with it."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import store
from onrecord.kit import processes
from onrecord.kit.passphrases import KNOWN
from onrecord.model import OnRecordError
from onrecord.workflow import engines, loading, working_out

# What is asked.
FIGURES, PAGE = "figures", "page"
_NICE = 5  # who waits for a page goes first


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Why there is no answer.

    Attributes:
        words: In one line.
        is_program: It is a fault of this program, and the words are its name.
    """

    words: str
    is_program: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """
    The record's page.

    Attributes:
        page: Its bytes.
        decisions: How many decisions it shows.
    """

    page: bytes
    decisions: int


def serve(asked: Any, folder: Path, passphrase: str, parent: int) -> None:
    """
    Answer what is asked about a record until nothing more is; ends when its parent does.

    It reads the record by itself and writes nothing: what it found is written by who asked.

    Args:
        asked: The connection: `FIGURES` or `PAGE` comes; a `Difference`, a `Page` or a `Fault`
            goes.
        folder: The record's.
        passphrase: What opens the record where it is encrypted; else empty.
        parent: The process that started this one.
    """
    processes.end_with(parent)
    processes.say_nothing()
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    if passphrase:
        KNOWN.tell(str(folder.resolve()), passphrase)
    with suppress(EOFError, OSError), store.open_record(folder) as kept:
        while True:
            question = asked.recv()
            asked.send(_answer(kept, question))


def _answer(kept: store.RecordStore, question: str) -> "store.Difference | Page | Fault":
    try:
        if question == PAGE:
            record = loading.load(kept)
            return Page(working_out.public_page(kept, record), len(record.decisions))
        return working_out.difference(kept, engines.names())
    except OnRecordError as fault:
        return Fault(str(fault))
    except Exception as fault:  # noqa: BLE001 - its words may be a record's; whoever asked says so
        return Fault(type(fault).__name__, is_program=True)
