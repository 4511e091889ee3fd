"""Passphrases that this process was told, and who is asked for one."""

import os
from collections.abc import Callable
from pathlib import Path

FILE = "ONRECORD_PASSPHRASE_FILE"  # names a file whose first line is one, such as /dev/fd/3
_LONGEST = 4096  # bytes that are read for one


class Passphrases:
    """
    What opens encrypted files, asked for once in the life of a process and kept in memory only.

    >>> known = Passphrases({})
    >>> known.asked_by(lambda what: "olive")
    >>> known.of("coast"), known.of("coast")
    ('olive', 'olive')
    """

    def __init__(self, environment: "os._Environ[str] | dict[str, str]") -> None:
        self._environment = environment
        self._ask: Callable[[str], str] | None = None
        self._known: dict[str, str] = {}

    def asked_by(self, ask: Callable[[str], str] | None) -> None:
        """Let a function ask a person; None lets nobody be asked."""
        self._ask = ask

    def tell(self, what: str, passphrase: str) -> None:
        """Keep one that is known already."""
        self._known[what] = passphrase

    def forget(self, what: str) -> None:
        """Forget one, such as one that opened nothing."""
        self._known.pop(what, None)

    def told(self, what: str) -> str:
        """Return one that is known already; "" if none is, and nobody is asked."""
        return self._known.get(what, "")

    def of(self, what: str) -> str:
        """
        Return what opens something; "" where nobody can be asked.

        Raises:
            OSError: The file that the environment names cannot be read.
        """
        if what not in self._known:
            told = self._from_file() or (self._ask(what) if self._ask else "")
            if not told:
                return ""
            self._known[what] = told
        return self._known[what]

    def _from_file(self) -> str:
        named = self._environment.get(FILE, "")
        if not named:
            return ""
        with Path(named).open("rb") as stream:
            return stream.readline(_LONGEST).decode("utf-8", "replace").rstrip("\r\n")


KNOWN = Passphrases(os.environ)
