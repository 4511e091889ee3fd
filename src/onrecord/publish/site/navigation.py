"""The stations of the site: what its head leads to, in order."""

from dataclasses import dataclass

from onrecord.publish.words import _, remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A page that the head of every page leads to."""

    key: str
    path: str
    name: str


@remembered
def stations(keys: tuple[str, ...]) -> tuple[Station, ...]:
    """Return the stations that a site has, named in the language of the page."""
    known = {
        "home": ("index.html", _("Overview")),
        "incidents": ("incidents/index.html", _("Incidents")),
        "places": ("places/index.html", _("Places")),
        "accused": ("accused/index.html", _("Accused")),
        "sources": ("sources/index.html", _("Sources")),
        "documents": ("documents/index.html", _("Documents")),
        "data": ("data.html", _("Data")),
        "changes": ("changes.html", _("Changes")),
        "method": ("method.html", _("Method")),
        "corrections": ("corrections.html", _("Corrections")),
        "search": ("search.html", _("Search")),
    }
    return tuple(
        Station(key=key, path=known[key][0], name=known[key][1]) for key in known if key in keys
    )


OURS = ("home", "incidents", "places", "accused", "sources", "documents", "data")
