"""Lists of the actors, places, sources and names of a record, and all that is known of one."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from onrecord.kit.folding import fold
from onrecord.model import Incident, Mention, Origin, Place
from onrecord.workflow.desk.naming import lookup, own
from onrecord.workflow.desk.naming.context import Context, contexts
from onrecord.workflow.desk.naming.used import NameKind, Used, decided, instead, names
from onrecord.workflow.desk.view import View

Shelf = Literal["actors", "places", "sources", "names"]
ON_A_PAGE = 50
_BY_NAME = "within:"
_MOST_NAMES = 4  # beside the first, in a list
_SAMPLES = 12  # quotations on a page of one thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One line of a list.

    Attributes:
        id: Of a place, an actor or an origin; empty for a name that nothing known fits.
        folded: The name as names are compared, where it is a name's line; else empty.
        name: What to call it.
        kind: `place` or `actor`; for a source `actor`.
        what: A `PlaceKind` or `ActorKind`; empty if unknown.
        within: What it lies in or belongs to, as words.
        others: Other names that it goes by here.
        claims, incidents: How many there are.
        means: For a name, the id and the name of what it is taken for; None for nothing.
        is_unresolved: Whether nothing known fits, in some claim at least.
        is_by_name: Whether a place is known by its name alone, inside a known one.
        is_own: Whether a person described it.
        is_decided: Whether a person said what it means.
    """

    id: str
    folded: str
    name: str
    kind: NameKind
    what: str
    within: tuple[str, ...]
    others: tuple[str, ...]
    claims: int
    incidents: int
    means: tuple[str, str] | None = None
    is_unresolved: bool = False
    is_by_name: bool = False
    is_own: bool = False
    is_decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list: `unresolved` of all `total` are names that nothing known fits."""

    rows: tuple[Row, ...]
    total: int
    unresolved: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // ON_A_PAGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    All that is known of one actor, place, source or name.

    Attributes:
        row: As in the list.
        written: Every way to write it, with how often.
        claim_ids: The claims that mean it, in their order.
        incidents: The incidents that those are in.
        samples: The first of them in context.
        documents: Names of the documents that it stands in.
        days: The first and the last day of those incidents; None where none is dated.
        parts: Ids and names of what lies in it or belongs to it.
    """

    row: Row
    written: tuple[tuple[str, int], ...]
    claim_ids: tuple[str, ...]
    incidents: tuple[Incident, ...]
    samples: tuple[Context, ...]
    documents: tuple[str, ...]
    days: tuple[date, date] | None
    parts: tuple[tuple[str, str], ...]


def listed(view: View, shelf: Shelf, words: str = "", page: int = 1) -> Listed:
    """Return a page of a list, what is unresolved first, then what has the most claims."""
    rows = view.once(("listed", shelf), lambda: _rows(view, shelf))
    wanted = fold(words)
    if wanted:
        rows = tuple(
            row
            for row in rows
            if any(wanted in fold(name) for name in (row.name, *row.others)) or words == row.id
        )
    page = max(1, min(page, -(-len(rows) // ON_A_PAGE)))
    return Listed(
        rows=rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        total=len(rows),
        unresolved=sum(row.is_unresolved for row in rows),
    )


def of_id(view: View, meant: str) -> Entry | None:
    """Return all that is known of a place or an actor; None if there is none of that id."""
    row = _of_id(view, meant)
    known = names(view).meant.get(meant)
    if row is None:
        return None
    claims = tuple(known.claims) if known else ()
    written = known.written.most_common() if known else []
    return _entry(view, row, written, claims, lambda m: m.best == meant, _parts(view, meant))


def of_name(view: View, kind: NameKind, folded: str) -> Entry | None:
    """Return all that is known of a name; None if no claim uses it."""
    used = names(view).used.get((kind, folded))
    if used is None:
        return None
    row = _of_name(view, used)
    claims = tuple(used.claims)
    return _entry(view, row, used.written.most_common(), claims, lambda m: fold(m.name) == folded)


def of_source(view: View, origin_id: str) -> tuple[Entry, Origin] | None:
    """Return all that is known of an origin; None if there is none of that id."""
    origin = next((one for one in view.record.origins if one.id == origin_id), None)
    if origin is None:
        return None
    written: dict[str, int] = {}
    for claim_id in origin.claim_ids:
        claim = view.record.claims.get(claim_id)
        for mention in claim.sources[:1] if claim else ():
            written[mention.name] = written.get(mention.name, 0) + 1
    ranked = sorted(written.items(), key=lambda one: -one[1])
    told = {fold(name) for name in written}
    row = _of_source(view, origin)
    made = _entry(view, row, ranked, origin.claim_ids, lambda m: fold(m.name) in told)
    return made, origin


def company(view: View, written: str) -> Place | None:
    """Return the known place that stands beside a place's name in most claims: it lies near."""
    used = names(view).used.get(("place", fold(written)))
    counted: Counter[str] = Counter()
    for claim_id in used.claims if used else ():
        claim = view.record.claims.get(claim_id)
        for mention in claim.places if claim else ():
            place = view.record.places.get(mention.best or "")
            if (
                place is not None
                and place.latitude is not None
                and fold(mention.name) != fold(written)
            ):
                counted[place.id] += 1
    if counted:
        return view.record.places[counted.most_common(1)[0][0]]
    taken = view.record.places.get(used.best or "") if used else None
    return lookup.place(view, taken.within) if taken and taken.within else None


def _entry(
    view: View,
    row: Row,
    written: Iterable[tuple[str, int]],
    claims: Sequence[str],
    is_meant: Callable[[Mention], bool],
    parts: tuple[tuple[str, str], ...] = (),
) -> Entry:
    incidents = _incidents(view, claims)
    days = [
        day
        for one in incidents
        if one.when
        for day in (one.when.earliest, one.when.latest)
        if day is not None
    ]
    told = (view.record.claims[c].document for c in claims if c in view.record.claims)
    return Entry(
        row=row,
        written=tuple(written),
        claim_ids=tuple(claims),
        incidents=incidents,
        samples=tuple(islice(contexts(view, claims, is_meant), _SAMPLES)),
        documents=tuple(dict.fromkeys(told)),
        days=(min(days), max(days)) if days else None,
        parts=parts,
    )


def _incidents(view: View, claims: Iterable[str]) -> tuple[Incident, ...]:
    homes = (view.index.incident_of.get(claim) for claim in claims)
    return tuple({one.id: one for one in homes if one is not None}.values())


def _rows(view: View, shelf: Shelf) -> tuple[Row, ...]:
    known = names(view)
    rows: list[Row] = []
    if shelf == "names":
        rows = [_of_name(view, used) for used in known.used.values()]
    elif shelf == "sources":
        rows = [_of_source(view, origin) for origin in view.record.origins]
    else:
        kind: NameKind = "actor" if shelf == "actors" else "place"
        is_of = view.record.actors if kind == "actor" else view.record.places
        rows = [
            _of_name(view, used)
            for used in known.used.values()
            if used.kind == kind and used.is_unresolved
        ]
        held = (_of_id(view, meant) for meant in known.meant if meant in is_of)
        rows += [row for row in held if row is not None]
    rows.sort(
        key=lambda row: (not row.is_unresolved, not row.is_by_name, -row.claims, row.name, row.id)
    )
    return tuple(rows)


def _of_name(view: View, used: Used) -> Row:
    meant = used.best
    known = lookup.as_candidate(view, meant) if meant else None
    told = decided(view).get((used.kind, used.folded))
    return Row(
        id="",
        folded=used.folded,
        name=used.name,
        kind=used.kind,
        what=known.kind if known else "",
        within=known.within if known else (),
        others=_others(used.name, used.written),
        claims=len(used.claims),
        incidents=len(_incidents(view, used.claims)),
        means=(known.id, known.name) if known else None,
        is_unresolved=used.is_unresolved,
        is_by_name=bool(meant and meant.startswith(_BY_NAME)),
        is_decided=told is not None,
    )


def _of_id(view: View, meant: str) -> Row | None:
    known = lookup.as_candidate(view, meant)
    if known is None:
        return None
    used = names(view).meant.get(meant)
    is_by_name = meant.startswith(_BY_NAME)
    # The id of a place that is known by name alone has its name folded.
    name = used.written.most_common(1)[0][0] if used and is_by_name else known.name
    return Row(
        id=meant,
        folded="",
        name=name,
        kind="actor" if meant.startswith("actor:") else "place",
        what=known.kind,
        within=known.within,
        others=_others(name, used.written) if used else (),
        claims=len(used.claims) if used else 0,
        incidents=len(_incidents(view, used.claims)) if used else 0,
        is_by_name=is_by_name,
        is_own=own.is_own(meant),
        is_decided=meant in instead(view),
    )


def _of_source(view: View, origin: Origin) -> Row:
    known = lookup.as_candidate(view, origin.actor_id) if origin.actor_id else None
    return Row(
        id=origin.id,
        folded="",
        name=origin.name,
        kind="actor",
        what=known.kind if known else "",
        within=known.within if known else (),
        others=(),
        claims=len(origin.claim_ids),
        incidents=len(_incidents(view, origin.claim_ids)),
        means=(known.id, known.name) if known else None,
    )


def _others(name: str, written: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in written if other != name)[:_MOST_NAMES]


def _parts(view: View, meant: str) -> tuple[tuple[str, str], ...]:
    """Return what lies in a place or belongs to an actor, as the record knows it."""
    places = [(p.id, p.name) for p in view.record.places.values() if p.within == meant]
    actors = [(a.id, a.name) for a in view.record.actors.values() if a.part_of == meant]
    used = names(view).meant
    return tuple(one for one in (*places, *actors) if one[0] in used)
