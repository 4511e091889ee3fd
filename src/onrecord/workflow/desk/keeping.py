"""What a record was kept in: the log of its decisions, its preserved bytes, a colleague's copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Decision, Problem, Record, handed_decisions
from onrecord.workflow import kept_files, reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """
    The log of decisions (`store.log` says how it is chained).

    Attributes:
        head: Its last link, for people to write down.
        problems: A `log-broken` for each decision that is not as and where it was written.
    """

    head: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    What a file of decisions brought.

    Attributes:
        new: Those that were not there before, as they were written down.
        known: How many were there already.
        problems: Why a line was not taken, for each that was not.
    """

    new: tuple[Decision, ...]
    known: int
    problems: tuple[Problem, ...]


def damaged(record: Record, record_folder: Path) -> tuple[Problem, ...]:
    """Return a problem for preserved bytes that are gone, or are not what they were."""
    return tuple(reading.damaged(record, kept_files.of(record_folder)))


def fresh(lines: Iterable[bytes], name: str, before: Record) -> Taken:
    """Return which decisions of a file a record does not have yet."""
    handed = handed_decisions.decisions_from_lines(lines, name)
    known = {decision.id for decision in before.decisions}
    told = {decision.id: decision for decision in handed.decisions}
    new = tuple(one for one in told.values() if one.id not in known)
    return Taken(new=new, known=len(handed.decisions) - len(new), problems=handed.problems)
