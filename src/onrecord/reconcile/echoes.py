"""Whether an author's own words only say again, loosely, what the document attributes."""

from onrecord.kit.folding import fold
from onrecord.model import Claim, Mention, Qualifier
from onrecord.reconcile.bounds import bounds

_LOOSE = {Qualifier.VAGUE, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.MORE_THAN}


def echoed(own: Claim, attributed: Claim) -> bool:
    """
    Return whether a claim in the author's voice echoes an attributed one.

    It does where outcome, time and place are the same and its number leaves room for the
    attributed figure: "hundreds" in the first line, and below it what a source counted.
    """
    if own.outcome is not attributed.outcome or own.measure is not attributed.measure:
        return False
    if own.when != attributed.when or not _one_place(own.places, attributed.places):
        return False
    if attributed.count.qualifier is Qualifier.VAGUE or attributed.part_of is not None:
        return False
    wide, exact = bounds(own.count), bounds(attributed.count)
    if wide is None or exact is None:
        return False
    if own.count.qualifier in _LOOSE:
        return wide.low <= exact.low and wide.meets(exact)
    return wide == exact


def _one_place(own: tuple[Mention, ...], other: tuple[Mention, ...]) -> bool:
    if not own or not other:
        return not own
    ids = [{mention.best for mention in side if mention.best} for side in (own, other)]
    names = [{fold(mention.name) for mention in side} for side in (own, other)]
    if ids[0] & ids[1] or names[0] & names[1]:
        return True
    # "Northland" against "Northland's coast": the finer name carries the wider one.
    words = [{word.removesuffix("s") for name in side for word in name.split()} for side in names]
    return words[0] <= words[1]
