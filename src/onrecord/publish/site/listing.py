"""Lists of incidents: newest first, by month, by place, by who is accused, by source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.public import PublicDocument
from onrecord.publish.described import named
from onrecord.publish.site import lists, printing, wording
from onrecord.publish.site.gathered import Gathered, Row, incident_path
from onrecord.publish.site.page import Page, Site
from onrecord.publish.words import Language, _, speaking

_MONTH = "incidents/month-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A line that leads to a list of incidents; an accused one with who says so."""

    path: str
    words: str
    many: int
    said_by: Sequence[str] = ()

    def name(self) -> str:
        """Return what it is called, in the language of the page."""
        return wording.month_of(self.words) if self.path.startswith(_MONTH) else named(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What stands over a list.

    Attributes:
        path: Of its first page.
        name: Its heading.
        station: The key of the navigation that it belongs to.
        above: The list that leads to it; None if the navigation does.
        lead: What is to be known before it is read.
    """

    path: str
    name: str
    station: str
    above: "Head | None" = None
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in the list of documents."""

    document: PublicDocument
    claims: int


def pages(site: Site, gathered: Gathered) -> Iterator[Page]:
    """Yield every list in each language."""
    for language in site.languages:
        with speaking(language):
            head = Head(path="incidents/index.html", name=_("Incidents"), station="incidents")
        yield from _incidents(site, language, gathered, gathered.newest_first, head)
        yield from _months(site, language, gathered)
        yield from _places(site, language, gathered)
        yield from _accused(site, language, gathered)
        yield from _sources(site, language, gathered)
        yield from _documents(site, language, gathered)
        yield printing.page(site, language, "data.html", "data.html.j2", station="data")
        yield from _retired(site, language, gathered)


def _incidents(
    site: Site, language: Language, gathered: Gathered, numbers: Sequence[int], head: Head
) -> Iterator[Page]:
    rows: list[Row] = [gathered.rows[n] for n in numbers]
    for turn in lists.turns(rows, head.path):
        yield printing.page(
            site, language, turn.path, "incidents.html.j2",
            station=head.station, head=head, turn=turn,
        )  # fmt: skip


def _groups(
    site: Site, language: Language, groups: Sequence[Group], column: str, head: Head
) -> Iterator[Page]:
    for turn in lists.turns(groups, head.path, most=200):
        yield printing.page(
            site, language, turn.path, "groups.html.j2",
            station=head.station, head=head, turn=turn, column=column,
        )  # fmt: skip


def _months(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    with speaking(language):
        name, column = _("Incidents by month"), _("Month")
    head = Head(path="incidents/months.html", name=name, station="incidents")
    months = [
        (Group(path=f"{_MONTH}{key}.html", words=key, many=len(rows)), rows)
        for key, rows in gathered.months.items()
    ]
    yield from _groups(site, language, [group for group, _rows in months[::-1]], column, head)
    for group, rows in months:
        with speaking(language):
            own = Head(path=group.path, name=group.name(), station=head.station, above=head)
        yield from _incidents(site, language, gathered, rows[::-1], own)


def _places(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    with speaking(language):
        name, column, unknown = _("Places"), _("Place"), _("Place not told")
    head = Head(path="places/index.html", name=name, station="places")
    ordered = sorted(gathered.places.values(), key=lambda one: (one.names[::-1], one.key))
    named = [
        Group(path=one.path, words=", ".join(one.names) or unknown, many=len(one.rows))
        for one in ordered
    ]
    yield from _groups(site, language, named, column, head)
    for one, group in zip(ordered, named, strict=True):
        own = Head(path=group.path, name=group.words, station=head.station, above=head)
        yield from _incidents(site, language, gathered, one.rows[::-1], own)


def _accused(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    with speaking(language):
        name, column = _("Who is accused, and by whom"), _("Accused")
        said, lead = _("Accused according to %(who)s."), _(
            "These are accusations, as named sources make them; nobody is found responsible "
            "here. What is not said by a source that is known is not shown."
        )  # fmt: skip
    head = Head(path="accused/index.html", name=name, station="accused", lead=lead)
    ordered = sorted(gathered.accused.values(), key=lambda one: (-len(one.rows), one.name))
    groups = [
        Group(path=one.path, words=one.name, many=len(one.rows), said_by=one.voices)
        for one in ordered
    ]
    yield from _groups(site, language, groups, column, head)
    for one, group in zip(ordered, groups, strict=True):
        with speaking(language):
            who, called = wording.some(group.said_by, 12), named(one.name)
        own = Head(
            path=group.path, name=called, station=head.station, above=head,
            lead=f"{said % {'who': who}} {lead}",
        )  # fmt: skip
        yield from _incidents(site, language, gathered, one.rows[::-1], own)


def _sources(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    for turn in lists.turns(gathered.sources_in_order, "sources/index.html", most=200):
        yield printing.page(
            site, language, turn.path, "sources.html.j2", station="sources", turn=turn
        )


def _documents(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    known = site.public.documents
    ordered = [
        Listed(document=known[key], claims=gathered.claims_of[key])
        for key in gathered.documents
        if key in known
    ]
    ordered.sort(key=lambda one: (str(one.document.published or "9"), one.document.id))
    for turn in lists.turns(ordered, "documents/index.html"):
        yield printing.page(
            site, language, turn.path, "documents.html.j2", station="documents", turn=turn
        )


def _retired(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    """Yield a page for each id that was given up: it says where its sentences are now."""
    if not site.public.retired:
        return
    standing = {row.id: row for row in gathered.rows}
    followed = dict(site.public.retired)
    for identity in followed:
        if identity in standing:
            continue
        rows = [standing[one] for one in _followers(identity, followed) if one in standing]
        yield printing.page(
            site, language, incident_path(identity), "retired.html.j2",
            station="incidents", identity=identity, rows=rows,
        )  # fmt: skip


def _followers(identity: str, followed: dict[str, tuple[str, ...]]) -> list[str]:
    """Return what followed an id, and what followed that, to the end."""
    found: dict[str, None] = {}
    left = list(followed.get(identity, ()))
    while left:
        one = left.pop(0)
        if one not in found:
            found[one] = None
            left += followed.get(one, ())
    return list(found)
