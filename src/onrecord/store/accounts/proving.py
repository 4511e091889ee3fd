"""Proving that the log of accounts was not altered; nothing here writes."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Problem
from onrecord.store.accounts import log
from onrecord.store.accounts.opening import opened_to_prove


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
    with opened_to_prove(folder) as engine:
        if engine is None:
            return None
        with engine.connect() as connection:
            links = list(log.links(connection))
            return AccountsProven(
                problems=tuple(log.broken(connection)),
                head=links[-1],
                links=frozenset(links),
                lines=len(links) - 1,
            )
