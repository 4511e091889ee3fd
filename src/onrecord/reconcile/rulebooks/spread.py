"""What several voices' numbers come to: the lowest and the highest of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.reconcile.current import Standing
from onrecord.reconcile.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """
    The numbers that voices give now, side by side.

    Attributes:
        lowest: The lowest number; None where none has a lower end.
        highest: The highest number that anybody gives; None where nobody gives any.
        is_open: Somebody says "at least" of the highest, so it may be more.
    """

    lowest: int | None = None
    highest: int | None = None
    is_open: bool = False

    def __str__(self) -> str:
        return in_words(self.lowest, self.highest, is_open=self.is_open)


def values(told: Iterable[Standing]) -> list[Value]:
    """Return every number that voices give now."""
    return [value for voice in told for value in voice.values]


def spread(told: Iterable[Standing]) -> Spread:
    """Return the lowest and the highest of what voices give now; nothing is averaged."""
    given = values(told)
    lows = [value.low for value in given if value.low is not None]
    highs = [value.high for value in given if value.high is not None]
    highest = max([*highs, *lows], default=None)
    is_open = any(value.high is None and value.low == highest for value in given)
    return Spread(lowest=min(lows, default=None), highest=highest, is_open=is_open)


def in_words(low: int | None, high: int | None, *, is_open: bool = False) -> str:
    """
    Return a lowest and a highest number as a table shows them.

    >>> in_words(29, 51), in_words(4, 4), in_words(40, 40, is_open=True), in_words(None, None)
    ('29–51', '4', '40 or more', 'not told')
    """
    if low is None and high is None:
        return "not told"
    if low == high or high is None:
        shown = f"{low:,}"
    elif low is None:
        shown = f"up to {high:,}"
    else:
        shown = f"{low:,}–{high:,}"
    return f"{shown} or more" if is_open or high is None else shown


def given_by(told: Iterable[Standing], *, lowest: bool) -> str:
    """Return who gives the lowest or the highest number, with it: `SNHR: 43 or more`."""
    pairs = [(voice.origin.name, value) for voice in told for value in voice.values]
    if lowest:
        known = [pair for pair in pairs if pair[1].low is not None]
        chosen = min(known, key=lambda pair: pair[1].low or 0, default=None)
    else:
        chosen = max(pairs, key=lambda pair: max(pair[1].high or 0, pair[1].low or 0), default=None)
    return f"{chosen[0]}: {chosen[1]}" if chosen else "nobody"
