"""Signing in by an organisation's own provider of identities (OpenID Connect)."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from onrecord import store
from onrecord.access import providers, tokens
from onrecord.model import Account, OnRecordError, Refused
from onrecord.store.accounts import Challenge
from onrecord.store.oidc_settings import OidcSettings
from onrecord.workflow.accounts.by_passkey import ANSWERED_IN, Asked
from onrecord.workflow.accounts.held import Held, SignedIn, id_of, still_open

BACK = "/sign-in/outside/back"
_PURPOSE = "provider"
_UNKNOWN = "the provider knows you; this desk does not: ask an admin"
_LONGEST_EMAIL = 254


class Providers(Held):
    """Who somebody is, by a provider's word; only for accounts that an admin made before."""

    @property
    def provider(self) -> OidcSettings | None:
        """The provider that the record's settings name; None for none."""
        return store.read_settings(self._folder / store.SETTINGS).oidc

    def known_as(self, account: Account, email: str, by: Account | None) -> None:
        """
        Say by which address the provider knows somebody; their first sign-in fixes who it is.

        Raises:
            OnRecordError: There is no provider, it is no address, or another account has it.
            MayNot: `by` may not say who has an account.
        """
        self._check_may(by)
        settings = self._settings()
        told = email.strip().casefold()
        if "@" not in told or len(told) > _LONGEST_EMAIL or not told.isprintable() or " " in told:
            raise OnRecordError("that is no mail address")
        with self._book.changing() as change:
            held = still_open(change, account)
            others = [one for one in change.known_outside(settings.issuer) if one.email == told]
            if any(one.account != held.id for one in others):
                raise OnRecordError("another account is known by that address")
            change.set_outside(held.id, settings.issuer, told, None)
            change.end_invitation(held.id)
            self._note(change, id_of(by), "known-as", held.id)

    def ask_provider(self, *, origin: str) -> Asked:
        """
        Return where a browser is sent to sign in.

        Args:
            origin: The desk's stated address; the browser comes back to `BACK` there.

        Returns:
            The ceremony, for a cookie that pages cannot read, and `{"address": …}`.

        Raises:
            OnRecordError: There is no provider, or it does not answer.
            MachineLacks: The extra `oidc` is not installed.
        """
        settings = self._settings()
        where = _provider(settings)
        question = providers.Question(
            state=tokens.new(),
            nonce=tokens.new(),
            verifier=secrets.token_urlsafe(48),
            back=f"{origin.rstrip('/')}{BACK}",
        )
        ceremony, now = tokens.new(), self._clock()
        content = json.dumps(asdict(question))
        kept = Challenge(purpose=_PURPOSE, account="", content=content)
        with self._book.changing() as change:
            change.ask(tokens.digest(ceremony), kept, now + ANSWERED_IN, now)
        address = providers.asked(where, settings.client_id, question)
        return Asked(ceremony=ceremony, options={"address": address})

    def sign_in_by_provider(self, ceremony: str, *, state: str, code: str, whence: str) -> SignedIn:
        """
        Let somebody in by what the provider says.

        Args:
            ceremony: What the browser kept.
            state: What it brought back of what it was sent with.
            code: What the provider gave it.
            whence: As for `sign_in`.

        Raises:
            Refused: The answer does not hold, or no open account is that person's.
            OnRecordError: The provider does not answer.
        """
        self._check_pace("", whence)
        settings = self._settings()
        with self._book.changing() as change:
            digest, now = tokens.digest(ceremony), self._clock()
            kept = change.answered(digest, _PURPOSE, now, ANSWERED_IN)
        if kept is None:
            raise Refused("that took too long, or was answered before; try again")
        question = providers.Question(**json.loads(kept.content))
        providers.check_state(question, state)
        if not code:  # RFC 6749, 4.1.2.1: an error came instead
            raise Refused("the provider did not let you in")
        where = _provider(settings)
        form = providers.form(code, question, settings.client_id, settings.secret(self._folder))
        person = providers.person(
            where,
            _asked(where.keys),
            _asked(where.tokens, form),
            client_id=settings.client_id,
            nonce=question.nonce,
            now=self._clock(),
        )
        account = self._whose(settings, person)
        self._attempts.succeed("", whence, self._clock())
        return self._let_in(account, "provider")

    def _whose(self, settings: OidcSettings, person: providers.Person) -> Account:
        """Return whose account it is; an address counts once, and then the subject."""
        with self._book.changing() as change:
            known = change.known_outside(settings.issuer)
            found = [one for one in known if one.subject == person.subject]
            if not found and person.email:
                email = person.email.casefold()
                found = [one for one in known if one.subject is None and one.email == email]
                for one in found:
                    change.set_outside(one.account, settings.issuer, email, person.subject)
                    self._note(change, one.account, "provider-fixed", one.account)
        account = self._book.by_id(found[0].account) if len(found) == 1 else None
        if account is None or account.closed is not None:
            raise Refused(_UNKNOWN)
        return account

    def _settings(self) -> OidcSettings:
        settings = self.provider
        if settings is None:
            raise OnRecordError("no provider is named: [oidc] in onrecord.toml")
        if not providers.is_safe(settings.issuer):
            raise OnRecordError("“oidc.issuer” must be an address that begins with https://")
        return settings


def _provider(settings: OidcSettings) -> providers.Provider:
    told = _asked(providers.discovery(settings.issuer))
    return providers.provider(settings.issuer, told)


def _asked(address: str, posted: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what the provider answers; the way out is loaded only where one is named."""
    from onrecord.acquire.providers import answer  # noqa: PLC0415 - as the line above says

    return answer(address, posted)
