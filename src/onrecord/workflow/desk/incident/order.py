"""The claims of an incident in the order in which they are read: by origin, echoes below."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Claim, Figure, Incident, Origin, Side, Trace
from onrecord.workflow.desk.view import View

_DEEPEST = 3  # how far an echo of an echo is moved in
UNTRACED = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Where a claim stands among the others.

    Attributes:
        claim_id: The claim.
        number: From 1, over the whole incident: how every section calls it.
        depth: 0 for what an origin says, 1 for what repeats that, and so on.
        trace: The next step towards the origin; None if it was not traced.
    """

    claim_id: str
    number: int
    depth: int
    trace: Trace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    The claims of one origin.

    Attributes:
        letter: What every section calls the origin: A, B, ...
        origin: None for claims that were traced to nobody.
        side: How it stands to the incident; None if that is not known.
        is_behind: Whether a figure rests on it.
        places: Its claims in order.
        documents: How many documents carry them.
    """

    letter: str
    origin: Origin | None
    side: Side | None
    is_behind: bool
    places: tuple[Place, ...]
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    All claims of an incident.

    Attributes:
        groups: One for each origin, those that a figure rests on first.
        numbers: The number of each claim, by its id.
        letters: The letter of each claim's origin, by the claim's id.
        used: Ids of the claims that a figure rests on.
        left_out: Why a claim is in no figure, by its id.
    """

    groups: tuple[Group, ...]
    numbers: Mapping[str, int]
    letters: Mapping[str, str]
    used: frozenset[str]
    left_out: Mapping[str, tuple[str, ...]]


def order(view: View, incident: Incident) -> Order:
    """Return the claims of an incident by origin; worked out once for each incident."""
    return view.index.once(("order", incident.id), lambda: _order(view, incident))


def letter(number: int) -> str:
    """
    Return what the origin in some place is called.

    >>> letter(0), letter(25), letter(26), letter(28)
    ('A', 'Z', 'AA', 'AC')
    """
    more, at = divmod(number, 26)
    return (letter(more - 1) if more else "") + chr(ord("A") + at)


def _order(view: View, incident: Incident) -> Order:
    figures = view.record.figures.get(incident.id, ())
    used = frozenset(claim_id for made in figures for claim_id in made.used)
    groups: list[Group] = []
    numbers: dict[str, int] = {}
    letters: dict[str, str] = {}
    for at, (origin, claims) in enumerate(_by_origin(view, incident, used)):
        called = letter(at) if origin else UNTRACED
        group = _group(called, origin, claims, incident, view, len(numbers), used)
        groups.append(group)
        numbers.update({place.claim_id: place.number for place in group.places})
        letters.update(dict.fromkeys((place.claim_id for place in group.places), called))
    return Order(
        groups=tuple(groups),
        numbers=numbers,
        letters=letters,
        used=used,
        left_out=_left_out(figures, used),
    )


def _by_origin(
    view: View, incident: Incident, used: frozenset[str]
) -> list[tuple[Origin | None, list[Claim]]]:
    found: dict[str, tuple[Origin | None, list[Claim]]] = {}
    for claim_id in incident.claim_ids:
        claim = view.record.claims.get(claim_id)
        if claim is not None:
            origin = view.index.origin_of.get(claim_id)
            found.setdefault(origin.id if origin else "", (origin, []))[1].append(claim)
    return sorted(
        found.values(),
        key=lambda one: (one[0] is None, used.isdisjoint(c.id for c in one[1]), -len(one[1])),
    )


def _group(
    called: str,
    origin: Origin | None,
    claims: Sequence[Claim],
    incident: Incident,
    view: View,
    before: int,
    used: frozenset[str],
) -> Group:
    inside = {claim.id for claim in claims}
    traces = {t.claim_id: t for t in origin.traces if t.claim_id in inside} if origin else {}
    placed = _placed(sorted(claims, key=lambda claim: _when_said(claim, view)), traces)
    return Group(
        letter=called,
        origin=origin,
        side=origin.side_in(incident.id) if origin else None,
        is_behind=not used.isdisjoint(inside),
        places=tuple(
            Place(claim_id=name, number=before + n, depth=depth, trace=traces.get(name))
            for n, (name, depth) in enumerate(placed, start=1)
        ),
        documents=len({claim.document for claim in claims}),
    )


def _placed(claims: Sequence[Claim], traces: Mapping[str, Trace]) -> Iterator[tuple[str, int]]:
    """Yield claims with how deep they stand: each after the one that it repeats."""
    inside = {claim.id for claim in claims}
    below: dict[str, list[str]] = defaultdict(list)
    first: list[str] = []
    for claim in claims:
        trace = traces.get(claim.id)
        to = trace.to if trace else None
        (below[to] if to in inside and to is not None else first).append(claim.id)
    waiting = [(name, 0) for name in reversed(first)]
    while waiting:
        name, depth = waiting.pop()
        yield name, min(depth, _DEEPEST)
        waiting += [(echo, depth + 1) for echo in reversed(below.get(name, ()))]


def _when_said(claim: Claim, view: View) -> tuple[date, str, int]:
    document = view.record.documents.get(claim.document)
    day = document.published if document else None
    return day or date.max, claim.document, claim.passage.start


def _left_out(figures: Sequence[Figure], used: frozenset[str]) -> dict[str, tuple[str, ...]]:
    reasons: dict[str, dict[str, None]] = defaultdict(dict)
    for made in figures:
        for claim_id, why in made.left_out:
            if claim_id not in used:
                reasons[claim_id][why] = None
    return {claim_id: tuple(why) for claim_id, why in reasons.items()}
