"""Every page that the desk answers has a line in the table of permissions."""

from onrecord.model import Permission
from onrecord.web.app import APIS, PAGES, router
from onrecord.workflow import permissions

# What the framework answers itself.
_SCHEMA = ("GET", "/api/openapi.json")


def routes():
    for prefix, routers in (("/api", APIS), ("", (router, *PAGES))):
        for each in routers:
            for one in each.routes:
                for method in one.methods:
                    yield method, prefix + one.path


def test_every_route_has_a_line_in_the_table():
    """One that has none is refused to everybody who signed in."""
    silent = [told for told in routes() if permissions.of_route(*told) is None]
    assert not silent


def test_what_changes_something_is_open_only_at_the_door():
    """Nobody writes who is not known, but to be known, or to end their own letters."""
    door = ("/sign-in", "/invitation", "/unsubscribe/", "/language", "/scheme")
    writes = {
        path
        for (method, path), needed in permissions.ROUTES.items()
        if method != "GET" and needed is Permission.OPEN
    }
    assert all(path.startswith(door) for path in writes)


def test_no_page_shows_the_record_to_nobody():
    """What is open to read is the door, styles and ending letters; nothing of the record."""
    reads = {
        path
        for (method, path), needed in permissions.ROUTES.items()
        if method == "GET" and needed is Permission.OPEN
    }
    door = ("/sign-in", "/invitation", "/static/", "/unsubscribe/")
    assert all(path.startswith(door) for path in reads)


def test_the_schema_of_the_api_is_not_open():
    assert permissions.of_route(*_SCHEMA) is Permission.READ
