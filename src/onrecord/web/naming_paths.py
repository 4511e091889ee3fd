"""Where the pages of actors, places, sources and names are."""

from urllib.parse import quote

from onrecord.web import links
from onrecord.workflow.desk.naming.browse import Row


def address(row: Row) -> str:
    """Return the address of a line of a list."""
    if row.folded:
        return f"/names/{row.kind}/{quote(row.folded, safe='')}"
    if row.id.startswith("org_"):
        return f"/sources/{row.id}"
    return links.to(row.kind, row.id)


def place_address(place_id: str) -> str:
    """Return the address of a place."""
    return links.to("place", place_id)
