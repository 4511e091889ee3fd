"""The table of incidents: one row each, with its place on the map and its figures beside it."""

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Grain
from onrecord.model.public import Allegation, PublicFigure, PublicIncident, PublicPlace
from onrecord.publish.formats.sheet import BETWEEN
from onrecord.publish.formats.tables.columns import Column, Kind, Table
from onrecord.publish.formats.told import joined

_TEXT, _WHOLE, _TRUTH, _DAY = Kind.TEXT, Kind.WHOLE, Kind.TRUTH, Kind.DAY


def point(incident: PublicIncident) -> PublicPlace | None:
    """Return the most specific place of an incident that can be put on a map; None if none can."""
    return next((place for place in incident.places if is_on_map(place)), None)


def is_on_map(place: PublicPlace) -> bool:
    """Whether a place has coordinates that there are on Earth."""
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        return False
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def degrees(value: float | None) -> float | None:
    """Return a coordinate to six decimals, a tenth of a metre: RFC 7946, section 11.2."""
    return None if value is None else round(value, 6) + 0.0  # -0.0 is 0


def attributed(allegation: Allegation) -> str:
    """
    Return an allegation with its speaker: neither stands in a cell without the other.

    >>> attributed(Allegation(name="Red Army", said_by=("a ministry", "the Gazette")))
    'Red Army, according to a ministry, the Gazette'
    """
    said_by = ", ".join(allegation.said_by)
    return f"{allegation.name}, " + (
        f"according to {said_by}" if said_by else "it is not known who says so"
    )


class Told(NamedTuple):
    """An incident with what several of its columns are made from."""

    it: PublicIncident
    place: PublicPlace | None
    point: PublicPlace | None
    killed: PublicFigure | None
    injured: PublicFigure | None


def told(one: PublicIncident) -> Iterator[Told]:
    """Yield an incident with what its row is made from."""
    place = one.places[0] if one.places else None
    yield Told(one, place, point(one), one.figure("killed"), one.figure("injured"))


_WHO_AND_WHEN: tuple[Column[Told], ...] = (
    Column("id", _TEXT, lambda t: t.it.id, "It keeps its id over releases.", must=True),
    Column("date_earliest", _DAY, lambda t: t.it.when and t.it.when.earliest,
           "The first day on which it may have been; empty if not known, or open."),
    Column("date_latest", _DAY, lambda t: t.it.when and t.it.when.latest,
           "The last day on which it may have been, likewise."),
    Column("date_precision", _WHOLE, lambda t: t.it.when and t.it.when.precision,
           "UCDP GED `date_prec`: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more.",
           least=1, most=5),
    Column("date_grain", _TEXT, lambda t: t.it.when and t.it.when.grain,
           "The unit in which the time was told.", choices=tuple(Grain)),
    Column("is_date_coarsened", _TRUTH, lambda t: t.it.is_day_coarsened,
           "Whether the time is told less exactly than the record knows it.", must=True),
    Column("first_reported", _DAY, lambda t: t.it.first_reported,
           "The first day on which a document told of it."),
    Column("allegations", Kind.TEXTS, lambda t: tuple(map(attributed, t.it.accused)),
           "Who is said to have done it, each with who says so."),
    Column("victims", _TEXT, lambda t: t.it.victims or None,
           "Who was harmed, in words that name nobody."),
    Column("weapons", Kind.TEXTS, lambda t: t.it.weapons, "As the claims write them."),
)  # fmt: skip
_WHERE: tuple[Column[Told], ...] = (
    Column("place", _TEXT, lambda t: t.place and t.place.name,
           "The most specific place; `places` has all of them."),
    Column("country", _TEXT, lambda t: t.place and t.place.country,
           "Its country, by the two letters of ISO 3166-1."),
    Column("country_name", _TEXT, lambda t: t.place and t.place.country_name,
           "Its country by name."),
    Column("province", _TEXT, lambda t: t.place and t.place.province,
           "Its first-order division."),
    Column("district", _TEXT, lambda t: t.place and t.place.district,
           "Its second-order division."),
    Column("latitude", Kind.NUMBER, lambda t: t.point and degrees(t.point.latitude),
           "Degrees north, WGS 84, of `point_place`.", least=-90, most=90),
    Column("longitude", Kind.NUMBER, lambda t: t.point and degrees(t.point.longitude),
           "Degrees east, likewise.", least=-180, most=180),
    Column("point_place", _TEXT, lambda t: t.point and t.point.name,
           "What the point stands for: the most specific place that has coordinates."),
    Column("point_precision", _WHOLE, lambda t: t.point and t.point.precision,
           "UCDP GED `where_prec` of the point: 1 exact, 2 near, 3 district, 4 province, 5 area, "
           "6 country, 7 sea or air. From 3 on the point only represents.", least=1, most=7),
    Column("is_point_coarsened", _TRUTH, lambda t: t.point and t.point.is_coarsened,
           "Whether the point is told less exactly than the record knows it; empty without one."),
)  # fmt: skip
_HOW_MANY: tuple[Column[Told], ...] = (
    Column("killed_minimum", _WHOLE, lambda t: t.killed and t.killed.minimum,
           "The fewest killed by what the origins say, under no rulebook; empty where they leave "
           "that open, never 0 for it.", least=0),
    Column("killed_maximum", _WHOLE, lambda t: t.killed and t.killed.maximum,
           "The most killed, likewise. The two are what sources say, no confidence interval.",
           least=0),
    Column("injured_minimum", _WHOLE, lambda t: t.injured and t.injured.minimum,
           "The fewest injured, likewise.", least=0),
    Column("injured_maximum", _WHOLE, lambda t: t.injured and t.injured.maximum,
           "The most injured, likewise.", least=0),
    Column("claims", _WHOLE, lambda t: len(t.it.claims),
           "How many claims tell of it.", must=True, least=0),
    Column("origins", _WHOLE, lambda t: len(t.it.sources),
           "How many origins they go back to: who first said it, not who printed it.",
           must=True, least=0),
    Column("sources", _TEXT, lambda t: joined([s.name for s in t.it.sources], BETWEEN),
           "Their names, or what is told instead, with `; ` between them; `standings` has each."),
    Column("sums", Kind.TEXTS, lambda t: t.it.sums, "Its sums, in words."),
    Column("is_decided", _TRUTH, lambda t: t.it.is_decided,
           "Whether a person decided on every claim; else it is a proposal.", must=True),
)  # fmt: skip

INCIDENTS: Table[Told] = Table(
    name="incidents",
    says="An incident: one moment and place of harm.",
    key=("id",),
    of_incident=told,
    columns=(*_WHO_AND_WHEN, *_WHERE, *_HOW_MANY),
)
