"""`onrecord import` of a table: how it is understood, what it changed, a mapping to begin with."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, closing, faults, stopping, views, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Problem, Severity, Told
from onrecord.workflow import TableReport, TableView

_MOST = 20  # rows, names or changes that are listed for a person; --json has more


def proposed(file: Path, told: Told) -> int:
    """Write a mapping to standard output, as UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(workflow.propose_mapping(file, told).encode("utf-8", "replace"))
    return faults.OK


def taken(record_folder: Path, file: Path, told: Told, *, for_machines: bool) -> int:
    """Take a table in, and say what it changed."""
    with stopping.asked() as is_stopping:
        report = workflow.import_table(record_folder, file, told, create=True, stopping=is_stopping)
    if for_machines:
        as_json.print_json(_report_for_machines(report))
        return _code(report.problems)
    screen = console()
    for problem in report.problems:
        screen.print(views.problem_line(problem), soft_wrap=True)
    for line in _changes(report):
        screen.print(line, soft_wrap=True)
    closing.counts(report.record, screen)
    closing.page(report.page, screen)
    return _code(report.problems)


def viewed(record_folder: Path, file: Path, told: Told, *, for_machines: bool) -> int:
    """Show how a table is understood and what it would change."""
    view = workflow.view_table(file, told, record_folder)
    if for_machines:
        as_json.print_json(_view_for_machines(view))
        return _code(view.problems)
    screen = console()
    for line in _lines(file, view):
        screen.print(line, soft_wrap=True)
    return _code(view.problems)


def _changes(report: TableReport) -> Iterator[str]:
    difference = report.difference
    changed = f", {len(difference.changed):,} changed" if difference.changed else ""
    retired = f", {len(difference.retired):,} retired" if difference.retired else ""
    yield (
        f"{wording.counted(len(difference.added), 'claim')} added{changed}, "
        f"{len(difference.known):,} known already{retired}."
    )
    yield f"{wording.counted(report.figures_changed, 'figure')} of incidents changed."


def _lines(file: Path, view: TableView) -> Iterator[str | Text]:
    layout = f", as {view.layout}" if view.layout else ""
    yield f"Columns of {on_one_line(file.name)}{layout}:"
    width = min(max((len(one.heading) for one in view.columns), default=0), 32)
    for one in view.columns:
        shown = on_one_line(one.heading) or "(no heading)"
        examples = " | ".join(map(on_one_line, one.examples))
        cells = f"  ({one.filled:,}: {examples})" if one.examples else "  (empty)"
        yield f"  {shown:<{width}}  {on_one_line(one.meaning)}{cells}"
    for problem in view.problems:
        yield views.problem_line(problem)
    yield from _left(view)
    unknown = view.unknown
    yield from _names("Places on no map, kept by name", unknown.places)
    yield from _names("Perpetrators not known, kept by name", unknown.perpetrators)
    yield from _names("Sources not known, kept by name", unknown.sources)
    yield from _would(view)
    rows, claims = wording.counted(view.rows, "row"), wording.counted(view.claims, "claim")
    yield f"{rows}, {claims}. Nothing was written."


def _left(view: TableView) -> Iterator[str]:
    if not view.left_out:
        return
    yield f"{wording.counted(view.left_out, 'row')} would give nothing:"
    for one in view.left[:_MOST]:
        cell = f", column “{on_one_line(one.column)}”" if one.column else ""
        yield f"  row {one.row}{cell}: {on_one_line(one.why)}"
    if view.left_out > _MOST:
        yield f"  and {view.left_out - _MOST:,} more"


def _names(what: str, names: Sequence[tuple[str, int]]) -> Iterator[str]:
    if names:
        shown = ", ".join(f"{on_one_line(name)} ({count:,})" for name, count in names[:_MOST])
        more = f" and {len(names) - _MOST:,} more" if len(names) > _MOST else ""
        yield f"{what}: {shown}{more}"


def _would(view: TableView) -> Iterator[str]:
    difference = view.difference
    if not (difference.known or difference.changed or difference.retired):
        return
    for one in difference.changed[:_MOST]:
        whom = on_one_line(one.victims or "people")
        incident = on_one_line(one.incident or "total")
        yield f"  {incident}: {one.outcome} {whom}: {one.was} would become {one.now}"
    if len(difference.changed) > _MOST:
        yield f"  and {len(difference.changed) - _MOST:,} more"
    yield (
        f"Beside the record: {wording.counted(len(difference.added), 'claim')} new, "
        f"{len(difference.changed):,} changed, {len(difference.known):,} known already, "
        f"{len(difference.retired):,} retired."
    )


def _view_for_machines(view: TableView) -> dict[str, object]:
    told = as_json.plain(view)
    return {**told, "problems": [as_json.problem(one, None) for one in view.problems]}


def _report_for_machines(report: TableReport) -> dict[str, object]:
    return {
        "record": str(report.record_folder),
        "claims": report.claims,
        "difference": as_json.plain(report.difference),
        "figures_changed": report.figures_changed,
        "problems": [as_json.problem(one, None) for one in report.problems],
    }


def _code(problems: tuple[Problem, ...]) -> int:
    """Return the exit code: a note is worth knowing, and nothing was left out for it."""
    is_whole = all(problem.severity is Severity.NOTE for problem in problems)
    return faults.OK if is_whole else faults.LOOK
