"""Who signed what off to be public, and what was then released."""

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.kit.folding import fold
from onrecord.kit.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """
    One person's word that exactly this may be public.

    It counts for that content alone, and only as what follows on the release that stood
    then: content that comes back after another release is signed off again.

    Attributes:
        content: SHA-256 of all that would be public.
        after: Id of the release that stood when it was signed; "" if there was none.
        by: Who signed.
        at: When (UTC).
        day: The day on which it was to be released: what is recent is told less exactly.
        why: In that person's words; "" if nothing was said.

    >>> from datetime import UTC
    >>> told = {"content": "0" * 64, "at": datetime(2025, 3, 12, tzinfo=UTC)}
    >>> day = date(2025, 3, 12)
    >>> one = SignOff(by="Amal", day=day, **told)
    >>> one.id == SignOff(by="AMAL", why="again", day=day, **told).id
    True
    """

    content: str
    after: str = ""
    by: str
    at: datetime
    day: date
    why: str = ""

    def __post_init__(self) -> None:
        if not fold(self.by):
            raise ValueError("whoever signs off has a name")
        if self.at.tzinfo is None:
            raise ValueError("the time of a signature needs its time zone")

    @property
    def id(self) -> str:
        """Made from what was signed and who signed: the same person twice is one."""
        return content_id("sgn", self.content, self.after, fold(self.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """
    What was made public, once.

    Attributes:
        content: SHA-256 of all that is public in it.
        at: When it was made (UTC).
        by: Who released it: the last who signed.
        day: The day that it was made for.
        program: Name and version of the program.
        previous: Id of the release before it; "" for the first.
        signed: Ids of the signatures that let it through, in their order.
        manifest: SHA-256 of its `manifest.json`, which names every file; kept in the archive.
        told: SHA-256 of what it says of each incident in short, kept in the archive: the
            next release is compared with it.
        key: Id of the key that signed the manifest; "" if none did.
        incidents, claims, documents: How many are public.
        files: How many files it has, the manifest and its signature apart.

    Elsewhere: DCAT `dcat:Distribution`, `spdx:checksum`; BagIt manifest.
    """

    content: str
    at: datetime
    by: str
    day: date
    program: str
    previous: str = ""
    signed: tuple[str, ...]
    manifest: str
    told: str
    key: str = ""
    incidents: int = 0
    claims: int = 0
    documents: int = 0
    files: int = 0

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the time of a release needs its time zone")

    @property
    def id(self) -> str:
        """Made from its content, when it was made, and what it follows."""
        return release_id(self.content, self.at, self.previous)


def release_id(content: str, at: datetime, previous: str) -> str:
    """Return the id of a release, which its manifest says too."""
    return content_id("rel", content, at.isoformat(timespec="seconds"), previous)
