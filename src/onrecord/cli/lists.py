"""Everything of one kind in a record, one a row."""

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.cli import incident_table, shortened, views, wording
from onrecord.cli.output import on_one_line
from onrecord.model import Record


def incidents(record: Record, screen: Console) -> RenderableType:
    """Return the table of all incidents."""
    return (
        incident_table.of(record, screen, most=None) if record.incidents else Text("No incident.")
    )


def claims(record: Record, screen: Console) -> RenderableType:
    """Return the table of all claims."""
    del screen
    return (
        views.claims(list(record.claims.values()), record) if record.claims else Text("No claim.")
    )


def documents(record: Record, screen: Console) -> RenderableType:
    """Return the table of all documents."""
    del screen
    table = _empty()
    table.add_column("document", ratio=3, overflow="fold")
    table.add_column("published", no_wrap=True)
    table.add_column("publisher", ratio=2, overflow="fold")
    table.add_column("title", ratio=4, overflow="fold")
    table.add_column("lang", no_wrap=True)
    table.add_column("claims", justify="right", no_wrap=True)
    numbers: dict[str, int] = {}
    for claim in record.claims.values():
        numbers[claim.document] = numbers.get(claim.document, 0) + 1
    for found in record.documents.values():
        table.add_row(
            Text(on_one_line(found.name)),
            Text(found.published.isoformat() if found.published else "–"),
            Text(on_one_line(found.publisher or "–")),
            Text(on_one_line(found.title or "–")),
            Text(found.language or "–"),
            Text(str(numbers.get(found.name, 0))),
        )
    return table if record.documents else Text("No document.")


def set_aside(record: Record, screen: Console) -> RenderableType:
    """Return the claims that are in no incident, with the reason."""
    del screen
    table = _empty()
    short = shortened.of(record)
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("why", no_wrap=True)
    table.add_column("words, document", ratio=3, overflow="fold")
    table.add_column("who says so", ratio=2, overflow="fold")
    for aside in record.asides:
        claim = record.claims[aside.claim_id]
        table.add_row(
            Text(short[claim.id].removeprefix("clm_")),
            Text(aside.reason.value),
            Text.assemble(
                f"“{on_one_line(claim.passage.exact)}”\n",
                (on_one_line(claim.document), "dim"),
            ),
            Text(wording.attribution(claim)),
        )
    return table if record.asides else Text("Nothing was set aside.")


def origins(record: Record, screen: Console) -> RenderableType:
    """Return who first said it, those with most claims first."""
    del screen
    table = _empty()
    short = shortened.of(record)
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("origin", ratio=2, overflow="fold")
    table.add_column("claims", justify="right", no_wrap=True)
    table.add_column("documents", justify="right", no_wrap=True)
    table.add_column("leaves out", ratio=3, overflow="fold")
    for origin in sorted(record.origins, key=lambda o: (-len(o.claim_ids), o.name)):
        held = {record.claims[i].document for i in origin.claim_ids if i in record.claims}
        table.add_row(
            Text(short[origin.id].removeprefix("org_")),
            Text(on_one_line(origin.name)),
            Text(f"{len(origin.claim_ids):,}"),
            Text(f"{len(held):,}"),
            Text(on_one_line("; ".join(origin.excludes))),
        )
    return table if record.origins else Text("No origin.")


def _empty() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
