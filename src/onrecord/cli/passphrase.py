"""Asking for a passphrase: at the terminal or from a file, never in the words of a command."""

import os
import sys
from pathlib import Path

import click

from onrecord.model import OnRecordError

_LONGEST = 4096  # bytes that are read for one


def told(file: Path | None, what: str, *, is_new: bool = False) -> str:
    """
    Return a passphrase.

    Args:
        file: Where its first line is, such as `/dev/fd/3`; None asks at the terminal.
        what: What it is for, as the terminal asks.
        is_new: Ask twice, since nobody can tell it later.

    Raises:
        OnRecordError: There is none, or nobody can be asked.
    """
    found = _asked(what, is_new=is_new) if file is None else _read(file)
    if not found:
        raise OnRecordError("the passphrase is empty")
    return found


def _asked(what: str, *, is_new: bool) -> str:
    if not sys.stdin.isatty() and not _has_terminal():
        raise OnRecordError(
            f"{what} is needed, and there is no terminal to ask at: give it with --passphrase-file"
        )
    answer: str = click.prompt(what, hide_input=True, confirmation_prompt=is_new, err=True)
    return answer


def _has_terminal() -> bool:
    """Whether a person can be asked, though the program reads from somewhere else."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            first = stream.readline(_LONGEST)
        return first.decode("utf-8").rstrip("\r\n")
    except OSError as fault:
        raise OnRecordError(f"{file} cannot be read: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise OnRecordError(f"{file} holds no passphrase in UTF-8") from None
