"""Who has an account: invitations, roles, closing."""

import secrets

from onrecord.access import names, tokens
from onrecord.model import Account, AccountRole, OnRecordError, Refused
from onrecord.store.accounts.book import Change
from onrecord.workflow.accounts.held import (
    INVITED_FOR,
    NO_INVITATION,
    Held,
    SignedIn,
    id_of,
    still_open,
)


class People(Held):
    """Who has an account, and as what."""

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
            self._note(change, id_of(by), "invited", made.id, role=role.value)
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
            still_open(change, account)
            change.invite(tokens.digest(secret), account.id, self._clock() + INVITED_FOR)
            self._note(change, id_of(by), "invited", account.id)
        return secret

    def invited(self, secret: str) -> Account | None:
        """Return who was invited by a secret; None where it holds no longer."""
        return self._book.invited(tokens.digest(secret), self._clock(), INVITED_FOR)

    def accept(self, secret: str, password: str) -> SignedIn:
        """
        Take up an account with a password of one's own; whatever opened it before no longer does.

        Raises:
            Refused: The invitation does not hold.
            OnRecordError: The password is not taken; the invitation holds on.
        """
        account = self.invited(secret)
        if account is None:
            raise Refused(NO_INVITATION)
        kept = self._checked(password, account)
        now = self._clock()
        with self._book.changing() as change:
            self._take_up(change, secret, now)
            change.set_password(account.id, kept, now)
        return self._let_in(account, "invitation")

    def give_role(self, account: Account, role: AccountRole, by: Account | None) -> Account:
        """
        Give somebody another role; their sessions end.

        Raises:
            OnRecordError: The account is closed, or it is the last admin's.
            MayNot: `by` may not say who has an account.
        """
        self._check_may(by)
        with self._book.changing() as change:
            held = still_open(change, account)
            if held.role is AccountRole.ADMIN and role is not AccountRole.ADMIN:
                _check_not_last(change, held)
            change.set_account(held.id, role=role.value)
            change.end_sessions(held.id)
            self._note(change, id_of(by), "role-given", held.id, role=role.value)
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
            held = still_open(change, account)
            _check_not_last(change, held)
            change.set_account(held.id, closed=now.isoformat())
            change.end_sessions(held.id)
            change.end_invitation(held.id)
            change.forget_proofs(held.id)
            self._note(change, id_of(by), "closed", held.id)
        return self._found(held.id)

    def _check_unlike(self, change: Change, called: str) -> None:
        looks = names.looks(called)
        for one in change.everyone():
            if names.looks(one.name) == looks:
                raise OnRecordError(
                    f"there is an account {one.name} already, or one whose name looks like that; "
                    "names that look alike would sign each other's decisions"
                )


def _admins(change: Change) -> list[Account]:
    every = change.everyone()
    return [one for one in every if one.role is AccountRole.ADMIN and one.closed is None]


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
