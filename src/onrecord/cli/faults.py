"""From an error to one line on stderr and an exit code."""

import errno
import os
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

import click

from onrecord.cli import stopping
from onrecord.model import OnRecordError

OK = 0
LOOK = 1  # the work is done, and something in it wants a person's eye
WRONG_USE = 2
UNUSABLE = 3
LACKING = 4
BUG = 70  # sysexits.h calls it EX_SOFTWARE
PIPE_CLOSED = 141  # what a shell gives for a program whose reader went away

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def told(fault: BaseException, *, debug: bool = False) -> int:
    """
    Write a fault to stderr as one line and return the exit code for it.

    Args:
        fault: What ended the program.
        debug: Write the whole trace too, if the fault is the program's own.
    """
    if isinstance(fault, click.exceptions.Exit):  # what `--help` and `--version` end with
        return fault.exit_code
    if isinstance(fault, BrokenPipeError):
        _drop_output()
        return PIPE_CLOSED
    code, line = _code_and_line(fault)
    if line:
        _say(f"onrecord: {line}")
    if code == BUG and debug:
        traceback.print_exception(fault, file=sys.stderr)
    return code


def _code_and_line(fault: BaseException) -> tuple[int, str]:
    if isinstance(fault, OnRecordError):
        return fault.exit_code, _one_line(str(fault))
    if isinstance(fault, click.ClickException):
        return WRONG_USE, _wrong_use(fault)
    if isinstance(fault, KeyboardInterrupt | click.Abort):
        return stopping.STOPPED, "stopped"
    if isinstance(fault, MemoryError):
        return LACKING, "this machine has not enough memory for that"
    if isinstance(fault, OSError) and (fault.errno in _FULL or fault.filename is not None):
        return UNUSABLE, _unusable(fault)
    return BUG, _bug(fault)


def _unusable(fault: OSError) -> str:
    if fault.errno in _FULL:
        return f"no room left on the disk{_at(fault)}; what was saved before is kept"
    return _one_line(f"{fault.strerror or 'it cannot be used'}{_at(fault)}")


def _wrong_use(fault: click.ClickException) -> str:
    path = (
        fault.ctx.command_path if isinstance(fault, click.UsageError) and fault.ctx else "onrecord"
    )
    message = _one_line(fault.format_message()).rstrip(".")
    return f"{message} (see {path} --help)"


def _bug(fault: BaseException) -> str:
    name = type(fault).__name__
    where = _written_details(fault)
    kept = f"the details are in {where}" if where else "run it again with --debug for the details"
    return f"something went wrong inside onrecord ({name}); {kept}"


def _written_details(fault: BaseException) -> Path | None:
    """
    Write where the program failed to a file of the temp folder and return its path.

    Messages of exceptions are left out, and so are values: they may hold words of a
    report, and this file is meant to be handed to a stranger.
    """
    lines: list[str] = []
    link: BaseException | None = fault
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}\n")
        lines += traceback.format_tb(link.__traceback__)
        link = link.__cause__ or link.__context__
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix="onrecord-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(lines)
        return Path(name)
    return None


def _at(fault: OSError) -> str:
    return f": {os.fsdecode(fault.filename)}" if fault.filename is not None else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _say(line: str) -> None:
    """Say it on the screen, which no name of a file or word that somebody pasted may steer."""
    from onrecord.cli.output import on_one_line  # noqa: PLC0415 - rich is loaded only to be used

    with suppress(OSError, ValueError):
        print(on_one_line(line), file=sys.stderr, flush=True)  # noqa: T201 - the one place that speaks here


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
