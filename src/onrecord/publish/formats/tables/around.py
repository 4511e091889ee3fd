"""The tables of what stands around an incident: places, allegations, origins, doubts."""

from onrecord.model import PlaceKind, Role
from onrecord.model.public import Allegation, Doubt, PublicPlace, PublicSource, Withheld
from onrecord.publish.formats.tables.columns import (
    OF_INCIDENT,
    Column,
    Kind,
    Link,
    Part,
    Table,
    incident_id,
    parts,
    position,
)
from onrecord.publish.formats.tables.incidents import degrees, is_on_map

_TEXT, _WHOLE = Kind.TEXT, Kind.WHOLE

PLACES: Table[Part[PublicPlace]] = Table(
    name="places",
    says="A place of an incident.",
    key=("incident_id", "position"),
    links=(OF_INCIDENT,),
    of_incident=lambda one: parts(one, one.places),
    columns=(
        incident_id(),
        position("1 for the most specific place."),
        Column("place_id", _TEXT, lambda p: p.it.id,
               "`geo:` and a number of GeoNames, or the record's own; empty if only a name is "
               "known."),
        Column("name", _TEXT, lambda p: p.it.name, "To show.", must=True),
        Column("kind", _TEXT, lambda p: p.it.kind,
               "What it is; empty if only a name is known.", choices=tuple(PlaceKind)),
        Column("country", _TEXT, lambda p: p.it.country, "By the two letters of ISO 3166-1."),
        Column("country_name", _TEXT, lambda p: p.it.country_name, "Its country by name."),
        Column("province", _TEXT, lambda p: p.it.province, "First-order division."),
        Column("district", _TEXT, lambda p: p.it.district, "Second-order division."),
        Column("latitude", Kind.NUMBER,
               lambda p: degrees(p.it.latitude) if is_on_map(p.it) else None,
               "Degrees north, WGS 84.", least=-90, most=90),
        Column("longitude", Kind.NUMBER,
               lambda p: degrees(p.it.longitude) if is_on_map(p.it) else None,
               "Degrees east.", least=-180, most=180),
        Column("precision", _WHOLE, lambda p: p.it.precision,
               "UCDP GED `where_prec` of the place as told here.", least=1, most=7),
        Column("is_coarsened", Kind.TRUTH, lambda p: p.it.is_coarsened,
               "Whether it is told less exactly than the record knows it.", must=True),
    ),
)  # fmt: skip

ALLEGATIONS: Table[Part[Allegation]] = Table(
    name="allegations",
    says="Who is said to have done it, never without who says so.",
    key=("incident_id", "position"),
    links=(OF_INCIDENT,),
    of_incident=lambda one: parts(one, one.accused),
    columns=(
        incident_id(),
        position("Counts the incident's allegations; it weighs nothing."),
        Column("accused", _TEXT, lambda p: p.it.name, "Who is said to have done it.", must=True),
        Column("said_by", Kind.TEXTS, lambda p: p.it.said_by,
               "Who says so; empty if that is not known."),
    ),
)  # fmt: skip

STANDINGS: Table[Part[PublicSource]] = Table(
    name="standings",
    says="How an origin stands to an incident. It grades nobody.",
    key=("incident_id", "source_id"),
    links=(OF_INCIDENT, Link(("source_id",), "sources", ("id",))),
    of_incident=lambda one: parts(one, one.sources),
    columns=(
        incident_id(),
        Column("source_id", _TEXT, lambda p: p.it.id, "The origin.", must=True),
        Column("role", _TEXT, lambda p: p.it.role,
               "Whether it is a party to the conflict, and which.", must=True,
               choices=tuple(Role)),
        Column("claims", _WHOLE, lambda p: len(p.it.claim_ids),
               "How many of the incident's claims go back to it.", must=True, least=0),
    ),
)  # fmt: skip

DOUBTS: Table[Part[Doubt]] = Table(
    name="doubts",
    says="What speaks against a figure of an incident.",
    key=("incident_id", "position"),
    links=(OF_INCIDENT,),
    of_incident=lambda one: parts(one, one.doubts),
    columns=(
        incident_id(),
        position("Counts the incident's doubts."),
        Column("code", _TEXT, lambda p: p.it.code,
               "The kind of problem, as the manual lists them.", must=True),
        Column("severity", _TEXT, lambda p: p.it.severity,
               "`error`, `warning`, `question` or `note`.", must=True),
        Column("words", _TEXT, lambda p: str(p.it.words), "What it is."),
    ),
)  # fmt: skip

WITHHELD: Table[Part[tuple[Withheld, int]]] = Table(
    name="withheld",
    says="How much of an incident is not told, by kind.",
    key=("incident_id", "kind"),
    links=(OF_INCIDENT,),
    of_incident=lambda one: parts(one, one.withheld),
    columns=(
        incident_id(),
        Column("kind", _TEXT, lambda p: p.it[0], "What is left out.", must=True,
               choices=tuple(Withheld)),
        Column("how_many", _WHOLE, lambda p: p.it[1], "How often.", must=True, least=0),
    ),
)  # fmt: skip
