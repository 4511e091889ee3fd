"""What `onrecord evaluate --incidents` shows."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json
from onrecord.cli.output import console, on_one_line


def shown(cases: Sequence[workflow.Judged], mistakes: int, *, for_machines: bool) -> int:
    """Show how near the program came to recorders, case by case and in all."""
    total = workflow.summed(tuple(cases))
    if for_machines:
        as_json.print_json(_for_machines(total))
        return 0
    screen = console()
    screen.print(_table(total))
    screen.print(
        f"Contradictions told of incidents that have none: {total.false_alarms}, and "
        f"{total.questions} asked."
    )
    if total.unfound:
        screen.print(f"Claims of the recorders that were not read: {total.unfound:,}.")
    for line in list(_mistakes(cases))[:mistakes]:
        screen.print(Text(on_one_line(line)), soft_wrap=True)
    return 0


def _table(total: workflow.Coherence) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for at, column in enumerate(("of incidents told by several reports", "share", "right", "of")):
        table.add_column(column, justify="right" if at else "left", no_wrap=True)
    pairs = total.together
    rows = (
        ("claims put together: precision", pairs.right, pairs.given),
        ("claims put together: recall", pairs.right, pairs.wanted),
        ("origins of every toll right", *total.origins),
        ("minimum and maximum right", *total.figures),
        ("contradictions found", *total.found),
    )
    for name, right, of in rows:
        table.add_row(name, f"{right / of:.3f}" if of else "–", f"{right:,}", f"{of:,}")
    table.add_row("claims put together: F1", f"{pairs.f1:.3f}", "", "")
    return table


def _mistakes(cases: Sequence[workflow.Judged]) -> Iterator[str]:
    for case in cases:
        yield from (f"{case.case}: origins of {label}" for label in case.origins_wrong)
        yield from (f"{case.case}: {told}" for told in case.figures_wrong)
        yield from (f"{case.case}: not found: {one.code}" for one in case.missed)
        yield from (f"{case.case}: {p.code}: {p.message}" for p in case.false_alarms)


def _for_machines(total: workflow.Coherence) -> dict[str, object]:
    pairs = total.together
    counts = {"right": pairs.right, "given": pairs.given, "wanted": pairs.wanted}
    return {
        "together": {
            "precision": round(pairs.precision, 4),
            "recall": round(pairs.recall, 4),
            "f1": round(pairs.f1, 4),
            **counts,
        },
        **{
            name: {"right": getattr(total, name)[0], "of": getattr(total, name)[1]}
            for name in ("origins", "figures", "found")
        },
        "false_alarms": total.false_alarms,
        "questions": total.questions,
        "unfound": total.unfound,
    }
