"""Where the pages of actors, places, sources and names are."""

from urllib.parse import quote

from onrecord.workflow.desk.naming.browse import Row


def address(row: Row) -> str:
    """Return the address of a line of a list."""
    if row.folded:
        return f"/names/{row.kind}/{quote(row.folded, safe='')}"
    if row.id.startswith("org_"):
        return f"/sources/{row.id}"
    return actor_address(row.id) if row.kind == "actor" else place_address(row.id)


def place_address(place_id: str) -> str:
    """
    Return the address of a place.

    >>> place_address("within:geo:170063:bustan al qasr")
    '/places/within:geo:170063:bustan%20al%20qasr'
    """
    return f"/places/{quote(place_id, safe=':')}"


def actor_address(actor_id: str) -> str:
    """Return the address of an actor."""
    return f"/actors/{quote(actor_id, safe=':')}"
