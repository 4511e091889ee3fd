"""What a decision about names would change, in words that a page can show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Incident, Record
from onrecord.workflow.desk.naming.used import NameKind, names
from onrecord.workflow.desk.previewing import Preview
from onrecord.workflow.desk.view import View

_MOST = 300  # claims worked out for a preview of a large record


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """
    What changes.

    An incident may come apart so that no claim of one piece names what was decided on: so
    `joined` and `parted` look at all incidents, and not at those of `claims` alone.

    Attributes:
        claims: Ids of the claims whose names mean something else afterwards.
        before, after: The incidents that those are in, before and after.
        joined: Incidents after, each with those before of which it has claims, where more
            than one.
        parted: Incidents before, each with those after that have its claims, likewise.
        origins: How many origins there are, before and after.
        solved: How many problems are gone afterwards; `new` how many are new.
        is_whole: Whether all of the record was worked out.
    """

    claims: tuple[str, ...]
    before: tuple[Incident, ...]
    after: tuple[Incident, ...]
    joined: tuple[tuple[Incident, tuple[Incident, ...]], ...]
    parted: tuple[tuple[Incident, tuple[Incident, ...]], ...]
    origins: tuple[int, int]
    solved: int
    new: int
    is_whole: bool


def concerning(view: View, kind: NameKind, folded: Iterable[str]) -> tuple[str, ...]:
    """Return the claims that use some names, as many as a preview needs."""
    known = names(view).used
    found = (
        claim for name in folded if (kind, name) in known for claim in known[kind, name].claims
    )
    return tuple(dict.fromkeys(found))[:_MOST]


def meaning(view: View, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the claims that mean some places or actors, as many as a preview needs."""
    known = names(view).meant
    found = (claim for meant in ids if meant in known for claim in known[meant].claims)
    return tuple(dict.fromkeys(found))[:_MOST]


def effects(made: Preview) -> Effects:
    """Return what a preview says."""
    before, after = made.before, made.after
    claims = tuple(
        claim.id
        for claim in after.claims.values()
        if claim.id in before.claims and _named(claim.id, before) != _named(claim.id, after)
    )
    touched = set(claims)
    first = tuple(i for i in before.incidents if touched & set(i.claim_ids))
    last = tuple(i for i in after.incidents if touched & set(i.claim_ids))
    was = {problem.id for problem in before.problems}
    now = {problem.id for problem in after.problems}
    return Effects(
        claims=claims,
        before=first,
        after=last,
        joined=_of_several(after.incidents, before.incidents),
        parted=_of_several(before.incidents, after.incidents),
        origins=(len(before.origins), len(after.origins)),
        solved=len(was - now) if made.is_whole else 0,
        new=len(now - was) if made.is_whole else 0,
        is_whole=made.is_whole,
    )


def _named(claim_id: str, record: Record) -> tuple[str | None, ...]:
    claim = record.claims[claim_id]
    return tuple(m.best for m in (*claim.places, *claim.perpetrators, *claim.sources))


def _of_several(
    wholes: Sequence[Incident], parts: Sequence[Incident]
) -> tuple[tuple[Incident, tuple[Incident, ...]], ...]:
    home = {claim: part for part in parts for claim in part.claim_ids}
    found = []
    for whole in wholes:
        shared = {home[claim].id: home[claim] for claim in whole.claim_ids if claim in home}
        if len(shared) > 1:
            found.append((whole, tuple(shared.values())))
    return tuple(found)
