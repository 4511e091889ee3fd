"""
Incidents with HXL hashtags, for humanitarian tools: one row each, numbers as numbers.

Hashtags and attributes are from the HXL standard's list (2021); those marked in the how-to are
ours, which the standard allows. A range has two columns, and what is not known is empty: the
standard's checks take "3 to 6" or "dozens" in a column of numbers for an error.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from onrecord.model import Outcome, PlaceKind, Stance, Voice
from onrecord.model.claim import Measure
from onrecord.model.public import PublicClaim, PublicDocument, PublicIncident
from onrecord.publish.formats import sheet, told
from onrecord.publish.formats.sheet import BETWEEN, SheetCell
from onrecord.publish.formats.walking import Take, Walk

TAGS: Mapping[str, str] = {
    "incident_id": "#event+id",
    "kind": "#event+type",
    "date_start": "#date+occurred+start",
    "date_end": "#date+occurred+end",
    "first_reported": "#date+reported",
    "country": "#country+name",
    "country_code": "#country+code",
    "province": "#adm1+name",
    "district": "#adm2+name",
    "place": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_prec": "#geo+precision",
    "killed_min": "#affected+killed+ind+min",
    "killed_max": "#affected+killed+ind+max",
    "civilians_killed_min": "#affected+killed+civilian+min",
    "civilians_killed_max": "#affected+killed+civilian+max",
    "children_killed_min": "#affected+killed+children+min",
    "women_killed_min": "#affected+killed+f+adults+min",
    "men_killed_min": "#affected+killed+m+adults+min",
    "injured_min": "#affected+injured+ind+min",
    "injured_max": "#affected+injured+ind+max",
    "abducted_min": "#affected+abducted+min",
    "alleged_perpetrator": "#group+perpetrator+name",
    "alleged_by": "#meta+source+perpetrator",
    "weapon": "#cause+weapon+type",
    "grade": "#status+grade",
    "decision": "#status+decision",
    "sources": "#meta+source",
    "link": "#meta+url",
}
COLUMNS = tuple(TAGS)
# What Airwars' rulebook makes of it: it alone tells civilians, children, women and men apart.
_BY_AIRWARS = (
    "civilians_killed_min",
    "civilians_killed_max",
    "children_killed_min",
    "women_killed_min",
    "men_killed_min",
)
_TAKEN = {Outcome.ABDUCTED, Outcome.DISAPPEARED}
_NO_FACT = {Stance.DENIED, Stance.HYPOTHETICAL}
_NO_REPORT = {Voice.COMMENT, Voice.BOILERPLATE}
_DIVISIONS = {PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT}

Row = dict[str, SheetCell]


@contextmanager
def opened(walk: Walk, out: BinaryIO) -> Iterator[Take]:
    """Write every incident; none is left out."""
    documents = walk.public.documents
    put = sheet.begun(out, COLUMNS, under=TAGS)

    def take(one: PublicIncident) -> bool:
        put(_row(one, documents))
        return True

    yield take


def _row(one: PublicIncident, documents: Mapping[str, PublicDocument]) -> Row:
    return {
        "incident_id": one.id,
        "kind": _kind(one),
        "first_reported": one.first_reported,
        "decision": told.decision(one),
        "sources": told.joined([source.name for source in one.sources], BETWEEN),
        "link": _link(told.documents(one, documents)),
        **_when(one),
        **_where(one),
        **_harmed(one),
        **_by(one),
    }


def _kind(one: PublicIncident) -> SheetCell:
    """Return what kind of event it is: ACLED's sub-event type, or else its event type."""
    ruling = one.ruling("acled")
    return (ruling.value("sub_event_type") or ruling.value("event_type")) if ruling else None


def _when(one: PublicIncident) -> Row:
    when = one.when
    return {
        "date_start": when.earliest if when else None,
        "date_end": when.latest if when else None,
    }


def _where(one: PublicIncident) -> Row:
    """Return the most specific place with what contains it."""
    if not one.places:
        return {}
    place = one.places[0]
    return {
        "country": place.country_name,
        "country_code": place.country,
        "province": place.province,
        "district": place.district,
        "place": None if place.kind in _DIVISIONS else place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "where_prec": place.precision,
    }


def _harmed(one: PublicIncident) -> Row:
    """Return how many were harmed: what the origins say now, lowest and highest."""
    row: Row = {"abducted_min": _abducted(one)}
    for outcome in ("killed", "injured"):
        figure = one.figure(outcome)
        row[f"{outcome}_min"] = figure.minimum if figure else None
        row[f"{outcome}_max"] = figure.maximum if figure else None
    ruling = one.ruling("airwars")
    for name in _BY_AIRWARS if ruling else ():
        row[name] = ruling.value(name) if ruling else None
    if row["killed_max"] is None:  # "24 or more" children are 24 civilians or more
        row["civilians_killed_max"] = None
    return row


def _abducted(one: PublicIncident) -> int | None:
    """Return the lowest number that anybody gives of those abducted or disappeared."""
    lows = [claim.count.low for claim in one.claims if _tells_of_abducted(claim)]
    return min((int(low) for low in lows if low is not None), default=None)


def _tells_of_abducted(claim: PublicClaim) -> bool:
    is_given = claim.stance not in _NO_FACT and claim.voice not in _NO_REPORT
    is_whole = claim.part_of is None and not claim.is_cumulative
    counts = claim.measure is Measure.PEOPLE and claim.outcome in _TAKEN
    return is_given and is_whole and counts


def _by(one: PublicIncident) -> Row:
    """Return who is accused with who says so, by what means, and how well it is told."""
    pairs = list(told.allegations(one))
    ohchr, airwars = one.ruling("ohchr"), one.ruling("airwars")
    causes = ohchr.value("cause") if ohchr else None
    return {
        "alleged_perpetrator": told.joined([name for name, _ in pairs], BETWEEN),
        "alleged_by": told.joined([by for _, by in pairs], BETWEEN),
        "weapon": told.joined(causes, BETWEEN) if isinstance(causes, tuple) else None,
        "grade": airwars.value("grade") if airwars else None,
    }


def _link(found: tuple[PublicDocument, ...]) -> str | None:
    """Return the address of the document that told of it first."""
    with_url = [document for document in found if document.url]
    dated = [document for document in with_url if document.published]
    first = min(dated, key=lambda d: str(d.published), default=None)
    return (first or with_url[0]).url if with_url else None
