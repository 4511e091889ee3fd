"""
Films in the ISO base media format (MP4, MOV), taken apart in a process of its own.

Only three boxes are looked at: `moov`, in it `mvhd`, which says when the film was written and
how long it runs (ISO/IEC 14496-12, 8.2.2). Nothing is decoded, and no frame is seen.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

_HEAD = 8  # bytes of length and name
_LONG = 16  # with a length of eight bytes after them
_MOST_BOXES = 10_000
_BEGIN = datetime(1904, 1, 1, tzinfo=UTC)  # from which the format counts seconds
_UNTIL = 2**33  # seconds; what says more is no time


def told(data: bytes, _: Any) -> dict[str, Any]:
    """Return how long a film runs and when its container says that it was written."""
    moov = _box(data, b"moov")
    mvhd = _box(moov, b"mvhd") if moov else None
    if not mvhd:
        return {"fault": "its container does not say how long it runs"}
    wide = mvhd[0] == 1
    numbers = mvhd[4 : 4 + (28 if wide else 16)]
    size = 8 if wide else 4
    made = int.from_bytes(numbers[:size], "big")
    scale = int.from_bytes(numbers[2 * size : 2 * size + 4], "big")
    length = int.from_bytes(numbers[2 * size + 4 : 3 * size + 4], "big")
    found: dict[str, Any] = {"says": _made(made)}
    if scale and length != (1 << 8 * size) - 1:  # all ones: not known
        found["seconds"] = round(length / scale, 3)
    return found


def _made(seconds: int) -> list[tuple[str, str]]:
    if not 0 < seconds < _UNTIL:
        return []
    return [("made", (_BEGIN + timedelta(seconds=seconds)).isoformat())]


def _box(data: bytes, wanted: bytes) -> bytes | None:
    """Return what a box of the outermost row holds; None if there is none."""
    at = 0
    for _ in range(_MOST_BOXES):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        head = _HEAD
        if size == 1:
            head, size = _LONG, int.from_bytes(data[at + 8 : at + 16], "big")
        elif size == 0:
            size = len(data) - at
        if len(name) < len(wanted) or size < head:
            return None
        if name == wanted:
            return data[at + head : at + size]
        at += size
    return None
