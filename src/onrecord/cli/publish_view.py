"""What `onrecord publish` says: what would be public, who signed, what was released."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from onrecord.cli import as_json, faults, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Release, SignOff
from onrecord.workflow import Publishing, PublishReport

_MOST_NAMES = 200
_SHORT = 16  # digits of a hash that a person compares


def is_done(report: PublishReport, wanted: Publishing) -> bool:
    """Return whether nobody has to do anything more."""
    is_settled = report.is_same and not wanted.is_again
    return wanted.is_preview or is_settled or report.release is not None


def print_report(report: PublishReport, wanted: Publishing, record_folder: Path) -> None:
    """Say what would be public, and what came of it."""
    lines = [*_recovered(report), *_what(report)]
    if wanted.is_preview:
        lines += _next(report, record_folder)
    elif report.release is not None:
        lines += _released(report, report.release)
    elif report.is_same and not wanted.is_again and report.previous is not None:
        lines = [*_recovered(report), f"Nothing changed since {report.previous.id}; nothing was "
                 "written (--again releases it again)."]  # fmt: skip
    else:
        lines += _signatures(report, wanted)
    screen = console()
    for line in lines:
        screen.print(line, soft_wrap=True)


def _recovered(report: PublishReport) -> Iterator[str]:
    if report.is_recovered and report.previous is not None:
        yield f"{report.previous.id} was finished but not in its place: it is now."


def _what(report: PublishReport) -> Iterator[str]:
    told, allowed = report.summary, report.allowed
    counts = ", ".join(
        wording.counted(number, word)
        for number, word in (
            (told.incidents, "incident"),
            (told.claims, "claim"),
            (told.documents, "document"),
            (told.sources, "source"),
        )
    )
    yield f"{'This is public' if report.release else 'This will be public'}: {counts}."
    if allowed.proposals:
        yield "  Also what nobody has decided on, marked as a proposal."
    if report.held_back:
        held = wording.counted(report.held_back, "incident")
        yield f"  held back: {held}, since nobody has decided on every claim"
    for kind, number in told.withheld:
        yield f"  withheld: {kind}, {wording.counted(number, 'time')}"
    less = f"the day of {told.coarsened_days:,}, the place of {told.coarsened_places:,}"
    yield f"  incidents told less exactly: {less} (as of {report.day})"
    for name in told.names_shown[:_MOST_NAMES]:
        yield f"  shown: {on_one_line(name)}"
    if len(told.names_shown) > _MOST_NAMES:
        yield f"  … and {len(told.names_shown) - _MOST_NAMES:,} names more"
    books = ", ".join(f"{name} {version}" for name, version in report.rulebooks)
    yield f"  rulebooks: {books or 'none'}"
    contact = (
        on_one_line(allowed.contact)
        or "none, so nothing can be released: set contact under [publish]"
    )
    yield f"  contact: {contact}"
    yield from _changes(report)
    yield f"  content: {report.content}"


def _changes(report: PublishReport) -> Iterator[str]:
    if report.previous is None:
        yield "  This is the first release."
        return
    kinds = Counter(one.kind.value for one in report.compared.changes)
    told = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items())
    yield f"  since {report.previous.id}: {told or 'no incident changed'}"
    for one in report.compared.altered:
        name = f" {one.name}" if one.name else ""
        yield f"  method: {one.what}{name}: {one.before or 'none'} → {one.after or 'none'}"


def _next(report: PublishReport, record_folder: Path) -> Iterator[str]:
    yield f"Pages to look at: {report.out / 'index.html'}"
    if not report.summary.incidents:
        yield from _how_to_begin(report, record_folder)
    if report.allowed.contact and report.summary.incidents:
        yield (
            f"To sign exactly this: onrecord publish {record_folder} OUT --sign NAME "
            f"--content {report.content[:_SHORT]} --as-of {report.day}"
        )


def _how_to_begin(report: PublishReport, record_folder: Path) -> Iterator[str]:
    yield "There is no incident to release yet. Decide on every claim of one:"
    yield f"  in the browser: onrecord serve {record_folder}"
    yield f"  one by one: onrecord decide {record_folder} accept CLAIM (onrecord show has the ids)"
    if report.held_back and not report.allowed.proposals:
        yield (
            "To look at what nobody has decided on, set proposals = true under [publish] in "
            "onrecord.toml; it would then be released too, marked."
        )


def _signatures(report: PublishReport, wanted: Publishing) -> Iterator[str]:
    if wanted.sign:
        again = "" if report.is_new_signature else " (as before)"
        yield f"Signed by {_names(report.signed.counting)}{again}."
    elif report.signed.counting:
        yield f"Signed by {_names(report.signed.counting)}."
    for one in report.signed.stale:
        yield (
            f"The signature of {on_one_line(one.by)} of {one.at:%Y-%m-%d} (as of {one.day}) does "
            "not count: it is for other content, which was changed since."
        )
    people = "person has" if report.still_needed == 1 else "people have"
    asked = f"{report.allowed.sign_offs:,} asked for" if report.allowed.sign_offs > 1 else "--sign"
    yield f"Not released: {report.still_needed:,} more {people} to sign this off ({asked})."


def _released(report: PublishReport, made: Release) -> Iterator[str]:
    yield f"Signed by {_names(report.signed.counting)}."
    yield f"Released: {made.id}, {wording.counted(made.files, 'file')} in {report.out}"
    yield f"  SHA-256 of manifest.json: {made.manifest}"
    if made.key:
        yield f"  signed with the key {made.key}"
    else:
        yield "  no key signed it (--key FILE); make that hash known in another place"
    for name in report.lacking:
        yield f"  {name} was left out: what writes it is not installed"


def _names(signed: Sequence[SignOff]) -> str:
    return ", ".join(on_one_line(one.by) for one in signed) or "nobody"


def print_log(every: Sequence[SignOff | Release]) -> None:
    """List signatures and releases."""
    screen = console()
    for one in every:
        screen.print(_line(one), soft_wrap=True)
    if not every:
        screen.print("Nothing was signed off or released yet.")


def _line(one: SignOff | Release) -> str:
    at = f"{one.at:%Y-%m-%d %H:%M} UTC"
    by = on_one_line(one.by)
    if isinstance(one, SignOff):
        why = f": {on_one_line(one.why)}" if one.why else ""
        return f"{at}  {one.id}  {by} signed {one.content[:_SHORT]} (as of {one.day}){why}"
    key = f", key {one.key}" if one.key else ""
    return (
        f"{at}  {one.id}  {by} released {one.content[:_SHORT]}: "
        f"{wording.counted(one.incidents, 'incident')}, manifest {one.manifest[:_SHORT]}{key}"
    )


def show(every: Sequence[SignOff | Release], thing: str, *, for_machines: bool) -> int:
    """Show one signature or one release, by its id or how that begins; return the exit code."""
    found = [one for one in every if one.id.startswith(thing)]
    if len(found) != 1:
        raise click.UsageError(
            f"{len(found):,} releases and signatures have an id that begins with {thing}"
        )
    if for_machines:
        as_json.print_json(line_as_plain(found[0]))
        return faults.OK
    screen = console()
    screen.print(_line(found[0]), soft_wrap=True)
    for line in _details(found[0], every):
        screen.print(f"  {line}", soft_wrap=True)
    return faults.OK


def _details(one: SignOff | Release, every: Sequence[SignOff | Release]) -> Iterator[str]:
    yield f"content: {one.content}"
    if isinstance(one, SignOff):
        yield f"after: {one.after or 'no release'}"
        return
    yield f"manifest: {one.manifest}"
    yield f"follows on: {one.previous or 'none: it is the first'}"
    yield f"made by: {one.program}, as of {one.day}"
    counts = ((one.incidents, "incident"), (one.claims, "claim"), (one.documents, "document"))
    yield f"public: {', '.join(wording.counted(number, word) for number, word in counts)}"
    for signature in every:
        if signature.id in one.signed:
            yield _line(signature)


def line_as_plain(one: SignOff | Release) -> dict[str, Any]:
    """Return a line of the log for other programs."""
    told: dict[str, Any] = as_json.plain(one)
    return {"is": "signature" if isinstance(one, SignOff) else "release", **told}


def as_plain(report: PublishReport, wanted: Publishing) -> dict[str, Any]:
    """Return a report for other programs."""
    kinds = Counter(one.kind.value for one in report.compared.changes)
    return {
        "done": is_done(report, wanted),
        "released": as_json.plain(report.release),
        "nothing_changed": report.is_same,
        "held_back": report.held_back,
        "content": report.content,
        "day": report.day.isoformat(),
        "previous": report.previous.id if report.previous else None,
        "public": as_json.plain(report.summary),
        "changes": dict(kinds),
        "method_changes": as_json.plain(report.compared.altered),
        "signed": as_json.plain(report.signed.counting),
        "signed_other_content": as_json.plain(report.signed.stale),
        "still_needed": report.still_needed,
        "lacking": list(report.lacking),
    }
