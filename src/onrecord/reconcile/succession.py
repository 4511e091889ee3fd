"""The tolls of one voice in time: which stands, and what became of the others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.reconcile.categories import category
from onrecord.reconcile.values import LeftOut, Range, Value

STALE = "stale"  # how the reason begins where an old toll was repeated
# What a voice gave before, with the day on which it gave something else.
Past = dict[Range, date]


def latest(
    values: Sequence[Value], left_out: LeftOut, taken_back: Past
) -> tuple[list[Value], Past]:
    """
    Return the values of one voice that stand, and those that it gave before, each with its end.

    What stands is what was told last, and what no date puts in order.

    Args:
        values: All that the voice says.
        left_out: Is added to: claim id and reason.
        taken_back: What the voice gave and took back, each with its day.
    """
    vague = [value for value in values if value.is_vague]
    new = [value for value in values if value.is_new and not value.is_vague]
    tolls = _of_everybody([value for value in values if not value.is_vague and not value.is_new])
    undated = [value for value in tolls if value.published is None]
    dated = [value for value in tolls if value.published is not None]
    current: list[Value] = []
    past = dict(taken_back)
    for day in sorted({value.published for value in dated if value.published}):
        told = [value for value in dated if value.published == day]
        fresh = [value for value in told if not _is_old(value, current, past, left_out)]
        if fresh:
            for value in current:
                leave(value, f"superseded by {fresh[0]} of {day}, the same voice", left_out)
                past[value.range] = day
            current = fresh
    for value in undated:
        if value.range in {kept.range for kept in current}:
            leave(value, f"says {value} again", left_out)
        else:
            current.append(value)
    return _with_new(current, new, left_out) + vague, past


def _of_everybody(tolls: Sequence[Value]) -> list[Value]:
    """Take "eleven men" for everybody where the same voice tells of eleven people, too."""
    whole = {value.range for value in tolls if not value.only}
    return [
        replace(v, only=None) if v.only and v.range in whole and not v.first.is_partial else v
        for v in tolls
    ]


def last_entries(values: Sequence[Value], left_out: LeftOut) -> list[Value]:
    """
    Return values of one voice without those that a later entry of the same live page replaced.

    A live page of one day may give a toll at nine and another at two; the latter stands. Days
    are put in order by `latest`. A part ("three children") replaces no whole.
    """
    newest: dict[tuple[object, ...], Value] = {}
    for value in values:
        if value.entry is not None:
            held = newest.get(_whom(value))
            if held is None or held.entry is None or held.entry < value.entry:
                newest[_whom(value)] = value
    kept = []
    for value in values:
        last = newest.get(_whom(value))
        if value.entry is None or last is None or last.entry is None or last.entry <= value.entry:
            kept.append(value)
        else:
            leave(value, f"superseded by {last} at {last.entry:%H:%M}, a later entry", left_out)
    return kept


def _whom(value: Value) -> tuple[object, ...]:
    """Return what two values have in common of which the later replaces the earlier."""
    kind = (category(value.first), value.only, value.is_new, value.is_vague)
    return (value.first.document, value.published, *kind)


def _with_new(current: list[Value], new: Sequence[Value], left_out: LeftOut) -> list[Value]:
    """Add those who died since a voice's last toll to it; where it gave none, they stand alone."""
    if not current:
        return list(new)
    for value in sorted(new, key=lambda value: value.published or date.min):
        (toll, *others) = current
        is_later = value.published and toll.published and value.published > toll.published
        if not is_later:
            leave(value, f"new deaths, counted in the toll of {toll}", left_out)
        elif others or None in {*toll.range, *value.range} or value.range > toll.range:
            leave(value, "counts only those who died since an earlier toll", left_out)
        else:
            current = [
                replace(
                    toll,
                    low=(toll.low or 0) + (value.low or 0),
                    high=(toll.high or 0) + (value.high or 0),
                    claims=(*toll.claims, *value.claims),
                    published=value.published,
                )
            ]
    return current


def _is_old(
    value: Value,
    current: Sequence[Value],
    past: Past,
    left_out: LeftOut,
) -> bool:
    """Note and tell whether a value says nothing new: repeated, stale, or looser."""
    for kept in current:
        if value.range == kept.range:
            return leave(value, f"says {kept} again", left_out)
        is_looser = value.high is None and kept.low is not None and (value.low or 0) <= kept.low
        if is_looser and kept.high is not None:
            return leave(value, f"leaves room for {kept}, said before by the same voice", left_out)
        if value.only and not kept.only:
            return leave(value, f"counts only {value.whom}", left_out)
    if value.range in past:
        return leave(value, f"{STALE}: the same voice had already given a newer figure", left_out)
    return False


def leave(value: Value, reason: str, left_out: LeftOut) -> bool:
    """Note for each claim of a value why it is not used; always true, to end a question."""
    for claim_id in value.claims:
        left_out[claim_id] = reason
    return True
