"""Whether an author's own words only say again, loosely, what the document attributes."""

from collections.abc import Callable

from onrecord.kit.folding import fold
from onrecord.model import Claim, Mention, Place, Qualifier
from onrecord.reconcile.bounds import bounds

_LOOSE = {Qualifier.VAGUE, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.MORE_THAN}


_DEEPEST = 12  # containers followed upwards: no gazetteer nests deeper, a circle would


def echoed(own: Claim, attributed: Claim, place: Callable[[str], Place | None]) -> bool:
    """
    Return whether a claim in the author's voice echoes an attributed one.

    It does where outcome, time and place are the same and its number leaves room for the
    attributed figure: "hundreds" in the first line, and below it what a source counted.
    """
    if own.outcome is not attributed.outcome or own.measure is not attributed.measure:
        return False
    if own.when != attributed.when or not _covers(own.places, attributed.places, place):
        return False
    if attributed.count.qualifier is Qualifier.VAGUE or attributed.part_of is not None:
        return False
    wide, exact = bounds(own.count), bounds(attributed.count)
    if wide is None or exact is None:
        return False
    if own.count.qualifier in _LOOSE:
        return wide.low <= exact.low and wide.meets(exact)
    return wide == exact


def _covers(
    own: tuple[Mention, ...],
    other: tuple[Mention, ...],
    place: Callable[[str], Place | None],
) -> bool:
    """Whether the author's place is the attributed one, or around it."""
    if not own or not other:
        return not own
    if {mention.best for mention in own if mention.best} & _with_those_around(other, place):
        return True
    names = [{fold(mention.name) for mention in side} for side in (own, other)]
    if names[0] & names[1]:
        return True
    # "Northland" against "Northland's coast": the finer name carries the wider one.
    words = [{word.removesuffix("s") for name in side for word in name.split()} for side in names]
    return words[0] <= words[1]


def _with_those_around(
    mentions: tuple[Mention, ...], place: Callable[[str], Place | None]
) -> set[str]:
    found: set[str] = set()
    for mention in mentions:
        current = mention.best
        for _ in range(_DEEPEST):
            if current is None:
                break
            found.add(current)
            known = place(current)
            current = known.within if known else None
            if known and known.country:
                found.add(f"country:{known.country}")
    return found
