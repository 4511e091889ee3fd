"""What people decided, and what changed by it, in the words of a terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from onrecord import workflow
from onrecord.cli import shortened, wording
from onrecord.cli.output import on_one_line
from onrecord.model import Decision, Record
from onrecord.workflow import Change, Index, Kind, Part, State, Thing

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
    found = workflow.changes(before, after)
    short = shortened.ids([one.id for record in (before, after) for one in record.incidents])
    for one in found.incidents:
        yield Text(f"{short[one.id]}{_change(one, short)}")
    if found.asides:
        claims = wording.counted(abs(found.asides), "claim")
        yield Text(f"{claims} {'more' if found.asides > 0 else 'fewer'} set aside")


def _change(one: Change, short: Mapping[str, str]) -> str:
    was, now = _state(one.was), _state(one.now)
    if one.kind == "changed":
        return f": {was} → {now}"
    if one.kind == "gone":
        into = ", ".join(short[state.incident.id] for state in one.into)
        return f" ({was}) {f'is now in {into}' if into else 'is no incident now'}"
    return f" is {one.kind}: {now}"


def _state(state: State | None) -> str:
    if state is None:
        return ""
    claims = wording.counted(len(state.incident.claim_ids), "claim")
    return ", ".join([claims, *(f"{made.outcome} {made}" for made in state.told)])
