"""How what a person picked is written down: places in a text and ids, never retyped words."""

import re
from dataclasses import dataclass

from onrecord.model import OnRecordError

_PICK = re.compile(
    r"(?:(?P<start>\d{1,12}):(?P<end>\d{1,12})|keep(?::(?P<kept>\d{1,6}))?)?(?:@(?P<meant>\S{1,300}))?"
)


class Unfitting(OnRecordError):
    """
    What was picked does not fill a slot.

    Attributes:
        slot: The slot.
    """

    def __init__(self, slot: str, why: str) -> None:
        super().__init__(why)
        self.slot = slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """
    What was picked to fill a slot.

    Attributes:
        start, end: Where the picked words stand in the document's text; None if no words were.
        kept: Which of the words that filled the slot before stay, counted from 0; None if
            others were picked.
        meant: The id of the place or actor that is meant; None where the words decide.

    >>> pick("120:132@geo:170063")
    Pick(start=120, end=132, kept=None, meant='geo:170063')
    >>> pick("keep:1").kept, pick("@actor:snhr").meant
    (1, 'actor:snhr')
    """

    start: int | None = None
    end: int | None = None
    kept: int | None = None
    meant: str | None = None


def pick(written: str) -> Pick:
    """
    Return what a short form says was picked.

    It is `START:END` for words of the text, `keep` or `keep:N` for what was there before,
    and either may be followed by `@ID` for what it means; `@ID` alone picks no words.

    Raises:
        OnRecordError: It is none of these.
    """
    found = _PICK.fullmatch(written.strip())
    if found is None or not written.strip():
        raise OnRecordError(
            f"“{written.strip():.60}” picks nothing: write START:END, keep:N or @ID, where START "
            "and END count characters of the text"
        )
    start, end, kept = (found[name] for name in ("start", "end", "kept"))
    is_kept = written.strip().startswith("keep")
    return Pick(
        start=None if start is None else int(start),
        end=None if end is None else int(end),
        kept=int(kept or 0) if is_kept else None,
        meant=found["meant"],
    )
