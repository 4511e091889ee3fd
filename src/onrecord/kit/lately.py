"""What was worked out lately, kept as long as there is room: so many bytes and no more."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_BESIDE = 300  # bytes that an entry takes beside what is in it: two objects, a place in a table


class Lately(Generic[Key, Value]):
    """
    A store that forgets what was asked for longest ago when it has no more room.

    Several threads may ask it; what two of them work out at once is kept once.

    Args:
        most: Bytes, as those who keep something say its size.

    Attributes:
        size: Bytes that it holds now.

    >>> known = Lately[str, int](most=1000)
    >>> for number, word in enumerate(("one", "two", "three")):
    ...     known.keep(word, number, size=100)
    >>> known.get("one"), known.get("two"), known.get("three"), known.size
    (None, 1, 2, 800)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, tuple[Value, int]] = {}
        self._alone = threading.Lock()
        self.size = 0

    def get(self, key: Key) -> Value | None:
        """Return what was kept by a key; None if it was not, or is forgotten."""
        with self._alone:
            found = self._kept.pop(key, None)
            if found is None:
                return None
            self._kept[key] = found  # asked for last now
            return found[0]

    def keep(self, key: Key, value: Value, size: int) -> None:
        """Keep something of so many bytes; what is larger than all the room is not kept."""
        size += _BESIDE
        if size > self._most:
            return
        with self._alone:
            self.size += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (value, size)
            while self.size > self._most:
                self.size -= self._kept.pop(next(iter(self._kept)))[1]
