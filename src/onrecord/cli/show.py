"""`onrecord show`: read a record in the terminal."""

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console, RenderableType

from onrecord import workflow
from onrecord.cli import (
    as_json,
    closing,
    difference_view,
    document_view,
    faults,
    lists,
    publish_view,
    shortened,
    views,
)
from onrecord.cli.output import console
from onrecord.model import Claim, Document, Incident, Origin, Record

_LISTS: dict[
    str, tuple[Callable[[Record, Console], RenderableType], Callable[[Record], object]]
] = {
    "documents": (lists.documents, lambda record: list(record.documents.values())),
    "claims": (lists.claims, lambda record: list(record.claims.values())),
    "incidents": (
        lists.incidents,
        lambda record: [as_json.incident(i, record) for i in record.incidents],
    ),
    "set-aside": (lists.set_aside, lambda record: record.asides),
    "origins": (lists.origins, lambda record: record.origins),
}


@click.command("show")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.argument("thing", metavar="[ID]", required=False)
@click.option("--documents", "listed", flag_value="documents", help="List the documents.")
@click.option("--claims", "listed", flag_value="claims", help="List every claim, one a row.")
@click.option("--incidents", "listed", flag_value="incidents", help="List every incident.")
@click.option(
    "--set-aside", "listed", flag_value="set-aside", help="List the claims in no incident, and why."
)
@click.option(
    "--origins",
    "listed",
    flag_value="origins",
    help="List who first said it, and what goes back to them.",
)
@click.option(
    "--difference",
    "is_difference",
    is_flag=True,
    help="Of a document: what is another than when it came the time before.",
)
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
def command(
    record_folder: Path,
    thing: str | None,
    listed: str | None,
    *,
    is_difference: bool,
    for_machines: bool,
) -> int:
    """Read a record in the terminal.

    Without more: the table of incidents. With an ID: one incident with its claims side by
    side, one claim with the words around it, one origin, or one document with its text,
    voices and claims, how it came, and every line of its custody. An id may be shortened
    as long as it fits one thing only; a document may be called by the start of its name.
    A release or a signature is shown by its id (`onrecord publish RECORD --log`).
    An incident's id that is no longer used shows where its claims are now.

    \b
    Example:
      onrecord show coast
      onrecord show coast k6vd
      onrecord show coast --set-aside
      onrecord show coast live-page --difference
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if thing and listed:
        raise click.UsageError(f"give an ID or --{listed}, not both")
    if thing and thing.startswith(("rel_", "sgn_")):
        return publish_view.show(
            workflow.release_log(record_folder), thing, for_machines=for_machines
        )
    record = workflow.load(record_folder)
    if is_difference:
        return _difference(record_folder, thing, record, for_machines=for_machines)
    if thing:
        return _one(record_folder, record, thing, for_machines=for_machines)
    return _many(record, listed, for_machines=for_machines)


def _difference(
    record_folder: Path, thing: str | None, record: Record, *, for_machines: bool
) -> int:
    found = shortened.find(record, thing) if thing else None
    if not isinstance(found, Document):
        raise click.UsageError("--difference needs a document")
    told = workflow.difference(record_folder, found.id)
    if for_machines:
        as_json.print_json(told)
    else:
        console().print(difference_view.difference(found, told))
    return faults.OK


def _many(record: Record, listed: str | None, *, for_machines: bool) -> int:
    as_page, as_values = _LISTS[listed or "incidents"]
    if for_machines:
        as_json.print_json(as_values(record))
        return faults.OK
    screen = console()
    if listed:
        screen.print(as_page(record, screen))
    else:
        closing.incidents(record, screen)
        closing.counts(record, screen)
    return faults.OK


def _one(record_folder: Path, record: Record, thing: str, *, for_machines: bool) -> int:
    gone = shortened.retired(record, thing)
    if gone is None:
        found = shortened.find(record, thing)
        if isinstance(found, Document):
            came = workflow.custody(record_folder, found.id)
            return _print_document(found, record, came, for_machines=for_machines)
        return _print(found, record, for_machines=for_machines)
    now = record.incidents_called(gone)
    if not now:
        raise click.UsageError(views.where_now(gone, record))
    console(stderr=for_machines).print(views.where_now(gone, record), soft_wrap=True)
    if for_machines and len(now) > 1:
        as_json.print_json(
            [as_json.incident(one, workflow.with_bounds(record, one.id)) for one in now]
        )
        return faults.OK
    for one in now:
        _print(one, record, for_machines=for_machines)
    return faults.OK


def _print_document(
    found: Document, record: Record, came: workflow.Custody, *, for_machines: bool
) -> int:
    if for_machines:
        as_json.print_json(as_json.document(found, record, came))
    else:
        console().print(document_view.document(found, record, came))
    return faults.OK


def _print(found: Incident | Claim | Origin, record: Record, *, for_machines: bool) -> int:
    if isinstance(found, Incident):
        record = workflow.with_bounds(record, found.id)
    if for_machines:
        match found:
            case Incident():
                as_json.print_json(as_json.incident(found, record))
            case _:
                as_json.print_json(found)
        return faults.OK
    match found:
        case Incident():
            page = views.incident(found, record)
        case Claim():
            page = views.claim(found, record)
        case _:
            page = views.origin(found, record)
    console().print(page)
    return faults.OK
