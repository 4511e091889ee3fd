"""What no other event's day is the day of: what is so by now, and what took several days."""

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
_OVER_DAYS = re.compile(
    r"[^.;:!?\n]{0,40}?\b(?:in|over|within|across)\s+(?:(?:just|only|the|some)\s+)?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|a\s+few|[2-9]|[1-9]\d)\s+"
    r"(?:days|nights|weeks|months)\b(?!['’]|\s+(?:ago|later|earlier|before|after|time)\b)",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"[\n;]|[.!?]['\"”]?\s")
_BEFORE, _AFTER = 30, 40  # characters around a claim's words in which its verb stands


def lasts(outcome: Outcome | None, content: str, start: int, end: int) -> bool:
    """
    Whether a claim of no day of its own has none of another event either.

    What was done on one day keeps that day ("soldiers arrested nine"). That people are driven
    out, held or free by now came about nobody says when, and a count of several days ("31 dead
    in two days") is of more than the one event that the sentence before tells of.

    >>> words = "Shells fell on Monday. Some 600 families have fled to the orchards."
    >>> lasts(Outcome.DISPLACED, words, 23, len(words))
    True
    >>> words = "Shells fell on Monday. Some 600 families fled to the orchards."
    >>> lasts(Outcome.DISPLACED, words, 23, len(words))
    False
    >>> words = "The mission counts 31 dead in two days"
    >>> lasts(Outcome.KILLED, words, 19, 26)
    True

    Args:
        outcome: What happened to them; None while that is not known.
        content: The text.
        start: Where the claim's words start in it.
        end: Where they end.
    """
    return _is_of_now(outcome, content, start, end) or bool(_OVER_DAYS.match(content, end))


def _is_of_now(outcome: Outcome | None, content: str, start: int, end: int) -> bool:
    if outcome in _STATES:
        state = _NOW
    elif outcome is Outcome.ABDUCTED:
        state = _HELD
    else:
        return False
    before = _CLOSE.split(content[max(0, start - _BEFORE) : start])[-1]
    after = _CLOSE.split(content[end : end + _AFTER])[0]
    return bool(state.search(f"{before}{content[start:end]}{after}"))
