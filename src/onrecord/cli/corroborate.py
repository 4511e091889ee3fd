"""`onrecord corroborate`: an incident as a critic would go through it."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import as_json, corroboration_view, faults, following
from onrecord.cli.output import console


@click.command("corroborate")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("typed", metavar="INCIDENT")
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(record_folder: Path, typed: str, *, for_machines: bool) -> int:
    """Answer what a critic asks of one incident.

    What the figure is and what stands behind it; who says so, and whether they could know;
    who only repeats whom; what is not counted, and why; what contradicts it; what would
    change the figure; what people decided. Every claim of the incident stands there once.

    Nothing is written to the record, and nobody is graded.

    \b
    Example:
      onrecord corroborate coast k6vd
      onrecord corroborate coast k6vd --json
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    record = workflow.load(record_folder)
    incident = following.incident(record, typed)
    found = workflow.corroboration(record, incident)
    if for_machines:
        as_json.print_json({"incident": incident, "corroboration": found})
    else:
        console().print(corroboration_view.page(found, incident, record))
    return faults.OK
