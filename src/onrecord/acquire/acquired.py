"""What comes from anywhere: bytes, a name, and how they were got."""

from dataclasses import dataclass

from onrecord.model import Capture, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquired:
    """
    One report as it came.

    Attributes:
        document: Its name and what the manifest told of it; nothing was read yet.
        data: The bytes, unchanged.
        media_type: What they are, such as `text/html` or `application/pdf`.
        capture: How they were got, its `snapshot_id`, `by` and `program` still empty; None
            for a file of a folder, of which there is no more to tell.
        kept: Bytes that the capture speaks of by their hash, to be kept with them: the
            exchange over the wire, pictures, the container.
    """

    document: Document
    data: bytes
    media_type: str
    capture: Capture | None = None
    kept: tuple[bytes, ...] = ()
