"""Pictures, films and other files beside documents and incidents."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.kit.ids import content_id


class FileTells(StrEnum):
    """What a file may say of itself."""

    TIME = "time"  # when the camera's clock says it was taken
    MADE = "made"  # when a film's container says it was written
    PLACE = "place"  # degrees of latitude and longitude
    DEVICE = "device"  # maker and model
    SOFTWARE = "software"  # what wrote it last
    OWNER = "owner"  # a name: of the camera's owner, of the author
    SERIAL = "serial"  # a number of the camera or the lens
    WORDS = "words"  # a description or a comment inside it


_DANGEROUS = frozenset({FileTells.PLACE, FileTells.OWNER, FileTells.SERIAL, FileTells.WORDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileClaim:
    """
    One thing that a file says of itself. A claim of the file, never a fact.

    Clocks of cameras are set wrong, places are filled in by programs, and anybody can
    write anything there. What may lead to the person who took it is dangerous: it is
    shown at the desk and never leaves the record.

    Attributes:
        what: What it is about.
        says: In the file's own words; a time as in ISO 8601, with its zone only where the
            file tells one; a place as two decimal degrees, WGS 84.

    Elsewhere: EXIF 2.32 (CIPA DC-008) `DateTimeOriginal`, `GPSLatitude`, `BodySerialNumber`;
    ISO/IEC 14496-12 `mvhd`.

    >>> FileClaim(what=FileTells.PLACE, says="35.18000, 35.94000").is_dangerous
    True
    """

    what: FileTells
    says: str

    @property
    def is_dangerous(self) -> bool:
        """Whether it may lead to the person who took the picture."""
        return self.what in _DANGEROUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """
    A picture, a film or another file, put beside a document or an incident.

    The bytes are in the archive, unchanged. It proves nothing by itself: it is what
    somebody showed beside words.

    Attributes:
        sha256: Of the bytes, which is their name in the archive.
        media_type: What the bytes themselves are, whatever they were called.
        size: Bytes.
        name: What the file was called; for what came with a document its address or name there.
        document_id: The document it is beside; None for none.
        incident_id: The incident it is beside; None for none. One of the two is told.
        caption: The words given with it; None for none.
        taken_from: The address it was taken from; None where not told.
        at: When it was put there (UTC).
        width, height: Pixels; None where they are not known.
        seconds: How long a film runs, as its container says; None where not known.
        fingerprints: What pictures that look the same share, as pairs of a kind and 64
            hexadecimal digits; empty for what is no picture, or has too little in it.
        told_by_file: What the file says of itself.
        countries: Two-letter codes of the countries of the known towns near the place that
            the file says, the nearest first; empty where it says none. As dangerous as
            the place.

    Elsewhere: Berkeley Protocol (2020), embedded media; followthemoney `Image`, `Video`.
    """

    sha256: str
    media_type: str
    size: int
    name: str
    document_id: str | None = None
    incident_id: str | None = None
    caption: str | None = None
    taken_from: str | None = None
    at: datetime
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    fingerprints: tuple[tuple[str, str], ...] = ()
    told_by_file: tuple[FileClaim, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Made from the bytes and from what they are beside: attached twice, it is there once."""
        return content_id("med", self.sha256, self.document_id or "", self.incident_id or "")

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return self.width is not None and self.media_type.startswith("image/")

    def says(self, what: FileTells) -> str | None:
        """Return what the file says of one thing; None if it says nothing."""
        return next((one.says for one in self.told_by_file if one.what is what), None)
