"""The figures of one incident under each rulebook, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.public import Public, PublicIncident
from onrecord.publish.paper import figures
from onrecord.publish.paper.figures import INJURED, KILLED, Told
from onrecord.publish.paper.notes import Notes
from onrecord.publish.paper.runs import Line, Run, apart, english, filled, own
from onrecord.publish.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What one rulebook makes of the incident: a row of the figures side by side."""

    name: str
    codebook: Line
    killed: Line
    injured: Line
    remark: Line


def rows(one: PublicIncident, public: Public, notes: Notes) -> tuple[Beside, ...]:
    """Return what the origins say, by no rulebook, and what each published rulebook makes of it."""
    return tuple(_rows(one, public, notes))


def _rows(one: PublicIncident, public: Public, notes: Notes) -> Iterator[Beside]:
    yield Beside(
        name=figures.rulebook_name(""), codebook=own(_("by no rulebook")),
        killed=_cell(figures.told(one, KILLED), notes),
        injured=_cell(figures.told(one, INJURED), notes), remark=(),
    )  # fmt: skip
    for name in public.allowed.rulebooks:
        ruling = one.ruling(name)
        if ruling is not None:
            codebook = english(f"{ruling.codebook}; {ruling.version}")
            yield Beside(
                name=figures.rulebook_name(name), codebook=codebook,
                killed=_cell(figures.told(one, KILLED, name), notes),
                injured=_cell(figures.told(one, INJURED, name), notes),
                remark=tuple(_remark(one, name)),
            )  # fmt: skip


def _cell(told: Told | None, notes: Notes) -> Line:
    if told is None:
        return own(_("not recorded"))
    return (*apart(told.words), *notes.of(told.claims[:2])) if told.is_known else own(told.words)


def _remark(one: PublicIncident, name: str) -> Iterator[Run]:
    ruling = one.ruling(name)
    if ruling is None:
        return
    if name == "ucdp-ged":
        best = ruling.value("best")
        if best is None:
            yield from own(_("best estimate: not decided"))
        else:
            yield from filled(_("best estimate: %(n)s, a proposal"), n=f"{best:,}")
    elif name == "airwars":
        grade = ruling.value("grade")
        yield from (
            filled(_("grade: %(grade)s; civilians only"), grade=english(str(grade)))
            if grade else own(_("no grade; civilians only"))
        )  # fmt: skip
    elif name == "ohchr":
        yield from own(_("reported, not documented by name"))
    elif name == "ibc":
        yield from english(dict(ruling.in_short).get("verdict", ""))
    elif name == "acled":
        yield from own(_("the lowest that is reported"))
