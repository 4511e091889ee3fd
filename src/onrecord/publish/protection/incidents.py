"""Incidents as anybody may see them."""

from collections.abc import Iterator

from onrecord.model import Claim, Incident, Origin, Place, PlaceKind, Record, Role, Ruling
from onrecord.model.public import (
    Allegation,
    Doubt,
    Piece,
    PublicCell,
    PublicClaim,
    PublicFigure,
    PublicIncident,
    PublicPlace,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Words,
)
from onrecord.model.publishing import Allowed
from onrecord.publish import headlines, quotation


def incident(
    one: Incident, record: Record, allowed: Allowed, rulings: tuple[Ruling, ...]
) -> PublicIncident:
    """Return an incident as anybody may see it."""
    claims = [record.claims[i] for i in one.claim_ids if i in record.claims]
    inside = set(one.claim_ids)
    origins = [origin for origin in record.origins if inside & set(origin.claim_ids)]
    voice = {claim: origin for origin in origins for claim in origin.claim_ids}
    days = [d.published for c in claims if (d := record.documents.get(c.document)) and d.published]
    return PublicIncident(
        id=one.id,
        when=one.when,
        places=tuple(_places(one, record)),
        accused=tuple(_accused(claims, voice)),
        victims=headlines.victims(claims),
        weapons=tuple(dict.fromkeys(claim.weapon for claim in claims if claim.weapon)),
        figures=tuple(
            PublicFigure(
                outcome=made.outcome,
                minimum=made.minimum,
                maximum=made.maximum,
                rule=made.rule,
                used=made.used,
                left_out=made.left_out,
            )
            for made in record.figures.get(one.id, ())
        ),
        rulings=tuple(
            _ruling(ruling, record) for ruling in rulings if ruling.rulebook in allowed.rulebooks
        ),
        sources=tuple(_source(origin, one) for origin in origins),
        claims=tuple(_claim(claim, record, voice.get(claim.id)) for claim in claims),
        sums=tuple(made.text for made in record.sums.get(one.id, ())),
        doubts=tuple(
            Doubt(code=p.code, severity=p.severity.value, words=_words(p.message))
            for p in record.problems
            if p.where == one.id or p.where in inside
        ),
        first_reported=min(days, default=None),
        is_decided=all(claim.decision in {"accepted", "corrected", "added"} for claim in claims),
    )


def _words(text: str, language: str | None = None) -> Words:
    return Words(pieces=(Piece(text=text),) if text else (), language=language)


def _places(one: Incident, record: Record) -> Iterator[PublicPlace]:
    for place_id, name in zip(one.place_ids, one.place_names, strict=False):
        place = record.places.get(place_id)
        yield PublicPlace(name=name) if place is None else _place(place, record)


def _place(place: Place, record: Record) -> PublicPlace:
    above: dict[PlaceKind, str] = {}
    at: Place | None = place
    while at is not None:
        above.setdefault(at.kind, at.name)
        at = record.places.get(at.within or "")
    return PublicPlace(
        id=place.id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        country_name=above.get(PlaceKind.COUNTRY),
        province=above.get(PlaceKind.PROVINCE),
        district=above.get(PlaceKind.DISTRICT),
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
    )


def _accused(claims: list[Claim], voice: dict[str, Origin]) -> Iterator[Allegation]:
    said: dict[str, dict[str, None]] = {}
    for claim in claims:
        origin = voice.get(claim.id)
        for mention in claim.perpetrators:
            by = said.setdefault(mention.name, {})
            if origin is not None:
                by[origin.name] = None
    for name, by in said.items():
        yield Allegation(name=name, said_by=tuple(by))


def _source(origin: Origin, one: Incident) -> PublicSource:
    side = origin.side_in(one.id)
    inside = set(one.claim_ids)
    return PublicSource(
        id=origin.id,
        name=origin.name,
        role=side.role if side else Role.UNKNOWN,
        claim_ids=tuple(claim for claim in origin.claim_ids if claim in inside),
    )


def _claim(claim: Claim, record: Record, origin: Origin | None) -> PublicClaim:
    shown = quotation.around(claim.passage, record.text_of(claim.document))
    document = record.documents.get(claim.document)
    language = document.language if document else None
    return PublicClaim(
        id=claim.id,
        document_id=document.id if document else "",
        start=claim.passage.start,
        end=claim.passage.end,
        page=record.page_of(claim),
        exact=_words(shown.exact, language),
        before=_words(shown.before, language),
        after=_words(shown.after, language),
        measure=claim.measure,
        outcome=claim.outcome,
        count=claim.count,
        victim_class=claim.victim_class,
        stance=claim.stance,
        voice=claim.voice,
        victims=_words(claim.victims, language) if claim.victims else None,
        accused=tuple(mention.name for mention in claim.perpetrators),
        places=tuple(mention.name for mention in claim.places),
        when=claim.when,
        weapon=claim.weapon,
        sources=tuple(mention.name for mention in claim.sources),
        source_id=origin.id if origin else None,
        part_of=claim.part_of,
        same_as=claim.same_as,
        engine=claim.engine,
        decision=claim.decision,
        is_cumulative=claim.is_cumulative,
    )


def _ruling(ruling: Ruling, record: Record) -> PublicRuling:
    return PublicRuling(
        rulebook=ruling.rulebook,
        version=ruling.version,
        codebook=ruling.codebook,
        cells=tuple(
            PublicCell(
                name=cell.name,
                value=cell.value,
                why=_words(cell.why),
                rules=tuple(rule.id for rule in cell.rules),
                is_ours=cell.is_ours,
            )
            for cell in ruling.values
        ),
        used=tuple(PublicWeighed(claim_id=w.claim_id, rule=w.rule.id) for w in ruling.used),
        set_aside=tuple(
            PublicWeighed(claim_id=w.claim_id, rule=w.rule.id) for w in ruling.set_aside
        ),
        in_short=ruling.in_short,
        shares=ruling.shares,
        places=tuple(
            _place(place, record) for i in ruling.place_ids if (place := record.places.get(i))
        ),
    )
