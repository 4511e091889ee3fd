"""How many, and when: the slots that are made of several fields together."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from onrecord.model import Claim, Count, Grain, Measure, Qualifier, When, row_values
from onrecord.review.picks import Unfitting

_MOST = 10**12
_Q = Qualifier

# What each hedge needs of the fewest and the most that the words allow.
_FITS: Mapping[Qualifier, Callable[[float | None, float | None], bool]] = {
    _Q.EXACT: lambda low, high: low is not None and low == high,
    _Q.ABOUT: lambda low, high: low is not None or high is not None,
    _Q.AT_LEAST: lambda low, high: low is not None and high is None,
    _Q.MORE_THAN: lambda low, high: low is not None and high is None,
    _Q.UP_TO: lambda _, high: high is not None,
    _Q.ALMOST: lambda _, high: high is not None,
    _Q.RANGE: lambda low, high: None not in (low, high) and low != high,
    _Q.VAGUE: lambda low, high: low is not None or high is not None,
    _Q.NONE: lambda low, high: low is None and high is None,
}
_NEEDS = {
    _Q.EXACT: "an exact number has the same fewest and most",
    _Q.ABOUT: "“about” needs a number",
    _Q.AT_LEAST: "“at least” has a fewest and no most",
    _Q.MORE_THAN: "“more than” has a fewest, which is one more than the number said, and no most",
    _Q.UP_TO: "“up to” needs a most",
    _Q.ALMOST: "“almost” needs a most",
    _Q.RANGE: "a range has a fewest and another most",
    _Q.VAGUE: "vague words (“dozens”) need a fewest",
    _Q.NONE: "no hedge and no number go together",
}


def counted(claim: Claim, before: Claim, told: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """
    Return the count of a claim where its numbers or its hedge were picked.

    Args:
        claim: With its other slots as picked.
        before: As it was.
        told: What was picked, by slot.

    Raises:
        Unfitting: They make no count.
    """
    if told.keys().isdisjoint({"low", "high", "qualifier"}):
        return {}
    was = before.count
    low, high = (
        _number(end, told[end], claim.measure) if end in told else getattr(was, end)
        for end in ("low", "high")
    )
    if low is not None and high is not None and low > high:
        raise Unfitting("low", f"the fewest, {low:g}, is more than the most, {high:g}")
    hedge = _hedge(told.get("qualifier", ()), was.qualifier)
    if not _FITS[hedge](low, high):
        if hedge is not was.qualifier:
            raise Unfitting("qualifier", _NEEDS[hedge])
        hedge = _likely(low, high)  # it was not picked: it follows the numbers
    found = Count(low=low, high=high, qualifier=hedge)
    return {} if found == was else {"count": found}


def _number(slot: str, told: Sequence[str], measure: Measure) -> float | None:
    if not told:
        return None
    bare = told[0].replace(",", "").replace("٬", "")
    try:
        found = float(bare) if len(told) == 1 and "_" not in bare else float("nan")
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise Unfitting(slot, f"“{' '.join(told):.40}” is no number")
    if not 0 <= found <= _MOST:
        raise Unfitting(slot, f"{found:g} cannot be counted: it is less than 0 or far too many")
    if measure not in {Measure.SHARE, Measure.RATIO} and not found.is_integer():
        raise Unfitting(slot, f"{found:g} is no whole number")
    return found


def _hedge(told: Sequence[str], before: Qualifier) -> Qualifier:
    if not told:
        return before
    if told[0] not in list(Qualifier) or len(told) > 1:
        raise Unfitting("qualifier", f"{' '.join(told):.60} is not one of {', '.join(Qualifier)}")
    return Qualifier(told[0])


def _likely(low: float | None, high: float | None) -> Qualifier:
    if low is None and high is None:
        return _Q.NONE
    if low is None or high is None:
        return _Q.UP_TO if low is None else _Q.AT_LEAST
    return _Q.EXACT if low == high else _Q.RANGE


def dated(claim: Claim, before: Claim, told: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """
    Return when a claim happened where dates or words for the time were picked.

    Args:
        claim: With its other slots as picked.
        before: As it was.
        told: What was picked, by slot.

    Raises:
        Unfitting: The dates are none, or run backwards.
    """
    was = before.when
    shown = [was.date_from if was else None, was.date_to if was else None]
    dates = [
        _date(slot, told[slot]) if slot in told else shown[n]
        for n, slot in enumerate(("date_from", "date_to"))
    ]
    if dates == shown:  # nobody stated others: they follow the words
        return {} if claim.times == before.times else {"when": None}
    if dates == [None, None]:
        return {"when": None}
    return {"when": _when(*dates)}


def _date(slot: str, told: Sequence[str]) -> str | None:
    if not told:
        return None
    try:
        row_values.bounds(" ".join(told))
    except ValueError as fault:
        raise Unfitting(slot, str(fault)) from None
    return told[0]


def _when(first: str | None, last: str | None) -> When:
    """Return the time between two days, months or years, in the finer unit of the two."""
    starts, ends = (row_values.bounds(told) if told else None for told in (first, last))
    longest = max(len(told) for told in (first, last) if told)
    try:
        return When(
            earliest=starts[0] if starts else None,
            latest=ends[1] if ends else None,
            grain={4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}[longest],
        )
    except ValueError as fault:
        raise Unfitting("date_from", str(fault)) from None
