"""From mentions to actors, places and times."""

from onrecord.resolve.claims import claims
from onrecord.resolve.dates import when
from onrecord.resolve.naming import names

__all__ = ["claims", "names", "when"]
