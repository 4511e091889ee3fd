"""Where a claim's words stand in the bytes that are handed over with it."""

from collections.abc import Collection

from onrecord import read
from onrecord.model import Passage, Snapshot, Text
from onrecord.model.record import PAGED
from onrecord.preserve.bundle_place import InOriginal, Stretch

_FOLLOWED = frozenset({"text/plain", "text/csv", "text/html"})
_OTHER_BYTES = (
    "The words were read from other bytes, or by another reading, than those in this bundle, so "
    "no place in them is named"
)
_NO_TEXT = "Nothing is kept of what was read from these bytes, so no place in them is named"
_PAPER = "A PDF draws its words letter by letter, so no place in its bytes is named"
_SEEN = (
    "Pages of this paper were read from their picture by a machine (OCR), which makes mistakes: "
    "compare the words with the picture of the page"
)
_PACKED = (
    "Words in a file of this kind are packed or split over several parts, so no place in its "
    "bytes is named"
)
_MENDED = (
    "text.txt is not the original character for character (words that were once read in a wrong "
    "encoding are repaired in it), so no place in the original is named"
)
_NOT_SURE = (
    "The words could not be followed back to one sure place in the page's source, because they "
    "stand there otherwise or more than once (the page was repaired, or its encoding was), so "
    "none is named"
)
_NO_BYTES = (
    "Bytes of the original mean nothing in its encoding, so its characters are not counted in bytes"
)


def in_original(
    name: str,
    data: bytes,
    snapshot: Snapshot,
    text: Text | None,
    passage: Passage,
    problems: Collection[str],
) -> InOriginal:
    """
    Return where the words of a claim stand in the original, and what of it cannot be told.

    Args:
        name: The original's name in the bundle.
        data: Its bytes.
        snapshot: Which bytes these are, and of what kind.
        text: What was read from them.
        passage: The words.
        problems: The codes of what was wrong with the document.
    """
    if text is None:
        return InOriginal(file=name, why=_NO_TEXT)
    is_of_these = passage.snapshot_id in {None, snapshot.id}
    if not is_of_these or text.words(passage.start, passage.end) != passage.exact:
        return InOriginal(file=name, why=_OTHER_BYTES)
    kind = snapshot.media_type.partition(";")[0]
    if kind == PAGED:
        why = f"{_PAPER}. {_SEEN}" if "read-by-ocr" in problems else _PAPER
        return InOriginal(file=name, page=text.page(passage.start), why=why)
    if kind not in _FOLLOWED:
        return InOriginal(file=name, page=text.page(passage.start), why=_PACKED)
    found = read.standing(data, text, passage.start, passage.end, media_type=snapshot.media_type)
    if found is None:
        return InOriginal(file=name, why=_NOT_SURE if kind == "text/html" else _MENDED)
    place = found.bytes_in(data)
    first, size = (place[0], place[1] - place[0]) if place else (None, None)
    stretch = Stretch(
        start=found.start, end=found.end, encoding=found.encoding, exact=found.exact,
        first_byte=first, size=size,
    )  # fmt: skip
    return InOriginal(file=name, stretch=stretch, why="" if place else _NO_BYTES)
