"""The command line: one module per command, one function from error to exit code."""

import gc
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from onrecord.cli import stopping

__all__ = ["main", "run"]


def run(arguments: Sequence[str]) -> int:
    """
    Run the program and return its exit code; never raises, never shows a traceback.

    Args:
        arguments: The words after `onrecord`.
    """
    try:
        from onrecord.cli import app  # noqa: PLC0415 - Ctrl-C while it loads is told in words too

        return app.run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("onrecord: stopped\n")
        return stopping.STOPPED


def main() -> NoReturn:
    """Run the program with the words of the command line and end with its exit code."""
    stopping.at_once()  # where work is under way, `stopping.asked` takes its place
    # A record is many small values that stay: looking for garbage among them every 700, as
    # Python does, takes a fifth of the time and finds nothing.
    gc.set_threshold(100_000, 50, 100)
    code = run(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is saved: let the interpreter end in peace
    sys.exit(code)
