"""Where words go: consoles of the right width, text made safe for a terminal."""

import os
import sys
import unicodedata

from rich.console import Console

_WIDTH = 100  # where neither a terminal nor COLUMNS tells
_NARROWEST = 40
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def console(*, stderr: bool = False) -> Console:
    """Return a console as wide as the terminal; else as COLUMNS says; else 100."""
    stream = sys.stderr if stderr else sys.stdout
    return _Console(
        file=stream,
        width=None if stream.isatty() else _told_width(),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


class _Console(Console):
    """A console that leaves it to the program to say how it ends when its reader goes away."""

    def on_broken_pipe(self) -> None:
        """Pass the fault on; rich would end the program itself."""
        raise  # noqa: PLE0704 - rich calls this where it has caught the fault


def _told_width() -> int:
    told = os.environ.get("COLUMNS", "")
    return max(int(told), _NARROWEST) if told.isdecimal() else _WIDTH


def safe(text: str) -> str:
    r"""
    Return text of a report with nothing in it that could steer a terminal.

    Escape sequences could recolour, overwrite or hide what is shown; marks that turn the
    direction of writing could show a number as another.

    >>> safe("12 dead" + chr(27) + "[2K")
    '12 dead\ufffd[2K'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe_character, text))


def _safe_character(character: str) -> str:
    if character in "\n\t":
        return character
    if character == "\r" or character in _TURNS_TEXT:
        return ""
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"}:
        return "\n"
    return "\ufffd" if category in {"Cc", "Cs"} else character


def on_one_line(text: str) -> str:
    """Return safe text with its runs of white space made single spaces."""
    return " ".join(safe(text).split())
