"""The page that opens: what this is, its figures, when and where."""

from collections.abc import Iterator

from onrecord.publish import atlas
from onrecord.publish.site import chart, printing
from onrecord.publish.site.gathered import Gathered
from onrecord.publish.site.page import Page, Site

_NEWEST = 12
_MOST_SPOTS = 150


def pages(site: Site, gathered: Gathered) -> Iterator[Page]:
    """Yield the opening page in each language."""
    rows = gathered.rows
    months = gathered.months
    decided = sum(row.is_decided for row in rows)
    drawn = atlas.atlas(_spots(gathered))
    for language in site.languages:
        yield printing.page(
            site, language, "index.html", "home.html.j2",
            station="home",
            gathered=gathered,
            method=site.public.method,
            totals=gathered.totals.of,
            newest=[rows[n] for n in gathered.newest_first[:_NEWEST]],
            decided=decided,
            not_all_decided=decided < len(rows),
            with_killed=sum(row.killed.is_told for row in rows),
            chart=chart.chart(rows),
            table=chart.table(months),
            map=drawn,
            off_map=sum(row.spot is None for row in rows),
        )  # fmt: skip


def _spots(gathered: Gathered) -> list[atlas.Spot]:
    """Return the places to draw, those with the most incidents first."""
    found: dict[tuple[str, float, float, int], int] = {}
    for row in gathered.rows:
        if row.spot is not None:
            found[row.spot] = found.get(row.spot, 0) + 1
    most = sorted(found, key=lambda spot: (-found[spot], spot))[:_MOST_SPOTS]
    return [
        atlas.Spot(
            name=name, known_as=name, latitude=latitude, longitude=longitude,
            precision=precision, labels=(),
        )
        for name, latitude, longitude, precision in most
    ]  # fmt: skip
