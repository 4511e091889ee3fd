"""
How often somebody may try to sign in.

Failures are counted by name and by machine, each backing off by itself, and a quarter of an
hour is the longest that anybody waits: nobody is locked out for ever by a stranger's failures.
A machine from which somebody signed in is not held back by what others do to the name.

Where the clock is set back, what was counted goes back with it: else who failed a few times
would wait for as long as it was set back by.

All of it is in memory, under a key made when the program starts and never written down, and
is forgotten after a day: no address of a reader's machine is in the record.
"""

import hashlib
import ipaddress
import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

_FREE = {"name": 5, "machine": 20}  # failures that cost no wait
_LONGEST = timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)
_MOST = 20_000  # names and machines remembered; the longest ago goes first


def wait(failures: int, free: int) -> timedelta:
    """
    Return how long to wait after a number of failures: twice as long after each.

    >>> [int(wait(n, 5).total_seconds()) for n in (4, 5, 6, 7, 8, 100)]
    [0, 1, 2, 4, 8, 900]
    """
    if failures < free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - free, 20)), _LONGEST)


class Attempts:
    """Who tried to sign in lately, and failed; of a program while it runs."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._failed: OrderedDict[bytes, tuple[int, datetime]] = OrderedDict()
        self._known: OrderedDict[bytes, datetime] = OrderedDict()
        self._latest: datetime | None = None
        self._lock = threading.Lock()

    def begin(self, name: str, whence: str, now: datetime) -> timedelta:
        """
        Count an attempt as failed until it is known to be better, or say how long to wait.

        One that has to wait is not counted, so that waiting is never made longer.

        Args:
            name: What is to be signed in; empty where a passkey says it.
            whence: The address of the machine.
            now: When.
        """
        with self._lock:
            self._keep_up(now)
            counted = self._counted(name, whence, now)
            left = max((self._left(one, now) for one in counted), default=timedelta())
            if not left:
                for key, _ in counted:
                    self._count(key, now)
            return left

    def succeed(self, name: str, whence: str, now: datetime) -> None:
        """Forget the failures of a name and a machine: the right person came."""
        with self._lock:
            self._keep_up(now)
            for key, _ in self._counted(name, whence, now):
                self._failed.pop(key, None)
            known = self._keyed("known", name, machine(whence))
            self._known.pop(known, None)
            self._known[known] = now
            while len(self._known) > _MOST:
                self._known.popitem(last=False)

    def _keep_up(self, now: datetime) -> None:
        """Set back what was counted by as much as the clock was set back."""
        if self._latest is not None and now < self._latest:
            by = self._latest - now
            for key, (failures, at) in self._failed.items():
                self._failed[key] = failures, at - by
            for known, at in self._known.items():
                self._known[known] = at - by
        self._latest = now

    def _counted(self, name: str, whence: str, now: datetime) -> list[tuple[bytes, str]]:
        """Return what an attempt counts against; a known machine has a count of its own."""
        place = machine(whence)
        told = [(self._keyed("machine", place), "machine")] if place else []
        if name:
            known = self._keyed("known", name, place)
            came = self._known.get(known)
            is_known = came is not None and now - came <= _FORGOTTEN
            told.append((known if is_known else self._keyed("name", name), "name"))
        return told

    def _left(self, one: tuple[bytes, str], now: datetime) -> timedelta:
        failures, last = self._failed.get(one[0], (0, now))
        if now - last > _FORGOTTEN:
            return timedelta()
        return max(last + wait(failures, _FREE[one[1]]) - now, timedelta())

    def _count(self, key: bytes, now: datetime) -> None:
        failures, last = self._failed.pop(key, (0, now))
        self._failed[key] = (1 if now - last > _FORGOTTEN else failures + 1, now)
        while self._failed:
            oldest, (_, at) = next(iter(self._failed.items()))
            if len(self._failed) <= _MOST and now - at <= _FORGOTTEN:
                break
            del self._failed[oldest]

    def _keyed(self, *words: str) -> bytes:
        return hashlib.blake2b("\0".join(words).encode(), key=self._key, digest_size=16).digest()


def machine(whence: str) -> str:
    """
    Return what counts as one machine: an address, or a whole network of IPv6.

    >>> machine("2001:db8:1:2:3:4:5:6"), machine("192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7')
    """
    try:
        address = ipaddress.ip_address(whence)
    except ValueError:
        return whence
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)
