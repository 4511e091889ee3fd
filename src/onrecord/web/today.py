"""The first page: what is in the record."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.web import pages
from onrecord.web.desk_of import Now

router = APIRouter()


@router.get("/")
def today(request: Request, now: Now) -> Response:
    """Show what is in the record."""
    return pages.page(request, "today.html.j2", record=now.record)
