"""`onrecord publish`: what may be seen by anybody, as pages and data, once people signed it."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import as_json, faults, progress, publish_view, stopping
from onrecord.cli.export import note_left_out
from onrecord.cli.output import console
from onrecord.model import OnRecordError
from onrecord.workflow import Publishing, Step

_LONGEST = 4096  # bytes of a file with a password


@click.command("publish")
@click.argument("record_folder", metavar="RECORD", required=False, type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", required=False, type=click.Path(path_type=Path))
@click.option(
    "--preview",
    "is_preview",
    is_flag=True,
    help="Say what would be public, and write pages to look at, each marked as a preview.",
)
@click.option(
    "--sign",
    "by",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="Sign off what would be public now. [default: the name under [people] in onrecord.toml]",
)
@click.option("--why", default="", metavar="TEXT", help="What the signature says beside the name.")
@click.option(
    "--content",
    default="",
    metavar="HASH",
    help="How the content's hash began when you looked: sign or release that and nothing else.",
)
@click.option(
    "--as-of",
    "day",
    metavar="YYYY-MM-DD",
    help="The day that it is made for: what was recent then is told less exactly. [default: today]",
)
@click.option(
    "--again", "is_again", is_flag=True, help="Release even where nothing changed since the last."
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Sign the manifest with this secret key of minisign.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the password of the key stands, in place of asking for it.",
)
@click.option(
    "--new-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Make a pair of keys: FILE, and the public one beside it, ending in .pub.",
)
@click.option("--log", "is_log", is_flag=True, help="List every signature and every release.")
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(  # noqa: PLR0913 - one for each option
    record_folder: Path | None,
    out: Path | None,
    *,
    is_preview: bool,
    by: str | None,
    why: str,
    content: str,
    day: str | None,
    is_again: bool,
    key: Path | None,
    password_file: Path | None,
    new_key: Path | None,
    is_log: bool,
    for_machines: bool,
) -> int:
    """Publish a record: pages and data for anybody.

    What may be seen is what `[publish]` in onrecord.toml lets through, of incidents that
    people decided on. First look at it (--preview); then as many people as the settings ask
    sign exactly that (--sign); with the last signature it is released into the folder OUT:
    a site that needs no server, data for programs, and a manifest with the hash of each
    file. What was changed after a signature has to be signed again. Later releases follow
    on earlier ones and say what they changed.

    OUT is only ever written over where it holds an earlier release of this record.
    Signatures and releases are written down in the record, where nobody can take them out.

    \b
    Example:
      onrecord publish coast site/ --preview
      onrecord publish coast site/ --sign "Amal Haddad" --why "all read"
      onrecord publish --new-key coast.key
      onrecord publish coast site/ --sign "Basil Nasser" --key coast.key
      onrecord publish coast --log

    Exit codes: 0 done, 1 more people have to sign, 2 wrong use, 3 the record or the folder
    cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if new_key is not None:
        return _new_key(new_key, password_file)
    if record_folder is None:
        raise click.UsageError("name the record")
    if is_log:
        return _log(record_folder, for_machines=for_machines)
    if out is None:
        raise click.UsageError("name the folder to publish to")
    if is_preview and by is not None:
        raise click.UsageError("look with --preview, then sign with --sign: not both at once")
    if why and by is None:
        raise click.UsageError("--why goes with --sign")
    wanted = Publishing(
        is_preview=is_preview,
        sign=by is not None,
        by=by or "",
        why=why,
        content=content.lower(),
        day=_day(day),
        is_again=is_again,
        key=workflow.open_key(key, lambda: _password(password_file)) if key else None,
    )
    with progress.shown() as told, stopping.asked() as is_stopping:
        report = workflow.publish_record(
            record_folder,
            out,
            wanted,
            stopping=is_stopping,
            noting=note_left_out,
            tell=lambda what: told(Step(doing=what)),
        )
    if for_machines:
        as_json.print_json(publish_view.as_plain(report, wanted))
    else:
        publish_view.print_report(report, wanted, record_folder)
    return faults.OK if publish_view.is_done(report, wanted) else faults.LOOK


def _log(record_folder: Path, *, for_machines: bool) -> int:
    every = workflow.release_log(record_folder)
    if for_machines:
        as_json.print_json([publish_view.line_as_plain(one) for one in every])
    else:
        publish_view.print_log(every)
    return faults.OK


def _new_key(path: Path, password_file: Path | None) -> int:
    if password_file is not None:
        password = _password(password_file)
    else:
        password = click.prompt(
            "Password for the new key (empty for none)",
            hide_input=True,
            default="",
            show_default=False,
            confirmation_prompt="Once more",
            err=True,
        )
    own, public = workflow.make_key(path, password)
    screen = console()
    screen.print(
        f"Key {own}. Secret: {path} (keep it off the web). Public: {public}", soft_wrap=True
    )
    screen.print("Tell readers the public key in another place than the site.", soft_wrap=True)
    return faults.OK


def _password(file: Path | None) -> str:
    if file is None:
        asked: str = click.prompt("Password of the key", hide_input=True, default="", err=True,
                                  show_default=False)  # fmt: skip
        return asked
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST).decode("utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError) as fault:
        why = getattr(fault, "strerror", None) or "it is no text"
        raise OnRecordError(f"the password in {file} cannot be read: {why}") from None
    except IndexError:
        return ""


def _day(told: str | None) -> date | None:
    if told is None:
        return None
    try:
        found = datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise click.UsageError(f"--as-of takes a day such as 2025-03-12, not {told}") from None
    return found.date()
