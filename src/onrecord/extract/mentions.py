"""Mentions that a claim takes from elsewhere in its document, and the reason that they bear."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Mention

FROM_WHOLE = "from the count that it is part of"


def carried(mentions: Sequence[Mention], why: str) -> tuple[Mention, ...]:
    """
    Return mentions marked as carried; one carried before keeps its first reason.

    >>> carried([Mention(name="gunmen")], "from the sentence before")[0].carried
    'from the sentence before'
    """
    return tuple(m if m.carried else replace(m, carried=why) for m in mentions)
