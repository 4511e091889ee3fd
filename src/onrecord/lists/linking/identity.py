"""Which group is which: ids that stay while rows join, leave, and groups merge and split."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.kit import lasting_ids
from onrecord.kit.lasting_ids import Known, Rule
from onrecord.model import GivenGroup, MatchGroup


def identified(
    groups: Sequence[MatchGroup], given: Sequence[GivenGroup] = ()
) -> tuple[tuple[MatchGroup, ...], tuple[GivenGroup, ...]]:
    """
    Return groups with their ids, and what became of every id that was ever given.

    The rules are those of incidents. A group keeps its id: the one with which it shares
    most rows, the older among equals. Where two groups are one, one id stays and the other
    is retired, with where its rows are now. Where one is two, its id stays with the part
    that has most of what it was before it took in others; the other part gets back the
    retired id that stood for just its rows, if there is one, else a new one. A new id is
    made from the group's first row and is one that was never given.

    Args:
        groups: Whatever their ids are.
        given: Every id that was ever given, the oldest first.
    """
    held = [group.persons for group in groups]
    names, now = lasting_ids.identified(held, [_known(one) for one in given], _RULE)
    named = [replace(group, id=name) for group, name in zip(groups, names, strict=True)]
    return tuple(sorted(named, key=lambda group: group.persons)), tuple(map(_given, now))


# A row that is in no group is a person by itself, and not gone.
_RULE = Rule(kind="grp", first=min, is_alone=True)


def _known(one: GivenGroup) -> Known:
    return Known(
        id=one.id,
        members=one.persons,
        own=one.own,
        is_retired=one.is_retired,
        followed_by=one.followed_by,
    )


def _given(one: Known) -> GivenGroup:
    return GivenGroup(
        id=one.id,
        persons=one.members,
        own=one.own,
        is_retired=one.is_retired,
        followed_by=one.followed_by,
    )
