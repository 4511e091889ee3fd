"""The Document screen: the text as it was preserved, what is claimed from it, and its custody."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from onrecord.model import Document, OnRecordError, Permission, Text
from onrecord.web import custody_words, editor, faults, pages, refusing
from onrecord.web.desk_of import Held, Looking, Now, view_of
from onrecord.web.person import inside, remembering
from onrecord.web.sent import Form, mark
from onrecord.web.words import _
from onrecord.workflow import finding
from onrecord.workflow.desk import Desk, View, beside, document, editing, second, shelf

router = APIRouter()

_ORIGINAL = 40_000  # bytes of an original on one page
_FOLD = "fold"
_LONGEST_PLACE = 40  # characters of START:END


class Listing(BaseModel):
    """What is asked of the list of documents."""

    q: str = ""
    language: str = ""
    left: str = ""
    page: int = 1


class Asked(BaseModel):
    """What is asked of the Document screen."""

    part: int = 1
    claim: str = ""
    edit: str = ""
    add: str = ""
    find: str = ""
    blind: str = ""
    back: str = ""


@router.get("/documents")
def listed(request: Request, now: Now, asked: Annotated[Listing, Query()]) -> Response:
    """List the documents of the record, the latest first."""
    found = shelf.shelf(
        now, asked.q, language=asked.language, is_open=asked.left == "open", page=asked.page
    )

    def pages_at(page: int) -> str:
        kept = asked.model_dump(exclude={"page"})
        return pages.address("/documents", **kept, page=page)

    return pages.page(request, "documents.html.j2", found=found, asked=asked, pages=pages_at)


@router.get("/documents/{document_id}")
def shown(
    request: Request,
    desk: Held,
    now: Now,
    looking: Looking,
    document_id: str,
    asked: Annotated[Asked, Query()],
) -> Response:
    """Show one page of a document with its claims, its editor, or alone."""
    told = called(now, document_id)
    is_blind = bool(asked.blind)
    if asked.edit or asked.add:
        refusing.check(request, Permission.CODE)
    made, part, claim = None, asked.part, asked.claim
    if asked.edit:
        seen = second.unseen(now) if is_blind else now
        made, claim = correcting_at(desk, seen, asked.edit), asked.edit
        part = part_of(now, made, is_blind=is_blind)
    elif asked.add:
        made = adding_at(desk, now, told, asked.add)
        part = part_of(now, made, is_blind=is_blind)
    back = inside(asked.back) if asked.back else address(told, part=part, blind=asked.blind)
    filled = editor.opened(now, made, back, is_blind=is_blind) if made else None
    blind = looking if is_blind else None
    return page(
        request, desk, told, part=part, claim=claim, find=asked.find, blind=blind, filled=filled
    )


def page(  # noqa: PLR0913 - what the page is made of
    request: Request,
    desk: Desk,
    told: Document,
    *,
    part: int = 1,
    claim: str = "",
    find: str = "",
    blind: str | None = None,
    filled: editor.Filled | None = None,
    status: int = 200,
) -> Response:
    """Return the Document screen; `blind` is who reads blind, None where nobody does."""
    now, is_blind = view_of(request), blind is not None
    if is_blind:
        seen = document.unmarked(now, told, part)
    else:
        seen = document.shown(now, told, part, claim=claim)

    def to(**asked: object) -> str:
        return address(told, part=seen.part, **asked)

    def link(number: int) -> str:
        return address(told, part=number, blind="1" if is_blind else "")

    return pages.page(
        request,
        "document.html.j2",
        status,
        seen=seen,
        filled=filled,
        codes=editor.CODES,
        custody=desk.custody(told.name),
        act=custody_words.act,
        way=custody_words.way,
        find=find,
        found=tuple(_found(seen.text, find)),
        is_blind=is_blind,
        mine=document.blind_claims(now, told, blind) if blind is not None else (),
        is_folded=request.cookies.get(_FOLD) == "1",
        link=link,
        back=link(seen.part),
        mark=lambda thing: mark(now, thing),
        notes=[d for d in now.on.get(told.name, ()) if d.choice == "note"],
        problems=now.index.problems_at.get(told.name, ()),
        media=beside.of_document(now, told),
        testimony=next((s for s in now.record.statements if s.document == told.name), None),
        at=lambda one: address(told, claim=one),
        to=to,
    )


def _found(text: Text | None, find: str) -> Iterator[tuple[int, int, tuple[str, str, str]]]:
    for start, end in finding.finds(text, find) if text and find else ():
        words = text.content if text else ""
        around = words[max(0, start - 60) : start], words[start:end], words[end : end + 60]
        yield start, end, around


@router.post("/documents/fold")
def fold(form: Form) -> Response:
    """Fold passages that tell of harm until they are opened, or show them again."""
    return remembering(_FOLD, "1" if form.one("is_folded") == "yes" else "", form.back)


@router.get("/documents/{document_id}/original")
def original(
    request: Request,
    desk: Held,
    now: Now,
    document_id: str,
    part: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """Show the bytes as they came: as text that does nothing, never as a page."""
    told = called(now, document_id)
    data = desk.preserved(told.name)
    count = max(1, -(-len(data) // _ORIGINAL))
    part = min(part, count)
    first = (part - 1) * _ORIGINAL
    return pages.page(
        request,
        "original.html.j2",
        document=told,
        snapshot=now.record.snapshots.get(told.name),
        source=data[first : first + _ORIGINAL].decode("utf-8", "replace"),
        part=part,
        parts=count,
        link=lambda number: f"/documents/{told.id}/original?part={number}",
    )


@router.get("/documents/{document_id}/bytes")
def as_came(desk: Held, now: Now, document_id: str) -> Response:
    """Hand out the preserved bytes as a file to keep, which no browser opens by itself."""
    told = called(now, document_id)
    desk.check_may_leave(told.name)
    snapshot = now.record.snapshots.get(told.name)
    name = snapshot.sha256[:16] if snapshot else "document"
    return Response(
        desk.preserved(told.name),
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{name}.bin"',
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )


@router.get("/claims/{claim_id:path}")
def claim(now: Now, claim_id: str, back: str = "", blind: str = "") -> Response:
    """Lead to a claim in its document, or to its editor; `back` is where to go on then."""
    wanted = claim_id.removesuffix("/edit")
    one = now.record.claims.get(wanted)
    if one is None:
        raise faults.NotThere(_("There is no such claim in this record."))
    told = now.record.documents.get(one.document, Document(name=one.document))
    asked = {"edit" if claim_id.endswith("/edit") else "claim": one.id}
    return RedirectResponse(address(told, **asked, back=back, blind=blind), 303)


def called(now: View, document_id: str) -> Document:
    """
    Return a document of the record.

    Raises:
        NotThere: There is none of that id.
    """
    found = document.called(now, document_id)
    if found is None:
        raise faults.NotThere(_("There is no such document in this record."))
    return found


def correcting_at(
    desk: Desk, now: View, claim_id: str, *, is_blind: bool = False
) -> editing.Editor:
    """Return an editor of a claim of the record; for a blind reader, as it was read."""
    one = now.record.claims.get(claim_id)
    if is_blind and one is not None:
        one = now.record.as_read.get(claim_id, one).with_(decision=None)
    if one is None:
        raise faults.NotThere(_("There is no such claim in this record."))
    return editing.correcting(now, desk.names, one)


def adding_at(desk: Desk, now: View, told: Document, at: str) -> editing.Editor:
    """Return an editor of a claim to be added at `START:END` of a text."""
    start, _colon, end = at.partition(":")
    if not (start.isdecimal() and end.isdecimal() and len(at) < _LONGEST_PLACE):
        raise OnRecordError(_("Pick the words of the claim in the text."))
    return editing.adding(now, desk.names, told, int(start), int(end))


def part_of(now: View, made: editing.Editor, *, is_blind: bool) -> int:
    """Return the page of its document on which the claim of an editor begins."""
    cut = document.unmarked_pages if is_blind else document.pages_of
    return document.part_at(cut(now, made.document), made.claim.passage.start)


def address(told: Document, **asked: object) -> str:
    """Return the address of a page of a document; what is empty is left out, and the first page."""
    kept = {name: one for name, one in asked.items() if (name, one) != ("part", 1)}
    return pages.address(f"/documents/{told.id}", **kept)
