"""
Events in the 49 columns of UCDP's Georeferenced Event Dataset, in its order.

By the UCDP GED Codebook 19.1 and the column list of the releases to 2025/26. The figures are
the record's, never UCDP's: what only UCDP gives (its numbers for events, conflicts, dyads,
sides, countries and grid cells, and the names of its conflicts and dyads) stays empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import BinaryIO

from onrecord.model.public import (
    PublicDocument,
    PublicIncident,
    PublicPlace,
    PublicRuling,
)
from onrecord.publish.formats import sheet, told
from onrecord.publish.formats.sheet import SheetCell
from onrecord.publish.formats.walking import Take, Walk
from onrecord.vocab.countries import country

RULEBOOK = "ucdp-ged"
COLUMNS = tuple(
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
    source_date source_headline source_original where_prec where_coordinates
    where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
    """.split()
)
PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_SIDES = PARTS[:2]
_NUMBERS = (*PARTS, "best", "high", "low")
_ONE_SIDED = 3
# What an event must tell, or a person has yet to say.
_ASKED = ("type_of_violence", "best", "where_prec", "country", "date_prec")

Row = dict[str, SheetCell]
Deaths = dict[str, int | None]


@contextmanager
def opened(walk: Walk, out: BinaryIO) -> Iterator[Take]:
    """
    Write the events of a record.

    An incident is one where the rulebook says so: at least one direct death in the low, best
    or high estimate.
    """
    documents = walk.public.documents
    put = sheet.begun(out, COLUMNS)

    def take(one: PublicIncident) -> bool:
        ruling = one.ruling(RULEBOOK)
        if ruling is None or ruling.value("is_event") is not True:
            return False
        for row in _rows(one, ruling, documents):
            put(row)
        return True

    yield take


def _rows(
    one: PublicIncident, ruling: PublicRuling, documents: Mapping[str, PublicDocument]
) -> Iterator[Row]:
    """Yield one row; one for each place where a total is spread over several."""
    places = told.places(one, ruling)
    spread = [share for share in ruling.shares if share.place]
    deaths = _deaths(ruling)
    whole = _when(one, ruling) | _sides(one, ruling) | _sources(one, ruling, documents)
    if not spread or len(spread) != len(places) or deaths["best"] is None:
        row = whole | _where(ruling, places[0] if len(places) == 1 else None) | deaths
        yield row | {"relid": one.id, "code_status": _status(one, row)}
        return
    for number, (place, part) in enumerate(
        zip(places, _spread(deaths, len(places)), strict=True), start=1
    ):
        row = whole | _at(place, place.name, place.precision) | part
        yield row | {"relid": f"{one.id}-{number}", "code_status": _status(one, row)}


def _status(one: PublicIncident, row: Row) -> str:
    """
    Return `Clear`, `Open: ` with the columns that a person must still fill in, or `Proposal`.

    Those who use GED keep the rows whose code_status is `Clear`, so nothing else may say it
    that nobody decided on or that is not whole.
    """
    if not one.is_decided:
        return "Proposal"
    missing = [name for name in _ASKED if row.get(name) is None]
    return f"Open: {', '.join(missing)}" if missing else "Clear"


def _deaths(ruling: PublicRuling) -> Deaths:
    """
    Return best with its parts, low and high; best only where its parts are told and add up.

    Best is always deaths_a + deaths_b + deaths_civilians + deaths_unknown (codebook, variable
    best), so a best that nobody has divided is not written; low and high may stand alone.
    """
    row = {name: _number(ruling, name) for name in _NUMBERS}
    parts = [_number(ruling, name) for name in PARTS]
    is_sum = None not in parts and sum(part or 0 for part in parts) == row["best"]
    if not is_sum:
        row |= dict.fromkeys((*PARTS, "best"))
    if ruling.value("type_of_violence") == _ONE_SIDED:
        row |= dict.fromkeys(_SIDES, 0)
    return row


def _number(ruling: PublicRuling, name: str) -> int | None:
    value = ruling.value(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _spread(deaths: Deaths, count: int) -> Iterator[Deaths]:
    """
    Yield the deaths of each of several places, as even as whole people can be.

    Codebook, rules for places: one total for several places is split as evenly as possible.
    The dead of one part go on where those of the last ended, so that each part is even and
    their sums are too.
    """
    rows: list[Deaths] = [{} for _ in range(count)]
    at = 0
    for name in PARTS:
        people = deaths[name] or 0
        for number, row in enumerate(rows):
            row[name] = _every(people, count, (number - at) % count)
        at += people
    for name in ("best", "high", "low"):
        people_of = deaths[name]
        for number, row in enumerate(rows):
            row[name] = None if people_of is None else _every(people_of, count, number)
    yield from rows


def _every(people: int, count: int, number: int) -> int:
    """Return how many of some people the nth of several gets; the first get the odd ones."""
    each, odd = divmod(people, count)
    return each + (number < odd)


def _sides(one: PublicIncident, ruling: PublicRuling) -> Row:
    kind = _number(ruling, "type_of_violence")
    second = told.accused(one, _text(ruling, "side_b"))
    return {
        "type_of_violence": kind,
        "side_a": told.accused(one, _text(ruling, "side_a")),
        "side_b": "Civilians" if kind == _ONE_SIDED else second,
        "event_clarity": _number(ruling, "event_clarity"),
    }


def _text(ruling: PublicRuling, name: str) -> str | None:
    value = ruling.value(name)
    return value if isinstance(value, str) else None


def _sources(one: PublicIncident, ruling: PublicRuling, known: Mapping[str, PublicDocument]) -> Row:
    """Return where it is said, as parallel lists, and who first said it."""
    found = told.documents(one, known)
    offices = [document.publisher for document in found]
    days = [str(document.published) if document.published else None for document in found]
    headlines = [str(document.title) if document.title else None for document in found]
    articles = [
        ",".join(part or "" for part in parts) if any(parts) else None
        for parts in zip(offices, days, headlines, strict=True)
    ]
    return {
        "number_of_sources": _number(ruling, "number_of_sources") or -1,
        "source_article": told.joined(articles),
        "source_office": told.joined(offices),
        "source_date": told.joined(days),
        "source_headline": told.joined(headlines),
        "source_original": told.joined(told.sources(one, told.used(ruling))),
    }


def _when(one: PublicIncident, ruling: PublicRuling) -> Row:
    """
    Return when it was; the year only where it is one.

    Where the day is told less exactly than it is known, what is told of the incident holds.
    """
    first, last = _day(ruling, "date_start"), _day(ruling, "date_end")
    precision = _number(ruling, "date_prec")
    if one.is_day_coarsened:
        first = one.when.earliest if one.when else None
        last = one.when.latest if one.when else None
        precision = one.when.precision if one.when else None
    is_one_year = first is not None and last is not None and first.year == last.year
    return {
        "year": first.year if first and is_one_year else None,
        "date_start": _midnight(first),
        "date_end": _midnight(last),
        "date_prec": precision,
    }


def _day(ruling: PublicRuling, name: str) -> date | None:
    value = ruling.value(name)
    return value if isinstance(value, date) else None


def _midnight(day: date | None) -> str | None:
    """Return a day as GED writes it."""
    return f"{day} 00:00:00.000" if day else None


def _where(ruling: PublicRuling, place: PublicPlace | None) -> Row:
    """Return where it was: the coded place, and its name as the reports write it."""
    if place is None:
        return {}
    precision = max(_number(ruling, "where_prec") or 0, place.precision or 0) or None
    if place.is_coarsened:
        return _at(place, place.name, precision)
    row = _at(place, _text(ruling, "where_coordinates") or place.name, precision)
    return row | {"where_description": _text(ruling, "where_description")}


def _at(place: PublicPlace, name: str, precision: int | None) -> Row:
    """Return the columns of a place, with what contains it as far as that is known."""
    has_point = place.latitude is not None and place.longitude is not None
    point = (place.longitude, place.latitude) if has_point else ()
    return {
        "where_prec": precision,
        "where_coordinates": name,
        "adm_1": place.province,
        "adm_2": place.district,
        "latitude": place.latitude if has_point else None,
        "longitude": place.longitude if has_point else None,
        "geom_wkt": _wkt(point),
        "country": place.country_name,
        "region": country(place.country).ucdp,
    }


def _wkt(point: Sequence[float | None]) -> str | None:
    """Return a point in well-known text, longitude first."""
    return f"POINT ({' '.join(_degrees(point))})" if point else None


def _degrees(point: Iterable[float | None]) -> Iterator[str]:
    for value in point:
        yield f"{value or 0:.6f}".rstrip("0").rstrip(".")
