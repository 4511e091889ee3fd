"""Going through a whole database once: every row of every table."""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Table

from onrecord.model import Checkpoint, CustodyEvent, LogState, Seal, TableState
from onrecord.model.checkpoint import ROWS_A_BLOCK, RUNS_A_BLOCK
from onrecord.store import log, tables
from onrecord.store.proof import layout, rows, runs
from onrecord.store.proof.database import Database
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.identity import Made, files_in, size_in
from onrecord.store.proof.ledger import Ledger
from onrecord.store.proof.list_relations import TABLES as OF_LISTS
from onrecord.store.proof.logs import Chain
from onrecord.store.proof.relations import Relations
from onrecord.store.proof.rows import Counted, Row

# What others refer to comes first.
_FIRST = (
    "documents", "snapshots", "texts", "readings", "claims", "captures",
    "issues", "entries", "custody", "sign_offs",
)  # fmt: skip
_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_BLOCKS = 10_000_000  # what a checkpoint says beyond it was never true
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """
    A preserved file that a row speaks of.

    Attributes:
        by: The row's table and id.
        table: Its table.
        number: The row's number there.
        size: Bytes, where the row says so.
    """

    by: str
    table: str
    number: int
    size: int | None


@dataclass
class Gone:
    """
    What a whole database holds, once it was gone through.

    Attributes:
        tables: The state of each table now, by name.
        then: The state of each table as it was at each checkpoint, in their order.
        runs: The runs.
        chains: The logs.
        meta_sha256: Of what the database says about itself.
        created: The record's.
        files: The preserved files that rows speak of, by name: each of its speakers.
        counted: How many rows each table has, by run.
        events, seals: The chain of custody and the seals, as far as they can be read.
        rows: How many rows were looked at.
    """

    runs: runs.Runs
    meta_sha256: str = ""
    created: str = ""
    tables: dict[str, TableState] = field(default_factory=dict)
    then: list[dict[str, TableState]] = field(default_factory=list)
    chains: dict[str, Chain] = field(default_factory=dict)
    files: dict[str, list[Spoken]] = field(default_factory=dict)
    counted: dict[str, Counted] = field(default_factory=dict)
    events: list[CustodyEvent] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    rows: int = 0

    @property
    def logs(self) -> tuple[LogState, ...]:
        """The logs, as far as they go."""
        return tuple(
            LogState(name=name, rows=self.tables[name].rows, head=chain.head)
            for name, chain in sorted(self.chains.items())
        )


def gone_through(
    database: Database,
    findings: Findings,
    *,
    checkpoints: Sequence[Checkpoint] = (),
    sought: Iterable[str] = (),
    is_whole: bool = True,
    tell: Tell = lambda _what, _rows: None,
) -> Gone:
    """
    Go through a database.

    Args:
        database: Open.
        findings: Where to note what is wrong.
        checkpoints: Earlier states to work out again from the rows as they are now.
        sought: Links of logs that somebody wrote down.
        is_whole: Ask SQLite as well whether its file is whole, and compare the tables.
        tell: Is told of each table and how many rows were gone through.

    Raises:
        RecordUnusable: It is no database of this program's, or of another version.
    """
    connection = database.connection
    layout.check_version(connection, database.folder)
    if is_whole:
        tell("the database's file", 0)
        layout.damage(connection, findings)
        layout.compare(connection, findings)
    held = _Through(connection, findings, checkpoints, frozenset(sought))
    try:
        held.begin()
    except sqlite3.DatabaseError as fault:
        findings.add(
            f"The table of runs cannot be read: {fault}.", "builds", code="database-damaged"
        )
    for name in _in_order():
        tell(name, held.gone.rows)
        held.table(tables.metadata.tables[name])
    held.relations.ended()
    return held.gone


def _in_order() -> tuple[str, ...]:
    every = [one.name for one in (*tables.KEPT, *tables.RETIRABLE)]
    return (*_FIRST, *sorted(set(every) - set(_FIRST)))


class _Through:
    def __init__(
        self,
        connection: sqlite3.Connection,
        findings: Findings,
        checkpoints: Sequence[Checkpoint],
        sought: frozenset[str],
    ) -> None:
        self.connection = connection
        self.findings = findings
        self.checkpoints = checkpoints
        self.sought = sought
        self.relations = Relations(connection, findings)
        self.gone = Gone(runs=runs.Runs(), then=[{} for _ in checkpoints])

    def begin(self) -> None:
        """Read what the database says of itself, and the runs."""
        made = hashlib.sha256()
        asked = "SELECT key, value FROM meta ORDER BY key"
        for raw in self.connection.execute(asked):
            key, value = (one.decode("utf-8", "replace") for one in raw)
            made.update(rows.line(key, value))
            if key == "created":
                self.gone.created = value
        self.gone.meta_sha256 = made.hexdigest()
        points = [one.builds for one in self.checkpoints]
        self.gone.runs = runs.read(self.connection, points, self.findings)

    def table(self, table: Table) -> None:
        """Go through one table."""
        name = str(table.name)
        points = [_capped(one.table(name).rows) for one in self.checkpoints]
        written = Ledger(ROWS_A_BLOCK, points)
        counted = self.gone.counted[name] = Counted()
        if table in tables.CHAINED:
            self.gone.chains[name] = self._chain(name)
        try:
            for row in rows.read(name, self._rows(table), self.findings):
                self._row(table, row, counted, written)
            retired = self._retired(table)
            self._look_at_sequence(name, counted)
        except sqlite3.DatabaseError as fault:
            self.findings.add(f"{name} cannot be read: {fault}.", name, code="database-damaged")
            retired = Ledger(RUNS_A_BLOCK, [_capped(one.builds) for one in self.checkpoints])
        runs.compared(name, counted, self.gone.runs, self.findings)
        self._keep(name, counted, written, retired)

    def _rows(self, table: Table) -> sqlite3.Cursor:
        more = ["chain"] if table in tables.CHAINED else []
        if "retired_at" in table.c:
            more = ["retired_at", "retired_build", "retired_why"]
        columns = ["seq", "id", "scope", "content", "content_hash", "added_at", "added_build"]
        asked = f"SELECT {', '.join([*columns, *more])} FROM {table.name} ORDER BY seq"  # noqa: S608
        return self.connection.execute(asked)

    def _row(self, table: Table, row: Row, counted: Counted, written: Ledger) -> None:
        name = str(table.name)
        self.gone.rows += 1
        made = rows.looked_at(name, row, counted.last, self.findings)
        if rows.is_near(row.seq, counted.last):
            counted.last = row.seq
            written.add(row.seq, rows.line(*row[:3], *row[4:7]))
        counted.added[row.added_build] += 1
        counted.dated(row.added_build, row.added_at)
        if "retired_at" in table.c:
            self._look_at_end(name, row, counted)
        try:
            self._look_around(name, row, made)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.findings.altered(
                f"Row {row.seq} of {name} ({row.id:.60}): it holds what this program never writes.",
                row.id,
            )

    def _look_around(self, name: str, row: Row, made: Made | None) -> None:
        """Look at what a row has to do with others: in its log, in the archive, in tables."""
        if name in self.gone.chains:
            self.gone.chains[name].take(row, made.value if made else None, self.findings)
        if made is not None:
            self._speak(name, row, made)
            if name in OF_LISTS:
                self.relations.lists.take(name, row, made.value, self.findings)
            else:
                self.relations.take(name, row, made.value)

    def _speak(self, name: str, row: Row, made: Made) -> None:
        if isinstance(made.value, CustodyEvent):
            self.gone.events.append(made.value)
        elif isinstance(made.value, Seal):
            self.gone.seals.append(made.value)
        by = f"{name} {row.id}"
        for one in files_in(name, made.value):
            self._spoken(one, Spoken(by, name, row.seq, size_in(name, made.value)))

    def _spoken(self, name: str, spoken: Spoken) -> None:
        if not _HASH.fullmatch(name):
            raise ValueError(name)
        self.gone.files.setdefault(name, []).append(spoken)

    def _look_at_end(self, name: str, row: Row, counted: Counted) -> None:
        at, build, why = row.last
        if build is not None:
            counted.retired[build] += 1
            counted.dated(build, str(at))
        if len({held is None for held in row.last}) > 1:
            told = f"Row {row.seq} of {name} ({row.id:.60})"
            self.findings.altered(f"{told}: it is half retired ({at}, {build}, {why}).", row.id)

    def _retired(self, table: Table) -> Ledger:
        ledger = Ledger(RUNS_A_BLOCK, [_capped(one.builds) for one in self.checkpoints])
        if "retired_at" not in table.c:
            return ledger
        asked = (
            f"SELECT seq, retired_at, retired_build, retired_why FROM {table.name}"  # noqa: S608
            " WHERE retired_build IS NOT NULL ORDER BY retired_build, seq"
        )
        before = 0
        for raw in self.connection.execute(asked):
            seq, at, build, why = (
                one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in raw
            )
            if isinstance(build, int) and rows.is_near(build, before):
                ledger.add(build, rows.line(seq, at, build, why))
                before = build
        return ledger

    def _look_at_sequence(self, name: str, counted: Counted) -> None:
        asked = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        held = self.connection.execute(asked, (name,)).fetchone()
        if (held[0] if held else 0) != counted.last:
            self.findings.gone(
                f"{name} ends with row {counted.last}; the database has given the number "
                f"{held[0] if held else 0} to one.",
                name,
            )

    def _chain(self, name: str) -> Chain:
        heads = (one.log(name) for one in self.checkpoints)
        first = log.hashed(f"onrecord {name}", self.gone.created)
        wanted = frozenset(one.rows for one in heads if one is not None)
        return Chain(name, first, wanted, self.sought, self.gone.runs, links={0: first})

    def _keep(self, name: str, counted: Counted, written: Ledger, retired: Ledger) -> None:
        self.gone.tables[name] = TableState(
            name=name,
            rows=counted.last,
            written=written.ended(counted.last),
            retired=_trimmed(retired.ended(self.gone.runs.last)),
        )
        for then, one in zip(self.gone.then, self.checkpoints, strict=True):
            point, run = _capped(one.table(name).rows), _capped(one.builds)
            then[name] = TableState(
                name=name,
                rows=min(one.table(name).rows, counted.last),
                written=written.then.get(point, ()),
                retired=_trimmed(retired.then.get(run, ())),
            )


def _capped(number: int) -> int:
    return max(0, min(number, _MOST_BLOCKS))


def _trimmed(blocks: Sequence[str]) -> tuple[str, ...]:
    """Return blocks without the empty ones at the end."""
    held = list(blocks)
    while held and not held[-1]:
        held.pop()
    return tuple(held)


def states(gone: Gone) -> Mapping[str, TableState]:
    """Return the state of each table that holds any row, by name."""
    return {name: one for name, one in sorted(gone.tables.items()) if one.rows}
