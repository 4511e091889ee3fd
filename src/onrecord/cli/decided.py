"""What people decided, and what changed by it, in the words of a terminal."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from onrecord import workflow
from onrecord.cli import shortened, wording
from onrecord.cli.output import on_one_line
from onrecord.model import Decision, Incident, Record
from onrecord.workflow import Index, Kind, Part, Thing

_MOST = 8  # changes shown one by one
_FEW = 3  # claims named one by one


def line(decision: Decision, record: Record) -> Text:
    """Return a decision as one line: its id, what it says, who said so, when and why."""
    return lines([decision], record)[0]


def lines(decisions: Sequence[Decision], record: Record) -> list[Text]:
    """Return decisions as lines; what finds things in the record is made once for all of them."""
    if not decisions:
        return []
    known = _Known(record)
    return [
        Text.assemble((f"{known.short.get(d.id, d.id)} ", "dim"), f"{known.said(d)}, {signed(d)}")
        for d in decisions
    ]


def signed(decision: Decision) -> str:
    """Return who decided, when and why."""
    day = decision.at.date().isoformat()
    why = f": {on_one_line(decision.why)}" if decision.why else ""
    return f"decided by {on_one_line(decision.by)} on {day}{why}"


def said(decision: Decision, record: Record) -> str:
    """Return what a decision says."""
    return _Known(record).said(decision)


class _Known:
    """What finds things in a record, and what they are called in a terminal."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._index = Index(record)
        self.short = shortened.of(record)

    def said(self, decision: Decision) -> str:
        """Return what a decision says."""
        told = workflow.said(decision, self._record, self._index)
        return told.words % {name: self._part(part) for name, part in told.parts.items()}

    def _part(self, part: Part) -> str:
        if isinstance(part, str):
            return on_one_line(part)
        if isinstance(part, int):
            return wording.counted(part, "other")
        if isinstance(part, Thing):
            return self._thing(part)
        if len(part) > _FEW:
            return wording.counted(len(part), "claim")
        return ", ".join(self._thing(one) for one in part)

    def _thing(self, one: Thing) -> str:
        if one.kind is Kind.PROBLEM:  # whole: that is how it is found
            found = self._index.problems.get(one.id)
            what = f" ({found.code} at {on_one_line(found.where)})" if found else ""
            return on_one_line(one.id) + what
        known_as = one.name if one.kind in {Kind.PLACE, Kind.ACTOR, Kind.DOCUMENT} else None
        return on_one_line(known_as or self.short.get(one.id, one.id))


def changes(before: Record, after: Record) -> list[Text]:
    """Return which incidents are others than before, and their figures before and after."""
    found = list(_changes(before, after))
    left = len(found) - _MOST
    return found[:_MOST] + ([Text(f"and {left:,} more changes")] if left > 0 else [])


def _changes(before: Record, after: Record) -> Iterator[Text]:
    was = {incident.id: incident for incident in before.incidents}
    now = {incident.id: incident for incident in after.incidents}
    short = shortened.ids([*was, *now])
    for incident in after.incidents:
        told = _state(incident, after)
        if incident.id not in was:
            known = any(one.id == incident.id for one in before.given)
            yield Text(f"{short[incident.id]} is {'back' if known else 'new'}: {told}")
        elif (old := _state(was[incident.id], before)) != told:
            yield Text(f"{short[incident.id]}: {old} → {told}")
    for gone in (name for name in was if name not in now):
        into = ", ".join(short[i.id] for i in after.incidents_called(gone))
        became = f"is now in {into}" if into else "is no incident now"
        yield Text(f"{short[gone]} ({_state(was[gone], before)}) {became}")
    aside = len(after.asides) - len(before.asides)
    if aside:
        claims = wording.counted(abs(aside), "claim")
        yield Text(f"{claims} {'more' if aside > 0 else 'fewer'} set aside")


def _state(incident: Incident, record: Record) -> str:
    claims = wording.counted(len(incident.claim_ids), "claim")
    figures = [f"{made.outcome} {made}" for made in record.figures.get(incident.id, ())]
    return ", ".join([claims, *(figure for figure in figures if not figure.endswith("not told"))])
