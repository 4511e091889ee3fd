"""Times and places of claims, and how they stand to each other: each question asked once."""

from collections.abc import Sequence

from onrecord.group.profile import Profile
from onrecord.group.relations import Between, Setting, between

_REMEMBERED = 200_000  # answers kept at once: claims come in order of time, so old ones go


class Settings:
    """
    The times and places that claims tell.

    A hundred thousand claims have some ten thousand settings among them, and are compared
    a million times.

    Args:
        profiles: Of all claims.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._told: dict[int, Setting] = {item.setting: (item.when, item.spot) for item in profiles}
        self._in_all = max(self._told, default=0) + 1
        self._known: dict[int, Between] = {}
        self._equal: dict[Between, Between] = {}  # a few hundred in all

    def between(self, one: int, other: int) -> Between:
        """Return how claims of two settings stand to each other."""
        asked = one * self._in_all + other
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = between(self._told[one], self._told[other])
            known = self._known[asked] = self._equal.setdefault(found, found)
        return known
