"""How a document's bytes were got, and everything that was done with what is kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.kit.ids import content_id


class Way(StrEnum):
    """How bytes came."""

    FILE = "file"  # read from a folder on this machine
    WEB = "web"  # asked of a server
    CONTAINER = "container"  # taken out of a mail, a web archive or another file
    TESTIMONY = "testimony"  # taken down from a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """
    One answer on the way to a page.

    Attributes:
        url: What was asked.
        status: The HTTP status of the answer.
        address: The network address that answered; None if a proxy stood between.
        certificates: SHA-256 of each certificate of the server's chain, in DER, the
            server's own first; empty without TLS.
    """

    url: str
    status: int
    address: str | None = None
    certificates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    What a page needs to be shown again, or what came with a document: kept in the archive.

    Attributes:
        url: Where it came from; for an attachment its name.
        sha256: Of its bytes, which is its name in the archive.
        media_type: As the server or the mail said, such as `image/jpeg`.
        caption: The words printed beside it; None if there are none.
    """

    url: str
    sha256: str
    media_type: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """
    How one Snapshot's bytes were got. It is written once, and sealed with the rest.

    Attributes:
        snapshot_id: The bytes.
        way: From a file, the web, a container or a person.
        at: When (UTC).
        by: Who brought it in: the pseudonym in the settings; "" if none is set.
        program: Name and version of the program.
        asked: The address that was asked for; for files the name in the folder.
        hops: Each answer on the way, the last being the page's own.
        headers: Of the last answer, as they came, in order.
        exchange: SHA-256 of the kept WARC file that holds requests and answers as they came
            over the wire; None where nothing was asked of a server.
        container: SHA-256 of the kept file that the bytes were taken out of; None if none.
        member: Its name, number or offset there.
        parts: Pictures, styles and attachments kept with it.
        faults: In words, what was wrong on the way: a certificate that does not hold, a
            picture that did not come.

    Elsewhere: Berkeley Protocol (2020), collection: URL, embedded media, metadata,
    collector, hash; WARC 1.1 `request`, `response`.
    """

    snapshot_id: str = ""
    way: Way
    at: datetime
    by: str = ""
    program: str = ""
    asked: str | None = None
    hops: tuple[Hop, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    exchange: str | None = None
    container: str | None = None
    member: str | None = None
    parts: tuple[Part, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Made from the snapshot and from what was asked: the same bytes from there, once."""
        return content_id("cap", self.snapshot_id, self.way, self.asked or "", self.member or "")

    @property
    def kept(self) -> tuple[str, ...]:
        """SHA-256 of every file in the archive that it speaks of, its snapshot's apart."""
        own = (self.exchange, self.container, *(part.sha256 for part in self.parts))
        certificates = (one for hop in self.hops for one in hop.certificates)
        return tuple(dict.fromkeys(one for one in (*own, *certificates) if one))


class Act(StrEnum):
    """What was done with evidence."""

    TAKEN = "taken in"  # a Snapshot's bytes came
    ATTACHED = "attached"  # a picture, a film or a file was put beside it
    SEALED = "sealed"  # a time authority was given the hash of all there is
    CHECKED = "checked"  # `verify` went through everything
    HANDED_OVER = "handed over"  # written out: a WACZ, an evidence bundle
    BACKED_UP = "backed up"  # a copy of the whole record was made, in one file
    RELEASED = "released"  # made public, after people signed it off
    OPENED = "opened"  # protected testimony was decrypted to be read
    WITHDRAWN = "withdrawn"  # consent was taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """
    One line of the chain of custody. Lines are chained; none is ever changed.

    Attributes:
        act: What was done.
        subject: The id of what it was done with: a snapshot, a claim, a statement, or a hash.
        at: When (UTC), as the clock of this machine said.
        by: Who: the pseudonym in the settings; "" if none is set.
        program: Name and version of the program.
        details: More, as pairs of a word and what it says, in order.
        number: Which event of the record it is, from 1: two that are alike are two.

    Elsewhere: Berkeley Protocol (2020), chain of custody; PREMIS event.
    """

    act: Act
    subject: str
    at: datetime
    by: str
    program: str
    details: tuple[tuple[str, str], ...] = ()
    number: int = 0

    @property
    def id(self) -> str:
        """Made from everything it says."""
        more = (f"{word}={says}" for word, says in self.details)
        when = self.at.isoformat()
        return content_id("cus", str(self.number), self.act, self.subject, when, self.by, *more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """
    A proof by somebody else that what is kept was there at a time.

    Attributes:
        sealed: SHA-256 of the checkpoint: a kept file that names the heads of all logs and
            the hash of all that the archive holds.
        kind: `rfc3161` or `opentimestamps`.
        authority: Whose word it is: the address that was asked.
        token: SHA-256 of the token as it came, kept in the archive.
        at: The time that the token states (UTC); for OpenTimestamps, which states none
            offline, when its proof was complete. None while it is pending.
        chain: SHA-256 of the kept certificates that came in the token, in PEM; None for none.
        ca: SHA-256 of the kept certificates that the authority was trusted by when it sealed
            (`[seal] ca`), in PEM; None where it was taken at its own word.

    Elsewhere: RFC 3161 section 2.4; OpenTimestamps.
    """

    sealed: str
    kind: str
    authority: str
    token: str
    at: datetime | None = None
    chain: str | None = None
    ca: str | None = None

    @property
    def id(self) -> str:
        """Made from what was sealed, by whom, and the token."""
        return content_id("sea", self.sealed, self.kind, self.authority, self.token)

    @property
    def kept(self) -> tuple[str, ...]:
        """SHA-256 of every file in the archive that it speaks of."""
        return tuple(one for one in (self.sealed, self.token, self.chain, self.ca) if one)
