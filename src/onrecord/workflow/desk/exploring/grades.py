"""Airwars' grade of every incident, worked out when somebody first asks for it."""

from collections.abc import Mapping
from dataclasses import replace

from onrecord.reconcile import rulebooks
from onrecord.workflow import ruling
from onrecord.workflow.desk.exploring.bits import Bits, by_value
from onrecord.workflow.desk.exploring.things import UNTOLD, Things
from onrecord.workflow.desk.view import View


def grades(view: View, every: Things) -> Mapping[str, Bits]:
    """Return which incidents have which grade; `-` where Airwars' definitions leave it open."""
    return view.index.once("airwars grades", lambda: by_value(_made(view, every)))


def _made(view: View, every: Things) -> list[tuple[str]]:
    incidents = view.index.incidents
    if not every.row:
        return []
    common = ruling.evidence(view.record, incidents[every.row[0].id])
    return [
        (_grade(rulebooks.ruling("airwars", replace(common, incident=incidents[one.id]))),)
        for one in every.row
    ]


def _grade(made: object) -> str:
    columns = getattr(made, "columns", ())
    value = next((column.value for column in columns if column.name == "grade"), None)
    return value if isinstance(value, str) else UNTOLD
