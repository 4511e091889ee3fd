"""Secrets that a machine remembers: sessions, invitations. Only their hashes are kept."""

import hashlib
import secrets


def new() -> str:
    """
    Return a new secret of 256 random bits, in letters that an address can hold.

    >>> len(new())
    43
    """
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """
    Return what is kept of a secret: its SHA-256.

    Of something as random as this nobody finds the secret from the hash, so it needs
    neither salt nor slowness.

    >>> digest("a")[:8]
    'ca978112'
    """
    return hashlib.sha256(secret.encode()).hexdigest()
