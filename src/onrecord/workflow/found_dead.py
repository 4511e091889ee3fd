"""
Persons whom one list has as missing or alive and a linked row of another as dead.

Such a link may be the first that a family hears. So it leaves the record only once a person
confirmed it, however sure the engine is, and until then it is among what people are asked.
"""

from collections.abc import Mapping
from itertools import combinations

from onrecord.model import Choice, Outcome, Pair
from onrecord.workflow.linking import Linking

_DEAD = frozenset({Outcome.KILLED})
_SAYS_NOTHING = frozenset({Outcome.KILLED, Outcome.CASUALTIES, None})


def unconfirmed(held: Linking) -> frozenset[str]:
    """
    Return persons on lists who are dead only by a link that no person confirmed.

    Their own list has them as missing, detained or otherwise alive, or does not say that they
    are dead where its name, its title or words that could not be read tell that they may not
    be; and a row that was linked to theirs has them as killed.
    """
    known = held.listed.by_person()
    near = _decided_ties(held)
    found: set[str] = set()
    for group in held.grouped.groups:
        rows = [known[one] for one in group.persons if one in known]
        dead = {one.person for one in rows if one.outcome in _DEAD}
        alive = [
            one.person
            for one in rows
            if one.outcome not in _SAYS_NOTHING or one.person in held.listed.not_told_dead
        ]
        if dead and alive:
            found.update(one for one in alive if not _reached(one, near) & dead)
    return frozenset(found)


def _decided_ties(held: Linking) -> Mapping[str, set[str]]:
    """Return who is whom by what people decided last of each two rows."""
    said = {
        ends: one.choice for one in held.decisions for ends in combinations(sorted(one.persons), 2)
    }
    near: dict[str, set[str]] = {}
    for ends, choice in said.items():
        if choice is Choice.ONE_PERSON:
            for person in ends:
                near.setdefault(person, set()).update(ends)
    return near


def _reached(person: str, near: Mapping[str, set[str]]) -> set[str]:
    """Return everybody who is this person by what people decided."""
    seen, ahead = {person}, [person]
    while ahead:
        for other in near.get(ahead.pop(), set()) - seen:
            seen.add(other)
            ahead.append(other)
    return seen


def to_confirm(held: Linking) -> tuple[Pair, ...]:
    """Return the links by which somebody would be found dead, for a person to confirm."""
    alone = unconfirmed(held)
    known = held.listed.by_person()
    home = {one: group.id for group in held.grouped.groups for one in group.persons}
    said = {ends for one in held.decisions for ends in combinations(sorted(one.persons), 2)}
    asked_in = {home[one] for one in alone}
    direct: list[Pair] = []
    through: list[Pair] = []  # a third row, which says nothing, is between the two
    for pair in held.grouped.pairs:
        ends, group = (pair.left, pair.right), home.get(pair.left)
        if group is None or group not in asked_in or group != home.get(pair.right) or ends in said:
            continue
        is_dead = any(known[one].outcome in _DEAD for one in ends if one in known)
        (direct if is_dead and not alone.isdisjoint(ends) else through).append(pair)
    settled = {home[pair.left] for pair in direct}
    found = [*direct, *(pair for pair in through if home[pair.left] not in settled)]
    return tuple(sorted(found, key=lambda pair: (-pair.probability, pair.id)))


def to_decide(held: Linking) -> tuple[Pair, ...]:
    """Return everything that waits for a person: deaths to confirm, then what is in doubt."""
    return (*to_confirm(held), *held.waiting)
