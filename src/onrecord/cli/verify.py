"""`onrecord verify`: prove that nothing was altered, and name what was."""

from pathlib import Path
from typing import Any

import click

from onrecord import workflow
from onrecord.cli import (
    as_json,
    faults,
    progress,
    verify_release,
    verify_wacz,
    views,
    wording,
)
from onrecord.cli.output import console, on_one_line
from onrecord.model import Severity
from onrecord.workflow import Sealed, Step, Verified

_MOST_RUNS = 10


@click.command("verify")
@click.argument(
    "record_folder", metavar="RECORD|RELEASE|FILE.wacz", type=click.Path(path_type=Path)
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Certificates (PEM) of time authorities that you trust. [default: those that were "
    "kept when the record was sealed]",
)
@click.option(
    "--head",
    "written_down",
    multiple=True,
    metavar="HASH",
    help="A hash that you wrote down: of a checkpoint, or of a log's last line. It must be "
    "there still. May be given several times.",
)
@click.option(
    "--record",
    "in_record",
    type=click.Path(path_type=Path),
    metavar="RECORD",
    help="For a WACZ or a release: say whether this record handed over or released just that.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="For a release: the public key (minisign) that is to have signed it.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="For a release: the release before it, which it says that it follows on.",
)
@click.option(
    "--note", "is_noted", is_flag=True, help="Write in the chain of custody that it was done."
)
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(  # noqa: PLR0913 - one for each option
    record_folder: Path,
    ca: Path | None,
    written_down: tuple[str, ...],
    in_record: Path | None,
    key: Path | None,
    previous: Path | None,
    *,
    is_noted: bool,
    for_machines: bool,
) -> int:
    """Prove that nothing in a record was altered.

    Goes through every row and every preserved file: hashes, ids made from content, both
    logs link by link, each claim's words in its text, every checkpoint that was made with
    `onrecord seal`, and the seals, offline. What fails is named. It writes nothing and
    needs no settings, so a copy of the folder on another machine is proven as well.

    It proves that what is kept is what was kept then. It does not prove that a report is
    true, nor that it was kept when the record says, unless it was sealed.

    Of a WACZ file it says whether everything in it agrees, and that whoever made it could
    have made every part of it anew; refused is exit code 1.

    Of a release (a folder that `onrecord publish` wrote) it says whether every file is the
    one that was released, whether any is missing or too many, and who signed it.

    \b
    Example:
      onrecord verify coast
      onrecord verify /media/copy/coast --ca authorities.pem --json
      onrecord verify coast.wacz --record coast
      onrecord verify site --key coast.pub --previous old-site

    Exit codes: 0 all holds, 1 something fails, 2 wrong use, 3 the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if record_folder.is_file():
        return verify_wacz.verify(record_folder, in_record, for_machines=for_machines)
    if workflow.is_release(record_folder):
        return verify_release.verify(
            record_folder,
            key=key,
            before=previous,
            record_folder=in_record,
            for_machines=for_machines,
        )
    if key is not None or previous is not None:
        raise click.UsageError("--key and --previous are for a release: a folder with a manifest")
    with progress.shown() as told:
        found = workflow.verify(
            record_folder,
            ca=ca,
            written_down=written_down,
            is_noted=is_noted,
            tell=lambda what: told(Step(doing=what)),
        )
    if for_machines:
        as_json.print_json(_as_json(found))
    else:
        _print(found)
    return faults.OK if found.holds else faults.LOOK


def _print(found: Verified) -> None:
    screen = console()
    for one in found.problems:
        screen.print(views.problem_line(one, None), soft_wrap=True)
    for code, many in found.beyond.items():
        screen.print(f"… and {many:,} more of {code}.")
    looked = f"{found.rows:,} rows and {found.files:,} preserved files ({found.size:,} bytes)"
    failing = sum(one.severity is not Severity.NOTE for one in found.problems)
    failing += sum(found.beyond.values())
    if found.holds:
        screen.print(f"All holds: {looked} are as they were written.", soft_wrap=True)
    else:
        wrong = wording.counted(failing, "thing")
        screen.print(f"{wrong} fail{'s' if failing == 1 else ''}, of {looked}.", soft_wrap=True)
    _print_seal(found.sealed)
    for line in found.since[:_MOST_RUNS] if found.sealed else ():
        screen.print(f"  since then {on_one_line(line)}", soft_wrap=True)
    if found.sealed and len(found.since) > _MOST_RUNS:
        screen.print(f"  … and {len(found.since) - _MOST_RUNS:,} runs more.")
    for name, head in found.heads.items():
        screen.print(f"Last link of {name}: {head}", soft_wrap=True)


def _print_seal(sealed: Sealed | None) -> None:
    screen = console()
    if sealed is None:
        screen.print(
            "Level: hashed. It agrees with itself; `onrecord seal` makes a hash to keep elsewhere.",
            soft_wrap=True,
        )
        return
    at = f"{sealed.sealing.checkpoint.at:%Y-%m-%d %H:%M:%S} UTC"
    screen.print(f"Level: {sealed.level}, up to the checkpoint of {at}:")
    screen.print(f"  {sealed.sealing.sha256}", soft_wrap=True)
    for one in sealed.stamps:
        when = f"{one.at:%Y-%m-%d %H:%M:%S} UTC" if one.at else "pending"
        said = {True: "holds", False: "does not hold", None: "not looked at here"}[one.holds]
        trusted = f", certificates {one.trusted}" if one.trusted else ""
        screen.print(f"  {on_one_line(one.authority)}: {when}, {said}{trusted}", soft_wrap=True)


def _as_json(found: Verified) -> dict[str, Any]:
    told: dict[str, Any] = as_json.plain(found)
    told["checkpoints"] = [
        {
            "sha256": one.sealing.sha256,
            "at": one.sealing.checkpoint.at.isoformat(),
            "level": one.level.value,
            "seals": as_json.plain(one.stamps),
        }
        for one in found.checkpoints
    ]
    return {"holds": found.holds, "level": found.level.value, **told}
