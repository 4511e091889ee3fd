"""A language model's drafts beside those of the other readers, which always come first."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.draft import Draft
from onrecord.model import Claim, Measure


def joined(drafts: Sequence[Draft], proposed: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """
    Return the other readers' drafts, those noted with which the model agrees, and what it adds.

    Where both count the same people with the same outcome, the other reader's draft is kept
    and the agreement noted. Where they tell another outcome of the same number, the other
    reader's draft is kept as it is, and the model's is left out.

    Args:
        drafts: What the other readers found, in the order of the text.
        proposed: What the model proposes.
    """
    agreeing: dict[int, str | None] = {}
    added: list[Draft] = []
    for one in proposed:
        touched = [i for i, d in enumerate(drafts) if _counts_same(d, one)]
        for at in touched:
            if drafts[at].outcome in {one.outcome, None}:
                agreeing[at] = one.engine
        if not touched and not any(_counts_same(d, one) for d in added):
            added.append(one)
    noted = [replace(d, agreeing=agreeing.get(i)) for i, d in enumerate(drafts)]
    return noted, sorted(added, key=lambda d: (d.start, d.end))


def _counts_same(first: Draft, second: Draft) -> bool:
    if first.measure is not Measure.PEOPLE or first.unit is None:
        return False
    (start, end), (begin, stop) = first.counting, second.counting
    return start < stop and begin < end


def with_added(claims: Sequence[Claim], whole: Sequence[Claim], engine: str) -> tuple[Claim, ...]:
    """
    Return claims with those that a model added, in order.

    What a model adds may lean on the others, never the other way round: a claim of another
    reader keeps every slot and link that it has without the model.

    Args:
        claims: The other readers' claims, worked out without the model.
        whole: All claims, worked out together.
        engine: The model.
    """
    held = {c.id for c in claims}
    new = {c.id: c for c in whole if c.engine == engine and c.id not in held}
    first = {c.same_as: c.id for c in reversed(whole) if c.same_as in new and c.id in held}
    known = held | set(new)
    linked = [
        c.with_(
            part_of=c.part_of if c.part_of in known else None,
            same_as=first.get(c.id) or (c.same_as if c.same_as in known else None),
        )
        for c in new.values()
    ]
    return tuple(sorted([*claims, *linked], key=lambda c: (c.passage.start, c.passage.end, c.id)))
