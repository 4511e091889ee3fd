"""Asking the processes that take pictures and films apart."""

from dataclasses import dataclass

from onrecord.kit import apart
from onrecord.media.kinds import kind_of
from onrecord.model import FileClaim, FileTells

PICTURES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp"}
)
FILMS = frozenset({"video/mp4", "video/quicktime"})
_SECONDS = 20.0
_MOST = 1600  # pixels a side of a picture that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What a file tells.

    Attributes:
        media_type: What its bytes are.
        width, height: Pixels; None where they are not known.
        seconds: How long a film runs; None where not known.
        fingerprints: Pairs of a kind and 64 hexadecimal digits.
        says: What it says of itself.
        fault: In words, what kept it from being taken apart; None if nothing did, or if
            nothing here takes such files apart.
    """

    media_type: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    fingerprints: tuple[tuple[str, str], ...] = ()
    says: tuple[FileClaim, ...] = ()
    fault: str | None = None


def told(data: bytes) -> Told:
    """
    Return what the bytes of a file tell, never failing because of what they are.

    Pictures and films are taken apart in a process of its own. Of other files only the
    type is known.
    """
    kind = kind_of(data)
    if kind not in PICTURES | FILMS:
        return Told(media_type=kind)
    child = "picture_child" if kind in PICTURES else "film_child"
    try:
        found = apart.asked(f"onrecord.media.{child}:told", data, seconds=_SECONDS).told
    except apart.TooHard as fault:
        return Told(media_type=kind, fault=str(fault))
    return Told(
        media_type=kind,
        width=found.get("width"),
        height=found.get("height"),
        seconds=found.get("seconds"),
        fingerprints=tuple((str(how), str(bits)) for how, bits in found.get("fingerprints", ())),
        says=tuple(FileClaim(what=FileTells(w), says=says) for w, says in found.get("says", ())),
        fault=found.get("fault"),
    )


def shown(data: bytes) -> bytes:
    """
    Return a picture made anew from the pixels of a file, as JPEG, with nothing else of it.

    Raises:
        TooHard: It is no picture, or could not be taken apart.
    """
    if kind_of(data) not in PICTURES:
        raise apart.TooHard("it is no picture that can be shown")
    return apart.asked("onrecord.media.picture_child:shown", data, _MOST, seconds=_SECONDS).data
