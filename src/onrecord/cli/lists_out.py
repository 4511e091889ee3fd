"""`onrecord lists export`: linked lists for somebody who needs names."""

import sys
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, wording
from onrecord.cli.lists_add import RECORD
from onrecord.cli.output import console


@click.command("export")
@RECORD
@click.option(
    "--format",
    "form",
    type=click.Choice(workflow.LIST_FORMATS),
    default="csv",
    show_default=True,
    help="A table, or JSON.",
)
@click.option("--json", "is_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--with",
    "more",
    multiple=True,
    metavar="FIELD",
    help=f"A field that is left out otherwise: {', '.join(workflow.LIST_FIELDS)}. "
    "May be said again.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    metavar="FILE",
    help="Where to write; the file is replaced whole. [default: - for standard output]",
)
def export(
    record_folder: Path, form: str, more: tuple[str, ...], output: Path, *, is_json: bool
) -> int:
    """Write everybody on the lists of a record, with who is one person.

    This file holds names: it is for those who need them, and is never published. A state's
    numbers, days of birth, mothers' names, who said so and notes are in it only with --with.
    That somebody who is missing by one list is dead by another is in it only where a person
    confirmed that the two rows are one person.

    \b
    Example:
      onrecord lists export coast -o linked.csv
      onrecord lists export coast --format json --with born -o linked.json

    Exit codes: 0 done, 1 done, and links to the dead wait for a person, 2 wrong use, 3 the
    record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    out = sys.stdout.buffer if output == Path("-") else output
    form = "json" if is_json else form
    told = workflow.export_lists(record_folder, out, form=form, more=more)
    screen = console(stderr=True)
    screen.print(
        f"{wording.counted(told.rows, 'row')} of lists, "
        f"{wording.counted(told.persons, 'person', 'persons')}.",
        soft_wrap=True,
    )
    screen.print(f"It holds: {', '.join(told.holds)}.", soft_wrap=True)
    screen.print(f"Left out: {', '.join(told.left_out) or 'nothing'}.", soft_wrap=True)
    screen.print(f"SHA-256, as the chain of custody now has it: {told.sha256}", soft_wrap=True)
    if told.waiting:
        screen.print(
            f"{wording.counted(told.waiting, 'person', 'persons')} listed as alive or missing "
            "would be found dead by a link that nobody confirmed: they stand by themselves. See "
            "`onrecord lists review`.",
            soft_wrap=True,
        )
    return faults.LOOK if told.waiting else faults.OK
