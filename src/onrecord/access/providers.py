"""
Providers of identities: what one is asked, and who it says somebody is (OpenID Connect).

The code flow, with PKCE (RFC 7636), `state` and `nonce`: what comes back belongs to the
browser that was sent, once, and the code is of no use to whoever overhears it.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from onrecord.model import MachineLacks, OnRecordError, Refused

# Signed with the provider's key; never "none", nor with a secret that both know.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_LEEWAY = 60  # seconds that clocks may differ
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_NOT_BELIEVED = "the provider's answer does not hold; begin again"
_OTHER_TIME = (
    "the provider's answer does not hold now: this machine's clock says {now}; if it is wrong, "
    "have it set right, and begin again"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """
    Where a provider is asked what, by its own word.

    Attributes:
        issuer: Its name: an address.
        sign_in: Where browsers are sent.
        tokens: Where a code is taken in.
        keys: Where its public keys are.
    """

    issuer: str
    sign_in: str
    tokens: str
    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    Who somebody is, by a provider's word.

    Attributes:
        subject: The provider's own name for them, never given to another.
        email: Their address, where the provider says that it verified it; else empty.
    """

    subject: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    What goes with one browser to the provider.

    Attributes:
        state: Comes back with the answer.
        nonce: Comes back inside what the provider signed.
        verifier: Of which only a hash goes along; it is told when the code is taken in.
        back: Where the browser comes back to.
    """

    state: str
    nonce: str
    verifier: str
    back: str


def discovery(issuer: str) -> str:
    """
    Return where a provider says what it is.

    >>> discovery("https://id.example.org/realms/desk/")
    'https://id.example.org/realms/desk/.well-known/openid-configuration'
    """
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


def provider(issuer: str, told: Mapping[str, Any]) -> Provider:
    """
    Return a provider by its own word.

    Raises:
        OnRecordError: It says that it is another, or is not asked over TLS.
    """
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    places = [told.get(one) for one in names]
    if told.get("issuer") != issuer:
        raise OnRecordError(f"the provider at {issuer} says that it is another")
    safe = [one for one in places if isinstance(one, str) and is_safe(one)]
    if len(safe) != len(names):
        raise OnRecordError(f"the provider at {issuer} names no addresses with TLS")
    return Provider(issuer=issuer, sign_in=safe[0], tokens=safe[1], keys=safe[2])


def is_safe(address: str) -> bool:
    """
    Return whether nobody on the way can read what is said there: TLS, or this machine.

    >>> is_safe("https://id.example.org"), is_safe("http://id.example.org")
    (True, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)


def asked(where: Provider, client_id: str, question: Question) -> str:
    """
    Return the address to which a browser is sent.

    Raises:
        MachineLacks: The extra `oidc` is not installed.
    """
    told = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": client_id,
        "redirect_uri": question.back,
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": _challenge(question.verifier),
        "code_challenge_method": "S256",
    }
    join = "&" if urlsplit(where.sign_in).query else "?"
    return f"{where.sign_in}{join}{urlencode(told)}"


def form(code: str, question: Question, client_id: str, secret: str) -> dict[str, str]:
    """Return what is posted to take a code in."""
    told = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.back,
        "client_id": client_id,
        "code_verifier": question.verifier,
    }
    return {**told, "client_secret": secret} if secret else told


def check_state(question: Question, state: str) -> None:
    """
    Refuse what belongs to another browser.

    Raises:
        Refused: It does.
    """
    if not hmac.compare_digest(question.state.encode(), state.encode()):
        raise Refused(_NOT_BELIEVED)


def person(
    where: Provider,
    keys: Mapping[str, Any],
    told: Mapping[str, Any],
    *,
    client_id: str,
    nonce: str,
    now: datetime,
) -> Person:
    """
    Return who somebody is, by what a provider signed.

    Args:
        where: The provider.
        keys: Its public keys, as it publishes them.
        told: What it answered to the code.
        client_id: Whom it must be for.
        nonce: What must come back.
        now: When.

    Raises:
        Refused: It is not signed by the provider, not for this desk, not for this browser,
            or of another time; since it is asked for here and now, that is told as a clock
            that is wrong.
        MachineLacks: The extra `oidc` is not installed.
    """
    claims = _claims(keys, told)
    _check_time(claims, now)
    try:
        claims.options.update(
            {"iss": {"essential": True, "value": where.issuer}, "aud": {"essential": True}}
        )
        claims.params.update({"nonce": nonce, "client_id": client_id})
        claims.validate(now=int(now.timestamp()), leeway=_LEEWAY)
        audience = claims["aud"]
        for_us = audience == client_id or (isinstance(audience, list) and client_id in audience)
        subject = claims["sub"]
    except _faults():
        raise Refused(_NOT_BELIEVED) from None
    if not for_us or not isinstance(subject, str) or not subject:
        raise Refused(_NOT_BELIEVED)
    email = claims.get("email") if claims.get("email_verified") is True else ""
    return Person(subject=subject, email=email if isinstance(email, str) else "")


def _check_time(claims: Mapping[str, Any], now: datetime) -> None:
    """Refuse an answer that was given later than it is now, or held until before now."""
    given, until, at = claims.get("iat"), claims.get("exp"), now.timestamp()
    is_ahead = isinstance(given, int | float) and given > at + _LEEWAY
    is_over = isinstance(until, int | float) and until < at - _LEEWAY
    if is_ahead or is_over:
        raise Refused(_OTHER_TIME.format(now=f"{now:%Y-%m-%d %H:%M %Z}"))


def _claims(keys: Mapping[str, Any], told: Mapping[str, Any]) -> Any:
    """Return what was signed, once the signature holds."""
    try:
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - only where it is used
        from joserfc import jwt  # noqa: PLC0415 - as above
        from joserfc.jwk import KeySet  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        raise _lacking() from None
    try:
        signed = told.get("id_token")
        if not isinstance(signed, str):
            raise Refused(_NOT_BELIEVED)
        token = jwt.decode(signed, KeySet.import_key_set(dict(keys)), algorithms=_ALGORITHMS)  # type: ignore[arg-type]
        return CodeIDToken(token.claims, token.header, {}, {})
    except _faults():
        raise Refused(_NOT_BELIEVED) from None


def _challenge(verifier: str) -> str:
    try:
        from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        raise _lacking() from None
    return str(create_s256_code_challenge(verifier))


def _faults() -> tuple[type[Exception], ...]:
    """Return what a wrong answer may raise."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - as above
    from joserfc.errors import JoseError  # noqa: PLC0415 - as above

    return (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, AttributeError)


def _lacking() -> MachineLacks:
    return MachineLacks("signing in by a provider needs: pip install onrecord[oidc]")
