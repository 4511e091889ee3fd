"""The incidents of a record as a list: sorted, filtered, a page at a time."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.kit.folding import fold
from onrecord.model import OF_INCIDENTS, Backing, Figure, Incident, Record, Severity, backings
from onrecord.publish import headlines
from onrecord.workflow.desk.view import View

ROWS_A_PAGE = 50
_MOST_CHOICES = 300
_MOST_DOUBT_OF_RANGE = 4.0

Sort = Literal["time", "size", "doubt", "claims"]
Looked = Literal["open", "part", "done"]
SORTS: tuple[Sort, ...] = ("time", "size", "doubt", "claims")
LOOKED: tuple[Looked, ...] = ("open", "part", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    Which incidents are wanted, and in which order.

    Attributes:
        place: The id of a place; incidents there or inside it.
        by: The name of a perpetrator as claims give it.
        looked: Whether people looked at it: nobody, at some claims, at all.
        sort: `time` from the first, `size` from the most killed, `doubt` from the most
            doubtful, `claims` from the most told.
        is_turned: The other way round.
        page: From 1.
    """

    place: str = ""
    by: str = ""
    looked: str = ""
    sort: Sort = "time"
    is_turned: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One incident in the list.

    Attributes:
        doubt: How much there is to ask, for sorting; see `doubts`.
        doubts: What makes it doubtful: `sums` that fail, `problems` that are open, one
            `origin` alone, a wide `range`.
        decided: How many of its claims a person decided on.
        is_shaped: Whether people merged, split or traced it.
    """

    incident: Incident
    number: int
    place: str
    killed: Figure | None
    injured: Figure | None
    backing: Backing
    claims: int
    sums: int
    problems: int
    doubt: float
    decided: int
    is_shaped: bool

    @property
    def looked(self) -> Looked:
        """Whether people looked at it."""
        if self.claims and self.decided >= self.claims:
            return "done"
        return "part" if self.decided or self.is_shaped else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that the list can be filtered by, and how many incidents have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list; `total` incidents fit what was asked."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    places: tuple[Choice, ...]
    doers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What of a row changes only when the record is worked out anew."""

    incident: Incident
    number: int
    killed: Figure | None
    injured: Figure | None
    backing: Backing
    sums: int
    within: frozenset[str]
    doers: frozenset[str]
    size: float


def listing(view: View, asked: Asked) -> Listing:
    """Return one page of the incidents that fit; a page beyond the last is the last."""
    fixed = rows(view)
    decided = _decided(view)
    shaped = _shaped(view)
    fitting = [one for one in fixed if _fits(one, asked)]
    if asked.looked:
        fitting = [one for one in fitting if _looked(one, decided, shaped) == asked.looked]
    keyed = {one.incident.id: _doubt(one, view) for one in fitting} if asked.sort == "doubt" else {}
    fitting.sort(key=_key(asked, keyed))
    if asked.is_turned:
        fitting.reverse()
    pages = max(1, math.ceil(len(fitting) / ROWS_A_PAGE))
    page = min(max(1, asked.page), pages)
    here = fitting[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    places, doers = view.index.once("incident choices", lambda: _choices(view.record, fixed))
    return Listing(
        rows=tuple(row_of(one, view) for one in here),
        total=len(fitting),
        page=page,
        pages=pages,
        places=places,
        doers=doers,
    )


def rows(view: View) -> tuple[Fixed, ...]:
    """Return every incident with what the list says of it whatever is decided."""
    return view.index.once("incident rows", lambda: tuple(_fixed(view.record, behind(view))))


def behind(view: View) -> Mapping[str, Backing]:
    """Return links, outlets and origins behind every incident, by its id."""
    return view.index.once("backings", lambda: backings(view.record))


def row_of(one: Fixed, view: View) -> Row:
    """Return an incident as a row of a list, with what people decided on it."""
    claims = view.record.claims
    ids = one.incident.claim_ids
    decided = sum(claims[c].decision is not None for c in ids if c in claims)
    is_shaped = any(
        d.choice in OF_INCIDENTS and d.id not in view.undone
        for c in ids
        for d in view.on.get(c, ())
    )
    return _row(one, view, decided, is_shaped=is_shaped)


def _fixed(record: Record, behind: Mapping[str, Backing]) -> Iterator[Fixed]:
    for number, incident in enumerate(record.incidents, start=1):
        figures = {made.outcome: made for made in record.figures.get(incident.id, ())}
        killed, injured = figures.get("killed"), figures.get("injured")
        yield Fixed(
            incident=incident,
            number=number,
            killed=killed,
            injured=injured,
            backing=behind[incident.id],
            sums=sum(one.holds is False for one in record.sums.get(incident.id, ())),
            within=frozenset(_within(incident, record)),
            doers=frozenset(fold(name) for name in incident.perpetrators),
            size=_most(killed) + _most(injured) / 1e6,
        )


def _most(figure: Figure | None) -> float:
    if figure is None:
        return 0
    return figure.maximum if figure.maximum is not None else figure.minimum or 0


def _within(incident: Incident, record: Record) -> Iterator[str]:
    """Yield the ids of its places and of all that contains them."""
    for place_id in incident.place_ids:
        seen: set[str] = set()
        at: str | None = place_id
        while at and at not in seen:
            yield at
            seen.add(at)
            place = record.places.get(at)
            at = place.within if place else None


def _decided(view: View) -> Mapping[str, int]:
    """Return how many claims of each incident a person decided on."""
    home = view.index.incident_of
    decided = (c for c, claim in view.record.claims.items() if claim.decision is not None)
    return Counter(home[c].id for c in decided if c in home)


def _shaped(view: View) -> frozenset[str]:
    """Return the ids of incidents that people merged, split or traced."""
    home = view.index.incident_of
    return frozenset(
        home[c].id
        for decision in view.record.decisions
        if decision.choice in OF_INCIDENTS and decision.id not in view.undone
        for c in (*decision.claims, *decision.others)
        if c in home
    )


def _looked(one: Fixed, decided: Mapping[str, int], shaped: frozenset[str]) -> Looked:
    done = decided.get(one.incident.id, 0)
    if done and done >= len(one.incident.claim_ids):
        return "done"
    return "part" if done or one.incident.id in shaped else "open"


def _fits(one: Fixed, asked: Asked) -> bool:
    if asked.place and asked.place not in one.within:
        return False
    return not asked.by or fold(asked.by) in one.doers


def _key(asked: Asked, doubt: Mapping[str, float]) -> Callable[[Fixed], tuple[float, int]]:
    keys: Mapping[str, Callable[[Fixed], float]] = {
        "time": lambda _: 0,
        "size": lambda one: -one.size,
        "doubt": lambda one: -doubt[one.incident.id],
        "claims": lambda one: -len(one.incident.claim_ids),
    }
    rank = keys[asked.sort]
    return lambda one: (rank(one), one.number)


def _open(one: Fixed, view: View) -> int:
    """Return how many problems of the incident or its claims are open; notes are none."""
    places = (one.incident.id, *one.incident.claim_ids)
    found = (p for place in places for p in view.index.problems_at.get(place, ()))
    return len(
        {p.id for p in found if p.severity is not Severity.NOTE and p.id not in view.settled}
    )


def _doubt(one: Fixed, view: View) -> float:
    """
    Return how much there is to ask of an incident: an order to work in, and no measure.

    Three for each sum that fails, one for each open problem, one if all of it goes back to
    one origin, and for the killed one for each time that the maximum is twice as high as
    the minimum (four at most); an open maximum counts one.
    """
    doubt = 3.0 * one.sums + _open(one, view) + (one.backing.origins < 2)
    if one.killed and one.killed.minimum:
        high = one.killed.maximum
        wide = math.log2(max(1, high) / one.killed.minimum) if high is not None else 1.0
        doubt += min(_MOST_DOUBT_OF_RANGE, max(0.0, wide))
    return doubt


def _row(one: Fixed, view: View, decided: int, *, is_shaped: bool) -> Row:
    incident = one.incident
    return Row(
        incident=incident,
        number=one.number,
        place=headlines.place(incident, view.record) if incident.place_names else "",
        killed=one.killed,
        injured=one.injured,
        backing=one.backing,
        claims=len(incident.claim_ids),
        sums=one.sums,
        problems=_open(one, view),
        doubt=_doubt(one, view),
        decided=decided,
        is_shaped=is_shaped,
    )


def _choices(
    record: Record, fixed: Sequence[Fixed]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    places = Counter(place for one in fixed for place in one.within)
    spelled: dict[str, str] = {}
    doers: Counter[str] = Counter()
    for one in fixed:
        for name in one.incident.perpetrators:
            spelled.setdefault(fold(name), name)
        doers.update(one.doers)
    named = ((i, record.places[i].name, n) for i, n in places.items() if i in record.places)
    return _most_first(named), _most_first((spelled[k], spelled[k], n) for k, n in doers.items())


def _most_first(told: Iterable[tuple[str, str, int]]) -> tuple[Choice, ...]:
    made = (Choice(value=value, name=name, count=n) for value, name, n in told)
    kept = sorted(made, key=lambda one: (-one.count, one.name))[:_MOST_CHOICES]
    return tuple(sorted(kept, key=lambda one: fold(one.name)))
