"""Where a tally says, above its entries, whose figures it gives: the voice of every entry."""

import re
from collections.abc import Sequence

from onrecord.extract.draft import Draft
from onrecord.model import Mention, Stance, Voice

_COMPILED = re.compile(
    r"\b(?:compiled|collected|gathered|drawn|put together)\b[^.\n]{0,60}?\bfrom\s+(?:the\s+)?"
    r"(?:[\w ]{0,30}?\b(?:posts|reports|statements|bulletins|figures|data)"
    r"\s+(?:of|by|from)\s+(?:the\s+)?)"
    r"(?P<who>[^\d.,;\n]{4,70})",
    re.IGNORECASE,
)
_WHY = "the document says above whose figures it gives"


def voiced(drafts: Sequence[Draft], content: str) -> list[Draft]:
    """
    Give entries without a voice the one that the head of the document names.

    >>> _COMPILED.search("Compiled by the desk from the daily posts of the river councils.")["who"]
    'river councils'
    >>> _COMPILED.search("Compiled by the desk from 31 press titles.") is None
    True
    """
    first = min((d.start for d in drafts if d.block.voice is Voice.BODY), default=0)
    match = _COMPILED.search(content, 0, first)
    if match is None:
        return list(drafts)
    start, end = match.span("who")
    voice = Mention(name=match["who"], start=start, end=end, carried=_WHY)
    return [
        d.with_(sources=(voice,), stance=Stance.REPORTED)
        if d.block.voice is Voice.BODY and not d.sources and d.stance is Stance.ASSERTED
        else d
        for d in drafts
    ]
