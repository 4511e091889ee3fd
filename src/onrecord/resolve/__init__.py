"""From mentions to actors, places and times."""

from onrecord.resolve.claims import claims
from onrecord.resolve.coordinates import countries_at
from onrecord.resolve.dates import when
from onrecord.resolve.naming import names
from onrecord.resolve.pointed import far_off
from onrecord.resolve.rows import in_rows

__all__ = ["claims", "countries_at", "far_off", "in_rows", "names", "when"]
