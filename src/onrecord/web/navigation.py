"""The desk's screens, as its navigation names them."""

from dataclasses import dataclass

from onrecord.web import offering
from onrecord.web.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """
    One screen of the navigation.

    Attributes:
        path: Where it is.
        name: What it is called, in the language of this request.
        is_here: Whether this page belongs to it.
    """

    path: str
    name: str
    is_here: bool


def stations(path: str, *, has_accounts: bool = False) -> tuple[Station, ...]:
    """Return the screens in the order of the work, for a page at some path."""
    listed = (
        ("/", _("Today"), ()),
        ("/follow", _("Follow"), ()),
        ("/queue", _("Queue"), ("/agreement",)),
        ("/incidents", _("Incidents"), ()),
        ("/documents", _("Documents"), ()),
        ("/explore", _("Explore"), ()),
        ("/actors", _("People & places"), ("/places", "/sources", "/names")),
        ("/lists", _("Lists"), ("/estimates",))
        if offering.may("/lists", "GET")
        else ("/estimates", _("Estimates"), ()),
        ("/checks", _("Checks"), ()),
        ("/history", _("History"), ()),
        *([("/people", _("Accounts"), ())] if has_accounts else []),
    )
    return tuple(
        Station(path=at, name=name, is_here=any(_is_in(path, one) for one in (at, *more)))
        for at, name, more in listed
    )


def _is_in(path: str, station: str) -> bool:
    return path == station or (station != "/" and path.startswith(f"{station}/"))
