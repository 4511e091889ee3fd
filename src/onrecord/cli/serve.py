"""`onrecord serve`: the review desk in the browser."""

import webbrowser
from pathlib import Path

import click

from onrecord import web
from onrecord.cli import faults
from onrecord.cli.output import console


@click.command("serve")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Where it answers. [default: 8440, or a free one where that is taken]",
)
@click.option(
    "--by",
    metavar="NAME",
    help="Who decides. [default: the name under [people] in onrecord.toml]",
)
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
def command(record_folder: Path, *, port: int | None, by: str | None, is_opened: bool) -> int:
    """Review a record in the browser.

    Prints an address to open. What the program found stands there as a proposal until
    you decide. The desk answers on this machine only and asks no other machine for
    anything. Ctrl-C closes it; what was decided is kept.

    \b
    Example:
      onrecord serve coast --by Amal
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    screen = console()

    def told(address: str) -> None:
        screen.print(f"The review desk of {record_folder.name} is at {address}", soft_wrap=True)
        screen.print("On this machine only. Ctrl-C closes it.")
        if is_opened:
            webbrowser.open(address)

    web.serve(record_folder, port=port, by=by, told=told)
    screen.print("Closed. What was decided is kept.")
    return faults.OK
