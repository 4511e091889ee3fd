"""The claim editor's form: its fields filled with the claim, or with what was picked so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.model import (
    Choice,
    Claim,
    Measure,
    Names,
    OnRecordError,
    Outcome,
    Qualifier,
    Stance,
    VictimClass,
    Voice,
)
from onrecord.web import picked
from onrecord.web.sent import Sent, mark
from onrecord.workflow.desk import View, lookup
from onrecord.workflow.desk.editing import MENTIONED, Editor
from onrecord.workflow.desk.lookup import Known

CODES = {
    "outcome": tuple(Outcome),
    "measure": tuple(Measure),
    "qualifier": tuple(Qualifier),
    "victim_class": tuple(VictimClass),
    "stance": tuple(Stance),
    "voice": tuple(Voice),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """
    An editor as a page shows it: `e` in the templates.

    Attributes:
        editor: The claim and what may fill its slots.
        fields: The value of every field, by its name.
        rows: How many rows each slot of mentions has, the empty one included.
        looked_up: What typed names may mean, by the name of the row.
        faults: What is wrong with a slot, by its name.
        mark: What was seen, for the hidden field; empty for a new claim.
        back: Where to go on.
        is_blind: Whether it is added while reading blind.
    """

    editor: Editor
    fields: Mapping[str, str]
    rows: Mapping[str, int]
    back: str
    looked_up: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    is_blind: bool = False

    @property
    def claim(self) -> Claim:
        """The claim as it stands."""
        return self.editor.claim

    @property
    def action(self) -> str:
        """Where the form goes."""
        return "/decide/add" if self.editor.is_new else "/decide/correct"

    @property
    def choice(self) -> str:
        """What the form decides."""
        return str(Choice.ADD if self.editor.is_new else Choice.CORRECT)

    def value(self, name: str) -> str:
        """Return the value of a field."""
        return self.fields.get(name, "")


def opened(now: View, editor: Editor, back: str, *, is_blind: bool = False) -> Filled:
    """Return an editor as it is opened."""
    return Filled(
        editor=editor,
        fields=_as_it_is(editor),
        rows={slot: len(editor.rows[slot]) for slot in MENTIONED},
        mark="" if editor.is_new else mark(now, editor.claim.id),
        back=back,
        is_blind=is_blind,
    )


def reopened(
    now: View, names: Names, editor: Editor, form: Sent, fault: OnRecordError | None = None
) -> Filled:
    """
    Return an editor with what a person picked so far; what they picked is never lost.

    Args:
        now: The record.
        names: What the program knows by name, for the names that they typed to look up.
        editor: The claim as it stands.
        form: What they sent.
        fault: What was wrong with it.
    """
    told = {name: form.one(name) for name in form.fields}
    rows = {s: max(len(editor.rows[s]), picked.rows(form, s)) for s in MENTIONED}
    slots = getattr(fault, "slots", None) or ({"": str(fault)} if fault else {})
    return Filled(
        editor=editor,
        fields={**_as_it_is(editor), **told},
        rows=rows,
        looked_up=_looked_up(now, names, form),
        faults=slots,
        mark="" if editor.is_new else mark(now, editor.claim.id),
        back=form.back,
        is_blind=form.one("is_blind") == "yes",
    )


def _looked_up(now: View, names: Names, form: Sent) -> dict[str, tuple[Known, ...]]:
    made = {}
    for name in form.fields:
        row, dot, last = name.rpartition(".")
        if dot and last == "find" and form.one(name):
            kind: lookup.Kind = "place" if row.startswith("places") else "actor"
            made[row] = lookup.found(now, names, kind, form.one(name))
    return made


def _as_it_is(editor: Editor) -> dict[str, str]:
    claim, when = editor.claim, editor.claim.when
    at = f"{claim.passage.start}:{claim.passage.end}"
    fields = {
        "words": at if editor.is_new else "keep",
        "outcome": "" if editor.is_new else str(claim.outcome),
        "measure": str(claim.measure),
        "low": _number(claim.count.low),
        "high": _number(claim.count.high),
        "qualifier": str(claim.count.qualifier),
        "victims": "keep" if claim.victims else "",
        "victim_class": str(claim.victim_class),
        "weapon": "keep" if claim.weapon else "",
        "date_from": (when and when.date_from) or "",
        "date_to": (when and when.date_to) or "",
        "stance": "" if editor.is_new else str(claim.stance),
        "voice": str(claim.voice),
        "part_of": claim.part_of or "",
        "same_as": claim.same_as or "",
        "is_cumulative": "yes" if claim.is_cumulative else "no",
        "is_partial": "yes" if claim.is_partial else "no",
    }
    for slot, rows in editor.rows.items():
        for row in rows:
            fields[f"{slot}.{row.number}"] = f"keep:{row.number}" if row.mention else ""
    return fields


def _number(told: float | None) -> str:
    return "" if told is None else f"{told:.15g}"
