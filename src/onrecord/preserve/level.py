"""How far a record is proven, in words. None of them says that what a report tells is true."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """What stands behind the claim that nothing was altered, the least first."""

    HASHED = "hashed"  # it agrees with itself; whoever has the folder could make it anew
    SEALED = "sealed"  # a time authority was given its hash
    SEALED_TWICE = "sealed by 2"  # two, who do not know of each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """
    What was found when a seal was looked at.

    Attributes:
        authority: Whose word it is: the address that was asked.
        kind: `rfc3161` or `opentimestamps`.
        at: The time that its token states; None where that cannot be told here.
        holds: Whether the token is the authority's and is of this checkpoint; None where
            that cannot be told on this machine.
        signer: SHA-256 of the certificate that signed; "" where that is not known.
        trusted: Why the authority is trusted: `given`, `pinned` or `as it came`.
        looked_at_by: What checked it: `rfc3161-client` or `openssl`.
        fault: In words, why it does not hold; "" if it does.
    """

    authority: str
    kind: str
    at: datetime | None
    holds: bool | None
    signer: str = ""
    trusted: str = ""
    looked_at_by: str = ""
    fault: str = ""


def level(stamps: Iterable[Stamp]) -> Level:
    """
    Return the level that some stamps of one checkpoint give.

    Two count as two only if both the address and the certificate are others: one authority
    that answers at two addresses is one.

    >>> from datetime import UTC
    >>> when = datetime(2026, 11, 21, tzinfo=UTC)
    >>> def stamp(authority, signer):
    ...     return Stamp(
    ...         authority=authority, kind="rfc3161", at=when, holds=True, signer=signer
    ...     )
    >>> level([]).value, level([stamp("a", "1")]).value
    ('hashed', 'sealed')
    >>> level([stamp("a", "1"), stamp("b", "1")]).value
    'sealed'
    >>> level([stamp("a", "1"), stamp("b", "2")]).value
    'sealed by 2'
    """
    good = [one for one in stamps if one.holds and one.kind == "rfc3161"]
    most = min(len({one.authority for one in good}), len({one.signer for one in good}))
    return (Level.HASHED, Level.SEALED, Level.SEALED_TWICE)[min(most, 2)]
