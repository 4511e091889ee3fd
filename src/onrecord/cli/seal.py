"""`onrecord seal`: say when a record was there, by somebody who cannot be told what to say."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, wording
from onrecord.cli.output import console, on_one_line
from onrecord.workflow import SealReport


@click.command("seal")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "--authority",
    "authorities",
    multiple=True,
    metavar="URL",
    help="A time authority (RFC 3161) to ask; may be given several times. "
    "[default: those under [seal] in onrecord.toml; none at first]",
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Certificates (PEM) by which the authorities are trusted; kept with the seal.",
)
@click.option(
    "--pending",
    "is_only_pending",
    is_flag=True,
    help="Make no checkpoint; send those that could not be sent before.",
)
def command(
    record_folder: Path, authorities: tuple[str, ...], ca: Path | None, *, is_only_pending: bool
) -> int:
    """Seal a record, so that it cannot be altered unseen.

    Makes a checkpoint: one hash of every row, every preserved file and both logs. Write
    it down where nobody can reach it, or have time authorities seal it: they are sent the
    hash, nothing else, and only if you name them. Without a network the checkpoint is
    kept, and the next `onrecord seal` sends it.

    \b
    Example:
      onrecord seal coast
      onrecord seal coast --authority https://tsa.example.org/tsr
      onrecord seal coast --pending

    Exit codes: 0 done, 1 an authority did not seal, or something in the record does not
    hold, 2 wrong use, 3 the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    report = workflow.seal(
        record_folder, authorities=authorities, ca=ca, is_only_pending=is_only_pending
    )
    return _print(report)


def _print(report: SealReport) -> int:
    screen = console()
    if report.checkpoint is None:
        screen.print("There is no checkpoint yet; run `onrecord seal` without --pending.")
        return faults.OK
    if report.is_new:
        screen.print(f"Checkpoint of {report.checkpoint.at:%Y-%m-%d %H:%M:%S} UTC:")
    else:
        made = f"{report.checkpoint.at:%Y-%m-%d %H:%M:%S}"
        screen.print(f"Nothing new since the checkpoint of {made} UTC:")
    screen.print(f"  {report.sha256}", soft_wrap=True)
    for one in report.asked:
        who = on_one_line(one.authority)
        if one.fault:
            screen.print(f"Not sealed by {who}: {on_one_line(one.fault)}.", soft_wrap=True)
        elif one.at:
            later = "Sealed later" if one.is_later else "Sealed"
            line = f"{later}, at {one.at:%Y-%m-%d %H:%M:%S} UTC, by {who}."
            screen.print(line, soft_wrap=True)
    screen.print(f"Level: {report.level}.")
    if report.failing:
        many = wording.counted(report.failing, "thing")
        screen.print(f"{many} in this record fail; `onrecord verify` names them.")
    is_done = not report.failing and not any(one.fault for one in report.asked)
    return faults.OK if is_done else faults.LOOK
