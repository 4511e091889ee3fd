"""
Events in ACLED column layout: ACLED's 31 columns in its order, and ours after them.

By the ACLED Codebook (web, 2025/26). The figures are the record's and none of ACLED's, so no
output may call them ACLED's. Its 0 in `fatalities` means none or unknown: our columns say which.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import BinaryIO

from onrecord.model import Share
from onrecord.model.public import (
    PublicDocument,
    PublicIncident,
    PublicPlace,
    PublicRuling,
)
from onrecord.publish.formats import sheet, told
from onrecord.publish.formats.sheet import BETWEEN, SheetCell
from onrecord.publish.formats.walking import Take, Walk
from onrecord.vocab.countries import country

RULEBOOK = "acled"
THEIRS = tuple(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region
    country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale
    notes fatalities tags timestamp
    """.split()
)
OURS = tuple(
    """
    fatalities_min fatalities_max fatalities_known claim_ids incident_id decision share origins
    accused accused_by layout
    """.split()
)
COLUMNS = THEIRS + OURS
_TYPE = ("disorder_type", "event_type", "sub_event_type", "civilian_targeting")
_KINDS = ("inter1", "inter2", "interaction")
_WEEK, _MONTH = 7, 31  # days
_GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}  # UCDP's where_prec, for what it says of the place
_CIVILIANS = ("Civilians", "Protesters")

Row = dict[str, SheetCell]


@contextmanager
def opened(walk: Walk, out: BinaryIO) -> Iterator[Take]:
    """
    Write the events of a record.

    ACLED records no event without a month at least, nor one of which only the country is
    known (codebook, Time and Place), nor what is neither of a type nor deadly.
    """
    documents = walk.public.documents
    layout = f"{walk.public.name}, in ACLED column layout; not by ACLED"
    put = sheet.begun(out, COLUMNS)

    def take(one: PublicIncident) -> bool:
        ruling = one.ruling(RULEBOOK)
        made = list(_rows(one, ruling, documents)) if ruling else []
        for row in made:
            put(row | {"layout": layout})
        return bool(made)

    yield take


def _rows(
    one: PublicIncident, ruling: PublicRuling, documents: Mapping[str, PublicDocument]
) -> Iterator[Row]:
    """Yield one row, or one for each day or place over which a total is spread."""
    day, precision = _when(one, ruling)
    places = told.places(one, ruling)
    is_known = ruling.value("fatalities_known") is True
    if day is None or not places or ruling.value("geo_precision") is None:
        return
    if ruling.value("event_type") is None and not is_known:
        return
    whole = _event(one, ruling) | _said(one, ruling, documents)
    shares = _shares(one, ruling, places)
    if not shares:
        row = whole | _on(day, precision) | _at(places[0], ruling) | _fatalities(one, ruling)
        yield row
        return
    for number, share in enumerate(shares):
        place = places[number] if share.place else places[0]
        yield (
            whole
            | _on(share.day or day, precision)
            | _at(place, ruling, is_spread=share.place is not None)
            | {
                "fatalities": share.people,
                "fatalities_known": is_known,
                "share": f"{number + 1} of {len(shares)}",
            }
        )


def _shares(
    one: PublicIncident, ruling: PublicRuling, places: tuple[PublicPlace, ...]
) -> tuple[Share, ...]:
    """Return how a total is spread; not over days or places that may not be told."""
    is_of_days = any(share.day for share in ruling.shares)
    is_of_places = any(share.place for share in ruling.shares)
    if is_of_days and one.is_day_coarsened:
        return ()
    if is_of_places and len(places) != len(ruling.shares):
        return ()
    return ruling.shares


def _when(one: PublicIncident, ruling: PublicRuling) -> tuple[date | None, SheetCell]:
    """
    Return the day and its precision.

    Where the day is told less exactly than it is known, the middle of what is told is taken,
    by the same rule: a week or the like is 2, a month 3, less is left out.
    """
    day, precision = ruling.value("event_date"), ruling.value("time_precision")
    if not one.is_day_coarsened:
        return (day, precision) if isinstance(day, date) else (None, None)
    when = one.when
    if when is None or when.earliest is None or when.latest is None:
        return None, None
    days = (when.latest - when.earliest).days + 1
    if days > _MONTH:
        return None, None
    middle = when.earliest + timedelta(days=days // 2 if days > _WEEK else (days - 1) // 2)
    return middle, 1 if days == 1 else 2 if days <= _WEEK else 3


def _on(day: date, precision: SheetCell) -> Row:
    return {"event_date": day, "year": day.year, "time_precision": precision}


def _event(one: PublicIncident, ruling: PublicRuling) -> Row:
    """Return the type of the event and its actors, as far as they may be told."""
    row: Row = {name: ruling.value(name) for name in (*_TYPE, *_KINDS)}
    for number in (1, 2):
        row[f"actor{number}"] = _actor(one, ruling.value(f"actor{number}"))
        allies = ruling.value(f"assoc_actor_{number}")
        names = [_actor(one, ally) for ally in allies] if isinstance(allies, tuple) else []
        row[f"assoc_actor_{number}"] = told.joined([n for n in names if n], BETWEEN)
    return row


def _actor(one: PublicIncident, name: object) -> str | None:
    """Return the name of an actor that may be told: one who is accused, or civilians."""
    if not isinstance(name, str) or name.startswith(_CIVILIANS):
        return name if isinstance(name, str) else None
    return name if any(name == allegation.name for allegation in one.accused) else None


def _at(place: PublicPlace, ruling: PublicRuling, *, is_spread: bool = False) -> Row:
    """Return the columns of the coded place."""
    name = ruling.value("location")
    known = country(place.country)
    return {
        "iso": known.number,
        "region": known.acled,
        "country": place.country_name,
        "admin1": place.province,
        "admin2": place.district,
        "location": place.name if is_spread or place.is_coarsened or not name else name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": _geo_precision(place, ruling),
    }


def _geo_precision(place: PublicPlace, ruling: PublicRuling) -> SheetCell:
    """Return ACLED's code; where the place is told coarser than it is, no surer than that."""
    code = ruling.value("geo_precision")
    if not place.is_coarsened:
        return code
    coarse = _GEO.get(place.precision or 0, 3)
    return max(code, coarse) if isinstance(code, int) else coarse


def _said(one: PublicIncident, ruling: PublicRuling, known: Mapping[str, PublicDocument]) -> Row:
    """Return who says it, and our columns that are the same in each row of an incident."""
    moments = [d.taken_at for d in told.documents(one, known) if d.taken_at]
    whole = {claim.id for claim in one.claims}
    claims = [claim for claim in told.used(ruling) if claim in whole]
    pairs = list(told.allegations(one))
    return {
        "source": told.joined(told.sources(one, claims), BETWEEN),
        "notes": _notes(ruling),
        "timestamp": int(max(moments).timestamp()) if moments else None,
        "claim_ids": BETWEEN.join(claims),
        "incident_id": one.id,
        "decision": told.decision(one),
        "origins": len(one.sources),
        "accused": told.joined([name for name, _ in pairs], BETWEEN),
        "accused_by": told.joined([by for _, by in pairs], BETWEEN),
    }


def _notes(ruling: PublicRuling) -> str | None:
    """Return how the number of fatalities came about, and how it was divided."""
    why = {
        cell.name: str(cell.why) for cell in ruling.cells if cell.name in {"fatalities", "notes"}
    }
    lines = [f"Fatalities: {why['fatalities']}."] if why.get("fatalities") else []
    if ruling.value("notes"):
        lines.append(f"Divided: {why['notes']}.")
    return " ".join(lines) or None


def _fatalities(one: PublicIncident, ruling: PublicRuling) -> Row:
    """
    Return ACLED's one number, and beside it what the origins say by no rulebook.

    A row that holds a share of a total has neither minimum nor maximum: how many died on one
    of the days is not told, and the incident's own range in each row would count it again.
    """
    figure = one.figure("killed")
    return {
        "fatalities": ruling.value("fatalities"),
        "fatalities_known": ruling.value("fatalities_known") is True,
        "fatalities_min": figure.minimum if figure else None,
        "fatalities_max": figure.maximum if figure else None,
    }
