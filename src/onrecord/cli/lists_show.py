"""`onrecord lists show`: the lists of a record, one list, and what became of whom."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, faults, wording
from onrecord.cli.lists_add import JSON, RECORD
from onrecord.cli.output import console, on_one_line
from onrecord.model import Change, Entry, ListChange
from onrecord.workflow import ListView

_MOST = 40  # changes that are listed for a person; --json has all


@click.command("show")
@RECORD
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--changes", is_flag=True, help="Show what became of whom; this shows names.")
@JSON
def show(record_folder: Path, name: str | None, *, changes: bool, for_machines: bool) -> int:
    """Show the lists of a record, or all issues of one.

    Names are shown only with --changes.

    \b
    Example:
      onrecord lists show coast
      onrecord lists show coast ministry
      onrecord lists show coast ministry --changes
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if name is None:
        if changes:
            raise click.UsageError("--changes needs the NAME of a list")
        return _all(record_folder, for_machines=for_machines)
    view = workflow.name_list(record_folder, name)
    if for_machines:
        as_json.print_json(_plain(view, changes=changes))
        return faults.OK
    _one(view, changes=changes)
    return faults.OK


def _all(record_folder: Path, *, for_machines: bool) -> int:
    views = workflow.name_lists(record_folder)
    if for_machines:
        as_json.print_json([_plain(view, changes=False) for view in views])
        return faults.OK
    screen = console()
    if not views:
        screen.print("No list: take one in with `onrecord lists add`.")
        return faults.OK
    table = _table("list", "keeper", "issues", "latest", "persons", "draws on")
    for view in views:
        told = view.name_list
        table.add_row(
            Text(told.name),
            Text(on_one_line(told.keeper or told.title or "–")),
            Text(f"{len(view.issues):,}" if view.issues else "–"),
            Text(_latest(view)),
            Text(f"{view.persons:,}"),
            Text(on_one_line(", ".join(told.draws_on) or "–")),
        )
    screen.print(table)
    return faults.OK


def _one(view: ListView, *, changes: bool) -> None:
    screen = console()
    told = view.name_list
    screen.print(Text(on_one_line(f"{told.name}: {told.title or told.keeper or 'no title told'}")))
    by_issue = {
        issue.id: Counter(one.change for one in view.changes if one.issue == issue.id)
        for issue in view.issues
    }
    table = _table("issued", "file", "persons", *Change)
    for issue in view.issues:
        counts = by_issue[issue.id]
        table.add_row(
            Text(str(issue.issued or f"taken in {issue.at.date()}")),
            Text(on_one_line(issue.file)),
            Text(f"{issue.rows:,}"),
            *(Text(f"{counts[change]:,}") for change in Change),
        )
    screen.print(table)
    if changes:
        last = view.issues[-1].id if view.issues else ""
        _changes([one for one in view.changes if one.issue == last], view)


def _changes(found: list[ListChange], view: ListView) -> None:
    screen = console()
    for one in found[:_MOST]:
        row = view.rows.get(one.after or "")
        at = f" (row {row:,})" if row else ""
        said = "; ".join(_said(one, view.entries))
        screen.print(Text(on_one_line(f"{one.change}{at}: {said}")), soft_wrap=True)
    if len(found) > _MOST:
        screen.print(f"and {len(found) - _MOST:,} more (--json has all)")
    if not found:
        screen.print("Nothing is another than in the issue before.")


def _said(change: ListChange, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield what a change says, never a state's number, a mother's name or who said so."""
    after = entries.get(change.after or "")
    before = entries.get(change.before or "")
    here = after or before
    if here is None:
        return
    yield here.name or "(without a name)"
    for field in ("sex", "age", "place", "outcome"):
        was, now = getattr(before, field, None), getattr(after, field, None)
        if change.change is Change.CHANGED and was != now:
            yield f"{field} {_word(was)} → {_word(now)}"
    if before and after and before.name != after.name:
        yield f"name before: {before.name}"
    if before and after and before.when != after.when:
        yield f"date {wording.when(before.when)} → {wording.when(after.when)}"


def _word(value: object) -> str:
    return wording.NOT_TOLD if value is None else str(value)


def _plain(view: ListView, *, changes: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "list": view.name_list,
        "issues": view.issues,
        "persons": view.persons,
        "changes": dict(Counter(one.change.value for one in view.changes)),
    }
    if changes:
        told["changed"] = [
            {
                "change": one,
                "says": list(_said(one, view.entries)),
                "row": view.rows.get(one.after or "") if one.issue == view.issues[-1].id else None,
            }
            for one in view.changes
        ]
    return {key: as_json.plain(value) for key, value in told.items()}


def _latest(view: ListView) -> str:
    if not view.issues:
        return "–"
    last = view.issues[-1]
    return str(last.issued or last.at.date())


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    numbers = {"issues", "persons", *Change}
    for heading in headings:
        table.add_column(heading, justify="right" if heading in numbers else "left")
    return table
