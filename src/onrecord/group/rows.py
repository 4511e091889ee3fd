"""Incidents as a source itself tells them: the rows of a table are never run together."""

from collections.abc import Iterator, Sequence

from onrecord.group.profile import Profile

_Told = dict[str, str]  # by document, which of its incidents


class Rows:
    """
    Which incident of which table each cluster tells of.

    Whoever keeps a table has said that two rows are two incidents, so no tie and no third
    report brings them together; only a person does.

    Args:
        profiles: All claims that are grouped, in order.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._told: dict[int, _Told] = {
            position: {item.claim.document: item.claim.told_incident}
            for position, item in enumerate(profiles)
            if item.claim.told_incident is not None
        }

    def may_meet(self, first: int, second: int) -> bool:
        """Whether two clusters, by their roots, tell of no two rows of one table."""
        if not self._told:
            return True
        one, other = self._told.get(first), self._told.get(second)
        if one is None or other is None:
            return True
        fewer, more = sorted((one, other), key=len)
        return all(more.get(document, row) == row for document, row in fewer.items())

    def meet(self, kept: int, gone: int) -> None:
        """Note that one cluster has taken in another."""
        told = self._told.pop(gone, None)
        if told is not None:
            self._told[kept] = told | self._told.get(kept, {})


def of_one_row(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Return, for each claim of a row, its position and that of the row's first claim."""
    first: dict[tuple[str, str], int] = {}
    for position, item in enumerate(profiles):
        if item.claim.told_incident is not None:
            row = (item.claim.document, item.claim.told_incident)
            head = first.setdefault(row, position)
            if head != position:
                yield position, head
