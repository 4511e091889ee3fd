"""Whether two claims in nearly the same words are of one place and one time."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import Claim, Mention, Place

_DEEPEST = 12  # containers followed upwards: no gazetteer nests deeper, a circle would

# Gives the words that stand in the earlier text for words of the later one; None if new.
Before = Callable[[int, int], str | None]


@dataclass(frozen=True, slots=True)
class Slots:
    """
    What two claims have of place and time: the same, another, or nothing to compare.

    Attributes:
        place, time: True if it is the same, False if it is another, None if one has none.
        words: The words there and here for what is another; None if nothing is.
    """

    place: bool | None
    time: bool | None
    words: tuple[str, str] | None


def compared(
    later: Claim, earlier: Claim, before: Before, place: Callable[[str], Place | None]
) -> Slots:
    """Return whether a claim of a copy is of the earlier claim's place and time."""
    words: tuple[str, str] | None = None
    where = _place(later, earlier, before, place)
    if where is False:
        words = (earlier.places[0].name, later.places[0].name)
    when = _time(later, earlier, before)
    if when is False and words is None:
        words = (_said(earlier), _said(later))
    return Slots(where, when, words)


def _place(
    later: Claim, earlier: Claim, before: Before, place: Callable[[str], Place | None]
) -> bool | None:
    if not later.places or not earlier.places:
        return None
    one, other = later.places[0], earlier.places[0]
    if _is_same_name(one, other) or _stands_unchanged(one, before):
        return True
    if one.best and other.best:
        # A country for its town is said more widely, not otherwise.
        inside = _around(one.best, place) & _around(other.best, place)
        return bool(inside & {one.best, other.best})
    return False


def _is_same_name(one: Mention, other: Mention) -> bool:
    names = (set(fold(one.name).split()), set(fold(other.name).split()))
    return names[0] <= names[1] or names[1] <= names[0]


def _stands_unchanged(mention: Mention, before: Before) -> bool:
    """Whether the words are the same in both texts: what they mean cannot differ then."""
    if mention.start is None or mention.end is None:
        return False
    told = before(mention.start, mention.end)
    return told is not None and fold(told) == fold(mention.name)


def _around(place_id: str, place: Callable[[str], Place | None]) -> set[str]:
    found: set[str] = set()
    current: str | None = place_id
    for _ in range(_DEEPEST):
        if current is None or current in found:
            break
        found.add(current)
        known = place(current)
        if known and known.country:
            found.add(f"country:{known.country}")
        current = known.within if known else None
    return found


def _time(later: Claim, earlier: Claim, before: Before) -> bool | None:
    if later.when is None or earlier.when is None:
        return None
    if later.when.overlaps(earlier.when):
        return True
    # "Monday", printed again a week later, is the Monday of the first printing.
    times = (later.times[:1], earlier.times[:1])
    if times[0] and times[1] and fold(times[0][0].name) == fold(times[1][0].name):
        return True
    return any(_stands_unchanged(mention, before) for mention in times[0])


def _said(claim: Claim) -> str:
    if claim.times:
        return claim.times[0].name
    return (claim.when.date_from or claim.when.date_to or "") if claim.when else ""
