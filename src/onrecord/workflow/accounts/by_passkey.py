"""Passkeys: making one, and signing in with one."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from onrecord.access import passkeys, tokens
from onrecord.access.passkeys import Site
from onrecord.model import Account, OnRecordError, Refused
from onrecord.store.accounts import Challenge, Passkey
from onrecord.workflow.accounts.held import (
    INVITED_FOR,
    NO_INVITATION,
    Held,
    SignedIn,
    still_open,
)

ANSWERED_IN = timedelta(minutes=5)
_LABEL = 60  # signs
_MOST = 20  # passkeys of one account
_MAKE, _ENTER, _TAKE_UP = "passkey-made", "passkey-used", "invitation-passkey"
_NO_QUESTION = "that took too long, or was answered before; try again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What a browser is asked.

    Attributes:
        ceremony: By what the answer is known; for this browser alone, best in a cookie that
            pages cannot read, so that nobody is signed in by somebody else's answer.
        options: What `navigator.credentials` takes, bytes as base64url.
    """

    ceremony: str
    options: dict[str, Any]


class Passkeys(Held):
    """
    Who somebody is, by a passkey.

    `origin` is the address of the desk as it was stated (or `http://localhost:PORT` on this
    machine), never what a request says of itself.
    """

    def passkey_options(self, account: Account | None, *, origin: str) -> Asked:
        """
        Ask for a new passkey of an account; of nobody's account, to sign in with one.

        Raises:
            OnRecordError: No passkeys are made at such an address, or there are many already.
        """
        where = passkeys.site(origin)
        if account is None:
            challenge, ceremony = self._ask(_ENTER, "")
            return Asked(ceremony=ceremony, options=passkeys.to_sign_in(where, challenge))
        return self._options_for(account, where, _MAKE)

    def invitation_options(self, secret: str, *, origin: str) -> Asked:
        """
        Ask for the passkey with which an invitation is to be taken up.

        Raises:
            Refused: The invitation does not hold.
            OnRecordError: No passkeys are made at such an address.
        """
        account = self._book.invited(tokens.digest(secret), self._clock(), INVITED_FOR)
        if account is None:
            raise Refused(NO_INVITATION)
        return self._options_for(account, passkeys.site(origin), _TAKE_UP)

    def register_passkey(
        self, account: Account, ceremony: str, answer: Any, *, origin: str, label: str = ""
    ) -> Passkey:
        """
        Keep a passkey that a browser made.

        Args:
            account: Whose.
            ceremony: Of the question.
            answer: What the browser sent, as JSON has it.
            origin: The stated address.
            label: What its owner calls it.

        Raises:
            Refused: The answer is not to this question, or nobody was verified.
        """
        challenge = self._answered(ceremony, _MAKE, account.id)
        made = self._made(account, answer, challenge, origin, label)
        with self._book.changing() as change:
            still_open(change, account)
            if change.has_passkey(made.id):
                raise Refused("that passkey opens an account already")
            change.add_passkey(made)
            self._note(change, account.id, "passkey-added", account.id)
        return made

    def accept_with_passkey(
        self, secret: str, ceremony: str, answer: Any, *, origin: str, label: str = ""
    ) -> SignedIn:
        """
        Take up an account with a passkey; whatever opened it before no longer does.

        Raises:
            Refused: The invitation does not hold, or the answer is not to this question.
        """
        now = self._clock()
        account = self._book.invited(tokens.digest(secret), now, INVITED_FOR)
        if account is None:
            raise Refused(NO_INVITATION)
        challenge = self._answered(ceremony, _TAKE_UP, account.id)
        made = self._made(account, answer, challenge, origin, label)
        with self._book.changing() as change:
            self._take_up(change, secret, now)
            if change.has_passkey(made.id):
                raise Refused("that passkey opens an account already")
            change.add_passkey(made)
        return self._let_in(account, "invitation")

    def sign_in_with_passkey(
        self, ceremony: str, answer: Any, *, whence: str, origin: str
    ) -> SignedIn:
        """
        Let somebody in by a passkey; which it is says who they are.

        Raises:
            Refused: It opens no account here, the answer is not to this question, nobody was
                verified, or it was tried too often.
        """
        self._check_pace("", whence)
        challenge = self._answered(ceremony, _ENTER, "")
        held = self._book.passkey(passkeys.named(answer))
        account = self._book.by_id(held.account) if held else None
        if held is None or account is None or account.closed is not None:
            raise Refused("that passkey does not open an account here")
        own = passkeys.Held(id=held.id, public_key=held.public_key, uses=held.uses)
        try:
            uses = passkeys.used(passkeys.site(origin), answer, challenge, own, account.id)
        except Refused:
            self._note_refused(account)
            raise
        with self._book.changing() as change:
            # Of two answers at once with one count, one is a copy's.
            if not change.used(held.id, held.uses, uses, self._clock()):
                raise Refused("that passkey does not open an account here")
        self._attempts.succeed("", whence, self._clock())
        return self._let_in(account, "passkey")

    def passkeys(self, account: Account) -> tuple[Passkey, ...]:
        """Return somebody's passkeys, the oldest first."""
        return self._book.passkeys_of(account.id)

    def remove_passkey(self, account: Account, passkey_id: str) -> None:
        """
        Take out one's own passkey; what it had opened ends.

        Raises:
            OnRecordError: One has none of that id, or nothing else to sign in with.
        """
        with self._book.changing() as change:
            if not change.drop_passkey(account.id, passkey_id):
                raise OnRecordError("you have no such passkey")
            if account.id not in change.proven():
                raise OnRecordError("you could not sign in any more: set a password first")
            change.end_sessions(account.id)
            self._note(change, account.id, "passkey-removed", account.id)

    def _options_for(self, account: Account, where: Site, purpose: str) -> Asked:
        known = [one.id for one in self._book.passkeys_of(account.id)]
        if len(known) >= _MOST:
            raise OnRecordError(f"{_MOST} passkeys are enough for one account; take one out first")
        challenge, ceremony = self._ask(purpose, account.id)
        options = passkeys.to_register(
            where, account_id=account.id, name=account.name, challenge=challenge, known=known
        )
        return Asked(ceremony=ceremony, options=options)

    def _made(
        self, account: Account, answer: Any, challenge: bytes, origin: str, label: str
    ) -> Passkey:
        made = passkeys.registered(passkeys.site(origin), answer, challenge)
        called = " ".join("".join(c for c in label if c.isprintable()).split())[:_LABEL]
        return Passkey(
            id=made.id,
            account=account.id,
            public_key=made.public_key,
            uses=made.uses,
            label=called,
            added=self._clock(),
        )

    def _ask(self, purpose: str, account_id: str) -> tuple[bytes, str]:
        """Keep what is asked, to be answered once and soon."""
        challenge, ceremony, now = secrets.token_bytes(32), tokens.new(), self._clock()
        asked = Challenge(
            purpose=purpose, account=account_id, content=json.dumps({"bytes": challenge.hex()})
        )
        with self._book.changing() as change:
            change.ask(tokens.digest(ceremony), asked, now + ANSWERED_IN, now)
        return challenge, ceremony

    def _answered(self, ceremony: str, purpose: str, account_id: str) -> bytes:
        """Return what was asked, and forget it, whatever the answer is worth."""
        with self._book.changing() as change:
            digest, now = tokens.digest(ceremony), self._clock()
            asked = change.answered(digest, purpose, now, ANSWERED_IN)
        if asked is None or asked.account != account_id:
            raise Refused(_NO_QUESTION)
        return bytes.fromhex(json.loads(asked.content)["bytes"])
