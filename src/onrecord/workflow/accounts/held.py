"""What every part of the accounts stands on: the book, the clock, the log, and letting in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.access import names, passwords, tokens
from onrecord.access.allowances import Allowances
from onrecord.access.attempts import Attempts
from onrecord.model import Account, AuditEvent, MayNot, OnRecordError, Permission, Refused
from onrecord.store.accounts import AccountBook
from onrecord.store.accounts.book import Change

LONGEST = timedelta(hours=12)  # of a session, whatever is done in it
INVITED_FOR = timedelta(hours=72)
SET_RIGHT = timedelta(minutes=5)  # by which a network may set a clock back
NOT_LET_IN = "that name and password do not go together"
NO_INVITATION = "this invitation does not hold, or no longer; ask for another"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SignedIn:
    """
    Somebody who was let in.

    Attributes:
        token: What their browser holds; it is kept nowhere else.
        account: Who.
    """

    token: str
    account: Account


class Held:
    """
    The accounts of one record, held open; a context manager.

    Args:
        book: Where they are kept.
        folder: The record's.
        clock: Where the time comes from.
        cost: What finding out a password is to cost.
    """

    def __init__(
        self,
        book: AccountBook,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        cost: passwords.Cost,
    ) -> None:
        self._folder = folder
        self._book = book
        self._clock = clock
        self._cost = cost
        self._attempts = Attempts()
        self._allowances = Allowances()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close_book()

    def close_book(self) -> None:
        """Let go of the database."""
        self._book.close()

    def everyone(self) -> tuple[Account, ...]:
        """Return all accounts, the oldest first, with those that were closed."""
        return self._book.everyone()

    def waiting(self) -> frozenset[str]:
        """Return the ids of open accounts that nobody has taken up yet."""
        proven = self._book.proven()
        return frozenset(one.id for one in self.everyone() if not one.closed) - proven

    def named(self, name: str) -> Account | None:
        """Return the account that is called so; None if there is none."""
        return self._book.by_looks(names.looks(names.on_one_line(name)))

    def numbered(self, account_id: str) -> Account | None:
        """Return the account with an id; None if there is none."""
        return self._book.by_id(account_id)

    def spend(self, account: Account, kind: str) -> None:
        """
        Count that somebody has once more what costs: `search`, `preview`, `export`, `write`.

        Raises:
            Refused: They had it too often; `wait` says for how many seconds.
        """
        self._allowances.take(kind, account.id)

    def log(self, after: int = 0, limit: int | None = None) -> tuple[AuditEvent, ...]:
        """Return who did what, after the line with a number, the oldest first."""
        return self._book.log(after, limit)

    def log_length(self) -> int:
        """Return how many lines the log has; they are numbered from 1."""
        return self._book.log_length()

    def log_head(self) -> str:
        """Return the last link of the log: written down elsewhere, it proves all before it."""
        return self._book.head()

    def noted(self, account: Account | None, did: str, about: str = "", **details: str) -> None:
        """Write down that somebody did something; no words of a report, no secret."""
        with self._book.changing() as change:
            self._note(change, id_of(account), did, about, **details)

    def _found(self, account_id: str) -> Account:
        found = self._book.by_id(account_id)
        if found is None:
            raise OnRecordError("there is no such account")
        return found

    def _check_may(self, by: Account | None) -> None:
        """Look at who asks as they are now, not as a page saw them."""
        if by is None:
            return
        now = self._book.by_id(by.id)
        if now is None or not now.may(Permission.ACCOUNTS):
            raise MayNot("only an admin says who has an account")

    def _check_pace(self, looks: str, whence: str) -> None:
        left = self._attempts.begin(looks, whence, self._clock())
        if left:
            seconds = int(left.total_seconds()) + 1
            raise Refused(f"too many tries; try again in {seconds} seconds", seconds)

    def _checked(self, password: str, account: Account) -> str:
        wrong = passwords.wrong(password, account.name)
        if wrong:
            raise OnRecordError(wrong)
        return passwords.hashed(password, self._cost)

    def _take_up(self, change: Change, secret: str, now: datetime) -> Account:
        """End an invitation, and all by which its account could be opened before."""
        held = change.invited(tokens.digest(secret), now, INVITED_FOR)
        if held is None or held.closed:
            raise Refused(NO_INVITATION)
        change.end_invitation(held.id)
        change.forget_proofs(held.id)
        change.end_sessions(held.id)
        self._note(change, held.id, "accepted", held.id)
        return held

    def _let_in(
        self, account: Account, how: str, *, fitting: str | None = None, rehashed: str | None = None
    ) -> SignedIn:
        """
        Begin a session under a token that nobody had before.

        Args:
            account: Whose.
            how: By what they proved who they are.
            fitting: What was kept of the password that fitted: a password that was changed
                meanwhile lets nobody in.
            rehashed: What is to be kept of it from now on.
        """
        token, now = tokens.new(), self._clock()
        with self._book.changing() as change:
            held = still_open(change, account)
            if fitting is not None and change.password_of(held.id) != fitting:
                raise Refused(NOT_LET_IN)
            change.forget_sessions(now - LONGEST, now + SET_RIGHT)
            change.open_session(tokens.digest(token), held.id, now)
            if rehashed is not None:
                change.set_password(held.id, rehashed, now)
            self._note(change, held.id, "signed-in", how=how)
        return SignedIn(token=token, account=held)

    def _note(self, change: Change, by: str, did: str, about: str = "", **details: str) -> None:
        told = tuple(sorted(details.items()))
        change.note(
            AuditEvent(number=0, at=self._clock(), by=by, did=did, about=about, details=told)
        )

    def _note_refused(self, account: Account | None) -> None:
        """Write down that somebody failed; what was typed for a name may be a password."""
        if account is not None:
            with self._book.changing() as change:
                self._note(change, "", "refused", account.id)


def id_of(by: Account | None) -> str:
    """Return who did something, as the log has it; empty for somebody at a terminal."""
    return "" if by is None else by.id


def still_open(change: Change, account: Account) -> Account:
    """
    Return an account as it is now.

    Raises:
        OnRecordError: It is closed.
    """
    for one in change.everyone():
        if one.id == account.id and one.closed is None:
            return one
    raise OnRecordError(f"the account of {account.name} is closed")
