"""
Search without a server: an index in small files that the page loads as it needs them.

`Index` is given every incident while the pages are made; `pages` writes what it gathered.
"""

from onrecord.publish.site.search.indexing import Index
from onrecord.publish.site.search.pages import pages

__all__ = ["Index", "pages"]
