"""Signing in by password, sessions, and changing one's password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.access import names, passwords, tokens
from onrecord.model import Account, Refused
from onrecord.workflow.accounts.held import (
    LONGEST,
    NOT_LET_IN,
    SET_RIGHT,
    Held,
    SignedIn,
    id_of,
    still_open,
)

# NIST SP 800-63B, AAL2: an hour without a word, or a working day, and who it is is asked again.
IDLE = timedelta(hours=1)
_TO_THE = timedelta(minutes=1)  # a session's last use is kept no more exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """
    One place where somebody is signed in; no address of a machine is kept.

    Attributes:
        began: When they signed in.
        seen: When it was used last, to the minute.
        browser: The family of the browser; empty where it did not tell.
        is_this: Whether it is the one in which was asked.
    """

    began: datetime
    seen: datetime
    browser: str
    is_this: bool


class Sessions(Held):
    """Who somebody is, by their password and then by the token of their session."""

    def sign_in(self, name: str, password: str, *, whence: str) -> SignedIn:
        """
        Let somebody in by their password.

        Args:
            name: As it was typed.
            password: As it was typed.
            whence: The address of their machine, to slow guessing down; it is not kept.

        Raises:
            Refused: Name and password do not go together, or it was tried too often. The
                line and the time it takes are the same whether there is such a name or not.
        """
        looks = names.looks(names.on_one_line(name))
        self._check_pace(looks, whence)
        account = self._book.by_looks(looks)
        kept = self._book.password_of(account.id) if account else None
        if not passwords.fits(kept, password, self._cost) or account is None or account.closed:
            self._note_refused(account)
            raise Refused(NOT_LET_IN)
        self._attempts.succeed(looks, whence, self._clock())
        made = None
        if kept and passwords.is_outdated(kept, self._cost):
            made = passwords.hashed(password, self._cost)
        return self._let_in(account, "password", fitting=kept, rehashed=made)

    def who(self, token: str) -> Account | None:
        """Return whose session a browser's token is; None where it has ended, or is none."""
        if not token:
            return None
        digest, now = tokens.digest(token), self._clock()
        session = self._book.session(digest)
        if session is None:
            return None
        if not _holds(session.began, session.seen, now) or session.account.closed is not None:
            with self._book.changing() as change:
                change.end_session(digest)
            return None
        if now - session.seen >= _TO_THE:
            with self._book.changing() as change:
                change.seen(digest, now)
        return session.account

    def opened_with(self, token: str, browser: str) -> None:
        """Keep in which family of browsers a session is open, for its owner to know it by."""
        with self._book.changing() as change:
            change.opened_with(tokens.digest(token), browser)

    def sessions(self, account: Account, token: str = "") -> tuple[OpenSession, ...]:
        """Return where somebody is signed in, the last used first; `token` is of this session."""
        this, now = tokens.digest(token), self._clock()
        return tuple(
            OpenSession(began=began, seen=seen, browser=browser, is_this=digest == this)
            for digest, began, seen, browser in self._book.sessions_of(account.id)
            if _holds(began, seen, now)
        )

    def sign_out(self, token: str) -> None:
        """End a session; nothing happens where it has ended."""
        account = self.who(token)
        if account is not None:
            with self._book.changing() as change:
                change.end_session(tokens.digest(token))
                self._note(change, account.id, "signed-out")

    def sign_out_everywhere(self, account: Account, *, by: Account | None = None) -> None:
        """End all of somebody's sessions; of others only where `by` may say who has an account."""
        if by is not None and by.id != account.id:
            self._check_may(by)
        with self._book.changing() as change:
            change.end_sessions(account.id)
            self._note(change, id_of(by), "signed-out-everywhere", account.id)

    def change_password(self, account: Account, old: str, new: str, *, whence: str = "") -> None:
        """
        Change one's password; all sessions end, also the one in which it was asked.

        Args:
            account: Whose.
            old: The one that holds; empty where there is none yet.
            new: The new one.
            whence: As for `sign_in`.

        Raises:
            Refused: The old one is wrong, or was tried too often.
            OnRecordError: The new one is not taken.
        """
        looks = names.looks(account.name)
        self._check_pace(looks, whence)
        kept = self._book.password_of(account.id)
        if kept is not None and not passwords.fits(kept, old, self._cost):
            self._note_refused(account)
            raise Refused("that is not the password that holds now")
        self._attempts.succeed(looks, whence, self._clock())
        made = self._checked(new, account)
        with self._book.changing() as change:
            still_open(change, account)
            change.set_password(account.id, made, self._clock())
            change.end_sessions(account.id)
            self._note(change, account.id, "password-changed", account.id)


def _holds(began: datetime, seen: datetime, now: datetime) -> bool:
    """
    Return whether a session has not ended yet.

    One that was used later than it is now was begun by a clock that was ahead: by how long ago
    nobody can say, and who it is is asked again.
    """
    return seen <= now + SET_RIGHT and now - seen <= IDLE and now - began <= LONGEST
