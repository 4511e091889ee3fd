"""Counts of those who came to one place of many, a hospital or a morgue, and of one "he"."""

import re
from functools import cache

from onrecord.extract import unnumbered, wordlist
from onrecord.extract.draft import Draft
from onrecord.model import Measure

_THERE = re.compile(r"\s+there\b", re.IGNORECASE)


@cache
def _taken_in() -> re.Pattern[str]:
    """As in "a hospital took in 48 wounded", "29 bodies were brought to the morgue"."""
    place, took, brought = (
        wordlist.alternatives("partial", k) for k in ("places", "taking", "bringing")
    )
    return re.compile(
        rf"\b{place}\b[^.;:]{{0,80}}\b{took}\b"
        rf"|\b{brought}\s+(?:to|in|into|at)\s+(?:\S+\s+){{0,4}}{place}\b",
        re.IGNORECASE,
    )


def is_partial(draft: Draft) -> bool:
    """Whether the words count only those at one place, or one by "he" or "she": no whole toll."""
    if draft.measure is not Measure.PEOPLE or not draft.count.is_known:
        return False
    if draft.unit is not None and draft.unit.lower_ in unnumbered.HE_OR_SHE:
        return True  # "she was shot": of one, whoever else was
    if _THERE.match(draft.sentence.content, draft.end, draft.sentence.end):
        return True
    return bool(_taken_in().search(draft.sentence.words))
