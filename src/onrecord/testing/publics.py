"""A small record as anybody may see it, made up: for tests of what is written from one."""

from datetime import UTC, date, datetime

from onrecord.model import (
    Count,
    Measure,
    Outcome,
    PlaceKind,
    Qualifier,
    Role,
    Stance,
    VictimClass,
    Voice,
    When,
)
from onrecord.model.public import (
    Allegation,
    Method,
    Piece,
    Public,
    PublicClaim,
    PublicDocument,
    PublicFigure,
    PublicIncident,
    PublicPlace,
    PublicSource,
    Words,
)
from onrecord.model.publishing import Allowed

DOCUMENT = PublicDocument(
    id="doc_0000000000000001",
    title=Words(pieces=(Piece(text="Strike on a market"),), language="en"),
    publisher="Harbour Gazette",
    published=date(2024, 5, 15),
    language="en",
    url="https://gazette.example/market",
    snapshot_id="snp_0000000000000001",
    sha256="ab" * 32,
    media_type="text/plain",
    taken_at=datetime(2024, 5, 16, 8, 30, tzinfo=UTC),
)
TOWN = PublicPlace(
    name="Northport",
    id="geo:1",
    kind=PlaceKind.TOWN,
    country="YE",
    country_name="Yemen",
    province="Saada",
    district="Northport district",
    latitude=17.25,
    longitude=43.5,
    precision=1,
)


def words(text: str, language: str = "en") -> Words:
    """Return words of which nothing is withheld."""
    return Words(pieces=(Piece(text=text),) if text else (), language=language)


def claim(
    number: int = 1, low: int | None = 12, high: int | None = 12, **changes: object
) -> PublicClaim:
    """Return "12 people were killed" as a source says it, with some fields changed."""
    told: dict[str, object] = {
        "id": f"clm_{number:016d}",
        "document_id": DOCUMENT.id,
        "start": 40,
        "end": 61,
        "exact": words("12 people were killed"),
        "before": words(""),
        "after": words(" when a market in Northport was hit, the health office said."),
        "measure": Measure.PEOPLE,
        "outcome": Outcome.KILLED,
        "count": Count(low=low, high=high, qualifier=Qualifier.EXACT),
        "victim_class": VictimClass.CIVILIAN,
        "stance": Stance.REPORTED,
        "voice": Voice.BODY,
        "victims": words("people"),
        "accused": ("Red Army",),
        "places": ("Northport",),
        "when": day(2024, 5, 14),
        "weapon": "air strike",
        "sources": ("Saada health office",),
        "source_id": "org_0000000000000001",
        "engine": "rules 1",
        "decision": "accepted",
    }
    return PublicClaim(**{**told, **changes})  # type: ignore[arg-type]


def day(year: int, month: int, of_month: int) -> When:
    """Return one day."""
    told = date(year, month, of_month)
    return When(earliest=told, latest=told)


def incident(number: int = 1, **changes: object) -> PublicIncident:
    """Return an incident of one claim, with some fields changed."""
    one = claim(number)
    told: dict[str, object] = {
        "id": f"inc_{number:016d}",
        "when": day(2024, 5, 14),
        "places": (TOWN,),
        "accused": (Allegation(name="Red Army", said_by=("Saada health office",)),),
        "victims": "people",
        "weapons": ("air strike",),
        "figures": (
            PublicFigure(
                outcome="killed", minimum=12, maximum=12, rule="one origin", used=(one.id,)
            ),
        ),
        "rulings": (),
        "sources": (
            PublicSource(
                id="org_0000000000000001",
                name="Saada health office",
                role=Role.NOT_A_PARTY,
                claim_ids=(one.id,),
            ),
        ),
        "claims": (one,),
        "first_reported": date(2024, 5, 15),
        "is_decided": True,
    }
    return PublicIncident(**{**told, **changes})  # type: ignore[arg-type]


def public(*incidents: PublicIncident, **changes: object) -> Public:
    """Return a record of some incidents (one if none is given), with some fields changed."""
    all_of_them = incidents or (incident(),)
    told: dict[str, object] = {
        "name": "Northern record",
        "allowed": Allowed(
            title="Northern record",
            keeper="Northern Casualty Desk",
            contact="desk@record.example",
            licence="CC BY 4.0",
        ),
        "program": "onrecord 0.1.0",
        "method": Method(documents=1, claims=len(all_of_them), incidents=len(all_of_them)),
        "documents": {DOCUMENT.id: DOCUMENT},
        "incidents": all_of_them,
        "count": len(all_of_them),
    }
    return Public(**{**told, **changes})  # type: ignore[arg-type]
