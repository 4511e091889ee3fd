"""Files that lie within a PDF: kept beside it, so that nothing of it is lost."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from onrecord.acquire import kinds
from onrecord.acquire.acquired import Acquired
from onrecord.kit import apart
from onrecord.model import Capture, Document, Part, Problem, Severity, Way

_TAKEN_OUT = "onrecord.acquire.attached_child:answer"


def pdf(name: str, data: bytes) -> Iterator[Acquired | Problem] | None:
    """
    Return a PDF with the files within it as its parts.

    They are kept as they are and not read: who wants them read puts them into the folder.

    Args:
        name: Its file's name.
        data: Its bytes.

    Returns:
        None if nothing lies within it, or it is no PDF.
    """
    if b"EmbeddedFile" not in data or not kinds.is_pdf(name, data):
        return None
    return _with_parts(name, data)


def _with_parts(name: str, data: bytes) -> Iterator[Acquired | Problem]:
    parts: list[Part] = []
    files: list[bytes] = []
    try:
        told, blob = apart.asked(_TAKEN_OUT, data, is_fresh=True)
    except apart.TooHard:
        told, blob = [], b""
    at = 0
    for one in told:
        held = blob[at : at + one["size"]]
        at += one["size"]
        files.append(held)
        whole = hashlib.sha256(held).hexdigest()
        parts.append(Part(url=one["name"], sha256=whole, media_type="application/octet-stream"))
    if parts:
        listed = ", ".join(f"`{part.url:.60}`" for part in parts[:5])
        message = (
            f"{len(parts)} {'file lies' if len(parts) == 1 else 'files lie'} within this PDF "
            f"({listed}). They are kept with it and were not read."
        )
        yield Problem(code="files-within", message=message, where=name, severity=Severity.NOTE)
    capture = Capture(way=Way.FILE, at=datetime.now(UTC), asked=name, parts=tuple(parts))
    yield Acquired(
        document=Document(name=name), data=data, media_type=kinds.PDF, capture=capture,
        kept=tuple(files),
    )  # fmt: skip
