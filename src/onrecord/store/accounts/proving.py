"""Proving that the log of accounts was not altered; nothing here writes."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Problem
from onrecord.store.accounts import log
from onrecord.store.accounts.opening import DATABASE
from onrecord.store.address import SqliteFile
from onrecord.store.database import connect
from onrecord.store.faults import in_one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsProven:
    """
    What proving the log of accounts came to.

    Attributes:
        problems: Lines that are not as they were written; the first ones.
        head: The last link.
        links: Every link: what somebody wrote down must be among them.
        lines: How many there are.
    """

    problems: tuple[Problem, ...]
    head: str
    links: frozenset[str]
    lines: int


def prove(folder: Path) -> AccountsProven | None:
    """
    Go through the log of a record's accounts; None where it has none.

    Raises:
        RecordUnusable: The file cannot be read.
    """
    path = folder / DATABASE
    if not path.is_file():
        return None
    with in_one_line(path):
        engine = connect(SqliteFile(path))
        try:
            with engine.connect() as connection:
                links = list(log.links(connection))
                return AccountsProven(
                    problems=tuple(log.broken(connection)),
                    head=links[-1],
                    links=frozenset(links),
                    lines=len(links) - 1,
                )
        finally:
            engine.dispose()
