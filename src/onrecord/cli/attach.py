"""`onrecord attach`: pictures, films and files put beside a document or an incident."""

from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, shortened, wording
from onrecord.cli.output import console, on_one_line
from onrecord.model import Document, FileTells, Incident, Medium

_TELLS = {
    FileTells.TIME: "a time",
    FileTells.MADE: "a time of writing",
    FileTells.PLACE: "a place",
    FileTells.DEVICE: "a device",
    FileTells.SOFTWARE: "a program",
    FileTells.OWNER: "a name",
    FileTells.SERIAL: "a serial number",
    FileTells.WORDS: "words",
}


@click.command("attach")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--document", metavar="DOC", help="The document that they belong to.")
@click.option("--incident", metavar="INC", help="The incident that they show.")
@click.option("--caption", metavar="WORDS", help="The words given with them.")
@click.option("--taken-from", metavar="URL", help="The address that they were taken from.")
def command(
    record_folder: Path,
    files: tuple[Path, ...],
    document: str | None,
    incident: str | None,
    caption: str | None,
    taken_from: str | None,
) -> int:
    """Put files beside a document or an incident.

    Pictures, films, sound, anything: the bytes are kept in the archive as they are.
    Pictures are compared with all others of the record: where one was in another report
    before, that is said. What a file says of itself (time, place, device) is kept as its
    claim; places, names and serial numbers are never printed, published or exported.
    An id may be shortened; a document may be called by the start of its name.

    \b
    Example:
      onrecord attach coast IMG_1.jpg --document bbc --caption "The square"
      onrecord attach coast f.mp4 --incident k6vd --taken-from https://v.example/7

    Exit codes: 0 done, 1 done but with something to look at, 2 wrong use, 3 the record
    cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if (document is None) == (incident is None):
        raise click.UsageError("say what the files belong to: --document or --incident")
    record = workflow.load_whole(record_folder)
    found = shortened.find(record, document or incident or "")
    if document and not isinstance(found, Document):
        raise click.UsageError(f"{document} is no document")
    if incident and not isinstance(found, Incident):
        raise click.UsageError(f"{incident} is no incident")
    beside = workflow.Beside(
        document=found.id if document else None,
        incident=found.id if incident else None,
        caption=caption,
        taken_from=taken_from,
    )
    report = workflow.attach(record_folder, files, beside)
    screen = console()
    for medium in report.attached:
        screen.print(f"Attached {_line(medium)}", soft_wrap=True)
    for medium in report.known:
        screen.print(f"There already: {_line(medium)}", soft_wrap=True)
    for problem in (*report.problems, *report.seen):
        screen.print(f"{problem.severity}: {on_one_line(problem.message)}", soft_wrap=True)
    return faults.LOOK if report.problems or report.seen else faults.OK


def _line(medium: Medium) -> str:
    size = f"{medium.width} × {medium.height} pixels, " if medium.width else ""
    length = f"{medium.seconds:g} seconds, " if medium.seconds is not None else ""
    says = list(dict.fromkeys(_TELLS[one.what] for one in medium.told_by_file))
    told = f"; the file says {', '.join(says)}" if says else ""
    kind = f"{medium.media_type}, {size}{length}{wording.counted(medium.size, 'byte')}"
    return f"{on_one_line(medium.name)} ({kind}{told}) [{medium.id}]"
