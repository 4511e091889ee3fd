"""What a record held at one moment, small enough to write down: what a time authority seals."""

from dataclasses import dataclass
from datetime import datetime

ROWS_A_BLOCK = 1_000
RUNS_A_BLOCK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """
    A log, as far as it went.

    Attributes:
        name: `decisions` or `custody`.
        rows: How many lines it had.
        head: The link of the last one; of an empty log what its first line will follow.
    """

    name: str
    rows: int
    head: str

    def __post_init__(self) -> None:
        _check_number(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """
    A table, as far as it went. Rows that are added or retired later change nothing in it.

    Attributes:
        name: The table's.
        rows: The number (`seq`) of its last row; 0 where it was empty.
        written: Of each thousand numbers the SHA-256 of the rows as they were written: a
            line for each, `[seq,id,scope,content_hash,added_at,added_build]` as JSON without
            spaces, each with a line feed; "" where there are none.
        retired: Of each hundred runs the SHA-256 of the rows that they retired, likewise:
            `[seq,retired_at,retired_build,retired_why]`, in order of run and row.
    """

    name: str
    rows: int
    written: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_number(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveState:
    """
    The preserved files that rows speak of.

    Attributes:
        files: How many.
        size: Bytes of all of them.
        branches: For each two first letters of a name that any has: those, and the SHA-256
            of its files: a line for each, its name, a space, its bytes as a number, in order.
        missing: Names of files that rows speak of and that were not there.
    """

    files: int
    size: int
    branches: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """
    What a record held at one moment. Whoever has its SHA-256 can see later what was changed.

    It is kept in the archive as canonical JSON (`model.codec`), and its SHA-256 is what a
    time authority is given. It names no person, machine or folder.

    Attributes:
        record: The record's `created`, which no two records of one person share.
        at: When (UTC), as the clock of this machine said.
        program: Name and version of the program.
        builds: The number of the last run; 0 if there was none.
        builds_sha256: Of all runs until then, a line for each.
        meta_sha256: Of what the database says about itself.
        logs: The logs that are chained.
        tables: All tables of evidence and of what follows from it, in order of name.
        archive: The preserved files.
        settings: SHA-256 of `onrecord.toml`; "" if there was none.
        before: SHA-256 of the checkpoint before this; None for the first.

    Elsewhere: RFC 6962 section 3.5, signed tree head; OCFL inventory digest.
    """

    record: str
    at: datetime
    program: str
    builds: int
    builds_sha256: str
    meta_sha256: str
    logs: tuple[LogState, ...]
    tables: tuple[TableState, ...]
    archive: ArchiveState
    settings: str = ""
    before: str | None = None

    def __post_init__(self) -> None:
        _check_number(self.builds)
        if self.at.tzinfo is None:
            raise ValueError("the time of a checkpoint needs its time zone")

    def table(self, name: str) -> TableState:
        """Return the state of a table; an empty one where it was not there yet."""
        empty = TableState(name=name, rows=0)
        return next((one for one in self.tables if one.name == name), empty)

    def log(self, name: str) -> LogState | None:
        """Return the state of a log; None where it was not there yet."""
        return next((one for one in self.logs if one.name == name), None)

    def says_the_same(self, other: "Checkpoint") -> bool:
        """Whether it tells of the same things, seals and what was done with them apart."""
        own = {"custody", "seals"}
        return (
            self.settings == other.settings
            and self.meta_sha256 == other.meta_sha256
            and [one for one in self.tables if one.name not in own]
            == [one for one in other.tables if one.name not in own]
        )


def _check_number(number: object) -> None:
    """Refuse what somebody wrote who is not this program: a checkpoint is read from a copy too."""
    if type(number) is not int or number < 0:
        raise ValueError(f"no number of rows or runs: {number!r:.40}")
