"""
Who may use a record that several people keep, and who they are.

A record without accounts is one person's on one machine, as ever: `open_accounts` is None.
Whatever changes an account stands in its log in the same transaction.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.access import names, passwords, tokens
from onrecord.access.attempts import Attempts
from onrecord.model import (
    Account,
    AccountRole,
    AuditEvent,
    MayNot,
    OnRecordError,
    Permission,
    Refused,
)
from onrecord.store.accounts import AccountBook, has_accounts, open_book
from onrecord.store.accounts.book import Change

INVITED_FOR = timedelta(hours=72)
# NIST SP 800-63B, AAL2: an hour without a word, or a working day, and who it is is asked again.
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
SHORTEST_PASSWORD = passwords.SHORTEST  # signs
_TO_THE = timedelta(minutes=1)  # a session's last use is kept no more exactly

_NOT_LET_IN = "that name and password do not go together"
_NO_INVITATION = "this invitation does not hold, or no longer; ask for another"


def _now() -> datetime:
    return datetime.now(UTC)


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


def open_accounts(
    record_folder: Path,
    *,
    make: bool = False,
    clock: Callable[[], datetime] = _now,
    cost: passwords.Cost = passwords.USUAL,
) -> "Accounts | None":
    """
    Open the accounts of a record; None where it has none: one person, one laptop.

    Args:
        record_folder: The record.
        make: Make room for accounts where there are none.
        clock: Where the time comes from.
        cost: What finding out a password is to cost.

    Raises:
        RecordUnusable: They cannot be opened.
    """
    if not make and not has_accounts(record_folder):
        return None
    return Accounts(open_book(record_folder, now=clock()), clock=clock, cost=cost)


class Accounts:
    """
    The accounts of one record, held open; a context manager. Made by `open_accounts`.

    Any number of threads may use it. `by` is who asks, and is looked at here again, whatever
    a page looked at before; None is somebody at a terminal of the machine, who can open the
    files anyway.
    """

    def __init__(
        self, book: AccountBook, *, clock: Callable[[], datetime], cost: passwords.Cost
    ) -> None:
        self._book = book
        self._clock = clock
        self._cost = cost
        self._attempts = Attempts()

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

    # --- who somebody is -----------------------------------------------------------------

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
            raise Refused(_NOT_LET_IN)
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
        is_over = now - session.seen > IDLE or now - session.began > LONGEST
        if is_over or session.account.closed is not None:
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
            if now - seen <= IDLE and now - began <= LONGEST
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
            self._note(change, _id(by), "signed-out-everywhere", account.id)

    # --- who has an account ----------------------------------------------------------------

    def invite(self, name: str, role: AccountRole, by: Account | None) -> str:
        """
        Make an account and return the secret by which its owner takes it up within 72 hours.

        The secret is for one person, handed over in a way that nobody else can read. The
        first account is an admin's.

        Raises:
            OnRecordError: The name is none, or another's, or looks like another's; or the
                first account is not an admin's.
            MayNot: `by` may not say who has an account.
        """
        self._check_may(by)
        called = names.on_one_line(name)
        wrong = names.wrong(called)
        if wrong:
            raise OnRecordError(wrong)
        now, secret = self._clock(), tokens.new()
        made = Account(id=f"acc_{secrets.token_hex(8)}", name=called, role=role, since=now)
        with self._book.changing() as change:
            self._check_unlike(change, called)
            if role is not AccountRole.ADMIN and not _admins(change):
                raise OnRecordError("the first account must be an admin's: --role admin")
            change.add(made, names.looks(called))
            change.invite(tokens.digest(secret), made.id, now + INVITED_FOR)
            self._note(change, _id(by), "invited", made.id, role=role.value)
        return secret

    def invite_again(self, account: Account, by: Account | None) -> str:
        """
        Return a new invitation for somebody who lost theirs, or what they signed in with.

        What they signed in with before holds until it is taken up.

        Raises:
            OnRecordError: The account is closed.
            MayNot: `by` may not say who has an account.
        """
        self._check_may(by)
        secret = tokens.new()
        with self._book.changing() as change:
            _still_open(change, account)
            change.invite(tokens.digest(secret), account.id, self._clock() + INVITED_FOR)
            self._note(change, _id(by), "invited", account.id)
        return secret

    def invited(self, secret: str) -> Account | None:
        """Return who was invited by a secret; None where it holds no longer."""
        return self._book.invited(tokens.digest(secret), self._clock())

    def accept(self, secret: str, password: str) -> SignedIn:
        """
        Take up an account with a password of one's own; whatever opened it before no longer does.

        Raises:
            Refused: The invitation does not hold.
            OnRecordError: The password is not taken; the invitation holds on.
        """
        account = self.invited(secret)
        if account is None:
            raise Refused(_NO_INVITATION)
        kept = self._checked(password, account)
        now = self._clock()
        with self._book.changing() as change:
            self._take_up(change, secret, now)
            change.set_password(account.id, kept, now)
        return self._let_in(account, "invitation")

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
            _still_open(change, account)
            change.set_password(account.id, made, self._clock())
            change.end_sessions(account.id)
            self._note(change, account.id, "password-changed", account.id)

    def give_role(self, account: Account, role: AccountRole, by: Account | None) -> Account:
        """
        Give somebody another role; their sessions end.

        Raises:
            OnRecordError: The account is closed, or it is the last admin's.
            MayNot: `by` may not say who has an account.
        """
        self._check_may(by)
        with self._book.changing() as change:
            held = _still_open(change, account)
            if held.role is AccountRole.ADMIN and role is not AccountRole.ADMIN:
                _check_not_last(change, held)
            change.set_account(held.id, role=role.value)
            change.end_sessions(held.id)
            self._note(change, _id(by), "role-given", held.id, role=role.value)
        return self._found(held.id)

    def close(self, account: Account, by: Account | None) -> Account:
        """
        Close an account: nobody signs in with it again. It is never deleted.

        Raises:
            OnRecordError: It is closed, or it is the last admin's.
            MayNot: `by` may not say who has an account.
        """
        self._check_may(by)
        now = self._clock()
        with self._book.changing() as change:
            held = _still_open(change, account)
            _check_not_last(change, held)
            change.set_account(held.id, closed=now.isoformat())
            change.end_sessions(held.id)
            change.end_invitation(held.id)
            change.forget_proofs(held.id)
            self._note(change, _id(by), "closed", held.id)
        return self._found(held.id)

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

    # --- the log ---------------------------------------------------------------------------

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
            self._note(change, _id(account), did, about, **details)

    # --- within ----------------------------------------------------------------------------

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

    def _check_unlike(self, change: Change, called: str) -> None:
        looks = names.looks(called)
        for one in change.everyone():
            if names.looks(one.name) == looks:
                raise OnRecordError(
                    f"there is an account {one.name} already, or one whose name looks like that; "
                    "names that look alike would sign each other's decisions"
                )

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
        held = change.invited(tokens.digest(secret), now)
        if held is None or held.closed:
            raise Refused(_NO_INVITATION)
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
            held = _still_open(change, account)
            if fitting is not None and change.password_of(held.id) != fitting:
                raise Refused(_NOT_LET_IN)
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


def _id(by: Account | None) -> str:
    return "" if by is None else by.id


def _admins(change: Change) -> list[Account]:
    every = change.everyone()
    return [one for one in every if one.role is AccountRole.ADMIN and one.closed is None]


def _still_open(change: Change, account: Account) -> Account:
    for one in change.everyone():
        if one.id == account.id and one.closed is None:
            return one
    raise OnRecordError(f"the account of {account.name} is closed")


def _check_not_last(change: Change, account: Account) -> None:
    """Keep an admin who can sign in; one who was only invited may never come."""
    if account.role is not AccountRole.ADMIN:
        return
    able = change.proven()
    others = [one for one in _admins(change) if one.id != account.id and one.id in able]
    if not others:
        raise OnRecordError(
            f"{account.name} is the last admin who can sign in; make another one first"
        )
