"""
Passkeys: what an authenticator is asked, and whether its answer is right (W3C WebAuthn 3).

A passkey is for one site and is given to no other: pages that look like the desk get nothing.
The person is verified by the authenticator (a finger, a PIN) each time, so a passkey alone is
two proofs: something one has, and something one knows or is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from onrecord.model import OnRecordError, Refused

_PATIENCE = 5 * 60 * 1000  # milliseconds that a browser waits for its owner
_NOT_LET_IN = "that passkey does not open an account here"
_LONGEST = 64 * 1024  # signs of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """
    For which site a passkey is.

    Attributes:
        origin: `https://desk.example.org`, as browsers have it; never from what a request
            says of itself.
        name: The site's name alone: what a passkey is bound to.
    """

    origin: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    What is kept of a passkey.

    Attributes:
        id: The authenticator's name for it, in base64url.
        public_key: In COSE.
        uses: What the authenticator counted; 0 where it does not count.
    """

    id: str
    public_key: bytes
    uses: int


def site(origin: str) -> Site:
    """
    Return the site at an address.

    Raises:
        OnRecordError: A browser makes no passkeys there: they are for names with TLS, and for
            this machine as `localhost`.

    >>> site("https://desk.example.org:8443").name
    'desk.example.org'
    >>> site("http://127.0.0.1:8440")
    Traceback (most recent call last):
        ...
    onrecord.model.problem.OnRecordError: passkeys are for names: open http://localhost:8440
    """
    parts = urlsplit(origin)
    host = parts.hostname or ""
    try:
        is_number = bool(ip_address(host))
    except ValueError:
        is_number = False
    if is_number:
        port = f":{parts.port}" if parts.port else ""
        raise OnRecordError(f"passkeys are for names: open {parts.scheme}://localhost{port}")
    if parts.scheme != "https" and host != "localhost":
        raise OnRecordError("passkeys need TLS, or this machine itself as localhost")
    return Site(origin=f"{parts.scheme}://{parts.netloc}", name=host)


def to_register(
    where: Site, *, account_id: str, name: str, challenge: bytes, known: Sequence[str]
) -> dict[str, Any]:
    """
    Return what a browser is asked to make a passkey for somebody.

    Args:
        where: For which site.
        account_id: Whose; the authenticator keeps it.
        name: What the authenticator shows.
        challenge: Random, for this once.
        known: Ids of passkeys that they have; the same authenticator makes no second.
    """
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 - slow
    from webauthn.helpers import base64url_to_bytes, structs  # noqa: PLC0415 - as above

    asked = generate_registration_options(
        rp_id=where.name,
        rp_name="onrecord",
        user_id=account_id.encode(),
        user_name=name,
        challenge=challenge,
        timeout=_PATIENCE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known
        ],
    )
    return _plain(options_to_json(asked))


def registered(where: Site, answer: Any, challenge: bytes) -> Held:
    """
    Return the passkey that a browser made.

    Raises:
        Refused: The answer is for another site or another question, or nobody was verified.
    """
    from webauthn import verify_registration_response  # noqa: PLC0415 - as above
    from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415 - as above
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    try:
        made = verify_registration_response(
            credential=_checked(answer),
            expected_challenge=challenge,
            expected_rp_id=where.name,
            expected_origin=where.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, *_MALFORMED):
        raise Refused("that passkey was not made for here; try again") from None
    return Held(
        id=bytes_to_base64url(made.credential_id),
        public_key=made.credential_public_key,
        uses=made.sign_count,
    )


def to_sign_in(where: Site, challenge: bytes) -> dict[str, Any]:
    """Return what a browser is asked to sign in with: any passkey that it has for the site."""
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415 - slow
    from webauthn.helpers import structs  # noqa: PLC0415 - as above

    asked = generate_authentication_options(
        rp_id=where.name,
        challenge=challenge,
        timeout=_PATIENCE,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return _plain(options_to_json(asked))


def named(answer: Any) -> str:
    """
    Return the id of the passkey with which is answered; empty for none.

    >>> named({"id": "abc"}), named([])
    ('abc', '')
    """
    told = answer.get("id") if isinstance(answer, dict) else None
    return told if isinstance(told, str) else ""


def used(where: Site, answer: Any, challenge: bytes, held: Held, owner: str) -> int:
    """
    Return what the authenticator has counted by now.

    Args:
        where: For which site.
        answer: What the browser sent.
        challenge: What it was asked, this once.
        held: The passkey of that id.
        owner: The id of the account that it opens.

    Raises:
        Refused: The answer is for another site, another question or another account; nobody
            was verified; or it counts no further, as a copy of the passkey would.
    """
    from webauthn import verify_authentication_response  # noqa: PLC0415 - as above
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 - as above
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    try:
        told = _checked(answer)
        whose = told["response"].get("userHandle")
        if whose and base64url_to_bytes(whose) != owner.encode():
            raise Refused(_NOT_LET_IN)
        made = verify_authentication_response(
            credential=told,
            expected_challenge=challenge,
            expected_rp_id=where.name,
            expected_origin=where.origin,
            credential_public_key=held.public_key,
            credential_current_sign_count=held.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, *_MALFORMED):
        raise Refused(_NOT_LET_IN) from None
    return made.new_sign_count


# What taking apart what a stranger sent may raise, beside what the library says itself.
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError)


def _checked(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict) or len(json.dumps(answer)) > _LONGEST:
        raise ValueError
    return answer


def _plain(told: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(told)
    return plain
