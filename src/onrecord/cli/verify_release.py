"""What `onrecord verify FOLDER` says of a release."""

from pathlib import Path
from typing import Any

from onrecord import workflow
from onrecord.cli import as_json, faults, views, wording
from onrecord.cli.output import console, on_one_line
from onrecord.workflow import ReleaseVerified

_MOST = 200  # things that fail which are named one by one


def verify(
    folder: Path,
    *,
    key: Path | None,
    before: Path | None,
    record_folder: Path | None,
    for_machines: bool,
) -> int:
    """
    Say what a release proves, and return the exit code: 1 where anything fails.

    Args:
        folder: Where it lies.
        key: The public key that is to have signed it.
        before: The folder of the release before it.
        record_folder: A record whose log may have it.
        for_machines: Write JSON.
    """
    told = workflow.verify_release(folder, key=key, before=before, record_folder=record_folder)
    is_in_log = record_folder is None or told.logged is not None
    holds = not told.found.problems and is_in_log
    if for_machines:
        as_json.print_json(_as_json(told, holds=holds, is_asked=record_folder is not None))
    else:
        _print(told, record_folder)
    return faults.OK if holds else faults.LOOK


def _print(told: ReleaseVerified, record_folder: Path | None) -> None:
    screen, found = console(), told.found
    for one in found.problems[:_MOST]:
        screen.print(views.problem_line(one, None), soft_wrap=True)
    if len(found.problems) > _MOST:
        screen.print(f"… and {len(found.problems) - _MOST:,} things more.")
    looked = f"{wording.counted(found.files, 'file')} ({found.size:,} bytes)"
    failing = len(found.problems)
    if failing:
        wrong = wording.counted(failing, "thing")
        screen.print(f"{wrong} fail{'s' if failing == 1 else ''}, of {looked}.", soft_wrap=True)
    else:
        screen.print(f"All holds: {looked} are those of the release.", soft_wrap=True)
    for line in _about(told):
        screen.print(line, soft_wrap=True)
    if record_folder is not None:
        screen.print(_in_log(told, record_folder), soft_wrap=True)


def _about(told: ReleaseVerified) -> list[str]:
    found, made = told.found, told.found.manifest
    lines = []
    if made is not None:
        name, at = on_one_line(made.name), f"{made.made_at:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(f"{on_one_line(made.id)} of “{name}”, which says that it was made at {at}")
        if made.previous is None:
            lines.append("It is the first release.")
        elif found.before:
            lines.append(f"It follows on {on_one_line(made.previous[0])}, which is the one given.")
        else:
            lines.append(f"It follows on {on_one_line(made.previous[0])}.")
    lines.append(_signed(told))
    lines.append(f"SHA-256 of manifest.json: {found.sha256}")
    return lines


def _signed(told: ReleaseVerified) -> str:
    signed = told.found.signed
    if signed is None:
        return (
            "No key signed it: whoever changed a file could have changed the manifest with it. "
            "Compare the SHA-256 below with one from elsewhere."
        )
    comment = f" (it says: {on_one_line(signed.comment)})" if signed.comment else ""
    if signed.holds is None:
        return f"Signed by key {signed.key}, not checked: its public key is not here (--key FILE)."
    if not signed.holds:
        return "Its signature does not hold."
    if told.found.is_known_key:
        return f"Signed by key {signed.key}, the one that was given{comment}."
    return (
        f"Signed by key {signed.key}, not known to you: the key came with the release. Compare "
        f"it with one from elsewhere (--key FILE){comment}."
    )


def _in_log(told: ReleaseVerified, record_folder: Path) -> str:
    one = told.logged
    if one is None:
        return f"{record_folder} did not release this."
    by = on_one_line(one.by)
    people = wording.counted(len(one.signed), "person", "people")
    return (
        f"It is what {record_folder} released on {one.at:%Y-%m-%d}: {people} signed it off, {by} "
        "released it."
    )


def _as_json(told: ReleaseVerified, *, holds: bool, is_asked: bool) -> dict[str, Any]:
    found, made = told.found, told.found.manifest
    return {
        "holds": holds,
        "release": made.id if made else None,
        "made_at": made.made_at.isoformat() if made else None,
        "content": made.content if made else None,
        "manifest_sha256": found.sha256,
        "files": found.files,
        "size": found.size,
        "signature": as_json.plain(found.signed),
        "key_is_known": found.is_known_key,
        "previous": as_json.plain(made.previous) if made else None,
        "previous_is_given": found.before,
        "in_log": (told.logged is not None) if is_asked else None,
        "problems": [as_json.problem(one, None) for one in found.problems],
    }
