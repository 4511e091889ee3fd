"""Totals of a whole war, country or year, which are no one incident."""

import re
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.draft import Draft
from onrecord.model import Measure

_DAY = re.compile(r"\d{1,2}\s+\w+|day\b")
_PERFECT = re.compile(
    r"\b(?:have|has)\s+(?:now\s+|already\s+|reportedly\s+)?been"
    r"\s+(?:killed|displaced|injured|wounded|detained)\b",
    re.IGNORECASE,
)
_MANY = 1_000  # as many as this "have been killed" are hardly the dead of one day


@cache
def _stretches() -> re.Pattern[str]:
    """As in "since the war began", "during the country's long civil war", "in the past decade"."""
    war, began = (wordlist.alternatives("cumulative", k) for k in ("wars", "beginnings"))
    long = wordlist.alternatives("cumulative", "long_wars")
    return re.compile(
        rf"\bsince\s+the\s+{wordlist.alternatives('cumulative', 'starts')}\b"
        rf"|\bsince\s+(?:the\s+)?{war}\b"
        rf"|\bsince\s+(?:\S+\s+){{1,4}}{began}\b"
        r"|\bsince\s+(?:\w+\s+)?(?:19|20)\d\d\b"
        r"|\b(?:in|of|during|over|throughout)\s+(?:the|this|its|a|\w+['’]s)\s+"
        rf"(?:\w+[\s-]){{0,4}}{long}\b"
        r"|\bin\s+the\s+(?:past|last)\s+(?:\w+\s+)?(?:years?|decades?)\b|\byears\s+of\b"
        r"|\b(?:this|last)\s+year\b|\bso\s+far\s+this\b",
        re.IGNORECASE,
    )


def is_cumulative(draft: Draft) -> bool:
    """Whether the words total a whole war, country or year, so that it is no one incident."""
    if draft.measure in {Measure.SHARE, Measure.RATIO}:
        return True
    if not draft.count.is_known:
        return False  # "mass atrocities" total nothing
    words = draft.sentence.words
    is_of_day = any(t.carried is None and _DAY.search(t.name) for t in draft.times)
    if not is_of_day and _stretches().search(words):
        return True
    least = draft.count.low or draft.count.high or 0
    return least >= _MANY and not draft.times and bool(_PERFECT.search(words))
