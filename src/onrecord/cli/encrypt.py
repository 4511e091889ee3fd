"""`onrecord encrypt`: a record that only a passphrase opens."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, passphrase, progress, wording
from onrecord.cli.output import console
from onrecord.workflow import Step


@click.command("encrypt")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the new passphrase from the first line of a file, such as /dev/fd/3.",
)
def command(record_folder: Path, passphrase_file: Path | None) -> int:
    """Encrypt a record's database and its preserved files with a passphrase.

    Every command asks for it from then on, once, at the terminal; or reads the first line of
    the file that ONRECORD_PASSPHRASE_FILE names. Nobody can open the record without it.

    The encrypted database is compared with the plain one, row by row, before it takes its
    place, and each preserved file (archive/) by its hash. The plain ones stay beside them
    under other names: destroy them, and what other plain copies there are. A record that an
    earlier program encrypted gets its preserved files encrypted by the same command. The
    settings are not encrypted, nor is what a language model was sent: an encrypted disk
    covers those, too.

    \b
    Example:
      onrecord encrypt coast
      onrecord show coast

    Exit codes: 0 done, 2 wrong use or it is encrypted already, 3 the record cannot be used,
    4 the package for encryption is missing.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    words = passphrase.told(passphrase_file, "New passphrase of the record", is_new=True)
    with progress.shown() as told:
        made = workflow.encrypt(record_folder, words, tell=lambda what: told(Step(doing=what)))
    screen = console()
    for path in made.files:
        screen.print(f"{path}: encrypted.", soft_wrap=True)
    if made.preserved:
        files = wording.counted(made.preserved, "preserved file")
        screen.print(f"{record_folder / 'archive'}: {files} encrypted.", soft_wrap=True)
    screen.print("Not encrypted, for you to destroy now:")
    for path in made.plain:
        screen.print(f"  {path}", soft_wrap=True)
    screen.print(
        "Earlier backups, and what is left on the disk where files were, can be read, too."
    )
    return faults.OK
