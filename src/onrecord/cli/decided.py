"""What people decided, and what changed by it, in the words of a terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from onrecord import workflow
from onrecord.cli import shortened, wording
from onrecord.cli.output import on_one_line
from onrecord.model import OF_CLAIMS, OF_INCIDENTS, Choice, Decision, Record
from onrecord.workflow import Change, State

_MOST = 8  # changes shown one by one
_DONE = {
    Choice.ACCEPT: "accepted",
    Choice.CORRECT: "corrected",
    Choice.ADD: "added",
    Choice.REJECT: "rejected",
    Choice.UNSURE: "left open",
}
_FEW = 3  # claims named one by one


def line(decision: Decision, record: Record) -> Text:
    """Return a decision as one line: its id, what it says, who said so, when and why."""
    return lines([decision], record)[0]


def lines(decisions: Sequence[Decision], record: Record) -> list[Text]:
    """Return decisions as lines; the short ids of the record are made once for all of them."""
    short = shortened.of(record) if decisions else {}
    return [
        Text.assemble(
            (f"{short.get(d.id, d.id)} ", "dim"), f"{_said(d, record, short)}, {signed(d)}"
        )
        for d in decisions
    ]


def signed(decision: Decision) -> str:
    """Return who decided, when and why."""
    day = decision.at.date().isoformat()
    why = f": {on_one_line(decision.why)}" if decision.why else ""
    return f"decided by {on_one_line(decision.by)} on {day}{why}"


def said(decision: Decision, record: Record) -> str:
    """Return what a decision says."""
    return _said(decision, record, shortened.of(record))


def _said(decision: Decision, record: Record, short: Mapping[str, str]) -> str:
    if decision.choice in OF_CLAIMS:
        return f"{_claims(decision.claims, short)} {_DONE[decision.choice]}"
    if decision.choice in OF_INCIDENTS:
        return _of_incidents(decision, record, short)
    target = decision.target or ""
    named = on_one_line(decision.name or "")
    match decision.choice:
        case Choice.NAME:
            return f"“{named}” means {_meant(target, record)}"
        case Choice.SAME:
            return f"{_meant(named, record)} is {_meant(target, record)}"
        case Choice.NOTE:
            return f"note on {on_one_line(short.get(target, target))}"
        case Choice.SETTLE:
            found = next((p for p in record.problems if p.id == target), None)
            what = f" ({found.code} at {on_one_line(found.where)})" if found else ""
            return f"problem {on_one_line(target)}{what} settled"
        case _:
            return f"decision {on_one_line(short.get(target, target))} undone"


def _of_incidents(decision: Decision, record: Record, short: Mapping[str, str]) -> str:
    claims = _claims(decision.claims, short)
    match decision.choice:
        case Choice.TOGETHER:
            return f"{claims} tell of one incident{_home(decision, record, short)}"
        case Choice.APART:
            return f"{claims} split off from {wording.counted(len(decision.others), 'other')}"
        case _:
            return f"{claims} traced to {on_one_line(decision.origin or '')}"


def _meant(thing: str, record: Record) -> str:
    """Return what a place or actor is called."""
    known = record.places.get(thing) or record.actors.get(thing)
    return on_one_line(known.name if known else thing)


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


def _home(decision: Decision, record: Record, short: Mapping[str, str]) -> str:
    wanted = set(decision.claims) & record.claims.keys()
    home = next((i.id for i in record.incidents if wanted and wanted <= set(i.claim_ids)), None)
    return f", {short[home]}" if home else ""


def _claims(claim_ids: tuple[str, ...], short: Mapping[str, str]) -> str:
    if len(claim_ids) > _FEW:
        return wording.counted(len(claim_ids), "claim")
    return ", ".join(on_one_line(short.get(claim_id, claim_id)) for claim_id in claim_ids)
