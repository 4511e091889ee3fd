"""Deciding about claims: accepted, rejected, left open, corrected, added."""

from fastapi import APIRouter
from fastapi.responses import Response

from onrecord.model import OnRecordError
from onrecord.web import wording
from onrecord.web.desk_of import Decider, Held
from onrecord.web.sent import Form, Sent, decided
from onrecord.web.words import _
from onrecord.workflow import choosing

router = APIRouter(prefix="/decide")


@router.post("/accept")
def accept(desk: Held, by: Decider, form: Form) -> Response:
    """Accept one claim, or several together."""
    return decided(desk, form, [choosing.accept(one) for one in _claims(form)], by=by)


@router.post("/unsure")
def unsure(desk: Held, by: Decider, form: Form) -> Response:
    """Leave one claim open, or several together."""
    return decided(desk, form, [choosing.leave_open(one) for one in _claims(form)], by=by)


@router.post("/reject")
def reject(desk: Held, by: Decider, form: Form) -> Response:
    """Reject one claim, or several together, for one reason."""
    why = " ".join(filter(None, (wording.REASONS.get(form.one("reason")), form.why)))
    if not why:
        raise OnRecordError(_("Say why it is rejected: pick a reason, or write one."))
    return decided(desk, form, [choosing.reject(one) for one in _claims(form)], by=by, why=why)


def _claims(form: Sent) -> tuple[str, ...]:
    claims = form.many("claim")
    if not claims:
        raise OnRecordError(_("Choose at least one claim."))
    return claims
