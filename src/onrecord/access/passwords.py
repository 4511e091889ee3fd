"""
Passwords: which are taken, and what is kept of them.

Rules are those of NIST SP 800-63B: long enough, not one that everybody tries, and nothing
about which signs it must have. Kept is argon2id (RFC 9106).
"""

import itertools
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.access import names

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12  # signs
LONGEST = 512  # signs: a longer one only costs time
_BESIDE = 6  # signs beside the name: a year, a point
_AT_ONCE = 2  # each takes 64 MiB and both cores of a small machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """
    What finding out one password costs; more is safer, and slower to sign in with.

    Attributes:
        passes: Times over the memory.
        memory: KiB.
        lanes: Threads.
    """

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


USUAL = Cost()  # the second choice of RFC 9106, for machines that do other things too
_hashing = threading.BoundedSemaphore(_AT_ONCE)


def wrong(password: str, name: str = "") -> str | None:
    """
    Return why a password is not taken; None if it is.

    Args:
        password: As it was typed.
        name: Whose it is to be.

    >>> wrong("seven trees behind the mill") is None
    True
    >>> wrong("short"), wrong("aaaaaaaaaaaaaaaa")
    ('a password needs 12 signs or more', 'this is one of the passwords that are tried first')
    """
    if len(password) < SHORTEST:
        return f"a password needs {SHORTEST} signs or more"
    if len(password) > LONGEST:
        return f"a password has {LONGEST} signs at most"
    small = password.casefold()
    if _is_common(small):
        return "this is one of the passwords that are tried first"
    own = names.looks(name)
    if own and own in names.looks(small) and len(names.looks(small).replace(own, "")) < _BESIDE:
        return "this is hardly more than the name"
    return None


def _is_common(small: str) -> bool:
    """Whether it is on the list, a short piece over and over, or signs in a row."""
    if small in _common():
        return True
    if any((small[:size] * len(small)).startswith(small) for size in range(1, 5)):
        return True
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(small)}
    return len(steps) == 1


@cache
def _common() -> frozenset[str]:
    told = (files("onrecord.access") / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in told.splitlines() if line and not line.startswith("#"))


def hashed(password: str, cost: Cost = USUAL) -> str:
    """Return what is kept of a password: argon2id with a salt of its own, as a PHC string."""
    with _hashing:
        return _hasher(cost).hash(password)


def fits(kept: str | None, password: str, cost: Cost = USUAL) -> bool:
    """
    Return whether a password is the one of which something is kept.

    Args:
        kept: What is kept; None where there is nobody of that name, or nothing is kept.
            Then the same work is done, so that the time it takes tells nothing.
        password: As it was typed.
        cost: What such work takes where nothing is kept.
    """
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - a sign-in only

    with _hashing:
        try:
            _hasher(cost).verify(kept or _nobodys(cost), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None and len(password) <= LONGEST


def is_outdated(kept: str, cost: Cost = USUAL) -> bool:
    """Return whether what is kept was made at another cost, and should be made anew."""
    return _hasher(cost).check_needs_rehash(kept)


@lru_cache(maxsize=4)
def _hasher(cost: Cost) -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - as above

    return PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes)


@lru_cache(maxsize=4)
def _nobodys(cost: Cost) -> str:
    """Return a hash of nobody's password, at the same cost."""
    return _hasher(cost).hash("nobody has this")
