"""Room for what is worked out once after each decision, and forgotten at the next."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

Value = TypeVar("Value")


class Latest:
    """
    What was worked out from one moment of a record, for as long as it is the moment.

    An `Index` keeps things for as long as figures stand; this keeps them until somebody
    decides again, so that a day of decisions does not fill the memory.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment: object = None
        self._held: dict[Any, Any] = {}

    def at(self, moment: object) -> "Latest":
        """Forget everything if the moment is another than before."""
        with self._lock:
            if moment != self._moment:
                self._moment, self._held = moment, {}
        return self

    def of(self, what: object, work: Callable[[], Value]) -> Value:
        """Return what `work` gives, worked out at the first call; `what` names it."""
        held = self._held
        if what not in held:
            held[what] = work()
        found: Value = held[what]
        return found
