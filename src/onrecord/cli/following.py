"""From an incident's id as somebody wrote it down, however long ago, to the incident now."""

import click

from onrecord.cli import shortened, views
from onrecord.cli.output import console
from onrecord.model import Incident, Record


def incident(record: Record, typed: str) -> Incident:
    """
    Return the incident that was meant; of a retired id, the one that holds its claims now.

    Where an id was followed, a line on stderr says so.

    Raises:
        click.UsageError: Nothing fits, or something that is no incident, or the claims are
            in none now or in several.
    """
    gone = shortened.retired(record, typed)
    if gone is None:
        found = shortened.find(record, typed)
        if isinstance(found, Incident):
            return found
        home = next((i for i in record.incidents if getattr(found, "id", "") in i.claim_ids), None)
        hint = f"; it is in {home.id}" if home else ""
        raise click.UsageError(f"{typed} is no incident{hint}")
    now = record.incidents_called(gone)
    if len(now) != 1:
        raise click.UsageError(views.where_now(gone, record))
    console(stderr=True).print(views.where_now(gone, record), soft_wrap=True)
    return now[0]
