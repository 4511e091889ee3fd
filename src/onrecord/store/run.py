"""A build, an import or a decision under way, and its row."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, update

from onrecord.kit.ids import content_id
from onrecord.store import numbers
from onrecord.store.tables import builds


@dataclass
class Run:
    """
    Work that may change a record. Its row is made with the first change, in its transaction.

    Attributes:
        doing: `build`, `import` or `decision`.
        program: Name and version.
        settings: What the work depends on.
        began_at: When.
    """

    doing: str
    program: str
    settings: Mapping[str, object]
    began_at: str
    _seq: int | None = None
    _unsure: int | None = None  # made in a transaction that may yet fail
    _counts: Counter[str] = field(default_factory=Counter)

    @property
    def has_changed(self) -> bool:
        """Whether anything was committed."""
        return self._seq is not None

    def number(self, connection: Connection) -> int:
        """Return the row's number; makes the row where there is none yet."""
        if self._seq is not None:
            return self._seq
        if self._unsure is None:
            row: dict[str, object] = {
                "id": content_id("bld", self.began_at, self.program, secrets.token_hex(8)),
                "doing": self.doing,
                "began_at": self.began_at,
                "program": self.program,
                "settings": dict(self.settings),
            }
            numbers.numbered(connection, builds.name, [row])
            made = connection.execute(insert(builds).returning(builds.c.seq), row)
            self._unsure = made.scalar_one()
        return self._unsure

    def keep(self, counts: Counter[str]) -> None:
        """Note that a transaction was committed, and what it did."""
        self._seq = self._seq or self._unsure
        self._counts += counts

    def forget(self) -> None:
        """Note that a transaction is over; without `keep` before it, it came to nothing."""
        self._unsure = None

    def end(self, connection: Connection, at: str) -> None:
        """Write that the work came to its end, and what it did in all."""
        numbers.note_change(connection)
        change = update(builds).where(builds.c.seq == self._seq)
        connection.execute(change.values(ended_at=at, counts=dict(self._counts)))
