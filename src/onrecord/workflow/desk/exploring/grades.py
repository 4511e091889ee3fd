"""Airwars' grade of every incident, worked out when somebody first asks for it."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import replace

from onrecord.model import Ruling, Stance
from onrecord.reconcile import rulebooks
from onrecord.workflow import ruling
from onrecord.workflow.desk.exploring.bits import Bits, by_value
from onrecord.workflow.desk.exploring.things import UNTOLD, Things
from onrecord.workflow.desk.view import View

_PATIENCE = 1.5  # seconds: so long a page waits for them; some thousand incidents take longer
_WORKERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="grades")


def grades(view: View, every: Things) -> Mapping[str, Bits] | None:
    """
    Return which incidents have which grade; `-` where Airwars' definitions leave it open.

    None while they are being worked out, which goes on: some milliseconds an incident.
    """
    making: Future[Mapping[str, Bits]] = view.index.once(
        "airwars grades", lambda: _WORKERS.submit(_made, view, every)
    )
    try:
        return making.result(_PATIENCE)
    except NotYet:
        return None


def _made(view: View, every: Things) -> Mapping[str, Bits]:
    incidents = view.index.incidents
    if not every.row:
        return {}
    common = ruling.evidence(view.record, incidents[every.row[0].id])
    # Outside its own claims a rulebook looks at denials alone.
    denied = {c.id: c for c in view.record.claims.values() if c.stance is Stance.DENIED}
    found: list[tuple[str]] = []
    for one in every.row:
        inside = {c: view.record.claims[c] for c in one.claim_ids if c in view.record.claims}
        about = replace(common, incident=incidents[one.id], claims={**denied, **inside})
        found.append((_grade(rulebooks.ruling("airwars", about)),))
    return by_value(found)


def _grade(made: Ruling) -> str:
    grade = made.value("grade")
    return grade if isinstance(grade, str) else UNTOLD
