"""What changed, as feeds: Atom and JSON Feed in each language, all releases so far."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from onrecord.kit import feeds, shown
from onrecord.publish import words
from onrecord.publish.changes import Change, Kind, Notice
from onrecord.publish.site import brief, printing, wording
from onrecord.publish.site.brief import Brief
from onrecord.publish.site.history import telling
from onrecord.publish.site.page import Page, Site
from onrecord.publish.words import Language, _, filled

MOST = 500  # entries in one file; the older ones are in further files, linked as `next`
_MAIL = re.compile(r"[^@\s<>]+@[A-Za-z0-9.-]+")


def pages(site: Site, notices: Sequence[Notice], rows: Mapping[str, Brief]) -> Iterator[Page]:
    """
    Yield the feeds.

    Args:
        site: What they are feeds of.
        notices: What each release changed, newest first.
        rows: Those incidents of the newest release that the notices tell of, by id.
    """
    for language in site.languages:
        with words.speaking(language):
            entries = tuple(_entries(site, language, notices, rows))
            made = [entries[at : at + MOST] for at in range(0, len(entries), MOST)]
            for number, some in enumerate(made):
                for ending, write in (("atom", feeds.atom), ("json", feeds.json_feed)):
                    feed = _feed(site, language, notices, some, number, len(made), ending)
                    path = printing.placed(site, language, _path(number, ending))
                    yield Page(path=path, body=write(feed).encode("utf-8", "replace"))


def _feed(
    site: Site,
    language: Language,
    notices: Sequence[Notice],
    entries: Sequence[feeds.Entry],
    number: int,
    of: int,
    ending: str,
) -> feeds.Feed:
    is_relative = ending == "atom"  # JSON Feed knows no relative addresses
    following = _path(number + 1, ending) if number + 1 < of else ""
    return feeds.Feed(
        id=tag(site, notices, "changes", language.code),
        title=_("Changes: %(title)s") % {"title": site.title},
        updated=notices[0].at,
        author=site.public.allowed.keeper or site.title,
        entries=entries if is_relative else [_absolute(site, one) for one in entries],
        link=_way(site, language, "changes.html", is_relative=is_relative),
        own=_way(site, language, _path(number, ending), is_relative=is_relative),
        following=_way(site, language, following, is_relative=is_relative) if following else "",
        language=language.code,
    )


def _absolute(site: Site, one: feeds.Entry) -> feeds.Entry:
    if address(site):
        return one
    return feeds.Entry(
        id=one.id, title=one.title, updated=one.updated, text=one.text, topics=one.topics
    )


def _entries(
    site: Site, language: Language, notices: Sequence[Notice], rows: Mapping[str, Brief]
) -> Iterator[feeds.Entry]:
    for notice in notices:
        yield feeds.Entry(
            id=tag(site, notices, notice.release, language.code),
            title=_("Release %(id)s") % {"id": notice.release},
            updated=notice.at,
            text="\n".join(map(telling.plain, summary(notice))),
            link=_way(site, language, "changes.html", is_relative=True),
            topics=("release",),
        )
        if not notice.is_first:
            for change in notice.changes:
                yield _entry(site, language, notices, notice, change, rows)


def _entry(
    site: Site,
    language: Language,
    notices: Sequence[Notice],
    notice: Notice,
    change: Change,
    rows: Mapping[str, Brief],
) -> feeds.Entry:
    row = rows.get(change.incident_id)
    title = f"{telling.kind(change.kind)}: {telling.plain(name(change.incident_id, row))}"
    told = [telling.plain(line) for line in telling.lines(change, is_public=row is not None)]
    if row is not None and change.kind is Kind.NEW:
        told.append(brief.figures(row))
    at = change.incident_id if row else next((i for i in change.now_at if i in rows), "")
    path = f"incidents/{at}.html" if at else "changes.html"
    return feeds.Entry(
        id=tag(site, notices, notice.release, change.incident_id, language.code),
        title=title,
        updated=notice.at,
        text="\n".join(told) or title,
        link=_way(site, language, path, is_relative=True),
        topics=(change.kind.value,),
    )


def name(incident_id: str, row: Brief | None) -> Markup:
    """Return what an incident is called: by place and day as they may be seen now, or its id."""
    if row is None:
        return filled("%(id)s", id=incident_id)
    return filled(
        _("%(place)s, %(when)s"), place=wording.place(row.places), when=wording.when(row.when)
    )


def summary(notice: Notice) -> Iterator[Markup]:
    """Yield what a release changed, in numbers."""
    yield filled("%(all)s", all=wording.incidents(notice.incidents))
    if notice.is_first:
        yield filled(_("It is the first release."))
    elif not notice.changes:
        yield filled(_("No incident is told otherwise than in the release before."))
    else:
        yield from (telling.many(kind, n) for kind, n in notice.tally)
    yield from map(telling.altered, notice.altered)


def tag(site: Site, notices: Sequence[Notice], *parts: str) -> str:
    """
    Return an id of a feed or an entry: a tag (RFC 4151), the same in every release.

    Whose it is comes from where the site stands, or from where its keepers are reached; since
    when, from the first release. Who moves the site keeps old entries apart from new ones
    only by keeping `address`.
    """
    since: datetime = min(one.at for one in notices)
    told = "/".join(quote(part, safe="") for part in parts)
    return f"tag:{_authority(site)},{since.year}:onrecord/{told}"


def _authority(site: Site) -> str:
    allowed = site.public.allowed
    host = urlsplit(address(site)).hostname
    mail = _MAIL.search(allowed.contact)
    reached = urlsplit(shown.link(allowed.contact) or "").hostname
    return host or (mail[0].lower() if mail else "") or reached or "onrecord.invalid"


def address(site: Site) -> str:
    """Return where the site stands, without a slash at its end; "" if that is not known."""
    return (shown.link(site.public.allowed.address) or "").rstrip("/")


def _way(site: Site, language: Language, path: str, *, is_relative: bool) -> str:
    if at := address(site):
        return f"{at}/{printing.placed(site, language, path)}"
    return path if is_relative else ""


def _path(number: int, ending: str) -> str:
    return f"changes-{number + 1}.{ending}" if number else f"changes.{ending}"
