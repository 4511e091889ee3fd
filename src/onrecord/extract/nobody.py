"""Words that did nothing to anybody, though the sentence makes them the doer: a lorry, a town."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.draft import Draft
from onrecord.model import Mention, Named

_NEAR = 2  # names that can begin within a mention


def left_out(drafts: Sequence[Draft], names: Sequence[Named]) -> list[Draft]:
    """
    Return drafts without perpetrators that are vehicles or places.

    As in "a lorry packed with explosives blew up", "the Market Street raid": who sent the lorry or
    raided the street is not said. A country, and a town that is also a known actor, may act.

    Args:
        drafts: What the sentences claim.
        names: The names found in the document.
    """
    acting = {n.start for n in names if n.kind == "actor"}
    places = [
        n for n in names if n.kind == "place" and n.what != "country" and n.start not in acting
    ]
    return [
        d
        if not any(_is_nobody(m, places) for m in d.perpetrators)
        else d.with_(
            perpetrators=tuple(m for m in d.perpetrators if not _is_nobody(m, places)),
        )
        for d in drafts
    ]


def _is_nobody(mention: Mention, places: Sequence[Named]) -> bool:
    if mention.candidates:
        return False
    if _vehicle().fullmatch(mention.name):
        return True
    start, end = mention.start or 0, mention.end or 0  # "the Guat", of which "Guat" is the name
    first = bisect_left(places, start, key=lambda n: n.start)
    return any(n.name == mention.name and n.end <= end for n in places[first : first + _NEAR])


@cache
def _vehicle() -> re.Pattern[str]:
    """As in "pick-up truck", "lorry packed"; not "truck drivers"."""
    listed = wordlist.alternatives("perpetrators", "vehicles")
    return re.compile(
        rf"(?:[\w-]+\s+){{0,3}}{listed}(?:\s+(?:packed|laden|loaded|filled|rigged|full))?",
        re.IGNORECASE,
    )
