"""From mentions to actors, places and times."""

from onrecord.resolve.dates import when
from onrecord.resolve.naming import names

__all__ = ["names", "when"]
