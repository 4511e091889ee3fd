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

    Their own list has them as missing, detained or otherwise alive, and a row that was
    linked to theirs has them as killed.
    """
    known = held.listed.by_person()
    near = _decided_ties(held)
    found: set[str] = set()
    for group in held.grouped.groups:
        rows = [known[one] for one in group.persons if one in known]
        dead = {one.person for one in rows if one.outcome in _DEAD}
        alive = [one.person for one in rows if one.outcome not in _SAYS_NOTHING]
        if dead and alive:
            found.update(one for one in alive if not _reached(one, near) & dead)
    return frozenset(found)


def _decided_ties(held: Linking) -> Mapping[str, set[str]]:
    near: dict[str, set[str]] = {}
    for one in held.decisions:
        if one.choice is Choice.ONE_PERSON:
            for person in one.persons:
                near.setdefault(person, set()).update(one.persons)
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
    found = []
    for pair in held.grouped.pairs:
        ends = (pair.left, pair.right)
        if home.get(pair.left) is None or home.get(pair.left) != home.get(pair.right):
            continue
        is_one = not alone.isdisjoint(ends) and ends not in said
        if is_one and any(known[one].outcome in _DEAD for one in ends if one in known):
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.probability, pair.id)))


def to_decide(held: Linking) -> tuple[Pair, ...]:
    """Return everything that waits for a person: deaths to confirm, then what is in doubt."""
    return (*to_confirm(held), *held.waiting)
