"""The Explore screen: everything of the record by place, time, people, words; and its API."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from onrecord.model import Place
from onrecord.web import explore_wording, pages
from onrecord.web.desk_of import Held, Now
from onrecord.workflow.desk import View, exploring, searching
from onrecord.workflow.desk.exploring import Asked

router = APIRouter()
api = APIRouter(tags=["explore"])

_BESIDE = 3  # places in texts that are shown above a list
_ON_A_PAGE = 20


@router.get("/explore")
def explore(request: Request, desk: Held, now: Now) -> Response:
    """Show what fits, over time, on the map and as a list."""
    asked = _asked(request)
    told = request.query_params
    if told.get("of") == "texts" and asked.words:
        return _texts(request, desk, now, asked)
    found = exploring.find(
        now, asked, whole=told.get("all", ""), with_grades=bool(told.get("grades"))
    )
    is_first = bool(asked.words) and asked.page == 1
    texts = searching.search(desk, now, asked.words, limit=_BESIDE) if is_first else None
    listed = found.listed(asked)
    return pages.page(
        request,
        "explore.html.j2",
        asked=asked,
        found=found,
        listed=listed,
        said=[exploring.said(now, one) for one in listed] if asked.of == "claims" else [],
        texts=texts,
        timeline=exploring.timeline(found, asked.since, asked.until),
        map=exploring.drawn(found, now.record.places, asked.box),
        numbers=now.index.numbers,
        page=min(asked.page, found.pages),
        asked_pairs=exploring.as_pairs(asked),
        to=_to,
        to_box=lambda box: _to(asked.looking_at(box)) + "#map",
        to_place=lambda place_id: _to(asked.choosing("place", place_id)),
        to_page=lambda number: _to(asked.on_page(number)),
        query_of_texts=_to_texts(asked, 1),
        sorts=exploring.SORTS,
        explore=explore_wording,
    )


def _texts(request: Request, desk: Held, now: View, asked: Asked) -> Response:
    """Show where in the documents' texts the words stand."""
    start = (asked.page - 1) * _ON_A_PAGE
    texts = searching.search(desk, now, asked.words, limit=_ON_A_PAGE, offset=start)
    return pages.page(
        request, "explore_texts.html.j2", asked=asked, texts=texts,
        to=_to, to_texts=lambda number: _to_texts(asked, number), explore=explore_wording,
    )  # fmt: skip


def _to_texts(asked: Asked, number: int) -> str:
    page = number if number > 1 else None
    return pages.address("/explore", of="texts", q=asked.words, page=page)


def _asked(request: Request) -> Asked:
    return exploring.from_pairs(request.query_params.multi_items())


def _to(asked: Asked, **more: str) -> str:
    """Return the address of a view."""
    pairs: dict[str, list[str]] = {}
    for name, value in (*exploring.as_pairs(asked), *more.items()):
        pairs.setdefault(name, []).append(value)
    return pages.address("/explore", **pairs)


class FacetChoice(BaseModel):
    """A choice of a facet: its value in an address, its name, and how many would be left."""

    value: str
    name: str
    count: int
    chosen: bool


class Explored(BaseModel):
    """
    What fits.

    Attributes:
        total: How many there are; `ids` are those of one page.
        undated: How many of them tell no time.
        facets: What can be chosen, by facet.
    """

    of: str
    total: int
    undated: int
    page: int
    pages: int
    ids: list[str]
    facets: dict[str, list[FacetChoice]]


_ASKED = (
    "`of` (incidents or claims), `q`, `from`, `to`, `sort`, `page`, and any facet, which may "
    "be repeated: country, province, town, place, perpetrator, victims, outcome, origins, "
    "status, grade"
)


@api.get("/explore", description=f"Say what fits. Asked for as on the page: {_ASKED}.")
def explored(request: Request, now: Now) -> Explored:
    """Say what fits."""
    asked = _asked(request)
    found = exploring.find(now, asked, whole=request.query_params.get("all", ""))
    return Explored(
        of=asked.of,
        total=found.total,
        undated=found.undated,
        page=min(asked.page, found.pages),
        pages=found.pages,
        ids=[one.id for one in found.listed(asked)],
        facets={
            one.name: [
                FacetChoice(value=c.value, name=c.name, count=c.count, chosen=c.is_chosen)
                for c in one.choices
            ]
            for one in found.facets
        },
    )


@api.get("/places.geojson", description=f"Say where what fits is, as GeoJSON. As {_ASKED}.")
def geojson(request: Request, now: Now) -> dict[str, Any]:
    """Say where what fits is; each point says how exactly it is known."""
    found = exploring.find(now, _asked(request))
    spots = exploring.spots(found, now.record.places)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": one.place.id,
                "geometry": {"type": "Point", "coordinates": _point(one.place)},
                "properties": {
                    "name": one.place.name,
                    "kind": one.place.kind.value,
                    "precision": one.precision,
                    "is_wider": one.is_wider,
                    found.things.of: one.many,
                },
            }
            for one in spots
        ],
    }


def _point(place: Place) -> list[float | None]:
    return [place.longitude, place.latitude]


class TextHit(BaseModel):
    """
    A document in whose text the words stand.

    Attributes:
        at: Where the first of them begins.
        words: What stands there, in runs.
        marked: Whether each run is what was found.
    """

    document: str
    title: str | None
    at: int
    words: list[str]
    marked: list[bool]


class TextsFound(BaseModel):
    """Documents in whose texts words stand, the best first."""

    hits: list[TextHit]
    has_more: bool


@api.get("/search")
def search(
    desk: Held,
    now: Now,
    q: str,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> TextsFound:
    """Say where words, or other names of the places and actors among them, stand in texts."""
    found = searching.search(desk, now, q, limit=limit, offset=offset)
    return TextsFound(
        hits=[
            TextHit(
                document=one.document.id,
                title=one.document.title,
                at=one.start,
                words=[run for run, _is_marked in one.runs],
                marked=[is_marked for _run, is_marked in one.runs],
            )
            for one in found.hits
        ],
        has_more=found.has_more,
    )
