"""Claims tied to their wholes and firsts, as the drafts that they were made from say."""

from collections.abc import Sequence
from typing import Protocol

from onrecord.model import Claim


class Linked(Protocol):
    """What a reader holds before it makes a claim."""

    @property
    def part_of(self) -> int | None:
        """The position of the draft that it is part of; None if of none."""

    @property
    def same_as(self) -> int | None:
        """The position of the draft that says the same first; None if it is that."""


def tied(made: Sequence[Claim], drafts: Sequence[Linked]) -> tuple[Claim, ...]:
    """
    Return claims in the order of their words, once each, with the ids of what they hang on.

    Args:
        made: One claim a draft, not yet tied.
        drafts: What they were made from, in the same order.
    """
    linked = [
        claim.with_(
            part_of=made[d.part_of].id if d.part_of is not None else None,
            same_as=made[d.same_as].id if d.same_as is not None else None,
        )
        for claim, d in zip(made, drafts, strict=True)
    ]
    unique = {claim.id: claim for claim in reversed(linked)}
    return tuple(sorted(unique.values(), key=lambda c: (c.passage.start, c.passage.end, c.id)))
