"""What a document itself says belongs together: repetitions, and parts of a whole."""

from collections.abc import Iterator, Sequence

from onrecord.group.clusters import Edge
from onrecord.group.profile import Profile
from onrecord.group.relations import WAVE, Places, Times, days, places, times
from onrecord.group.rows import of_one_row
from onrecord.group.ties import Tie

_SAME = Tie(firmness=100, why="the document says the same again")
_PART = Tie(firmness=99, why="the document counts one inside the other")
_ROW = Tie(firmness=98, why="one row of a table")


def said_links(profiles: Sequence[Profile]) -> Iterator[Edge]:
    """
    Return the ties that documents state, from each claim to what it repeats or is part of.

    A part of a sum over many weeks that has a day of its own is an incident of its own:
    such a sum is no happening. A link between disjoint times is a misreading and is not
    followed.
    """
    by_id = {item.id: position for position, item in enumerate(profiles)}
    for position, item in enumerate(profiles):
        for target_id, tie in ((item.claim.same_as, _SAME), (item.claim.part_of, _PART)):
            target = by_id.get(target_id or "")
            if target is None or target == position:
                continue
            if _contradicts(item, profiles[target]):
                continue
            if tie is _PART and _sums_many(profiles[target], item):
                continue
            yield Edge(item=position, on=target, tie=tie, said=True)
    for position, head in of_one_row(profiles):
        yield Edge(item=position, on=head, tie=_ROW, said=True)


def unbound_by(edges: Sequence[Edge], profiles: Sequence[Profile]) -> set[int]:
    """
    Return the claims that bring no bounds of time and place of their own.

    Parts and repetitions of a dated claim: what they add, the source has summed itself.
    And claims of no people, or without a number, which never hold others apart.
    """
    attendants = {position for position, item in enumerate(profiles) if not item.is_people}
    said = {
        edge.item
        for edge in edges
        if profiles[edge.on].when is not None or profiles[edge.item].when is None
    }
    return attendants | said


def _contradicts(item: Profile, target: Profile) -> bool:
    if times(item.when, target.when) is Times.DISJOINT:
        return True
    return places(item.spot, target.spot) is Places.DISJOINT


def _sums_many(whole: Profile, part: Profile) -> bool:
    span, own = days(whole.when), days(part.when)
    return span is not None and span > WAVE and own is not None and own < span
