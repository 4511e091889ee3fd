"""What is so at the time of writing: "have fled", "are in custody"; no other event's day is its."""

import re

from onrecord.model import Outcome

_STATES = frozenset({Outcome.DISPLACED, Outcome.DETAINED, Outcome.RELEASED})
_NOW = re.compile(
    r"\b(?:have|has|['’]ve)\s+(?:\w+\s+){0,2}?(?:been|fled|left|gone|come|let|taken|held|\w+ed)\b"
    r"|\b(?:is|are|remains?|lives?|sleeps?|shelters?|huddles?|camps?)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:is|are|remains?)\s+(?:\w+\s+)?(?:held|captives?|hostages?|in\s+captivity)\b",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"[\n;]|[.!?]['\"”]?\s")
_BEFORE, _AFTER = 30, 40  # characters around a claim's words in which its verb stands


def lasts(outcome: Outcome | None, content: str, start: int, end: int) -> bool:
    """
    Whether people are told to be driven out, held or free by now, on no day of its own.

    What was done on one day keeps that day ("soldiers arrested nine"); what is so at the time
    of writing came about nobody says when, and the day of the sentence before is not its day.

    >>> words = "Shells fell on Monday. Some 600 families have fled to the orchards."
    >>> lasts(Outcome.DISPLACED, words, 23, len(words))
    True
    >>> words = "Shells fell on Monday. Some 600 families fled to the orchards."
    >>> lasts(Outcome.DISPLACED, words, 23, len(words))
    False

    Args:
        outcome: What happened to them; None while that is not known.
        content: The text.
        start: Where the claim's words start in it.
        end: Where they end.
    """
    if outcome in _STATES:
        state = _NOW
    elif outcome is Outcome.ABDUCTED:
        state = _HELD
    else:
        return False
    before = _CLOSE.split(content[max(0, start - _BEFORE) : start])[-1]
    after = _CLOSE.split(content[end : end + _AFTER])[0]
    return bool(state.search(f"{before}{content[start:end]}{after}"))
