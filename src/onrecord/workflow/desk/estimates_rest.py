"""What an estimate rests on, for whoever looks at it."""

from dataclasses import dataclass
from pathlib import Path

from onrecord import store
from onrecord.model import Estimate, Issue, NameList


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A list, and the issue of it that was counted."""

    name_list: NameList
    issue: Issue


def rests_on(record_folder: Path, estimate: Estimate) -> tuple[Rest, ...]:
    """
    Return the lists whose people an estimate counts; none for a table that was handed in.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    wanted = set(estimate.issues)
    if not wanted:
        return ()
    with store.open_record(record_folder) as kept:
        return tuple(
            Rest(name_list=one, issue=issue)
            for one in kept.name_lists()
            for issue in kept.issues(one.id)
            if issue.id in wanted
        )
