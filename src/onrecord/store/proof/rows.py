"""Every row of one table: its hash, its id, its number, what it was settled with."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from onrecord.store.proof.findings import Findings
from onrecord.store.proof.identity import Made, made

_FURTHEST = 1_000_000  # numbers that a row may be beyond the row before it and still be counted


class Row(NamedTuple):
    """
    A row as it lies there, its texts in UTF-8.

    Attributes:
        seq, id, scope, content, content_hash, added_at, added_build: As `store.tables` has them.
        last: Of a table whose rows are retired `retired_at`, `retired_build`, `retired_why`;
            of a log `chain`; else nothing.
    """

    seq: int
    id: str
    scope: str
    content: str
    content_hash: str
    added_at: str
    added_build: int
    last: tuple[Any, ...]


Look = Callable[[Row, Made], None]


@dataclass
class Counted:
    """
    How many rows a table has.

    Attributes:
        last: The number of the last one; 0 where there is none.
        added: By the run that wrote them.
        retired: By the run that retired them.
        times: Between which times each run dated what it wrote or retired.
    """

    last: int = 0
    added: Counter[int] = field(default_factory=Counter)
    retired: Counter[int] = field(default_factory=Counter)
    times: dict[int, tuple[str, str]] = field(default_factory=dict)

    def dated(self, run: int, at: str) -> None:
        """Note when a run did something. Times are all in UTC and of one form."""
        first, last = self.times.get(run, (at, at))
        self.times[run] = min(first, at), max(last, at)


def read(name: str, found: Iterable[Sequence[Any]], findings: Findings) -> Iterator[Row]:
    """Turn what the database gives into rows; what is no row of this program is a problem."""
    for raw in found:
        try:
            yield _row(raw)
        except (ValueError, TypeError, AttributeError):
            findings.altered(
                f"Row {raw[0]!r:.40} of {name} holds what this program never writes.",
                f"{name} {raw[0]!r:.40}",
            )


def _row(raw: Sequence[Any]) -> Row:
    seq, build = raw[0], raw[6]
    if type(seq) is not int or type(build) is not int:
        raise TypeError
    named, scope, content, digest, at = (one.decode("utf-8") for one in raw[1:6])
    rest = tuple(one.decode("utf-8") if isinstance(one, bytes) else one for one in raw[7:])
    return Row(seq, named, scope, content, digest, at, build, rest)


def looked_at(
    name: str, row: Row, before: int, findings: Findings, digest: str | None = None
) -> Made | None:
    """
    Look at one row; return what follows from its content, or None where that cannot be told.

    Args:
        name: The table's.
        row: The row.
        before: The number of the row before it.
        findings: Where to note what is wrong.
        digest: The SHA-256 of its content, if it is known already.
    """
    if row.seq != before + 1:
        _note_gap(name, row, before, findings)
    if row.content_hash != (digest or hashlib.sha256(row.content.encode()).hexdigest()):
        findings.altered(
            f"{_called(name, row)}: its words are not those that were written.", row.id
        )
        return None
    try:
        told = made(name, json.loads(row.content), row.content_hash)
    except (ValueError, TypeError, KeyError, AttributeError):
        findings.altered(f"{_called(name, row)}: it is no such thing as this table holds.", row.id)
        return None
    if told.id is not None and told.id != row.id:
        findings.altered(f"{_called(name, row)}: its content gives the id {told.id}.", row.id)
    if told.scope_is_other(row.scope):
        findings.altered(
            f"{_called(name, row)}: it belongs to {told.scopes[0]}, not to {row.scope:.80}.", row.id
        )
    return told


def line(*told: Any) -> bytes:
    """Return what a digest is made from: a line of JSON."""
    return _JSON(told).encode("utf-8", "surrogatepass") + b"\n"


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def is_near(seq: int, before: int) -> bool:
    """Return whether a number can be one that the program gave, so that it may be counted."""
    return 0 < seq <= before + _FURTHEST


def _note_gap(name: str, row: Row, before: int, findings: Findings) -> None:
    if not is_near(row.seq, before):
        findings.altered(f"{_called(name, row)}: no row of that number was written.", row.id)
        return
    many = row.seq - before - 1
    which = f"row {before + 1}" if many == 1 else f"rows {before + 1} to {row.seq - 1}"
    findings.gone(f"Of {name}, {which} {'is' if many == 1 else 'are'} gone.", name)


def _called(name: str, row: Row) -> str:
    return f"Row {row.seq} of {name} ({row.id:.60})"
