"""Incidents as anybody may see them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from onrecord.model import AGREED, Claim, Figure, Incident, Origin, Place, PlaceKind, Role, Ruling
from onrecord.model.public import (
    Allegation,
    Doubt,
    PublicClaim,
    PublicFigure,
    PublicIncident,
    PublicPlace,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Withheld,
)
from onrecord.publish import headlines
from onrecord.publish.protection.claims import claim
from onrecord.publish.protection.coarsening import Coarse, Coarsening
from onrecord.publish.protection.registers import Registers
from onrecord.publish.protection.telling import Telling, telling

# What the rulebooks of a release make of an incident and its claims, with places and time as
# they may be told.
Ruler = Callable[[Incident, Mapping[str, Claim]], tuple[Ruling, ...]]


def incident(one: Incident, registers: Registers, rule: Ruler) -> PublicIncident:
    """
    Return an incident as anybody may see it.

    Rulebooks are asked about the incident as it may be told, so that no column of theirs
    can be finer than that; then whatever they say in words goes through the masker.
    """
    coarse = registers.coarsening.of(one)
    origins = _origins(one, registers)
    told = telling(registers, coarse, (origin for origin, _ in origins.values()))
    sources = {i: _source(origin, held, one, told) for i, (origin, held) in origins.items()}
    claims = tuple(
        claim(
            coarse.claims[i], told, sources.get(o.id) if (o := registers.origins.get(i)) else None
        )
        for i in one.claim_ids
        if i in coarse.claims
    )
    accused = tuple(_accused(coarse.claims.values(), sources, registers, told))
    return PublicIncident(
        id=one.id,
        when=coarse.incident.when,
        places=tuple(_places(coarse.places, registers.coarsening, told)),
        accused=accused,
        victims=told.label(headlines.victims(coarse.claims.values())),
        weapons=tuple(dict.fromkeys(one.weapon for one in claims if one.weapon)),
        figures=tuple(_figure(made, told) for made in registers.record.figures.get(one.id, ())),
        rulings=tuple(
            _ruling(ruling, coarse, told)
            for ruling in rule(coarse.incident, coarse.claims)
            if ruling.rulebook in registers.allowed.rulebooks
        ),
        sources=tuple(sources.values()),
        claims=claims,
        sums=tuple(told.plain(made.text) for made in registers.record.sums.get(one.id, ())),
        doubts=tuple(_doubts(one, registers, told)),
        first_reported=_first_reported(coarse.claims.values(), registers),
        is_day_coarsened=coarse.is_recent and coarse.incident.when != one.when,
        is_decided=all(held.decision in AGREED for held in coarse.claims.values()),
        withheld=_withheld(
            claims,
            sources.values(),
            accused,
            coarse_place=coarse.is_place_coarsened,
            coarse_day=coarse.is_recent and coarse.incident.when != one.when,
        ),
    )


def _origins(one: Incident, registers: Registers) -> dict[str, tuple[Origin, list[str]]]:
    """Return the origins of an incident with its claims that go back to each, by their ids."""
    found: dict[str, tuple[Origin, list[str]]] = {}
    for claim_id in one.claim_ids:
        origin = registers.origins.get(claim_id)
        if origin is not None:
            found.setdefault(origin.id, (origin, []))[1].append(claim_id)
    return dict(sorted(found.items(), key=lambda row: registers.ranks[row[0]]))


def _source(origin: Origin, claims: list[str], one: Incident, told: Telling) -> PublicSource:
    registers = told.registers
    side = registers.sides.get((origin.id, one.id))
    name, is_withheld = told.source(origin.name)
    public = tuple(map(registers.ids.claim, claims))
    return PublicSource(
        id=registers.ids.source(origin, is_withheld=is_withheld),
        name=name,
        role=side.role if side else Role.UNKNOWN,
        claim_ids=public,
        is_withheld=is_withheld,
    )


def _accused(
    claims: Iterable[Claim],
    sources: Mapping[str, PublicSource],
    registers: Registers,
    told: Telling,
) -> Iterator[Allegation]:
    said: dict[str, dict[str, None]] = {}
    for held in claims:
        origin = registers.origins.get(held.id)
        source = sources.get(origin.id) if origin else None
        for mention in held.perpetrators:
            by = said.setdefault(told.label(mention.name), {})
            by[source.name if source else _document_of(held, registers)] = None
    for name, by in said.items():
        yield Allegation(name=name, said_by=tuple(by))


def _document_of(held: Claim, registers: Registers) -> str:
    """Return who prints what nobody is known to have said first: nothing goes out unspoken."""
    document = registers.record.documents.get(held.document)
    return (registers.publisher(document) if document else None) or "a document"


def _places(
    places: Iterable[tuple[str | None, str, bool]], coarsening: Coarsening, told: Telling
) -> Iterator[PublicPlace]:
    for place_id, name, is_coarsened in places:
        place = coarsening.find(place_id)
        if place is None:
            yield PublicPlace(name=told.label(name), is_coarsened=is_coarsened)
        else:
            known = _place(place, coarsening, is_coarsened=is_coarsened)
            yield known if place.latitude is not None else replace(known, name=told.label(name))


def _place(place: Place, coarsening: Coarsening, *, is_coarsened: bool) -> PublicPlace:
    above: dict[PlaceKind, str] = {}
    at: Place | None = place
    while at is not None and at.kind not in above:
        above[at.kind] = at.name
        at = coarsening.find(at.within)
    country = coarsening.find(f"country:{place.country}") if place.country else None
    return PublicPlace(
        id=place.id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        country_name=above.get(PlaceKind.COUNTRY) or (country.name if country else None),
        province=above.get(PlaceKind.PROVINCE),
        district=above.get(PlaceKind.DISTRICT),
        latitude=place.latitude,
        longitude=place.longitude,
        precision=_precision(place) if is_coarsened else place.precision,
        is_coarsened=is_coarsened,
    )


def _precision(place: Place) -> int:
    """Return UCDP GED `where_prec` (Codebook 19.1) of a place that stands for a finer one."""
    by_kind = {
        PlaceKind.SITE: 2,
        PlaceKind.TOWN: 2,  # somewhere in it or close by
        PlaceKind.DISTRICT: 3,
        PlaceKind.PROVINCE: 4,
        PlaceKind.AREA: 5,
        PlaceKind.COUNTRY: 6,
    }
    return max(place.precision, by_kind[place.kind])


def _figure(made: Figure, told: Telling) -> PublicFigure:
    ids = told.registers.ids
    return PublicFigure(
        outcome=made.outcome,
        minimum=made.minimum,
        maximum=made.maximum,
        rule=told.plain(made.rule),
        used=tuple(map(ids.claim, made.used)),
        left_out=tuple((ids.claim(i), told.plain(why)) for i, why in made.left_out),
    )


def _doubts(one: Incident, registers: Registers, told: Telling) -> Iterator[Doubt]:
    for where in (one.id, *one.claim_ids):
        for problem in registers.problems.get(where, ()):
            yield Doubt(
                code=problem.code,
                severity=problem.severity.value,
                words=told.words(problem.message),
            )


def _first_reported(claims: Iterable[Claim], registers: Registers) -> date | None:
    documents = (registers.record.documents.get(held.document) for held in claims)
    recent = registers.coarsening.recent
    days = [d.published for d in documents if d and d.published and d.name not in recent]
    return min(days, default=None)


def _withheld(
    claims: Iterable[PublicClaim],
    sources: Iterable[PublicSource],
    accused: Iterable[Allegation],
    *,
    coarse_place: bool,
    coarse_day: bool,
) -> tuple[tuple[Withheld, int], ...]:
    """Return how much of each kind is not told: gaps in words, sources, place and day."""
    found: Counter[Withheld] = Counter()
    for held in claims:
        words = (held.before, held.exact, held.after)
        found.update(p.withheld for part in words for p in part.pieces if p.withheld)
    found[Withheld.WITNESS] += sum(source.is_withheld for source in sources)
    found[Withheld.NAME] += sum("[name withheld]" in one.name for one in accused)
    found[Withheld.PLACE] += coarse_place
    found[Withheld.DAY] += coarse_day
    return tuple((kind, many) for kind, many in found.most_common() if many)


def _ruling(ruling: Ruling, coarse: Coarse, told: Telling) -> PublicRuling:
    ids, coarsening = told.registers.ids, told.registers.coarsening
    stand_ins = {place_id for place_id, _, is_coarsened in coarse.places if is_coarsened}
    return PublicRuling(
        rulebook=ruling.rulebook,
        version=ruling.version,
        codebook=ruling.codebook,
        cells=tuple(map(told.ruled, ruling.values)),
        used=tuple(
            PublicWeighed(claim_id=ids.claim(w.claim_id), rule=w.rule.id) for w in ruling.used
        ),
        set_aside=tuple(
            PublicWeighed(claim_id=ids.claim(w.claim_id), rule=w.rule.id) for w in ruling.set_aside
        ),
        in_short=tuple((name, str(told.cell(name, said))) for name, said in ruling.in_short),
        shares=ruling.shares,
        places=tuple(
            _place(place, coarsening, is_coarsened=place_id in stand_ins)
            for place_id in ruling.place_ids
            if (place := coarsening.find(place_id))
        ),
    )
