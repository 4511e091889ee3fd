"""Whether what a person told in confidence may leave the record."""

from collections.abc import Iterable

from onrecord.model import Capture, Way


def why_not_handed_over(captures: Iterable[Capture]) -> str:
    """
    Return why a document may not be handed over as evidence; "" if it may.

    Testimony leaves a record only where the person agreed to that use. No consent is kept
    here yet, so no testimony is handed over.
    """
    if any(one.way is Way.TESTIMONY for one in captures):
        return "it is testimony, and no consent to hand it over as evidence is kept"
    return ""
