"""Asking a process of its own what follows from decisions."""

import multiprocessing
import os
import threading
from pathlib import Path
from typing import Any

from onrecord import store
from onrecord.kit.passphrases import KNOWN
from onrecord.kit.processes import no_signals
from onrecord.model import OnRecordError
from onrecord.workflow.desk import reckoner
from onrecord.workflow.desk.reckoner import Fault, Page

_LOOK = 0.2  # seconds between looks whether the desk is being closed


class Ended(OnRecordError):
    """The process ended before it answered."""


class Closed(Exception):
    """The desk is being closed, and nobody waits for the answer any more."""


class Broken(Exception):
    """What was asked came to nothing by a fault of this program; its words are the fault's name."""


class Reckoning:
    """
    A process that works things out beside the desk, started when it is first asked.

    It ends with the thread that asked first and with this process, however that ends, and it
    is started anew where it was ended. For one thread.

    Args:
        folder: The record's folder.
        closing: Is set when nobody waits for an answer any more.
    """

    def __init__(self, folder: Path, closing: threading.Event) -> None:
        self._folder = folder
        self._closing = closing
        self._process: Any = None
        self._line: Any = None

    def difference(self) -> store.Difference:
        """
        Return what of the derived tables is to be another.

        Raises:
            OnRecordError: It cannot be worked out now, or the process was ended.
            Closed: The desk is being closed.
            Broken: By a fault of this program.
        """
        found: store.Difference = self._asked(reckoner.FIGURES)
        return found

    def page(self) -> Page:
        """Return the record's page; raises as `difference` does."""
        found: Page = self._asked(reckoner.PAGE)
        return found

    def close(self) -> None:
        """End the process; it writes nothing, so nothing is lost."""
        if self._process is None:
            return
        self._line.close()
        self._process.kill()
        self._process.join()
        self._process.close()
        self._process = None

    def _asked(self, question: str) -> Any:
        try:
            if self._process is None:
                self._start()
            self._line.send(question)
            while not self._line.poll(_LOOK):
                if self._closing.is_set():
                    raise Closed
            found = self._line.recv()
        except (EOFError, OSError) as fault:
            self.close()
            raise Ended(
                "the process that works out figures was ended, for want of memory or by somebody; "
                "it is tried again"
            ) from fault
        if isinstance(found, Fault):
            raise Broken(found.words) if found.is_program else OnRecordError(found.words)
        return found

    def _start(self) -> None:
        self._line, theirs = multiprocessing.Pipe()
        told = (theirs, self._folder, KNOWN.told(str(self._folder.resolve())), os.getpid())
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=reckoner.serve, args=told, daemon=True, name="figures")
        with no_signals():
            process.start()
        theirs.close()
        self._process = process
