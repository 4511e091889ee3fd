"""Deciding about names: what a name means, what is one, a table of names taken in."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import Response

from onrecord.model import Actor, OnRecordError, Place
from onrecord.web import explore_wording, pages
from onrecord.web.desk_of import Decider, Held, Now
from onrecord.web.sent import Form, Sent, decided
from onrecord.web.words import _
from onrecord.workflow import choosing, names_table
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import Desk, View
from onrecord.workflow.desk.naming import effects, joining, lookup, own
from onrecord.workflow.desk.naming.used import NameKind

router = APIRouter()

_LARGEST = 4 * 1024 * 1024  # bytes of a table of names
_NEW = "new"
_DESCRIBED = ("kind", "country", "within", "latitude", "longitude", "precision")


@router.post("/decide/name")
def name(request: Request, desk: Held, now: Now, by: Decider, form: Form) -> Response:
    """
    Say what names mean: `name` (one or several) and `kind`, then `meant`, an id.

    With `meant` as `new`, the place or actor is described: `new_name`, `new_kind`,
    `new_country`, `new_within`, `new_latitude`, `new_longitude`, `new_precision`. With
    `instead`, the id of what it stands for from now on. `preview` only shows what changes.
    """
    kind: NameKind = "actor" if form.one("kind") == "actor" else "place"
    written, instead = form.many("name"), form.one("instead")
    meant = form.one("meant")
    target: str | Place | Actor = _described(now, kind, form) if meant == _NEW else meant
    if not target or not (written or instead):
        raise OnRecordError(_("Say which name, and what it means."))
    asked = list(joining.means(now, kind, written, target))
    if instead:
        asked += _same(now, instead, target)
    about = (*effects.concerning(now, kind, written), *effects.meaning(now, [instead]))
    if form.one("preview"):
        return _preview(request, desk, form, asked, about)
    return decided(desk, form, asked, by=by)


@router.post("/decide/same")
def same(request: Request, desk: Held, now: Now, by: Decider, form: Form) -> Response:
    """
    Say that two things are one: `name` is given up, `target` stays; `preview` as above.

    Both may stand in one field `pair`, with a `|` between them.
    """
    first, _bar, second = form.one("pair").partition("|")
    given_up = joining.side(now, form.one("name", first))
    kept = joining.side(now, form.one("target", second))
    if given_up is None or kept is None:
        raise OnRecordError(_("Nothing in this record has that name or id."))
    asked = list(joining.same(now, given_up, kept))
    if form.one("preview"):
        about = (*given_up.entry.claim_ids, *kept.entry.claim_ids)
        return _preview(request, desk, form, asked, about[:300])
    return decided(desk, form, asked, by=by)


@router.post("/names/import")
def taken(
    request: Request, desk: Held, now: Now, by: Decider, table: Annotated[UploadFile, File()]
) -> Response:
    """Take in a table of names; rows that are faulty are shown, and the others taken."""
    data = table.file.read(_LARGEST + 1)
    if not data:
        raise OnRecordError(_("Choose a file first."))
    if len(data) > _LARGEST:
        raise OnRecordError(_("That is more than a table of names holds (4 MB)."))
    lines = data.decode("utf-8-sig", "replace")
    told = names_table.names_from_csv(lines, now.record, table.filename or "names.csv")
    for (who, why), rows in names_table.by_person(told.rows, by).items():
        desk.decide([row.asked for row in rows], by=who, why=why)
    return pages.page(
        request, "names_taken.html.j2", told=told, status=200 if not told.problems else 422
    )


def _described(now: View, kind: NameKind, form: Sent) -> Place | Actor:
    told = {field: form.one(f"new_{field}") for field in _DESCRIBED}
    told |= {"name": form.one("new_name"), "id": form.one("new_id")}
    if told["id"] and not own.is_own(told["id"]):
        raise OnRecordError(_("Only what people described themselves can be described anew."))
    if kind == "actor":
        return own.actor(told, lambda one: lookup.actor(now, one))
    return own.place(told, lambda one: lookup.place(now, one))


def _same(now: View, instead: str, target: str | Place | Actor) -> Sequence[Asked]:
    if lookup.place(now, instead) is None and lookup.actor(now, instead) is None:
        raise OnRecordError(_("Nothing in this record has that name or id."))
    return [choosing.same(instead, target)]


def _preview(
    request: Request, desk: Desk, form: Sent, asked: Sequence[Asked], about: Sequence[str]
) -> Response:
    """Show what would change, with a form that decides it."""
    made = desk.preview(asked, why=form.why, concerning=about)
    kept = [(k, v) for k, held in form.fields.items() for v in held if k not in {"preview", "why"}]
    return pages.page(
        request,
        "naming_preview.html.j2",
        told=effects.effects(made),
        action=request.url.path,
        kept=kept,
        why=form.why,
        back=form.back,
        explore=explore_wording,
    )
