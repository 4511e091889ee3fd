"""The page for whoever finds themselves, their kin, their words or a mistake in the record."""

from collections.abc import Iterator

from onrecord.publish.site import letters, printing
from onrecord.publish.site.page import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page on corrections and removals in each language."""
    for language in site.languages:
        yield printing.page(
            site,
            language,
            "corrections.html",
            "corrections.html.j2",
            station="corrections",
            contact=site.public.allowed.contact,
            letter=letters.letter,
        )
