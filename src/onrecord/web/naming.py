"""Actors, places, sources and names: lists, a page for each, two side by side; names as a file."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from onrecord.kit.folding import fold
from onrecord.model import Decision, Place
from onrecord.web import explore_wording, links, pages
from onrecord.web.desk_of import Now
from onrecord.web.faults import NotThere
from onrecord.web.naming_paths import address, place_address
from onrecord.web.sent import mark
from onrecord.web.words import _
from onrecord.workflow import names_table
from onrecord.workflow.desk import View, exploring
from onrecord.workflow.desk.naming import alike, browse, joining, lookup
from onrecord.workflow.desk.naming.browse import Entry, Shelf
from onrecord.workflow.desk.naming.used import names

router = APIRouter()

_MOST_INCIDENTS = 30
_MOST_PAIRS = 12
_MOST_OTHERS = 20
Text = Annotated[str, Query(max_length=300)]


@router.get("/actors")
def actors(request: Request, now: Now, q: Text = "", page: int = 1) -> Response:
    """List the actors of the record, and the names that nobody knows whose they are."""
    return _list(request, now, "actors", q, page)


@router.get("/places")
def places(request: Request, now: Now, q: Text = "", page: int = 1) -> Response:
    """List the places of the record, and the names that are on no map."""
    return _list(request, now, "places", q, page)


@router.get("/sources")
def sources(request: Request, now: Now, q: Text = "", page: int = 1) -> Response:
    """List who said it first."""
    return _list(request, now, "sources", q, page)


@router.get("/names")
def all_names(request: Request, now: Now, q: Text = "", page: int = 1) -> Response:
    """List every name that claims use."""
    return _list(request, now, "names", q, page)


@router.get("/names.csv")
def names_csv(now: Now) -> Response:
    """Give what people said that names mean, as a table."""
    written = names_table.names_as_csv(now.record)
    given = f'attachment; filename="{_ascii(now.record.name)}-names.csv"'
    return Response(
        written.encode("utf-8-sig", "replace"),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": given},
    )


@router.get("/places/new")
def new_place(request: Request, now: Now) -> Response:
    """Ask what a place is that no list has, and where."""
    told = request.query_params
    written = tuple(dict.fromkeys(filter(None, map(str.strip, told.getlist("name")))))
    before = told.get("id", "")
    known = lookup.place(now, before) if before else None
    around = _around(now, told.get("within", ""), known, written)
    asked = exploring.from_pairs([("box", told.get("box", ""))])
    return pages.page(
        request,
        "place_new.html.j2",
        written=written,
        known=known,
        around=around,
        map=exploring.around(known if known and known.latitude else around, asked.box),
        near=lookup.nearby(now, known or around),
        marks=[mark(now, thing) for thing in (*written, before) if thing],
        alike=_alike(now, written),
        link=lambda box: _again(request, box),
        place_link=place_address,
        explore=explore_wording,
    )


@router.get("/same")
def side_by_side(request: Request, now: Now, a: Text, b: Text = "", q: Text = "") -> Response:
    """Show two things beside each other, to decide whether they are one."""
    first = joining.side(now, a)
    if first is None:
        raise NotThere(_("Nothing in this record has that name or id."))
    second = joining.side(now, b) if b else None
    if b and second is None:
        raise NotThere(_("Nothing in this record has that name or id."))
    wanted = q or ("" if second else first.entry.row.name)
    return pages.page(
        request,
        "same.html.j2",
        first=first,
        second=second,
        shared=joining.shared(first, second) if second else (),
        others=_others(now, first, wanted) if second is None else (),
        q=wanted,
        marks=[mark(now, one.meant or one.names[0]) for one in (first, second) if one],
        address=address,
        explore=explore_wording,
        documents=now.record.documents,
    )


@router.get("/actors/{actor_id:path}")
def one_actor(request: Request, now: Now, actor_id: str) -> Response:
    """Show all that is known of an actor."""
    return _one(request, now, "actors", browse.of_id(now, actor_id), actor_id)


@router.get("/places/{place_id:path}")
def one_place(request: Request, now: Now, place_id: str) -> Response:
    """Show all that is known of a place."""
    entry = browse.of_id(now, place_id)
    return _one(request, now, "places", entry, place_id, place=lookup.place(now, place_id))


@router.get("/sources/{origin_id}")
def one_source(request: Request, now: Now, origin_id: str) -> Response:
    """Show all that is known of whoever said it first."""
    found = browse.of_source(now, origin_id)
    return _one(request, now, "sources", found[0] if found else None, origin_id)


@router.get("/names/{kind}/{folded:path}")
def one_name(
    request: Request, now: Now, kind: Literal["place", "actor"], folded: str, q: Text = ""
) -> Response:
    """Show a name with the words around it, and ask what it means."""
    entry = browse.of_name(now, kind, folded)
    if entry is None:
        raise NotThere(_("No claim of this record uses that name."))
    used = names(now).used[kind, folded]
    near = [meant for meant, _many in used.means.most_common() if meant]
    return pages.page(
        request,
        "name.html.j2",
        entry=entry,
        candidates=lookup.look_up(now, q or used.name, kind, near=near if not q else ()),
        q=q,
        mark=mark(now, used.name),
        alike=[one for one in alike.alike(now) if kind == one.kind
               and folded in {one.first, one.second}],
        decisions=_decided(now, used.written),
        **_shown(now, entry),
    )  # fmt: skip


def _list(request: Request, now: View, shelf: Shelf, q: str, page: int) -> Response:
    found = browse.listed(now, shelf, q, page)
    kinds = {"actors": ("actor",), "places": ("place",), "names": ("place", "actor")}
    pairs = [one for one in alike.alike(now) if one.kind in kinds.get(shelf, ())]
    used = names(now).used
    return pages.page(
        request,
        "named.html.j2",
        shelf=shelf,
        found=found,
        q=q,
        number=max(1, min(page, found.pages)),
        pairs=[(used[p.kind, p.first], used[p.kind, p.second], p.why) for p in pairs[:_MOST_PAIRS]],
        more_pairs=len(pairs[_MOST_PAIRS:]),
        key=joining.key_of_name,
        to_page=lambda number: pages.address(f"/{shelf}", q=q, page=number),
        address=address,
        explore=explore_wording,
    )


def _one(
    request: Request,
    now: View,
    shelf: Shelf,
    entry: Entry | None,
    thing: str,
    place: Place | None = None,
) -> Response:
    if entry is None:
        raise NotThere(_("Nothing in this record has that id."))
    box = exploring.from_pairs([("box", request.query_params.get("box", ""))]).box
    return pages.page(
        request,
        "one_named.html.j2",
        shelf=shelf,
        entry=entry,
        place=place,
        map=exploring.around(place, box) if place and place.latitude is not None else None,
        link=lambda wanted: _again(request, wanted),
        decisions=_decided(now, (thing, *(name for name, _many in entry.written))),
        **_shown(now, entry),
    )


def _shown(now: View, entry: Entry) -> dict[str, Any]:
    """Return what every page about one thing needs."""
    return {
        "incidents": entry.incidents[:_MOST_INCIDENTS],
        "more_incidents": len(entry.incidents[_MOST_INCIDENTS:]),
        "numbers": now.index.numbers,
        "figures": now.record.figures,
        "documents": now.record.documents,
        "address": address,
        "explore": explore_wording,
        "place_address": place_address,
        "to": links.to,
        "key": joining.key_of_name,
    }


def _decided(now: View, things: Iterable[str]) -> list[Decision]:
    """Return the decisions about names that hold, on any of some names and ids."""
    told = {one.id: one for thing in things for one in now.on.get(thing, ())}
    return [one for one in told.values() if one.name and one.id not in now.undone]


def _others(now: View, first: joining.Side, wanted: str) -> list[browse.Row]:
    shelf: Shelf = "places" if first.kind == "place" else "actors"
    held = browse.listed(now, shelf, wanted).rows
    mine = (first.entry.row.id, first.entry.row.folded)
    return [row for row in held if (row.id, row.folded) != mine][:_MOST_OTHERS]


def _alike(now: View, written: Iterable[str]) -> list[str]:
    """Return names that may mean the same place as some names."""
    told = {fold(one) for one in written}
    used = names(now).used
    near = {
        other
        for pair in alike.alike(now)
        if pair.kind == "place"
        for one, other in ((pair.first, pair.second), (pair.second, pair.first))
        if one in told and other not in told
    }
    return sorted(used["place", one].name for one in near)


def _around(now: View, within: str, known: Place | None, written: tuple[str, ...]) -> Place | None:
    """Return where a new place most likely lies: as is told, as known, or as claims say."""
    if within:
        return lookup.place(now, within)
    if known is not None and known.within:
        return lookup.place(now, known.within)
    return browse.company(now, written[0]) if written else None


def _again(request: Request, box: exploring.Box | None) -> str:
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != "box"]
    told: dict[str, list[str]] = {}
    for name, value in pairs:
        told.setdefault(name, []).append(value)
    if box:
        told["box"] = [",".join(f"{edge:.4f}" for edge in box)]
    return pages.address(request.url.path, **told) + "#map"


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
