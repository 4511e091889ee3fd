"""`onrecord evaluate`: how near the readers come to readings by hand."""

from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, coherence
from onrecord.cli.output import console, on_one_line


@click.command("evaluate")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--mistakes", type=int, default=0, metavar="N", help="Show the first N mistakes.")
@click.option("--incidents", is_flag=True, help="GOLD holds cases: incidents told by reports.")
@click.option("--reading", is_flag=True, help="With --incidents: read the claims too.")
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(
    gold: Path, *, mistakes: int, incidents: bool, reading: bool, for_machines: bool
) -> int:
    """Measure readers and incidents against work by hand.

    GOLD is a folder of your own readings, one JSON file a report beside its text, or the
    word `development` or `locked` for a part of the corpus that comes with the program.
    The reports are read as `build` reads them; nothing is kept.

    With --incidents, GOLD is a folder of cases, one YAML file each, or again `development`
    or `locked`: which claims tell of one incident, who first said each number, minimum and
    maximum, and what contradicts, worked out from the recorders' own claims.

    \b
    Example:
      onrecord evaluate locked
      onrecord evaluate my-readings --mistakes 20
      onrecord evaluate locked --incidents

    Exit codes: 0 measured, 2 there are no readings there.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    name = str(gold)
    if reading and not incidents:
        raise click.UsageError("--reading goes with --incidents")
    if incidents:
        is_part = name in workflow.CORPORA and not gold.exists()
        folder = workflow.incident_cases(name) if is_part else gold
        judged = workflow.judge(folder, reading=reading)
        return coherence.shown(judged, mistakes, for_machines=for_machines)
    folder = workflow.corpus(name) if name in workflow.CORPORA and not gold.exists() else gold
    measured = workflow.evaluate(folder)
    if for_machines:
        as_json.print_json(_for_machines(measured))
        return 0
    screen = console()
    screen.print(_rates(measured))
    screen.print(_fields(measured))
    screen.print(_engines(measured))
    screen.print(
        f"Comments, forecasts and denials given as fact: {measured.asides_as_fact}. "
        f"Other numbers taken for people harmed: {measured.distractors_taken} of "
        f"{measured.distractors}."
    )
    if measured.unread:
        screen.print(
            f"Not read, by a fault of onrecord, so that their claims count as missed: "
            f"{', '.join(map(on_one_line, measured.unread))}.",
            markup=False,
        )
    for mistake in measured.mistakes[:mistakes]:
        right, read = (row["quote"] if row else "–" for row in (mistake.right, mistake.read))
        line = f"{mistake.document}: {mistake.what}: “{right}” read as “{read}”"
        screen.print(Text(on_one_line(line)), soft_wrap=True)
    return 0


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for at, column in enumerate(columns):
        table.add_column(column, justify="right" if at else "left", no_wrap=True)
    return table


def _rates(measured: workflow.Accuracy) -> Table:
    table = _table("claims", "precision", "recall", "F1", "right", "given", "wanted")
    meaning = {
        "detect": "words found",
        "value": "and outcome and figure right",
        "full": "and who, where, when, source right",
    }
    for name, told in meaning.items():
        rate = getattr(measured, name)
        shares = (f"{share:.3f}" for share in (rate.precision, rate.recall, rate.f1))
        table.add_row(told, *shares, f"{rate.right:,}", f"{rate.given:,}", f"{rate.wanted:,}")
    return table


def _fields(measured: workflow.Accuracy) -> Table:
    table = _table("of the claims found, right in", "share", "of")
    for name in measured.fields:
        table.add_row(name.replace("_", " "), f"{measured.share(name):.3f}", f"{measured.found:,}")
    return table


def _engines(measured: workflow.Accuracy) -> Table:
    table = _table("found by", "given", "right in outcome and figure")
    for name, (given, right) in sorted(measured.by_engine.items()):
        table.add_row(name or "not said", f"{given:,}", f"{right / given:.3f}" if given else "–")
    return table


def _for_machines(measured: workflow.Accuracy) -> dict[str, object]:
    rates = {name: getattr(measured, name) for name in ("detect", "value", "full")}
    return {
        **{
            name: {
                "precision": round(rate.precision, 4),
                "recall": round(rate.recall, 4),
                "f1": round(rate.f1, 4),
                "right": rate.right,
                "given": rate.given,
                "wanted": rate.wanted,
            }
            for name, rate in rates.items()
        },
        "fields": {name: round(measured.share(name), 4) for name in measured.fields},
        "by_engine": {
            name: {"given": given, "right": right}
            for name, (given, right) in sorted(measured.by_engine.items())
        },
        "asides_as_fact": measured.asides_as_fact,
        "distractors_taken": measured.distractors_taken,
        "distractors": measured.distractors,
        "unread": list(measured.unread),
    }
