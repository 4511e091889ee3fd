"""Sums as trees: a whole, the parts that it is said to have, and whether they add up."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Claim, Incident, Sum
from onrecord.workflow.desk.view import View

_MOST = 40  # trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """
    A claim in a sum, with its parts below it.

    Attributes:
        claim: The claim; None where the record has none of that id any more.
        sum: How its parts add up; None for a claim without parts.
    """

    claim_id: str
    claim: Claim | None
    sum: Sum | None
    parts: tuple["Branch", ...]


def trees(view: View, incident: Incident) -> tuple[Branch, ...]:
    """
    Return the sums of an incident, those that fail first.

    A part that has parts of its own stands once, in its place.
    """
    sums = view.record.sums.get(incident.id, ())
    wholes: dict[str, list[Sum]] = {}
    for one in sums:
        wholes.setdefault(one.whole, []).append(one)
    nested = {part for one in sums for part in one.parts if part in wholes}
    roots = [one for one in sums if one.whole not in nested] or list(sums[:1])
    made = [_branch(one, wholes, frozenset(), view) for one in roots]
    return tuple(sorted(made, key=_worst)[:_MOST])


def _branch(one: Sum, wholes: Mapping[str, list[Sum]], above: frozenset[str], view: View) -> Branch:
    above = above | {one.whole}
    parts: list[Branch] = []
    for part in one.parts:
        deeper = [] if part in above else wholes.get(part, [])
        parts += [_branch(s, wholes, above, view) for s in deeper] or [_leaf(part, view)]
    return Branch(
        claim_id=one.whole, claim=view.record.claims.get(one.whole), sum=one, parts=tuple(parts)
    )


def _leaf(claim_id: str, view: View) -> Branch:
    return Branch(claim_id=claim_id, claim=view.record.claims.get(claim_id), sum=None, parts=())


def _worst(branch: Branch) -> int:
    """Return 0 for a tree in which a sum fails, 1 where one is open, 2 where all hold."""
    own = {False: 0, None: 1, True: 2}[branch.sum.holds] if branch.sum else 2
    return min([own, *map(_worst, branch.parts)])
