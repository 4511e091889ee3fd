"""What changed from release to release: pages and feeds."""

from onrecord.publish.site.history.pages import pages, told_of

__all__ = ["pages", "told_of"]
