"""Words for times: found, and read against the day of publication."""

from onrecord.resolve.dates.grammar import find, when

__all__ = ["find", "when"]
