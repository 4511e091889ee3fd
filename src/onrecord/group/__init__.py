"""Claims that tell of one happening become one incident; the rest is set aside, with a reason."""

from onrecord.group.bonds import overruled
from onrecord.group.grouping import incidents

__all__ = ["incidents", "overruled"]
