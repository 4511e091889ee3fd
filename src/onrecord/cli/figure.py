"""`onrecord figure`: the same evidence under each rulebook of the field."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import as_json, faults, ruling_view, shortened
from onrecord.cli.output import console
from onrecord.model import Incident, Record

_ALL = "all"


@click.command("figure")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("typed", metavar="INCIDENT")
@click.option(
    "--rulebook",
    "wanted",
    type=click.Choice([_ALL, *workflow.RULEBOOKS]),
    default=_ALL,
    help="One rulebook, or all of them side by side (the default).",
)
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(record_folder: Path, typed: str, wanted: str, *, for_machines: bool) -> int:
    """See what the field's rulebooks make of one incident.

    UCDP GED, ACLED, Iraq Body Count, Airwars and OHCHR count the same reports differently.
    First a table of what each makes of the incident; then for each rulebook its columns,
    the claims it uses and sets aside, and the rule behind each, with its codebook.

    Every figure is a proposal: the program follows the rules that a program can follow, and
    says where a person has to decide. Nothing is written to the record.

    \b
    Example:
      onrecord figure coast k6vd
      onrecord figure coast k6vd --rulebook ucdp-ged
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    record = workflow.load(record_folder)
    incident = _incident(record, typed)
    names = workflow.RULEBOOKS if wanted == _ALL else (wanted,)
    made = workflow.rulings(record, incident, names)
    if for_machines:
        as_json.print_json({"incident": incident, "is_proposal": True, "rulings": made})
    else:
        console().print(ruling_view.rulings(made, incident, record))
    return faults.OK


def _incident(record: Record, typed: str) -> Incident:
    found = shortened.find(record, typed)
    if isinstance(found, Incident):
        return found
    home = next((i for i in record.incidents if getattr(found, "id", "") in i.claim_ids), None)
    hint = f"; it is in {home.id}" if home else ""
    raise click.UsageError(f"{typed} is no incident{hint}")
