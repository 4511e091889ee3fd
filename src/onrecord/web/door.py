"""
The door of a record with accounts: whose session a browser has, and the cookie that tells it.

A record without accounts has no door: one person, one laptop, no password. It gets one as
soon as somebody makes the first account, also while the desk is open.
"""

import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from fastapi import Request
from starlette.requests import cookie_parser
from starlette.responses import Response

from onrecord.model import Account
from onrecord.workflow.accounts import Accounts, open_accounts

_ANSWERED_IN = 300  # seconds; the question itself holds no longer either
_LOOK_AGAIN = 2.0  # seconds between looks whether the record has accounts by now


class Door:
    """
    Who may come in, and by what a browser shows who it is.

    Args:
        folder: The record.
        origin: Where the desk is reached from beyond this machine, such as
            `https://desk.example.org`; empty where it is not.
        opening: What opens the accounts of a record.
    """

    def __init__(
        self,
        folder: Path,
        origin: str = "",
        opening: Callable[[Path], Accounts | None] = open_accounts,
    ) -> None:
        self._folder = folder
        self._opening = opening
        self.origin = origin
        self._lock = threading.Lock()
        self._held: Accounts | None = None
        self._looked = -_LOOK_AGAIN
        self.is_secure = origin.startswith("https://")
        # Cookies know no ports: records that are open side by side must not take each other's.
        mark = sha256(str(folder.resolve()).encode()).hexdigest()[:8]
        self.cookie = f"__Host-onrecord-{mark}" if self.is_secure else f"onrecord-{mark}"

    @property
    def accounts(self) -> Accounts | None:
        """The accounts of the record; None where it has none."""
        if self._held is None and time.monotonic() - self._looked >= _LOOK_AGAIN:
            with self._lock:
                if self._held is None:  # nobody else was quicker
                    self._held = self._opening(self._folder)
                self._looked = time.monotonic()
        return self._held

    def close(self) -> None:
        """Let go of the accounts."""
        with self._lock:
            if self._held is not None:
                self._held.close_book()
                self._held = None

    def token(self, cookies: str) -> str:
        """Return what a browser shows; empty where it shows nothing."""
        return cookie_parser(cookies).get(self.cookie, "")

    def let_in(self, answer: Response, token: str) -> None:
        """Let a browser keep the token of a session until it is closed."""
        answer.set_cookie(
            self.cookie, token, path="/", secure=self.is_secure, httponly=True, samesite="lax"
        )

    def ask(self, answer: Response, ceremony: str) -> None:
        """Let a browser keep, for as long as it may answer, which question it was asked."""
        answer.set_cookie(
            f"{self.cookie}-asked",
            ceremony,
            max_age=_ANSWERED_IN,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="strict",
        )

    def asked(self, cookies: str) -> str:
        """Return which question a browser answers; empty where it was asked none."""
        return cookie_parser(cookies).get(f"{self.cookie}-asked", "")

    def forget(self, answer: Response) -> None:
        """Let a browser forget its session."""
        answer.delete_cookie(
            self.cookie, path="/", secure=self.is_secure, httponly=True, samesite="lax"
        )


def door_of(request: Request) -> Door:
    """Return the door of the desk that is asked."""
    door: Door = request.app.state.door
    return door


def accounts_of(request: Request) -> Accounts | None:
    """Return the accounts of the desk that is asked; None where it has none."""
    found: Accounts | None = getattr(request.state, "accounts", None)
    return found


def account_of(request: Request) -> Account | None:
    """Return who asks; None where nobody has signed in, or nobody has an account."""
    found: Account | None = getattr(request.state, "account", None)
    return found


def token_of(request: Request) -> str:
    """Return the token of the session in which is asked."""
    return door_of(request).token(request.headers.get("cookie", ""))


def is_stranger(request: Request) -> bool:
    """Return whether the record has accounts, and whoever asks has not signed in."""
    return accounts_of(request) is not None and account_of(request) is None
