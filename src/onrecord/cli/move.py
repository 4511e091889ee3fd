"""`onrecord move`: a record's database to a server for a team, or back into its folder."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults
from onrecord.cli.output import console, on_one_line


@click.command("move")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--to",
    required=True,
    metavar="ADDRESS",
    help="A schema on a PostgreSQL server, such as postgresql://host/name?schema=coast, "
    "without a password; or sqlite, for the file in the record's folder.",
)
def command(record_folder: Path, to: str) -> int:
    """Move a record's database to a server, or back.

    Every row goes over as it is, under its number, and is compared there. The record is
    used from its new place from the moment at which its onrecord.toml names it; stopped
    or killed before, from the old one, as if nothing had been done. The old database is
    kept and never deleted. The archive and the settings stay in the folder.

    A password comes from the environment (PGPASSWORD), from ~/.pgpass (PGPASSFILE) or
    from a service file. A desk that is open must be started again.

    \b
    Example:
      onrecord move coast --to "postgresql://db.example.org/records?schema=coast"
      onrecord move coast --to sqlite

    Exit codes: 0 done, 2 wrong use, 3 the record cannot be used, or the new place holds
    something else.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    done = workflow.move(record_folder, to)
    screen = console()
    for line in (
        f"Moved to {done.after}: {done.tables} tables, each compared row by row.",
        f"The old database is kept, and no longer used: {done.kept}",
    ):
        screen.print(on_one_line(line), soft_wrap=True, markup=False)
    return faults.OK
