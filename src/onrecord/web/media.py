"""Pictures, films and files: covered until somebody asks, and never shown as they came."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.model import FileTells
from onrecord.web import faults, pages
from onrecord.web.desk_of import Held, Now
from onrecord.web.words import _
from onrecord.workflow.desk import View, beside

router = APIRouter()

# A picture is opened by itself in no page but the desk's own, and nothing in it runs.
_APART = {"content-security-policy": "default-src 'none'; sandbox"}


@router.get("/media/{medium_id}")
def told(request: Request, now: Now, medium_id: str, show: str = "") -> Response:
    """Tell of one medium; the picture itself stays covered until it is asked for."""
    one = called(now, medium_id)
    return pages.page(
        request,
        "medium.html.j2",
        one=one,
        is_shown=show == "1" and one.medium.is_picture,
        says=[(what(said.what), said) for said in one.medium.told_by_file],
    )


@router.get("/media/{medium_id}/picture")
def picture(desk: Held, now: Now, medium_id: str) -> Response:
    """Send a picture made anew from its pixels: no metadata, nothing behind it, no film."""
    one = called(now, medium_id)
    return Response(desk.picture(one.medium), media_type="image/jpeg", headers=_APART)


@router.get("/media/{medium_id}/bytes")
def as_came(desk: Held, now: Now, medium_id: str) -> Response:
    """Hand out the preserved bytes as a file to keep, which no browser opens by itself."""
    one = called(now, medium_id)
    desk.check_may_leave(one.document.name if one.document else "")
    name = one.medium.sha256[:16]
    return Response(
        desk.bytes_of(one.medium),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}.bin"', **_APART},
    )


def called(now: View, medium_id: str) -> beside.Listed:
    """
    Return a medium of the record.

    Raises:
        NotThere: There is none of that id.
    """
    found = beside.called(now, medium_id)
    if found is None:
        raise faults.NotThere(_("There is no such picture or file in this record."))
    return found


def what(tells: FileTells) -> str:
    """Return what a claim of a file is about, in words."""
    return {
        FileTells.TIME: _("taken"),
        FileTells.MADE: _("written"),
        FileTells.PLACE: _("place"),
        FileTells.DEVICE: _("device"),
        FileTells.SOFTWARE: _("program"),
        FileTells.OWNER: _("name of a person"),
        FileTells.SERIAL: _("serial number"),
        FileTells.WORDS: _("words"),
    }[tells]
