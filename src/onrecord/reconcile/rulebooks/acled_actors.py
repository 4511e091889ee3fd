"""ACLED's actors: who stands in its first and second column, and what kind of actor each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import ActorKind, Claim, Place, PlaceKind
from onrecord.reconcile.rulebooks.acled_types import Typed
from onrecord.reconcile.rulebooks.docket import Docket
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.sides import NON_STATE, STATE_BASED, Party, parties, sides

STATE_FORCES, OTHER_FORCES = "State forces", "External/Other forces"
CIVILIANS, PROTESTERS = "Civilians", "Protesters"
# The kinds in the order in which ACLED's `interaction` names two of them.
KINDS = (
    STATE_FORCES,
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    PROTESTERS,
    OTHER_FORCES,
    CIVILIANS,
)
_UNDER_A_STATE = {ActorKind.STATE, ActorKind.FORCE, ActorKind.OFFICIAL}
_AGAINST_PROTESTERS = "Excessive force against protesters"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One actor column with its allies and its kind; None where it is not told."""

    name: str | None = None
    allies: tuple[str, ...] = ()
    kind: str | None = None


def write_actors(docket: Docket, claims: Sequence[Claim], kind: Typed, place: Place | None) -> None:
    """
    Fill in actor1 to interaction, as far as claims of harm tell.

    ACLED Codebook (web, 2025/26), Actors: the order of the two says nothing, but where
    civilians are the target they are the second. Of groups, whether they are rebels or a
    militia is not told by a name, so their kind is left to a person.

    Args:
        docket: Where it is written.
        claims: The claims of harm.
        kind: What type of event they tell of.
        place: The place that is coded.
    """
    first, second, why = _sides(docket.evidence, claims, kind, place)
    for number, side in enumerate((first, second), start=1):
        docket.write(f"actor{number}", side.name, why, "actors")
        docket.write(f"assoc_actor_{number}", side.allies or None, why, "actors")
        told = "what kind of actor it is" if side.kind else "not told, or left to a person"
        docket.write(f"inter{number}", side.kind, told, "actor-kinds")
    both = first.kind and second.kind
    docket.write("interaction", _interaction(first, second) if both else None,
                 "the two kinds" if both else "a kind is not told", "actor-kinds")  # fmt: skip


def _sides(
    evidence: Evidence, claims: Sequence[Claim], kind: Typed, place: Place | None
) -> tuple[_Side, _Side, str]:
    named = parties(evidence, claims)
    if kind.civilian_targeting:
        target = PROTESTERS if kind.sub_event == _AGAINST_PROTESTERS else CIVILIANS
        harmed = _Side(name=_of_the_country(evidence, target, place), kind=target)
        if len(named) > 1:
            return _Side(), harmed, "several are named: together or not, a person tells"
        return _side(evidence, named, place), harmed, "civilians were the target"
    fought = sides(evidence, claims)
    if fought.kind in {STATE_BASED, NON_STATE}:
        pair = [
            _side(evidence, [party for party in named if party.name in names], place)
            for names in ((fought.side_a or "").split(", "), (fought.side_b or "").split(", "))
        ]
        return pair[0], pair[1], fought.why
    if len(named) > 1:
        return _Side(), _Side(), "several are named, and not who fought whom"
    why = "the only one named" if named else "nobody is named"
    return _side(evidence, named, place), _Side(), why


def _side(evidence: Evidence, named: Sequence[Party], place: Place | None) -> _Side:
    if not named:
        return _Side()
    kinds = {_kind(evidence, party, place) for party in named}
    (first, *others) = named
    return _Side(
        name=first.name,
        allies=tuple(party.name for party in others),
        kind=kinds.pop() if len(kinds) == 1 else None,
    )


def _kind(evidence: Evidence, party: Party, place: Place | None) -> str | None:
    """Return the kind of an actor that is known; None for a group and for a mere word."""
    for actor in evidence.kin(party.key):
        if actor.kind is ActorKind.INTERGOVERNMENTAL:
            return OTHER_FORCES
        if actor.kind in _UNDER_A_STATE and actor.country and place and place.country:
            return STATE_FORCES if actor.country == place.country else OTHER_FORCES
    return None


def _of_the_country(evidence: Evidence, name: str, place: Place | None) -> str:
    """Return `Civilians (Syria)`, as ACLED names people who are in no organisation."""
    seen: set[str] = set()
    while place is not None and place.kind is not PlaceKind.COUNTRY and place.id not in seen:
        seen.add(place.id)
        place = evidence.place(place.within) if place.within else None
    return f"{name} ({place.name})" if place and place.kind is PlaceKind.COUNTRY else name


def _interaction(first: _Side, second: _Side) -> str:
    kinds = sorted((first.kind or "", second.kind or ""), key=KINDS.index)
    return "-".join(kinds)
