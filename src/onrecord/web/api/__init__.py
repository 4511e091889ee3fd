"""The desk for programs: what a page shows and decides, as JSON under `/api`."""

from onrecord.web.api.deciding import api as deciding
from onrecord.web.api.reading import api as reading

__all__ = ["deciding", "reading"]
