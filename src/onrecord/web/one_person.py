"""One person through all lists: rows, evidence, history; rows taken apart and brought together."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.model import OnRecordError
from onrecord.web import list_words, pages
from onrecord.web.desk_of import Decider, Held, Now
from onrecord.web.faults import NotThere
from onrecord.web.sent import Form, decided, mark
from onrecord.web.words import _
from onrecord.workflow.desk import one_person, pairs

router = APIRouter()

_MOST = 20  # rows that are offered to be brought together with a person


@router.get("/lists/people/{person_id}")
def page(
    request: Request, desk: Held, now: Now, person_id: str, q: Annotated[str, Query()] = ""
) -> Response:
    """Show all rows of one person; a retired id leads on to where its rows are."""
    lists = desk.lists(now)
    leads = one_person.followed(lists, person_id)
    if not leads and person_id not in lists.given:
        raise NotThere(_("Nobody on the lists of this record is called that."))
    if len(leads) != 1:
        return _parted(request, desk, now, person_id, leads)
    if leads[0] != person_id:
        return RedirectResponse(pages.address(f"/lists/people/{leads[0]}", q=q), 302)
    told = one_person.one_person(lists, person_id, desk.history_of)
    inside = {row.entry.person for row in told.rows}
    found = [one for one in lists.people.called(q) if one.person not in inside]
    return pages.page(
        request,
        "one_person.html.j2",
        told=told,
        lists=lists,
        q=q,
        found=found[:_MOST],
        more=max(len(found) - _MOST, 0),
        marks=[mark(now, one) for one in sorted(inside)],
        is_all_decided=told.group is not None and one_person.is_all_decided(lists, told.group),
        words=list_words,
    )


@router.post("/decide/take-out")
def take_out(desk: Held, by: Decider, form: Form) -> Response:
    """Say that one row is not the person that the rest of its group is."""
    lists = desk.lists(desk.view)
    person = form.one("person")
    pairs.check_listed(lists, [person])
    asked = one_person.taken_out(lists, person)
    if not asked:
        raise OnRecordError(_("No other row is held to be the same person."))
    return decided(desk, form, asked, by=by)


def _parted(
    request: Request, desk: Held, now: Now, person_id: str, leads: tuple[str, ...]
) -> Response:
    """Say where the rows of a group are that is no more."""
    lists = desk.lists(now)
    some = [one_person.one_person(lists, one, lambda _: ()) for one in leads]
    return pages.page(
        request,
        "persons_parted.html.j2",
        200 if leads else 410,
        was=person_id,
        some=some,
        words=list_words,
    )
