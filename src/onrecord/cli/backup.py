"""`onrecord backup`: one file that holds a whole record."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, passphrase, progress, stopping, wording
from onrecord.cli.output import console, on_one_line
from onrecord.workflow import BackupReport, Lock, Step

_MOST = 10  # names that are told


@click.command("backup")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("out", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "recipients",
    multiple=True,
    metavar="AGE1…",
    help="Encrypt it for this public key of age; may be given several times.",
)
@click.option(
    "--passphrase",
    "is_asked",
    is_flag=True,
    help="Encrypt it with a passphrase, which is asked for at the terminal.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the passphrase from the first line of a file, such as /dev/fd/3.",
)
@click.option(
    "--note", "is_noted", is_flag=True, help="Write in the chain of custody that it was made."
)
def command(
    record_folder: Path,
    out: Path,
    recipients: tuple[str, ...],
    passphrase_file: Path | None,
    *,
    is_asked: bool,
    is_noted: bool,
) -> int:
    """Write a whole record into one file.

    Others may write to the record meanwhile: the database is copied as it is at one moment,
    and every preserved file of that moment with it. The file is there whole or not at all,
    and takes the place of none. It is a tar with a BagIt bag: other programs can take it
    apart and check it. What it prints at the end is its hash: write it down elsewhere.

    Keys of sealed statements, addresses of subscribers, and files that are none of the
    program's go only into a backup that is encrypted.

    \b
    Example:
      onrecord backup coast /media/stick/coast-2026-11-22.tar
      onrecord backup coast coast.tar.age --to age1ql3z7hjy…sfn9aqmcac8p
      onrecord restore coast.tar.age again --identity ~/key.txt

    Exit codes: 0 done, 1 done but a preserved file is damaged or no line could be written
    in the chain of custody, 2 wrong use, 3 the record cannot be used, 4 the package for
    encryption is missing.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    words = ""
    if is_asked or passphrase_file:
        words = passphrase.told(passphrase_file, "Passphrase of the backup", is_new=True)
    with stopping.asked() as is_stopping, progress.shown() as told:
        made = workflow.back_up(
            record_folder,
            out,
            lock=Lock(recipients=recipients, passphrase=words),
            is_noted=is_noted,
            tell=lambda what: told(Step(doing=what)),
            stopping=is_stopping,
        )
    _print(made)
    return faults.LOOK if made.damaged or made.unnoted else faults.OK


def _print(made: BackupReport) -> None:
    screen = console()
    how = "encrypted" if made.is_encrypted else "not encrypted: whoever has it can read it"
    many = wording.counted(made.files, "file")
    screen.print(f"{made.path}: {many}, {made.size:,} bytes, {how}.", soft_wrap=True)
    screen.print(f"SHA-256: {made.sha256}", soft_wrap=True)
    if made.left_out:
        screen.print(
            f"Left out, {wording.counted(len(made.left_out), 'file')}: {_names(made.left_out)}."
            + ("" if made.is_encrypted else " They go into an encrypted backup (--to)."),
            soft_wrap=True,
        )
    if made.damaged:
        many = wording.counted(len(made.damaged), "preserved file")
        screen.print(
            f"Not what the name says, and copied as they are, {many}: {_names(made.damaged)}. "
            "`onrecord verify` names what they belong to.",
            soft_wrap=True,
        )
    if made.unnoted:
        screen.print(f"No line of custody: {on_one_line(made.unnoted)}.", soft_wrap=True)


def _names(names: tuple[str, ...]) -> str:
    told = ", ".join(on_one_line(name) for name in names[:_MOST])
    return f"{told}, and {len(names) - _MOST:,} more" if len(names) > _MOST else told
