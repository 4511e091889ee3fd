"""`onrecord serve`: the review desk in the browser."""

import webbrowser
from pathlib import Path

import click

from onrecord import web
from onrecord.cli import faults
from onrecord.cli.output import console
from onrecord.workflow.listening import HERE, listening


@click.command("serve")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Where it answers. [default: 8440, or a free one where that is taken]",
)
@click.option(
    "--host",
    metavar="HOST",
    default=HERE,
    help="At which address of this machine; another than this machine's own needs accounts and "
    "TLS. [default: 127.0.0.1]",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The desk's certificate (PEM), with those that lead to its authority.",
)
@click.option(
    "--key", type=click.Path(path_type=Path), metavar="FILE", help="The certificate's key (PEM)."
)
@click.option(
    "--by",
    metavar="NAME",
    help="Who decides. [default: the name under [people] in onrecord.toml]",
)
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
def command(
    record_folder: Path,
    *,
    port: int | None,
    host: str,
    certificate: Path | None,
    key: Path | None,
    by: str | None,
    is_opened: bool,
) -> int:
    """Review a record in the browser.

    Prints an address to open. What the program found stands there as a proposal until
    you decide. The desk answers on this machine only and asks no other machine for
    anything. Ctrl-C closes it; what was decided is kept.

    For a team: make accounts (onrecord accounts add), and give the desk a certificate, or
    say in onrecord.toml which proxy has one: [serve] behind_proxy = "https://…". Without
    both it does not listen beyond this machine.

    \b
    Example:
      onrecord serve coast --by Amal
      onrecord serve coast --host 192.0.2.7 --certificate c.pem --key k.pem

    Exit codes: 0 closed, 2 wrong use, 3 the record cannot be used, 4 something is missing on
    this machine.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    screen = console()
    where = listening(record_folder, host=host, port=port, certificate=certificate, key=key)

    def told(address: str) -> None:
        screen.print(f"The review desk of {record_folder.name} is at {address}", soft_wrap=True)
        if where.is_beyond:
            screen.print("Whoever has an account can reach it. Ctrl-C closes it.")
        else:
            screen.print("On this machine only. Ctrl-C closes it.")
        if is_opened:
            webbrowser.open(address)

    web.serve(record_folder, where=where, by=by, told=told)
    screen.print("Closed. What was decided is kept.")
    return faults.OK
