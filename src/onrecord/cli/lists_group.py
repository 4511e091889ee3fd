"""`onrecord lists`: lists of named victims, who on them is one person, how many nobody listed."""

import click

from onrecord.cli import (
    lists_add,
    lists_estimate,
    lists_link,
    lists_out,
    lists_review,
    lists_show,
    lists_simulate,
)


@click.group("lists")
def command() -> None:
    """Link lists of victims, and estimate how many are on none.

    A list comes in as a file: CSV, Excel, JSON, or a PDF with a table. What each column says is
    proposed and shown before anything is kept. A list that is given out anew is compared
    with the issue before, person by person, and never replaces it. Names stay in the
    record: nothing of a list is published, searched or logged.

    \b
    Example:
      onrecord lists add coast ministry.csv --list ministry
      onrecord lists link coast
      onrecord lists review coast
      onrecord lists estimate coast --outcome killed
      onrecord lists export coast -o linked.csv

    Exit codes: 0 done, 1 done but with something to look at, 2 wrong use, 3 the record
    cannot be used, 4 something missing on this machine.
    """  # noqa: D301 - \b is click's mark for lines kept as they are


for _one in (
    lists_add.add,
    lists_show.show,
    lists_link.link,
    lists_review.review,
    lists_estimate.estimate,
    lists_simulate.simulate,
    lists_out.export,
):
    command.add_command(_one)
