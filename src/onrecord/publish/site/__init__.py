"""
The site that readers see: pages in each language, written from a `Public` and nothing else.

`pages` gives them one by one, so that a site of any size is written in little memory. The
files work from a folder, without a network and without scripts.
"""

from collections.abc import Iterator

from onrecord.model.public import Public
from onrecord.publish.site import navigation, printing
from onrecord.publish.site.page import DataFile, Edition, Page, Site

__all__ = ["DataFile", "Edition", "Page", "Site", "pages"]


def pages(public: Public, edition: Edition = Edition()) -> Iterator[Page]:  # noqa: B008 - a frozen value
    """
    Yield every file of the site but the data to take away, which `edition` names.

    Args:
        public: The record as anybody may see it.
        edition: Which release this is; what has been given can be taken away.
    """
    site = Site(public=public, edition=edition, stations=navigation.OURS)
    yield printing.style()
    for language in site.languages:
        yield printing.page(site, language, "index.html", "home.html.j2", station="home")
