"""
How much of what costs one account may have: searches, exports, previews.

A moving window of each kind, in memory, of the account and not of a machine. It keeps one
open browser, or a program that runs wild, from taking the desk from everybody else. Where the
machine's clock is set, counting begins anew: set back, it would keep somebody waiting for as
long as it was set back by.
"""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from onrecord.model import Refused

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

_STEP = 30.0  # seconds by which a clock that was set is off from one that only counts
# By what is asked for: how often, in the words of the package `limits`.
USUAL: Mapping[str, str] = {
    "search": "60/minute",
    "preview": "60/minute",
    "export": "20/hour",
    "write": "600/minute",
}


class Allowances:
    """
    What accounts have had lately; of a program while it runs.

    Args:
        rates: How often each kind may be had.
    """

    def __init__(self, rates: Mapping[str, str] = USUAL) -> None:
        self._rates = rates
        self._made: tuple[MovingWindowRateLimiter, Mapping[str, RateLimitItem]] | None = None
        self._off = 0.0

    def take(self, kind: str, account_id: str) -> None:
        """
        Count that an account has something once more.

        Args:
            kind: `search`, `preview`, `export` or `write`.
            account_id: Whose.

        Raises:
            Refused: It had it too often; `wait` says how many seconds to wait.
            KeyError: There is no such kind.
        """
        limiter, rates = self._limits()
        rate = rates[kind]
        if limiter.hit(rate, kind, account_id):
            return
        again = limiter.get_window_stats(rate, kind, account_id).reset_time
        seconds = max(1, int(again - time.time()) + 1)
        raise Refused(f"that is too much at once; try again in {seconds} seconds", seconds)

    def _limits(self) -> "tuple[MovingWindowRateLimiter, Mapping[str, RateLimitItem]]":
        off = time.time() - time.monotonic()
        if self._made is None or abs(off - self._off) > _STEP:
            from limits import parse  # noqa: PLC0415 - only where there are accounts
            from limits.storage import MemoryStorage  # noqa: PLC0415 - as above
            from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415 - as above

            rates = {kind: parse(rate) for kind, rate in self._rates.items()}
            self._made, self._off = (MovingWindowRateLimiter(MemoryStorage()), rates), off
        return self._made
