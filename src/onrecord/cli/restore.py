"""`onrecord restore`: a record out of a backup, proven."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, passphrase, progress, stopping, views, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Severity
from onrecord.workflow import RestoreReport, Step

_MOST = 10  # things that fail, named one by one


@click.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--identity",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The key file of age that opens an encrypted backup.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the passphrase from the first line of a file, such as /dev/fd/3. [default: it is "
    "asked for, where the backup has one]",
)
def command(
    file: Path, record_folder: Path, identity: Path | None, passphrase_file: Path | None
) -> int:
    """Put a record where there is none, out of a backup.

    Looks at the hash of every file before anything is put in place, and proves the record
    afterwards, as `onrecord verify` does. Nothing is written over. Killed half-way, it
    leaves no record, and the same command begins again.

    \b
    Example:
      onrecord restore /media/stick/coast-2026-11-22.tar coast
      onrecord restore coast.tar.age coast --identity ~/key.txt

    Exit codes: 0 restored and proven, 1 restored but something in it fails or it could not
    be proven, 2 wrong use, 3 the backup is damaged, foreign or a newer program's, 4 the
    package for encryption is missing.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    words = None
    if workflow.opens_with(file) == "passphrase":
        words = passphrase.told(passphrase_file, "Passphrase of the backup")
    with stopping.asked() as is_stopping, progress.shown() as told:
        made = workflow.restore(
            file,
            record_folder,
            identity=identity,
            passphrase=words,
            tell=lambda what: told(Step(doing=what)),
            stopping=is_stopping,
        )
    return _print(made)


def _print(made: RestoreReport) -> int:
    screen = console()
    many = wording.counted(made.files, "file")
    screen.print(
        f"{made.folder}: the record as it was at {on_one_line(made.made)}; "
        f"{many}, {made.size:,} bytes.",
        soft_wrap=True,
    )
    for line in made.changed:
        screen.print(on_one_line(line), soft_wrap=True)
    found = made.verified
    if found is None:
        screen.print(f"Not proven: {on_one_line(made.unproven)}.", soft_wrap=True)
        return faults.LOOK
    failing = [one for one in found.problems if one.severity is not Severity.NOTE]
    for one in failing[:_MOST]:
        screen.print(views.problem_line(one, None), soft_wrap=True)
    if not found.holds:
        fail = len(failing) + sum(found.beyond.values())
        screen.print(
            f"It was as it is when the backup was made: {wording.counted(fail, 'thing')} in it "
            "fail; `onrecord verify` names them."
        )
        return faults.LOOK
    screen.print(
        f"Proven: {found.rows:,} rows and {wording.counted(found.files, 'preserved file')} are "
        "what was kept."
    )
    if found.sealed:
        sealed = found.sealed.sealing.sha256
        screen.print(f"Last checkpoint: {sealed}", soft_wrap=True)
    return faults.OK
