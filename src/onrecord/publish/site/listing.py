"""Lists of incidents: newest first, by month, by place, by who is accused, by source."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.public import PublicDocument
from onrecord.publish.site import lists, printing, wording
from onrecord.publish.site.gathered import Gathered, Row
from onrecord.publish.site.page import Page, Site
from onrecord.publish.words import Language, _, speaking


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A line that leads to a list of incidents; an accused one with who says so."""

    path: str
    name: Callable[[], str]
    many: int
    said_by: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """The list that a page belongs to."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in the list of documents."""

    document: PublicDocument
    claims: int


def pages(site: Site, gathered: Gathered) -> Iterator[Page]:
    """Yield every list in each language."""
    newest_first = gathered.newest_first
    for language in site.languages:
        with speaking(language):
            heading = _("Incidents")
        yield from _incidents(
            site, language, gathered, newest_first, "incidents/index.html", heading
        )
        yield from _months(site, language, gathered)
        yield from _places(site, language, gathered)
        yield from _accused(site, language, gathered)
        yield from _sources(site, language, gathered)
        yield from _documents(site, language, gathered)
        yield printing.page(site, language, "data.html", "data.html.j2", station="data")
        yield from _retired(site, language, gathered)


def _incidents(
    site: Site,
    language: Language,
    gathered: Gathered,
    numbers: Sequence[int],
    path: str,
    heading: str,
    *,
    station: str = "incidents",
    crumbs: Crumb | None = None,
    lead: str = "",
) -> Iterator[Page]:
    rows: list[Row] = [gathered.rows[n] for n in numbers]
    for turn in lists.turns(rows, path):
        yield printing.page(
            site, language, turn.path, "incidents.html.j2", station=station,
            heading=heading, turn=turn, crumbs=crumbs, lead=lead,
        )  # fmt: skip


def _groups(
    site: Site,
    language: Language,
    groups: Sequence[Group],
    path: str,
    heading: str,
    column: str,
    *,
    station: str,
    lead: str = "",
    with_speakers: bool = False,
) -> Iterator[Page]:
    for turn in lists.turns(groups, path, most=200):
        yield printing.page(
            site, language, turn.path, "groups.html.j2", station=station, heading=heading,
            turn=turn, column=column, lead=lead, with_speakers=with_speakers,
        )  # fmt: skip


def _months(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    months = gathered.months
    with speaking(language):
        crumb = Crumb(path="incidents/months.html", name=_("Incidents by month"))
        column = _("Month")
    groups = [
        Group(
            path=f"incidents/month-{key}.html",
            name=lambda key=key: wording.month_of(key),
            many=len(rows),
        )
        for key, rows in months.items()
    ]
    yield from _groups(
        site, language, groups[::-1], crumb.path, crumb.name, column, station="incidents"
    )
    for key, rows in months.items():
        with speaking(language):
            heading = wording.month_of(key)
        path = f"incidents/month-{key}.html"
        yield from _incidents(
            site, language, gathered, rows[::-1], path, heading, crumbs=crumb
        )


def _places(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    with speaking(language):
        crumb = Crumb(path="places/index.html", name=_("Places"))
        column, unknown = _("Place"), _("Place not told")
        named = {
            key: _(", ").join(within.names) or unknown for key, within in gathered.places.items()
        }
    ordered = sorted(gathered.places.values(), key=lambda one: (one.names[::-1], one.key))
    groups = [
        Group(path=one.path, name=lambda key=one.key: named[key], many=len(one.rows))
        for one in ordered
    ]
    yield from _groups(site, language, groups, crumb.path, crumb.name, column, station="places")
    for one in ordered:
        yield from _incidents(
            site, language, gathered, one.rows[::-1], one.path, named[one.key],
            station="places", crumbs=crumb,
        )  # fmt: skip


def _accused(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    with speaking(language):
        crumb = Crumb(path="accused/index.html", name=_("Who is accused, and by whom"))
        column = _("Accused")
        lead = _(
            "These are accusations, as named sources make them; nobody is found responsible "
            "here. What is not said by a source that is known is not shown."
        )
    ordered = sorted(gathered.accused.values(), key=lambda one: (-len(one.rows), one.name))
    groups = [
        Group(
            path=one.path,
            name=lambda name=one.name: name,
            many=len(one.rows),
            said_by=[name for name, _times in one.said_by.most_common()],
        )
        for one in ordered
    ]
    yield from _groups(
        site, language, groups, crumb.path, crumb.name, column,
        station="accused", lead=lead, with_speakers=True,
    )  # fmt: skip
    for one, group in zip(ordered, groups, strict=True):
        with speaking(language):
            said = _("Accused according to %(who)s.") % {"who": wording.some(group.said_by, 12)}
        yield from _incidents(
            site, language, gathered, one.rows[::-1], one.path, one.name,
            station="accused", crumbs=crumb, lead=f"{said} {lead}",
        )  # fmt: skip


def _sources(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    ordered = sorted(
        gathered.sources.values(), key=lambda one: (-len(one.rows), one.name, one.id)
    )
    for turn in lists.turns(ordered, "sources/index.html", most=200):
        yield printing.page(
            site, language, turn.path, "sources.html.j2", station="sources", turn=turn
        )
    for one in ordered:
        rows = [gathered.rows[n] for n in reversed(one.rows)]
        for own in lists.turns(rows, f"sources/{one.id}.html"):
            yield printing.page(
                site, language, own.path, "source.html.j2",
                station="sources", source=one, turn=own,
            )  # fmt: skip


def _documents(site: Site, language: Language, gathered: Gathered) -> Iterator[Page]:
    known = site.public.documents
    ordered = sorted(
        (Listed(document=known[key], claims=gathered.claims_of[key])
         for key in gathered.documents if key in known),
        key=lambda one: (str(one.document.published or "9"), one.document.id),
    )  # fmt: skip
    for turn in lists.turns(ordered, "documents/index.html"):
        yield printing.page(
            site, language, turn.path, "documents.html.j2", station="documents", turn=turn
        )
    for one in ordered:
        rows = [gathered.rows[n] for n in gathered.documents[one.document.id]]
        for own in lists.turns(rows, f"documents/{one.document.id}.html"):
            yield printing.page(
                site, language, own.path, "document.html.j2",
                station="documents", document=one.document, turn=own,
            )  # fmt: skip


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
            site, language, f"incidents/{identity}.html", "retired.html.j2",
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
