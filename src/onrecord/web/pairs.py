"""Review of pairs: which rows of lists are one person, decided one pair after another."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from onrecord.model import OF_PERSONS
from onrecord.web import list_words, pages
from onrecord.web.desk_of import Decider, Held, Looking, Now
from onrecord.web.faults import NotThere
from onrecord.web.sent import Form, Sent, decided, mark
from onrecord.web.words import _
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk, history, pairs

router = APIRouter()

# Kept in the record in these words, whatever the desk speaks.
_LOOKED = "Both rows looked at side by side."
_MOST_BACK = 200  # decisions that are looked back on


@router.get("/lists/pairs")
def page(
    request: Request, desk: Held, now: Now, person: Looking, at: Annotated[str, Query()] = ""
) -> Response:
    """Show one pair with what is beside it: the one that is asked for, or the next."""
    lists = desk.lists(now)
    here = at or next((one.id for one in lists.waiting), "")
    sheet = pairs.sheet(lists, here) if here else None
    if at and sheet is None:
        raise NotThere(_("No pair of rows is called that now."))
    ends = (sheet.pair.left, sheet.pair.right) if sheet else ()
    return pages.page(
        request,
        "pairs.html.j2",
        sheet=sheet,
        turn=pairs.turn(lists, here),
        left=len(lists.waiting),
        lists=lists,
        marks=[mark(now, one) for one in ends],
        last=history.last_of(now, person, OF_PERSONS, _MOST_BACK),
        words=list_words,
        has_lists=desk.has_lists,
    )


@router.post("/decide/one-person")
def one_person(desk: Held, by: Decider, form: Form) -> Response:
    """Say that rows of lists are one person."""
    asked = choosing.one_person(_persons(desk, form))
    return decided(desk, form, asked, by=by, why=_why(form))


@router.post("/decide/other-persons")
def other_persons(desk: Held, by: Decider, form: Form) -> Response:
    """Say that no two of some rows of lists are one person."""
    asked = choosing.other_persons(_persons(desk, form))
    return decided(desk, form, asked, by=by, why=_why(form))


def _persons(desk: Desk, form: Sent) -> tuple[str, ...]:
    persons = form.many("person")
    pairs.check_listed(desk.lists(desk.view), persons)
    return persons


def _why(form: Sent) -> str:
    """Return the reason; whoever only looked at the pair and pressed a button says just that."""
    return form.why or _LOOKED
