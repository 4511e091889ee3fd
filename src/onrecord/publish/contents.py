"""What is on the page: every part of a record in the order in which it is read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.model import (
    Choice,
    Corroboration,
    Document,
    Figure,
    Incident,
    Place,
    PlaceKind,
    Record,
    Severity,
    standing,
)
from onrecord.publish import accounts, headlines, registers, shown, wording
from onrecord.publish.accounts import Account, Share
from onrecord.publish.answers import answers
from onrecord.publish.atlas import Atlas, Spot, atlas
from onrecord.publish.axis import Moment
from onrecord.publish.evidence import Pointer, Shelf
from onrecord.publish.ground import outline
from onrecord.publish.registers import Apart, Behind, Faults, Found, Listed
from onrecord.publish.timeline import Timeline, timeline

_OPEN_INCIDENTS = 200  # more are folded away, so that a browser stays quick
_OPEN_CLAIMS = 2_000  # likewise
_FULL_CLAIMS = 5_000  # claims printed with all their slots, over the whole page
_BRIEF_CLAIMS = 10_000  # further claims printed as their words alone
_COUNTRY_PRECISION = 6  # UCDP where_prec: known to the country only
_MOST_SPOTS = 400
_MOST_BESIDE = 12  # incidents linked beside the map for one country


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Incidents that have no mark on the map, and why."""

    words: str
    labels: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that the page prints."""

    name: str
    opening: str
    span: str | None
    people: str
    timeline: Timeline
    atlas: Atlas | None
    beside: tuple[Beside, ...]
    accounts: tuple[Account, ...]
    is_folded: bool
    omitted: int
    asides: tuple[Apart, ...]
    asides_total: int
    origins: tuple[Behind, ...]
    origins_more: int
    documents: tuple[Listed, ...]
    documents_more: int
    problems: tuple[Faults, ...]
    settled: tuple[Found, ...]
    problems_total: int
    questions: int
    engines: tuple[tuple[str, int], ...]
    readers: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    outline_credit: str


def contents(record: Record, corroborations: Mapping[str, Corroboration]) -> Contents:
    """Return the page's contents, worked out from a record; corroborations by incident."""
    shelf = Shelf(record)
    share = _share(record.incidents)
    labels = {incident.id: str(i) for i, incident in enumerate(record.incidents, start=1)}
    for incident in record.incidents:
        accounts.number(incident, labels[incident.id], shelf, share)
    registers.number_asides(shelf)
    told = tuple(
        replace(
            accounts.account(i, labels[i.id], shelf, share),
            answers=answers(corroborations.get(i.id)),
        )
        for i in record.incidents
    )
    asides = registers.asides(shelf)
    origins, origins_more = registers.origins(shelf, _pointers(record, labels))
    documents, documents_more = registers.documents(shelf)
    settled = registers.settled(shelf, labels)
    spots, beside = _spots(record, labels)
    return Contents(
        name=record.name or "untitled record",
        opening=_opening(record),
        span=_span(list(record.documents.values())),
        people=_decided(record),
        timeline=timeline(_moments(record, told)),
        atlas=atlas(spots),
        beside=beside,
        accounts=told,
        is_folded=len(told) > _OPEN_INCIDENTS or sum(a.claims for a in told) > _OPEN_CLAIMS,
        omitted=sum(one.omitted for one in told),
        asides=asides,
        asides_total=sum(apart.total for apart in asides),
        origins=origins,
        origins_more=origins_more,
        documents=documents,
        documents_more=documents_more,
        problems=registers.problems(shelf, labels),
        settled=settled,
        problems_total=len(record.problems) - len(settled),
        questions=sum(
            p.severity is Severity.QUESTION for some in shelf.problems.values() for p in some
        ),
        engines=_tally(claim.engine for claim in record.claims.values()),
        readers=_tally(text.reader for text in record.texts.values()),
        languages=_tally(d.language or "not known" for d in record.documents.values()),
        outline_credit=outline().credit,
    )


def _share(incidents: tuple[Incident, ...]) -> Share:
    """Return how many claims of each incident fit on the page, in full and in brief."""
    sizes = [len(incident.claim_ids) for incident in incidents]
    full = max(1, fair(sizes, _FULL_CLAIMS))
    return Share(full=full, brief=fair([max(0, size - full) for size in sizes], _BRIEF_CLAIMS))


def fair(sizes: list[int], budget: int) -> int:
    """
    Return the most that each may have so that all together stay within a budget.

    >>> fair([1, 5, 100], 20)
    14
    >>> fair([3, 3], 100)
    3
    """
    low, high = 0, max(sizes, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(size, middle) for size in sizes) <= budget:
            low = middle
        else:
            high = middle - 1
    return low


def _pointers(record: Record, labels: dict[str, str]) -> dict[str, Pointer]:
    """Return for each claim the incident that it is in."""
    found: dict[str, Pointer] = {}
    for incident in record.incidents:
        pointer = Pointer(
            label=labels[incident.id], anchor=shown.anchor(incident.id),
            words=headlines.place(incident, record),
        )  # fmt: skip
        found.update(dict.fromkeys(incident.claim_ids, pointer))
    return found


def _opening(record: Record) -> str:
    """Return the sentence that says what was read and what was found."""
    documents = wording.in_words(len(record.documents), "document")
    verb, they = ("was", "It makes") if len(record.documents) == 1 else ("were", "They make")
    read = f"{documents[:1].upper()}{documents[1:]} {verb} read."
    if not record.claims:
        return f"{read} No statement that people came to harm was found."
    claims = wording.in_words(len(record.claims), "claim")
    made = f"{read} {they} {claims} about harm to people or about violence."
    if not record.incidents:
        return f"{made} None of them tells of a single incident."
    incidents = wording.in_words(len(record.incidents), "incident")
    origins = wording.in_words(len(record.origins), "independent origin")
    return f"{made} These tell of {incidents}, and go back to {origins}."


def _span(documents: list[Document]) -> str | None:
    days = sorted(d.published for d in documents if d.published)
    if not days:
        return None
    if days[0] == days[-1]:
        return f"published {wording.day(days[0])}"
    return f"published between {wording.day(days[0])} and {wording.day(days[-1])}"


def _decided(record: Record) -> str:
    """Return who has decided: at first, nobody."""
    apart = {Choice.SETTLE, Choice.NOTE}
    held = (one for one in standing(record.decisions) if not one.is_blind)
    made = sum(decision.choice not in apart for decision in held)
    if made:
        decisions = wording.plural(made, "decision")
        return f"people made {decisions}, shown where they hold; all else is as it was proposed"
    decided = sum(claim.decision is not None for claim in record.claims.values())
    if not decided:
        return "no person has decided on any of them yet"
    open_ones = len(record.claims) - decided
    return f"a person has decided on {decided:,} of them, {open_ones:,} are still open"


def _moments(record: Record, told: tuple[Account, ...]) -> list[Moment]:
    moments = []
    for incident, account in zip(record.incidents, told, strict=True):
        killed = _killed(record.figures.get(incident.id, ()))
        moments.append(
            Moment(
                anchor=account.anchor,
                label=account.label,
                place=account.place,
                when=account.when,
                killed=account.killed,
                first=incident.when.earliest if incident.when else None,
                last=incident.when.latest if incident.when else None,
                minimum=killed.minimum if killed else None,
                maximum=killed.maximum if killed else None,
            )
        )
    return moments


def _killed(figures: tuple[Figure, ...]) -> Figure | None:
    return next((figure for figure in figures if figure.outcome == "killed"), None)


def _spots(record: Record, labels: dict[str, str]) -> tuple[list[Spot], tuple[Beside, ...]]:
    """Return the places to mark, and the incidents that cannot be marked with the reason."""
    marks: dict[tuple[float, float, int], tuple[str, str, list[tuple[str, str]]]] = {}
    rest: dict[str, list[tuple[str, str]]] = {}
    for incident in record.incidents:
        label = (labels[incident.id], shown.anchor(incident.id))
        place, is_inside = _mark(incident, record)
        if place is None or place.latitude is None or place.longitude is None:
            rest.setdefault(_unmarked(incident, record), []).append(label)
            continue
        precision = max(place.precision, 2) if is_inside else place.precision
        key = (place.latitude, place.longitude, precision)
        called = headlines.reported(incident, record).get(place.id, [place.name])[0]
        name = shown.cut(place.name if is_inside else called, 60)
        marks.setdefault(key, (name, place.name, []))[2].append(label)
    spots = [
        Spot(
            name=name, known_as=known, latitude=at[0], longitude=at[1], precision=at[2],
            labels=tuple(here),
        )
        for at, (name, known, here) in marks.items()
    ]  # fmt: skip
    beside = tuple(
        Beside(words=words, labels=tuple(some[:_MOST_BESIDE]), more=len(some[_MOST_BESIDE:]))
        for words, some in rest.items()
    )
    spots.sort(key=lambda spot: -len(spot.labels))
    return spots[:_MOST_SPOTS], beside


def _mark(incident: Incident, record: Record) -> tuple[Place | None, bool]:
    """Return the most specific place with coordinates, and whether it is wider than the named."""
    for depth, place_id in enumerate(incident.place_ids):
        place = record.places.get(place_id)
        climbs = 0
        while place is not None and place.latitude is None and place.within and climbs < 8:
            place, climbs = record.places.get(place.within), climbs + 1
        if place is not None and place.latitude is not None and not _is_country(place):
            return place, bool(depth or climbs)
    return None, False


def _is_country(place: Place) -> bool:
    return place.kind is PlaceKind.COUNTRY or place.precision >= _COUNTRY_PRECISION


def _unmarked(incident: Incident, record: Record) -> str:
    if not incident.place_names:
        return "No place told"
    known = [record.places[p] for p in incident.place_ids if p in record.places]
    country = next((place for place in known if _is_country(place)), None)
    if country:
        return f"Known only to the country: {country.name}"
    return "Named, but not in the list of places"


def _tally(names: object) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(name for name in names if name).most_common(20))  # type: ignore[attr-defined]
